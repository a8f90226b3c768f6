"""A form taken apart into questions, and answers put together into a form."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined, to_jsonable_python

from core.errors import Invalid
from core.labelled import Labelled
from forms import _rows, _sentences
from forms._form import Form, Group, as_far_as_sound, broken_rules
from forms._kinds import Accepts, Kind, Reads, Repeats, Section, ShownIf, Widget

AnyForm = TypeVar("AnyForm", bound=Form)
Readable = list[list[Any]]
"""``[[section, [[label, value], …]], …]``"""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form, as whoever draws or prints it needs it."""

    name: str
    label: str
    hint: str
    kind: Kind
    required: bool
    section: str
    """Title of the section it stands in."""
    choices: tuple[Labelled, ...]
    shown_if: ShownIf | None
    accepts: Accepts | None
    reads: str
    """Code of the document to be read before answering; empty if none."""
    max_length: int | None
    """In characters."""
    default: Any
    """What the answer is until somebody gives another, as typed; ``None`` if nothing."""
    repeats: Repeats | None = None
    """What one row is called and how many there may be; only of a group that repeats."""
    row: type[Group] | None = None
    """The questions of one row; only of a group that repeats."""

    def shown(self, answers: Mapping[str, Any]) -> bool:
        """Tell whether the question is asked, the other answers being such."""
        if self.shown_if is None:
            return True
        return all(_same(answers.get(name), wanted) for name, wanted in self.shown_if.answers.items())

    def needed(self, answers: Mapping[str, Any]) -> bool:
        """Tell whether the question must be answered, the other answers being such."""
        return self.required or (self.shown_if is not None and self.shown_if.needed and self.shown(answers))


@cache
def questions(form: type[Group]) -> tuple[Question, ...]:
    """Return the questions of *form*, or of a row, in their order."""
    order = getattr(form, "sections", ())
    return tuple(sorted(_questions(form), key=lambda asked: order.index(asked.section) if order else 0))


def _questions(form: type[Group]) -> Iterator[Question]:
    section = ""
    for name, field in form.model_fields.items():
        started = _of(field, Section)
        section = started.title if started else section
        repeats = _of(field, Repeats)
        yield Question(
            name=name,
            label=field.title or name,
            hint=field.description or "",
            kind=Kind(Widget.ROWS) if repeats else _of(field, Kind) or Kind(),
            required=_required(field),
            section=section,
            choices=_choices(field.annotation),
            shown_if=_of(field, ShownIf),
            accepts=_of(field, Accepts),
            reads=getattr(_of(field, Reads), "document", ""),
            max_length=next((m.max_length for m in field.metadata if hasattr(m, "max_length")), None),
            default=[str(place) for place in range(repeats.at_least)] if repeats else _plain(field.default),
            repeats=repeats,
            row=_row(field.annotation) if repeats else None,
        )
        yield from (_computed(form, computed, section, field) for computed in _computed_after(form, name))


def check(form: type[AnyForm], typed: Mapping[str, Any]) -> AnyForm:
    """Return the form made of what was *typed*; raise ``Invalid`` with a remark on every question that needs one.

    Answers to hidden questions are dropped, and computed ones are never taken from outside. The remark on a question of
    a repeating group is named ``group.row.question``.
    """
    sound, remarks = sounded(form, typed)
    for question, sentence in broken_rules(form, sound):
        remarks.setdefault(question, sentence)
    if remarks:
        order = [question.name for question in questions(form)]
        raise Invalid(dict(sorted(remarks.items(), key=lambda told: order.index(told[0].partition(".")[0]))))
    given = _given(form, with_defaults(form, typed))
    return form.model_validate({name: value for name, value in sound.items() if name in given})


def with_defaults(form: type[Group], typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers that stand: *typed* or else by default, and none to a question that is not asked.

    A question depends only on earlier ones, so that what hides one also hides whatever hangs on it.
    """
    standing: dict[str, Any] = {}
    for question in questions(form):
        answer = typed.get(question.name, question.default)
        if answer is None or not question.shown(standing):
            continue
        standing[question.name] = answer
        if question.row is not None:
            entries = list(_rows.rows(question.name, {**typed, question.name: answer}))
            standing[question.name] = [row for row, _ in entries]
            for row, given in entries:
                inside = with_defaults(question.row, given)
                standing |= {_rows.path(question.name, row, name): value for name, value in inside.items()}
    return standing


def sounded(form: type[Group], typed: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the answers that hold, defaults included, and a remark on each that does not."""
    typed = with_defaults(form, typed)
    given: dict[str, Any] = _given(form, typed)
    sound: dict[str, Any] = {}
    remarks: dict[str, str] = {}
    for question in questions(form):
        if question.kind.widget is Widget.COMPUTED:
            continue
        name, field = question.name, form.model_fields[question.name]
        if name in given and question.row is not None:
            _sound_rows(question, question.row, typed, sound, remarks)
        elif name in given:
            try:
                sound[name] = _adapter(form, name).validate_python(given[name])
            except ValidationError as error:
                remarks[name] = _sentences.of_error(error.errors()[0])
        elif question.needed(typed):
            remarks[name] = _sentences.unanswered(question.kind.widget)
        elif not field.is_required():
            sound[name] = field.get_default(call_default_factory=True)
    for name, sentence in _file_remarks(form, given):
        remarks.setdefault(name, sentence)
    return sound, remarks


def _sound_rows(
    question: Question, row: type[Group], typed: Mapping[str, Any], sound: dict[str, Any], remarks: dict[str, str]
) -> None:
    assert question.repeats is not None  # it has rows
    entries, made = list(_rows.rows(question.name, typed)), []
    if len(entries) > question.repeats.at_most:
        remarks[question.name] = f"Можно указать не больше {question.repeats.at_most}. Удалите лишнее."
    for name, given in entries:
        inside, wrong = sounded(row, given)
        for asked, sentence in broken_rules(row, inside):
            wrong.setdefault(asked, sentence)
        remarks |= {_rows.path(question.name, name, asked): sentence for asked, sentence in wrong.items()}
        made.append(row.model_construct(**inside))
    if not any(name.partition(".")[0] == question.name for name in remarks):
        sound[question.name] = tuple(made)


def shown_as(question: Question, answer: Any) -> str:
    """Return *answer* as a person reads it."""
    return question.kind.show(answer)


def readable(answers: Form) -> Readable:
    """Return the answers of a sound form by section, as people read them; files are told apart elsewhere."""
    return _by_section(told(answers, answers.model_dump()))


def readable_so_far(form: type[Form], typed: Mapping[str, Any]) -> Readable:
    """Return what is answered so far by section, as people read it; an answer that does not hold stands as typed."""
    standing = with_defaults(form, typed)
    return _by_section(told(as_far_as_sound(form, sounded(form, standing)[0]), standing))


def told(answers: Group, standing: Mapping[str, Any]) -> Iterator[tuple[Question, list[tuple[str, str]]]]:
    """Yield every question that is asked, with its rows as people read them: label and answer, empty if there is none.

    *answers* may be as far as sound: what is not yet is told as it stands in *standing*, where defaults are too. Files
    are told apart elsewhere, passwords nowhere.
    """
    for question in questions(type(answers)):
        if question.kind.widget in {Widget.FILES, Widget.PASSWORD} or not question.shown(standing):
            continue
        if question.row is not None:
            named = told_rows(question, standing)
            yield question, [(name, "; ".join(_in_words(answered))) for name, answered in named]
            continue
        try:
            value = shown_as(question, getattr(answers, question.name))
        except AttributeError:  # not answered, or not soundly
            typed = standing.get(question.name)
            value = typed if isinstance(typed, str) else ""
        unit = f" {question.kind.unit}" if value and question.kind.unit else ""
        yield question, [(question.label, value + unit)]


def told_rows(group: Question, standing: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the rows of a *group* that repeats: what each is called, and its answers by label as people read them."""
    assert group.row is not None  # it is a group
    assert group.repeats is not None
    for place, (_, given) in enumerate(_rows.rows(group.name, standing), 1):
        inside = told(as_far_as_sound(group.row, sounded(group.row, given)[0]), given)
        yield group.repeats.called(place), {label: value for _, rows in inside for label, value in rows}


def _in_words(answered: Mapping[str, str]) -> Iterator[str]:
    return (f"{label}: {value}" for label, value in answered.items() if value)


def _by_section(rows_of: Iterable[tuple[Question, list[tuple[str, str]]]]) -> Readable:
    sheet: dict[str, list[list[str]]] = {}
    for question, rows in rows_of:
        sheet.setdefault(question.section, []).extend([label, value] for label, value in rows if value)
    return [[section, rows] for section, rows in sheet.items() if rows]


def facts(form: type[Group], typed: Mapping[str, Any]) -> dict[str, str]:
    """Return the answers nobody types, as people read them: computed so far as they can be, or given by the account."""
    sound, _ = sounded(form, typed)
    partial, told = as_far_as_sound(form, sound), {}
    for question in questions(form):
        if question.kind.given or question.kind.widget is Widget.COMPUTED:
            try:
                told[question.name] = shown_as(question, getattr(partial, question.name))
            except AttributeError:
                told[question.name] = ""
    return told


def _given(form: type[Group], typed: Mapping[str, Any]) -> dict[str, Any]:
    return {
        question.name: _without_nul(typed[question.name], question)
        for question in questions(form)
        if question.kind.widget is not Widget.COMPUTED
        and question.shown(typed)
        and not _empty(_without_nul(typed.get(question.name), question), question)
    }


def _without_nul(answer: Any, question: Question) -> Any:
    # PostgreSQL does not keep it; a password is never kept as it is, and nothing in it is changed.
    told = isinstance(answer, str) and question.kind.widget is not Widget.PASSWORD
    return answer.replace("\0", "") if told else answer


def _empty(answer: Any, question: Question) -> bool:
    if isinstance(answer, str):
        return not answer.strip()
    if question.kind.widget is Widget.TICK and answer is False:
        return question.required
    return answer is None or answer in ((), [])


def _file_remarks(form: type[Group], given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for question in questions(form):
        if question.accepts and len(given.get(question.name, ())) > question.accepts.at_most:
            yield question.name, f"Можно приложить не больше {question.accepts.at_most} файлов. Удалите лишние."


@cache
def _adapter(form: type[Group], name: str) -> TypeAdapter[Any]:
    field = form.model_fields[name]
    return TypeAdapter(
        field.rebuild_annotation(),
        config=None
        if isinstance(field.annotation, type) and issubclass(field.annotation, Group)
        else form.model_config,
    )


def _of(field: FieldInfo, kind: type[Any]) -> Any:
    return next((entry for entry in reversed(field.metadata) if isinstance(entry, kind)), None)


def _required(field: FieldInfo) -> bool:
    accepts = _of(field, Accepts)
    return field.is_required() or bool(accepts and accepts.at_least)


def _plain(default: Any) -> Any:
    return None if default is PydanticUndefined else to_jsonable_python(default)


def _choices(annotation: Any) -> tuple[Labelled, ...]:
    for candidate in (annotation, *get_args(annotation)):
        if isinstance(candidate, type) and issubclass(candidate, Labelled):
            return tuple(candidate)
    return ()


def _row(annotation: Any) -> type[Group] | None:
    return next((entry for entry in get_args(annotation) if isinstance(entry, type) and issubclass(entry, Group)), None)


def _computed_after(form: type[Group], name: str) -> Iterator[str]:
    for computed_name, field in form.model_computed_fields.items():
        if (field.json_schema_extra or {}) == {"after": name}:
            yield computed_name


def _computed(form: type[Group], name: str, section: str, after: FieldInfo) -> Question:
    field = form.model_computed_fields[name]
    kind = _kind_of_computed(field.return_type)
    return Question(
        name=name,
        label=field.title or name,
        hint=field.description or "",
        kind=kind,
        required=False,
        section=section,
        choices=(),
        shown_if=_of(after, ShownIf),
        accepts=None,
        reads="",
        max_length=None,
        default=None,
    )


def _kind_of_computed(annotation: Any) -> Kind:
    return next((entry for entry in get_args(annotation) if isinstance(entry, Kind)), Kind(Widget.COMPUTED))


def _same(answer: Any, wanted: Any) -> bool:
    if isinstance(answer, list | tuple):  # several are chosen
        return any(_same(one, wanted) for one in answer)
    return answer in wanted if isinstance(wanted, (tuple, frozenset)) else bool(answer == wanted)
