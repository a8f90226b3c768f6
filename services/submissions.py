"""Submissions: the draft that keeps every answer and file, the sending, and what waits for registration."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload, selectinload

from core import clock, storage
from core.actor import Actor, Permission
from core.errors import Conflict, Invalid, NotFound, Refusal
from core.storage import ONE_MIB
from db import upsert
from db.models import Application, Draft, DraftFile, File, Submission, SubmissionFile
from db.session import reading, transaction
from forms._form import Form, Mode
from forms._kinds import Widget
from forms._questions import Question, Readable, check, questions, readable, shown_as
from forms._scan import Scan
from services import accounts, files, forms, journal, notifications, numbers, printing
from services.files import Kept

WAITING, REGISTERED, ACCEPTED, RETURNED = "waiting", "registered", "accepted", "returned"
STATUS_LABELS = {
    WAITING: "Ожидает регистрации",
    REGISTERED: "Зарегистрирована",
    ACCEPTED: "Принято в работу",
    RETURNED: "Возвращено",
}
MOST_FILES = 20
MOST_MIB = 50
"""How much one form may carry in all (domain.md 4.3)."""


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft as it was last saved."""

    answers: dict[str, Any]
    files: dict[str, tuple[Kept, ...]]
    """By question."""
    saved_at: datetime | None


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in the list of the main page."""

    form: str
    title: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent, in a list."""

    number: str
    title: str
    sent_at: datetime
    register_by: date
    status: str
    status_label: str
    application_no: str
    """Empty until it becomes an application."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was sent, whole: the answers beside the files."""

    number: str
    form: str
    title: str
    applicant: str
    applicant_kind: str
    applicant_rows: tuple[tuple[str, str], ...]
    sent_at: datetime
    register_by: date
    status: str
    status_label: str
    returned_reason: str
    application_no: str
    readable: Readable
    answers: dict[str, Any]
    files: tuple[tuple[str, Kept], ...]
    """Question in words, file."""
    copy: Kept | None
    """The frozen printed copy."""


def draft(actor: Actor, form: type[Form], key: str) -> DraftView:
    """Return the actor's draft called *key*; a new one begins with what the profile knows."""
    actor.must(Permission.FILE_APPLICATIONS)
    with reading() as session:
        row = _draft(session, actor, key)
        if row is None:
            known = accounts.known(session, actor)
            asked = [question for question in questions(form) if question.name in known]
            return DraftView({question.name: _typed(question, known[question.name]) for question in asked}, {}, None)
        return DraftView(dict(row.answers), _by_question(row.files), row.saved_at)


def save_draft(actor: Actor, key: str, answers: Mapping[str, Any]) -> datetime:
    """Keep the answers typed so far; return when they were kept."""
    actor.must(Permission.FILE_APPLICATIONS)
    with transaction() as session:
        row = _draft_to_write(session, actor, key)
        row.answers = dict(answers)
        return row.saved_at


def attach(actor: Actor, key: str, question: Question, name: str, content: bytes) -> Kept:
    """Accept a file into the draft called *key*; raise ``Refusal`` with the reason if it cannot be."""
    if question.accepts is None:
        raise NotFound
    kept = files.keep(actor, name, content, accepts=question.accepts.types)
    with transaction() as session:
        row = _draft_to_write(session, actor, key)
        if len(row.files) >= MOST_FILES:
            raise Refusal(f"К одной форме можно приложить не больше {MOST_FILES} файлов. Удалите лишние.")
        if sum(entry.file.size for entry in row.files) + kept.size > MOST_MIB * ONE_MIB:
            raise Refusal(f"Вместе файлы больше {MOST_MIB} МБ. Уменьшите их или удалите лишние.")
        file = session.scalars(select(File).where(File.public_id == kept.public_id)).one()
        row.files.append(DraftFile(question=question.name, file_id=file.id))
    return kept


def detach(actor: Actor, key: str, public_id: str) -> None:
    """Take a file out of the draft called *key*."""
    actor.must(Permission.FILE_APPLICATIONS)
    with transaction() as session:
        if (row := _draft(session, actor, key)) is not None:
            row.files = [entry for entry in row.files if entry.file.public_id != public_id]
            row.saved_at = clock.now()


def drop_draft(actor: Actor, key: str) -> None:
    """Throw the draft called *key* away."""
    actor.must(Permission.FILE_APPLICATIONS)
    with transaction() as session:
        if (row := _draft(session, actor, key)) is not None:
            session.delete(row)


def drafts(actor: Actor) -> list[DraftLine]:
    """Return the actor's drafts, newest first."""
    actor.must(Permission.FILE_APPLICATIONS)
    declared = forms.declared()
    with reading() as session:
        rows = session.scalars(select(Draft).where(Draft.user_id == actor.user_id).order_by(Draft.saved_at.desc()))
        return [DraftLine(row.form, declared[row.form].title, row.saved_at) for row in rows if row.form in declared]


def check_draft(actor: Actor, form: type[Form], key: str, answers: Mapping[str, Any]) -> Form:
    """Return the sound form made of *answers* and the draft's files; raise ``Invalid`` with every remark."""
    attached = draft(actor, form, key).files
    asked = [question.name for question in questions(form) if question.kind.widget is Widget.FILES]
    ids = {name: tuple(kept.public_id for kept in attached.get(name, ())) for name in asked}
    kind = forms.applicant_type(actor)
    if answers.get("applicant_kind", kind.value) != kind.value:
        raise Invalid({"applicant_kind": f"Вы вошли как {kind.label.lower()}. Выберите этот вариант."})
    return check(form, {**answers, **ids})


def send(actor: Actor, code: str, key: str, answers: Mapping[str, Any], send_key: str, *, form: type[Form]) -> Sent:
    """Send the draft called *key* as form *code*; a repeated *send_key* sends once and returns the first sending.

    Raises ``Invalid`` with every remark; the draft and its files stay as they are.
    """
    actor.must(Permission.FILE_APPLICATIONS)
    declared = forms.form(actor, code, Mode.SEND if form is Scan else Mode.FILL)
    if (sent := _sent_before(actor, send_key)) is not None:
        return sent
    try:
        sound = check_draft(actor, form, key, answers)
        with transaction() as session:
            return _send(session, actor, declared, key, sound, send_key)
    except (Invalid, Conflict, IntegrityError):
        if (sent := _sent_before(actor, send_key)) is not None:  # by another press of the button, just now
            return sent
        raise


def mine(actor: Actor, *, waiting_only: bool = False, limit: int = 100) -> list[Sent]:
    """Return what the actor's applicant sent, newest first."""
    actor.must(Permission.FOLLOW_OWN_APPLICATIONS)
    query = select(Submission, Application.reg_no).outerjoin(Application, Application.id == Submission.application_id)
    query = query.where(Submission.consumer_id == actor.consumer_id).order_by(Submission.id.desc()).limit(limit)
    if waiting_only:
        query = query.where(Submission.status.in_((WAITING, RETURNED)))
    with reading() as session:
        return [_line(row, reg_no or "") for row, reg_no in session.execute(query)]


def sheet(actor: Actor, number: str) -> Sheet:
    """Return one submission whole: one's own, or any for who registers; else raise ``NotFound``."""
    query = _whole().where(Submission.number == number)
    if actor.consumer_id is not None:
        query = query.where(Submission.consumer_id == actor.consumer_id)
    else:
        actor.must(Permission.SEE_IDENTITY, Permission.REGISTER_SUBMISSIONS)
    with reading() as session:
        row = session.scalars(query).unique().one_or_none()
        if row is None:
            raise NotFound(f"Отправка {number} не найдена.")
        return _sheet(session, actor, row)


def waiting(actor: Actor, *, after: tuple[date, int] | None = None, limit: int = 50) -> list[tuple[int, Sheet]]:
    """Return submissions that wait for registration, the most urgent first, with their row ids for the next page."""
    actor.must(Permission.REGISTER_SUBMISSIONS)
    query = _whole().where(Submission.status == WAITING).limit(limit)
    query = query.order_by(Submission.status, Submission.register_by, Submission.id)
    if after is not None:
        query = query.where(_later(after))
    with reading() as session:
        return [(row.id, _sheet(session, actor, row)) for row in session.scalars(query).unique()]


def count_waiting(actor: Actor) -> int:
    """Count what waits for registration, up to a thousand."""
    actor.must(Permission.SEE_APPLICATIONS)
    some = select(Submission.id).where(Submission.status == WAITING).limit(1000).subquery()
    with reading() as session:
        return session.scalar(select(func.count()).select_from(some)) or 0


def return_back(actor: Actor, number: str, reason: str) -> None:
    """Return a submission that cannot be registered; the consumer is told *reason*."""
    actor.must(Permission.REGISTER_SUBMISSIONS)
    if not reason.strip():
        raise Invalid({"reason": "Напишите причину: её прочтёт заявитель."})
    with transaction() as session:
        row = waiting_row(session, number)
        row.status, row.returned_reason = RETURNED, reason.strip()
        journal.record(session, actor, "submission.returned", number)
        link, why = f"sent?no={number}", row.returned_reason
        notifications.tell(
            session, row.consumer_id, "submission_returned", link, number=number, title=row.title, reason=why
        )


def accept(actor: Actor, number: str) -> None:
    """Take a submission that is no application into work."""
    actor.must(Permission.REGISTER_SUBMISSIONS)
    with transaction() as session:
        row = waiting_row(session, number)
        row.status = ACCEPTED
        journal.record(session, actor, "submission.accepted", number)
        link = f"sent?no={number}"
        notifications.tell(session, row.consumer_id, "submission_accepted", link, number=number, title=row.title)


def waiting_row(session: Session, number: str) -> Submission:
    """Return the row of a submission still waiting; raise ``NotFound`` or ``Conflict``."""
    row = session.scalars(select(Submission).where(Submission.number == number).with_for_update()).one_or_none()
    if row is None:
        raise NotFound(f"Отправка {number} не найдена.")
    if row.status != WAITING:
        raise Conflict(f"С отправкой {number} уже закончили: {STATUS_LABELS[row.status].lower()}.")
    return row


def _send(session: Session, actor: Actor, declared: type[Form], key: str, sound: Form, send_key: str) -> Sent:
    row = _submission(session, actor, declared, sound, send_key)
    used = _draft(session, actor, key)
    row.files = [
        SubmissionFile(question=question.name, label=question.label, file_id=file.id, file=file)
        for question, file in _draft_files(used, sound)
    ]
    _freeze(session, actor, type(sound), row)
    if used is not None:
        session.delete(used)
    journal.record(session, actor, "submission.sent", row.number, form=row.form)
    link, day = f"sent?no={row.number}", f"{row.register_by:%d.%m.%Y}"
    notifications.tell(
        session, row.consumer_id, "submission_received", link, number=row.number, title=row.title, register_by=day
    )
    return _line(row)


def _submission(session: Session, actor: Actor, declared: type[Form], sound: Form, send_key: str) -> Submission:
    moment = clock.now()
    day = clock.local(moment).date()
    row = Submission(
        number=f"{day:%y}-{numbers.following(session, f'submission {day.year}'):06d}",
        form=declared.code(),
        title=declared.title,
        consumer_id=actor.consumer_id,
        user_id=actor.user_id,
        send_key=send_key,
        answers=sound.model_dump(mode="json"),
        readable=readable(sound),
        sent_at=moment,
        register_by=day + timedelta(days=1),
        status=WAITING,
    )
    session.add(row)
    return row


def _freeze(session: Session, actor: Actor, form: type[Form], row: Submission) -> None:
    attached = [(entry.label, files.as_kept(entry.file)) for entry in row.files]
    pdf = printing.copy(form, row.number, row.sent_at, row.readable, attached)
    copy = files.add(session, actor.user_id, f"{row.title}, {row.number}.pdf", "application/pdf", storage.put([pdf]))
    row.copy_id = copy.id


def _draft_files(used: Draft | None, sound: Form) -> list[tuple[Question, File]]:
    by_id = {entry.file.public_id: entry.file for entry in used.files} if used else {}
    asked = [question for question in questions(type(sound)) if question.kind.widget is Widget.FILES]
    try:
        return [(question, by_id[file_id]) for question in asked for file_id in getattr(sound, question.name)]
    except KeyError as gone:
        raise Conflict("Файлы изменились, пока форма отправлялась. Проверьте их и отправьте ещё раз.") from gone


def _sent_before(actor: Actor, send_key: str) -> Sent | None:
    query = select(Submission).where(Submission.send_key == send_key, Submission.consumer_id == actor.consumer_id)
    with reading() as session:
        row = session.scalars(query).one_or_none()
        return _line(row) if row else None


def _draft(session: Session, actor: Actor, key: str) -> Draft | None:
    return session.scalars(_drafts(actor, key)).one_or_none()


def _drafts(actor: Actor, key: str) -> Select[Draft]:
    query = select(Draft).where(Draft.user_id == actor.user_id, Draft.form == key)
    return query.options(selectinload(Draft.files).joinedload(DraftFile.file))


def _draft_to_write(session: Session, actor: Actor, key: str) -> Draft:
    moment = clock.now()
    kept = upsert.insert(session, Draft).values(user_id=actor.user_id, form=key, answers={}, saved_at=moment)
    names = [Draft.user_id, Draft.form]
    session.execute(kept.on_conflict_do_update(index_elements=names, set_={"saved_at": moment}))
    return session.scalars(_drafts(actor, key)).one()


def _typed(question: Question, known: object) -> object:
    return shown_as(question, known) if question.kind.widget is Widget.LINE else known


def _by_question(entries: Sequence[DraftFile]) -> dict[str, tuple[Kept, ...]]:
    found: dict[str, tuple[Kept, ...]] = {}
    for entry in entries:
        found[entry.question] = (*found.get(entry.question, ()), files.as_kept(entry.file))
    return found


def _whole() -> Any:
    return select(Submission).options(
        joinedload(Submission.consumer),
        joinedload(Submission.copy),
        selectinload(Submission.files).joinedload(SubmissionFile.file),
    )


def _later(after: tuple[date, int]) -> Any:
    day, row_id = after
    return (Submission.register_by > day) | ((Submission.register_by == day) & (Submission.id > row_id))


def _line(row: Submission, reg_no: str = "") -> Sent:
    return Sent(row.number, row.title, row.sent_at, row.register_by, row.status, STATUS_LABELS[row.status], reg_no)


def _sheet(session: Session, actor: Actor, row: Submission) -> Sheet:
    reg_no = None
    if row.application_id is not None:
        reg_no = session.scalar(select(Application.reg_no).where(Application.id == row.application_id))
    return Sheet(
        number=row.number,
        form=row.form,
        title=row.title,
        applicant=row.consumer.name,
        applicant_kind=row.consumer.kind,
        applicant_rows=accounts.rows(
            row.consumer, in_full=actor.consumer_id is not None or actor.may(Permission.SEE_IDENTITY)
        ),
        sent_at=row.sent_at,
        register_by=row.register_by,
        status=row.status,
        status_label=STATUS_LABELS[row.status],
        returned_reason=row.returned_reason,
        application_no=reg_no or "",
        readable=row.readable,
        answers=dict(row.answers),
        files=tuple((entry.label, files.as_kept(entry.file)) for entry in row.files),
        copy=files.as_kept(row.copy) if row.copy else None,
    )
