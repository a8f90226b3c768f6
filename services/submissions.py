"""Submissions: the sending, and what waits for registration."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload, selectinload

from core import clock, storage
from core.actor import Actor, Permission
from core.errors import Conflict, Invalid, NotFound
from db.models import Application, Consumer, Draft, File, Submission, SubmissionFile, User
from db.session import reading, transaction
from forms._connection import ConnectionForm
from forms._form import Form, Mode
from forms._kinds import Widget
from forms._questions import Question, Readable, questions, readable
from forms._scan import Scan
from regulations import identifiers
from regulations.applicants import ApplicantType
from services import accounts, consents, drafts, files, forms, journal, notifications, numbers, printing, views
from services.files import Kept
from workflows._sendings import Sending

WAITING, REGISTERED, ACCEPTED, RETURNED = (status.value for status in Sending)
STATUS_LABELS = {status.value: status.label for status in Sending}


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
    sent_by: str
    """Who of the applicant's people sent it; empty where there is but one person by nature."""
    applicant_kind: str
    applicant_rows: tuple[tuple[str, str], ...]
    sent_at: datetime
    register_by: date
    status: str
    status_label: str
    returned_reason: str
    application_no: str
    readable: Readable
    files: tuple[tuple[str, Kept], ...]
    """Question in words, file."""
    copy: Kept | None
    """The frozen printed copy."""


def send(actor: Actor, code: str, key: str, answers: Mapping[str, Any], send_key: str, *, form: type[Form]) -> Sent:
    """Send the draft called *key* as form *code*; a repeated *send_key* sends once and returns the first sending.

    Raises ``Invalid`` with every remark; the draft and its files stay as they are.
    """
    actor.must(Permission.FILE_APPLICATIONS)
    declared = forms.form(actor, code, Mode.SEND if form is Scan else Mode.FILL)
    if (sent := _sent_before(actor, send_key)) is not None:
        return sent
    try:
        sound = drafts.checked(actor, form, key, answers)
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
        actor.must(Permission.FOLLOW_OWN_APPLICATIONS)
        query = query.where(Submission.consumer_id == actor.consumer_id)
    else:
        actor.must(Permission.SEE_IDENTITY, Permission.REGISTER_SUBMISSIONS)
    with reading() as session:
        row = session.scalars(query).unique().one_or_none()
        if row is None:
            raise NotFound(f"Отправка {number} не найдена.")
        found = _sheet(session, actor, row)
    views.note(actor, number)
    return found


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
        if is_application(row):
            raise Conflict(f"Отправка {number} — заявка на присоединение. Зарегистрируйте её: ей нужен Рег. №.")
        row.status = ACCEPTED
        journal.record(session, actor, "submission.accepted", number)
        link = f"sent?no={number}"
        notifications.tell(session, row.consumer_id, "submission_accepted", link, number=number, title=row.title)


def is_application(row: Submission) -> bool:
    """Tell whether the submission is to become an application with a card, sent as a form or as a scan of one."""
    form = forms.of_version(row.form, row.form_version)
    return form is not None and issubclass(form, ConnectionForm)


def waiting_row(session: Session, number: str) -> Submission:
    """Return the row of a submission still waiting; raise ``NotFound`` or ``Conflict``."""
    row = session.scalars(select(Submission).where(Submission.number == number).with_for_update()).one_or_none()
    if row is None:
        raise NotFound(f"Отправка {number} не найдена.")
    if row.status != WAITING:
        raise Conflict(f"С отправкой {number} уже закончили: {STATUS_LABELS[row.status].lower()}.")
    return row


def _send(session: Session, actor: Actor, declared: type[Form], key: str, sound: Form, send_key: str) -> Sent:
    consents.must_sign(session, actor)
    row = _submission(session, actor, declared, sound, send_key)
    used = drafts.kept(session, actor, key)
    row.files = [
        SubmissionFile(question=question.name, label=question.label, file_id=file.id, file=file)
        for question, file in _draft_files(used, sound)
    ]
    _freeze(session, actor, declared, sound, row)
    if used is not None:
        attached = [entry.file_id for entry in used.files]
        session.delete(used)
        files.release(session, attached)  # one under a question hidden at last belongs to nothing now
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
        form_version=declared.version(),
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


def _freeze(session: Session, actor: Actor, declared: type[Form], sound: Form, row: Submission) -> None:
    user, applicant = session.get_one(User, actor.user_id), session.get_one(Consumer, actor.consumer_id)
    signer = printing.Signer(user.name, user.account_no or "", user.email, applicant.name)
    attached = [(entry.label, files.as_kept(entry.file)) for entry in row.files]
    pdf = printing.copy(declared, sound, row.number, row.sent_at, signer, attached)
    printed = files.Accepted(f"{row.title}, {row.number}.pdf", "application/pdf", storage.put([pdf]))
    row.copy_id = files.keep(session, actor, printed).id


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
    in_full = actor.consumer_id is not None or actor.may(Permission.SEE_IDENTITY)
    plain = forms.plain_files()
    return Sheet(
        number=row.number,
        form=row.form,
        title=row.title,
        applicant=row.consumer.name,
        sent_by=_sent_by(session, row),
        applicant_kind=row.consumer.kind,
        applicant_rows=accounts.rows(row.consumer, in_full=in_full),
        sent_at=row.sent_at,
        register_by=row.register_by,
        status=row.status,
        status_label=STATUS_LABELS[row.status],
        returned_reason=row.returned_reason,
        application_no=reg_no or "",
        readable=row.readable if in_full else _masked(row),
        files=tuple((sent.label, files.as_kept(sent.file)) for sent in row.files if in_full or sent.question in plain),
        copy=files.as_kept(row.copy) if row.copy and in_full else None,
    )


def _sent_by(session: Session, row: Submission) -> str:
    if row.consumer.kind == ApplicantType.PERSON:
        return ""
    return session.scalars(select(User.name).where(User.id == row.user_id)).one()


def _masked(row: Submission) -> Readable:
    identity, known = forms.identity_labels(row.form), forms.of_version(row.form, row.form_version) is not None
    return [
        [
            section,
            [[label, identifiers.masked(value) if label in identity or not known else value] for label, value in rows],
        ]
        for section, rows in row.readable
    ]
