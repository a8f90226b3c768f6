"""Submissions: the sending, and what waits for registration."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload, selectinload

from core.actor import Actor, Permission
from core.errors import Conflict, Invalid, NotFound
from db.models import Appeal, Application, Submission, SubmissionFile, User
from db.session import reading, transaction
from forms._appeal import AppealForm
from forms._connection import ConnectionForm
from forms._questions import Readable
from regulations import identifiers
from regulations.applicants import ApplicantType
from services import accounts, drafts, files, forms, journal, notifications, sending, views
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
    """The application it became or is about; empty if neither."""
    appeal_no: str
    """The appeal it became or is about; empty if neither."""
    page: str
    """Where one reads what becomes of it: page and query."""


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
    """The application it became or is about; empty if neither."""
    appeal_no: str
    """The appeal it became or is about; empty if neither."""
    readable: Readable
    files: tuple[tuple[str, Kept], ...]
    """Question in words, file."""
    copy: Kept | None
    """The frozen printed copy."""


def send(actor: Actor, key: str, answers: Mapping[str, Any], send_key: str) -> Sent:
    """Send the draft called *key*; a repeated *send_key* sends once and returns the first sending.

    Raises ``Invalid`` with every remark, ``Conflict`` if the form makes no sense any more for what it is about; the
    draft and its files stay as they are.
    """
    actor.must(Permission.FILE_APPLICATIONS)
    if (sent := _sent_before(actor, send_key)) is not None:
        return sent
    place = forms.at(actor, key)
    place.must_be_open()
    try:
        sound = drafts.checked(actor, place.form, key, answers)
        with transaction() as session:
            row, about = sending.written(session, actor, place, sound, send_key)
            appeal_no = session.scalar(select(Appeal.number).where(Appeal.id == row.appeal_id))
            return _line(row, about.reg_no, appeal_no)
    except (Invalid, Conflict, IntegrityError):
        if (sent := _sent_before(actor, send_key)) is not None:  # by another press of the button, just now
            return sent
        raise


def mine(actor: Actor, *, waiting_only: bool = False, limit: int = 100) -> list[Sent]:
    """Return what the actor's applicant sent, newest first."""
    actor.must(Permission.FOLLOW_OWN_APPLICATIONS)
    query = _newest_first().where(Submission.consumer_id == actor.consumer_id).limit(limit)
    if waiting_only:
        query = query.where(Submission.status.in_((WAITING, RETURNED)))
    with reading() as session:
        return [_line(*found) for found in session.execute(query)]


def of_card(actor: Actor, reg_no: str) -> list[Sent]:
    """Return what was sent about an application after the form it was registered from, newest first.

    Consumers see it of their own applications, employees of all.
    """
    query = _newest_first().where(Application.reg_no == reg_no, Submission.status != REGISTERED)
    if actor.consumer_id is not None:
        actor.must(Permission.FOLLOW_OWN_APPLICATIONS)
        query = query.where(Submission.consumer_id == actor.consumer_id)
    else:
        actor.must(Permission.SEE_APPLICATIONS)
    with reading() as session:
        return [_line(*found) for found in session.execute(query)]


def sheet(actor: Actor, number: str) -> Sheet:
    """Return one submission whole: one's own, or any for who registers; else raise ``NotFound``.

    Who works on applications without checking identities reads what was sent about one, with identities masked.
    """
    query = _whole().where(Submission.number == number)
    if actor.consumer_id is not None:
        actor.must(Permission.FOLLOW_OWN_APPLICATIONS)
        query = query.where(Submission.consumer_id == actor.consumer_id)
    elif not files.reads_submissions(actor):
        actor.must(Permission.WORK_ON_APPLICATIONS)
        query = query.where(Submission.application_id.is_not(None), Submission.status != REGISTERED)
    with reading() as session:
        found = session.execute(query).one_or_none()
        if found is None:
            raise NotFound(f"Отправка {number} не найдена.")
        whole = _sheet(session, actor, *found)
    views.note(actor, number)
    return whole


def waiting(actor: Actor, *, after: tuple[date, int] | None = None, limit: int = 50) -> list[tuple[int, Sheet]]:
    """Return submissions that wait for registration, the most urgent first, with their row ids for the next page."""
    actor.must(Permission.REGISTER_SUBMISSIONS)
    query = _whole().where(Submission.status == WAITING).limit(limit)
    query = query.order_by(Submission.status, Submission.register_by, Submission.id)
    if after is not None:
        query = query.where(_later(after))
    with reading() as session:
        return [(found[0].id, _sheet(session, actor, *found)) for found in session.execute(query)]


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


def _became_appeal(row: Submission) -> bool:
    form = forms.of_version(row.form, row.form_version)
    return form is not None and issubclass(form, AppealForm)


def waiting_row(session: Session, number: str) -> Submission:
    """Return the row of a submission still waiting; raise ``NotFound`` or ``Conflict``."""
    row = session.scalars(select(Submission).where(Submission.number == number).with_for_update()).one_or_none()
    if row is None:
        raise NotFound(f"Отправка {number} не найдена.")
    if row.status != WAITING:
        raise Conflict(f"С отправкой {number} уже закончили: {STATUS_LABELS[row.status].lower()}.")
    return row


def _sent_before(actor: Actor, send_key: str) -> Sent | None:
    query = _lines().where(Submission.send_key == send_key, Submission.consumer_id == actor.consumer_id)
    with reading() as session:
        found = session.execute(query).one_or_none()
        return _line(*found) if found else None


def _lines() -> Select[Submission, str, str]:
    query = select(Submission, Application.reg_no, Appeal.number)
    query = query.outerjoin(Application, Application.id == Submission.application_id)
    return query.outerjoin(Appeal, Appeal.id == Submission.appeal_id)


def _newest_first() -> Select[Submission, str, str]:
    return _lines().order_by(Submission.id.desc())


def _whole() -> Select[Submission, str, str]:
    return _lines().options(
        joinedload(Submission.consumer),
        joinedload(Submission.copy),
        selectinload(Submission.files).joinedload(SubmissionFile.file),
    )


def _later(after: tuple[date, int]) -> Any:
    day, row_id = after
    return (Submission.register_by > day) | ((Submission.register_by == day) & (Submission.id > row_id))


def _line(row: Submission, reg_no: str | None, appeal_no: str | None) -> Sent:
    return Sent(
        number=row.number,
        title=row.title,
        sent_at=row.sent_at,
        register_by=row.register_by,
        status=row.status,
        status_label=STATUS_LABELS[row.status],
        application_no=reg_no or "",
        appeal_no=appeal_no or "",
        page=f"appeal?no={appeal_no}" if appeal_no and _became_appeal(row) else f"sent?no={row.number}",
    )


def _sheet(session: Session, actor: Actor, row: Submission, reg_no: str | None, appeal_no: str | None) -> Sheet:
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
        appeal_no=appeal_no or "",
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
