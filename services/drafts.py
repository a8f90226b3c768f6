"""Drafts: every answer and every file is kept as soon as it is given, long before anything is sent."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from core import clock, storage
from core.actor import Actor, Permission
from core.errors import Conflict, Invalid, NotFound, Refusal
from core.scanner import Verdict
from core.settings import settings
from core.storage import ONE_MIB, Incoming
from db import upsert
from db.models import Draft, DraftFile, File
from db.session import reading, transaction
from forms._form import Form
from forms._kinds import Widget
from forms._questions import Question, check, questions, shown_as
from services import files, forms, journal, prefill
from services.draft_keys import DraftKey
from services.files import Kept

DOCUMENT, ANSWER, APPEAL = "document", "answer", "appeal"
"""What keys begin with that are no forms of the main page; a point follows, and what it is about."""
NEEDED = {
    DOCUMENT: Permission.WORK_ON_APPLICATIONS,
    ANSWER: Permission.ANSWER_APPEALS,
    APPEAL: Permission.WRITE_APPEALS,
}
"""What it takes to gather files under such a key."""
MOST_FILES = 20
MOST_MIB = 50
"""How much one form may carry in all (domain.md 4.3), where one file alone may not be larger."""


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft as it was last saved."""

    answers: dict[str, Any]
    files: dict[str, tuple[Kept, ...]]
    """By question."""
    saved_at: datetime | None
    revision: int = 0
    """Counts the times answers were written."""
    written: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    """By question: the revision it was last written in, and the tab that wrote it."""
    others: Mapping[str, Any] = field(default_factory=dict)
    """By question: what another tab had answered, until the person has chosen."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft just saved."""

    at: datetime
    revision: int
    others: tuple[str, ...]
    """Questions to which two tabs gave different answers."""


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in the list of the main page."""

    form: str
    """Key of the draft."""
    title: str
    target: str
    """Address of the page it was begun on."""
    saved_at: datetime


def begun(actor: Actor, form: type[Form], key: str) -> DraftView:
    """Return the actor's draft called *key*; what nobody has answered in it is what the portal knows already."""
    actor.must(Permission.FILE_APPLICATIONS)
    with reading() as session:
        row = kept(session, actor, key)
        known = prefill.known(session, actor, key)
        asked = [question for question in questions(form) if question.name in known]
        begins = {question.name: _typed(question, known[question.name]) for question in asked}
        if row is None:
            return DraftView(begins, {}, None)
        written = {name: (revision, tab) for name, (revision, tab) in row.written.items()}
        answers = begins | row.answers
        return DraftView(answers, _by_question(row.files), row.saved_at, row.revision, written, row.others)


def save(actor: Actor, key: str, changed: Mapping[str, Any], *, tab: str = "", base: int | None = None) -> Saved:
    """Keep the *changed* answers beside those kept before.

    *tab* names the page they are given on, *base* the revision of the draft that page was drawn with. Where another tab
    has answered otherwise since then, the new answer is kept and the other one put beside it, until ``settle``.
    """
    actor.must(Permission.FILE_APPLICATIONS)
    with transaction() as session:
        row = to_write(session, actor, key)
        row.revision += 1
        answers, written, others = dict(row.answers), dict(row.written), dict(row.others)
        for name, answer in changed.items():
            revision, by = written.get(name, (0, tab))
            met = answers.get(name) if base is not None and revision > base and by != tab else None
            together = _rows_together(name, answers, answer, met)
            answers[name] = answer if together is None else together
            if together is None and met not in (None, "", [], answer):
                others[name] = met
            elif name in others and others[name] == answer:
                del others[name]
            written[name] = [row.revision, tab]
        row.answers, row.written, row.others = answers, written, others
        return Saved(row.saved_at, row.revision, tuple(others))


def settle(actor: Actor, key: str, name: str, *, take: bool) -> None:
    """Choose between two answers to question *name*: *take* the other one, or leave what stands."""
    actor.must(Permission.FILE_APPLICATIONS)
    with transaction() as session:
        row = kept(session, actor, key)
        if row is None or name not in row.others:
            return
        others = dict(row.others)
        other = others.pop(name)
        row.others = others
        if take:
            row.revision += 1
            row.answers = {**row.answers, name: other}
            row.written = {**row.written, name: [row.revision, ""]}


def attach(actor: Actor, key: str, question: Question, name: str, content: bytes | Incoming) -> Kept:
    """Accept a file into the draft called *key*; raise ``Refusal`` with the reason if it cannot be.

    The same file under the same name, sent again after a cut line, is attached once.
    """
    if question.accepts is None:
        raise NotFound
    _must(actor, key)
    with nullcontext(content) if isinstance(content, Incoming) else storage.incoming([content]) as incoming:
        try:
            accepted = files.taken(name, incoming, accepts=question.accepts.types)
        except files.Infected:
            with transaction() as session:
                journal.record(session, actor, "file.refused", key)
            raise
    with transaction() as session:
        row = to_write(session, actor, key)
        if (same := _attached(row, question, accepted)) is not None:
            return files.as_kept(same)
        _has_room(row, accepted.stored.size)
        file = files.keep(session, actor, accepted)
        row.files.append(DraftFile(question=question.name, file_id=file.id))
        return files.as_kept(file)


def must_have_room(actor: Actor, key: str, size: int) -> None:
    """Raise ``Refusal`` if a file of *size* bytes is more than the draft called *key* may carry."""
    _must(actor, key)
    with reading() as session:
        if (row := kept(session, actor, key)) is not None:
            _has_room(row, size)


def attached(actor: Actor, key: str) -> dict[str, tuple[Kept, ...]]:
    """Return the files of the draft called *key*, by question."""
    _must(actor, key)
    with reading() as session:
        row = kept(session, actor, key)
        return _by_question(row.files) if row else {}


def of_card(reg_no: str) -> str:
    """Return the key under which an employee gathers documents for the card *reg_no*."""
    return f"{DOCUMENT}.{reg_no.replace('/', '-')}"


def detach(actor: Actor, key: str, public_id: str) -> None:
    """Take a file out of the draft called *key*; it is gone unless something else refers to it."""
    _must(actor, key)
    with transaction() as session:
        if (row := kept(session, actor, key)) is not None:
            taken = [entry.file_id for entry in row.files if entry.file.public_id == public_id]
            row.files = [entry for entry in row.files if entry.file_id not in taken]
            row.saved_at = clock.now()
            files.release(session, taken)


def drop(actor: Actor, key: str) -> None:
    """Throw the draft called *key* away, with its files."""
    actor.must(Permission.FILE_APPLICATIONS)
    with transaction() as session:
        if (row := kept(session, actor, key)) is not None:
            attached = [entry.file_id for entry in row.files]
            session.delete(row)
            files.release(session, attached)


def mine(actor: Actor) -> list[DraftLine]:
    """Return the actor's drafts, newest first."""
    actor.must(Permission.FILE_APPLICATIONS)
    declared = forms.declared()
    with reading() as session:
        rows = session.scalars(select(Draft).where(Draft.user_id == actor.user_id).order_by(Draft.saved_at.desc()))
        return [_line(row, declared) for row in rows if DraftKey.of(row.form).code in declared]


def checked(actor: Actor, form: type[Form], key: str, answers: Mapping[str, Any]) -> Form:
    """Return the sound form made of *answers* and the draft's files; raise ``Invalid`` with every remark.

    What the form is about stands in the key, and is never taken from the answers.
    """
    attached = begun(actor, form, key).files
    asked = [question.name for question in questions(form) if question.kind.widget is Widget.FILES]
    ids = {name: tuple(kept.public_id for kept in attached.get(name, ())) for name in asked}
    given = {name: number for name, number in DraftKey.of(key).given.items() if name in form.model_fields}
    kind, wrong = forms.applicant_type(actor), {}
    if answers.get("applicant_kind", kind.value) != kind.value:
        wrong = {"applicant_kind": f"Вы вошли как {kind.label.lower()}. Выберите этот вариант."}
    try:
        sound = check(form, {**answers, **ids, **given})
    except Invalid as invalid:
        raise Invalid(wrong | invalid.remarks | wrong) from invalid
    if wrong:
        raise Invalid(wrong)
    return sound


def kept(session: Session, actor: Actor, key: str) -> Draft | None:
    """Return the row of the actor's draft called *key*, files and all, if there is one."""
    return session.scalars(_drafts(actor, key)).one_or_none()


def taken(session: Session, actor: Actor, key: str) -> list[File]:
    """Take the files out of the draft called *key*, which is gone then; raise ``Conflict`` while one is looked at.

    What an employee gives is to be open to whoever is told of it.
    """
    row = kept(session, actor, key)
    found = [entry.file for entry in row.files] if row else []
    for file in found:
        if file.verdict != Verdict.CLEAN:
            raise Conflict(f"Файл «{file.name}» ещё проверяется на вирусы. Отправьте его через несколько минут.")
    if row is not None:
        session.delete(row)
    return found


def _rows_together(name: str, answers: Mapping[str, Any], mine: object, theirs: object) -> list[Any] | None:
    # Rows that two tabs have added stand one after another; several choices are one answer.
    if isinstance(mine, list) and isinstance(theirs, list) and any(other.startswith(f"{name}.") for other in answers):
        return [*theirs, *(row for row in mine if row not in theirs)]
    return None


def _must(actor: Actor, key: str) -> None:
    actor.must(NEEDED.get(key.partition(".")[0], Permission.FILE_APPLICATIONS))


def _attached(row: Draft, question: Question, accepted: files.Accepted) -> File | None:
    for entry in row.files:
        same = (entry.file.sha256, entry.file.name) == (accepted.stored.sha256, accepted.name)
        if same and entry.question == question.name:
            return entry.file
    return None


def _has_room(row: Draft, size: int) -> None:
    most = max(MOST_MIB, settings().max_file_mib)
    if len(row.files) >= MOST_FILES:
        raise Refusal(f"К одной форме можно приложить не больше {MOST_FILES} файлов. Удалите лишние.")
    if sum(entry.file.size for entry in row.files) + size > most * ONE_MIB:
        raise Refusal(f"Вместе файлы больше {most} МБ. Уменьшите их или удалите лишние.")


def _drafts(actor: Actor, key: str) -> Select[Draft]:
    query = select(Draft).where(Draft.user_id == actor.user_id, Draft.form == key)
    return query.options(selectinload(Draft.files).joinedload(DraftFile.file))


def to_write(session: Session, actor: Actor, key: str) -> Draft:
    """Return the row of the actor's draft called *key*, made if need be, as saved just now."""
    moment = clock.now()
    kept = upsert.insert(session, Draft).values(user_id=actor.user_id, form=key, answers={}, saved_at=moment)
    names = [Draft.user_id, Draft.form]
    session.execute(kept.on_conflict_do_update(index_elements=names, set_={"saved_at": moment}))
    return session.scalars(_drafts(actor, key)).one()


def _line(row: Draft, declared: Mapping[str, type[Form]]) -> DraftLine:
    key = DraftKey.of(row.form)
    title = f"{declared[key.code].title} (файлом)" if key.scan else declared[key.code].title
    about = [f"заявка {key.application}"] if key.application else [f"обращение {key.appeal}"] if key.appeal else []
    return DraftLine(row.form, ", ".join((title, *about)), key.target, row.saved_at)


def _typed(question: Question, known: object) -> object:
    return shown_as(question, known) if question.kind.widget is Widget.LINE else known


def _by_question(entries: Sequence[DraftFile]) -> dict[str, tuple[Kept, ...]]:
    found: dict[str, tuple[Kept, ...]] = {}
    for entry in entries:
        found[entry.question] = (*found.get(entry.question, ()), files.as_kept(entry.file))
    return found
