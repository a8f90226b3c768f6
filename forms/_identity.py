"""Which questions identify a person, in any version of any form: only some employees read the answers in full."""

from collections.abc import Iterator

from forms._catalogue import every, versions
from forms._questions import Question, questions
from forms._scan import Scan


def identity_labels(code: str) -> frozenset[str]:
    """Return the questions of form *code*, in words, whose answers only some employees read in full."""
    asked = (question for form in versions(code) for question in questions(form))
    return frozenset(label for question in asked for label in _labels(question))


def plain_files() -> frozenset[str]:
    """Return the names of all questions under which no passport may lie, in any version of any form."""
    asked = [question for form in (*every(), Scan) for question in questions(form) if question.accepts]
    identity = {question.name for question in asked if question.accepts and question.accepts.identity}
    return frozenset(question.name for question in asked) - identity


def _labels(question: Question) -> Iterator[str]:
    if question.kind.identity:
        yield question.label
    if question.row is not None and question.repeats is not None:
        inside = any(asked.kind.identity for asked in questions(question.row))
        yield from (question.repeats.called(place) for place in range(1, question.repeats.at_most + 1) if inside)
