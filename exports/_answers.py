"""The answers to one form as columns, whatever version of it they were given to."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from exports._columns import Column, ColumnKind
from forms._catalogue import of_version, versions
from forms._cells import cell, words
from forms._form import Form
from forms._identity import identity_labels
from forms._kinds import Widget
from forms._questions import Question, Readable, questions
from regulations.identifiers import masked

OTHER = Column("Другие ответы", 44, wrap=True)
"""What no question of the version asks: the words beside a scan, and all that was sent in a version nobody knows."""
LONG_TEXT = 200
"""In characters; what may be longer gets a wide column."""


class Answers:
    """Columns for every question of form *code*: first those of today, then those that only older versions had."""

    def __init__(self, code: str, *, in_full: bool, taken: frozenset[str] = frozenset()) -> None:
        self._code, self._in_full = code, in_full
        self._identity = identity_labels(code)
        self._asked: dict[str, Question] = {}
        for question in chain.from_iterable(map(_told, reversed(versions(code)))):
            self._asked.setdefault(question.name, question)
        self.columns = (*_columns(self._asked, taken), OTHER)

    def cells(self, version: str, answers: Mapping[str, Any], readable: Readable) -> Iterator[object]:
        """Yield a cell for each column: the *answers* kept of what was sent in *version*, and what is left of it."""
        form = of_version(self._code, version)
        asked = {question.name: question for question in _told(form)} if form else {}
        for name in self._asked:
            yield self._cell(asked[name], answers.get(name)) if name in asked else None
        yield "\n".join(self._left(form, readable)) or None

    def _cell(self, question: Question, kept: Any) -> object:
        return self._said(question, kept) if self._hides(question.label) else cell(question, kept, self._said)

    def _said(self, question: Question, kept: Any) -> str:
        hidden = question.kind.identity and not self._in_full
        said = words(question, kept)
        return masked(said) if hidden or self._hides(question.label) else said

    def _left(self, form: type[Form] | None, readable: Readable) -> Iterator[str]:
        named = {name for question in questions(form) for name in _names(question)} if form else set[str]()
        for _, rows in readable:
            for label, value in rows:
                if label not in named:
                    hidden = self._hides(label) or not (form or self._in_full)
                    yield f"{label}: {masked(value) if hidden else value}"

    def _hides(self, label: str) -> bool:
        return label in self._identity and not self._in_full


def _told(form: type[Form]) -> Iterator[Question]:
    return (question for question in questions(form) if question.kind.widget is not Widget.PASSWORD)


def _names(question: Question) -> Iterator[str]:
    yield question.label
    if question.repeats is not None:
        yield from (question.repeats.called(place) for place in range(1, question.repeats.at_most + 1))


def _columns(asked: Mapping[str, Question], taken: frozenset[str]) -> Iterator[Column]:
    used = {*taken, OTHER.title}
    for question in asked.values():
        header = next(header for header in _headers(question) if header not in used)
        used.add(header)
        yield Column(header, _width(question), _kind(question), wrap=question.row is not None)


def _headers(question: Question) -> Iterator[str]:
    unit = f", {question.kind.unit}" if question.kind.unit else ""
    yield f"{question.label}{unit}"
    yield f"{question.label}{unit} ({question.section})"
    yield f"{question.label}{unit} ({question.name})"


def _kind(question: Question) -> ColumnKind:
    return ColumnKind.INTEGER if question.kind.widget is Widget.FILES else ColumnKind[question.kind.cell.name]


def _width(question: Question) -> int:
    if _kind(question) is not ColumnKind.TEXT:
        return 14
    long = question.row is not None or question.kind.widget is Widget.TEXT or (question.max_length or 0) > LONG_TEXT
    return 44 if long else 24
