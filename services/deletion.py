"""Deletion of an account on the person's request: what the law lets go is gone, what it keeps loses no meaning."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from core import clock
from core.actor import Actor, Permission, Seat, Side
from core.errors import Conflict, NotFound
from core.settings import settings
from db.models import (
    AccountLink,
    Appeal,
    AppealFile,
    AppealMessage,
    Consent,
    Consumer,
    DeletionRequest,
    Draft,
    DraftFile,
    File,
    KnownBrowser,
    Letter,
    LoginTicket,
    Notification,
    ProfileChange,
    RecoveryCode,
    RecoveryRequest,
    Submission,
    SubmissionFile,
    User,
    WebSession,
)
from db.session import reading, transaction
from services import appeal_view, deletion_requests, files, journal, notifications, submissions

NOBODY = "Удалённый пользователь"
NO_APPLICANT = "Данные удалены по запросу"
NO_TEXT = "Текст удалён по запросу заявителя."
_NOWHERE = "@erased.invalid"
"""Ends the address of an erased account: no letter reaches it, nobody can register it."""
_FACTS = (
    "short_name", "last_name", "first_name", "middle_name", "snils", "inn", "ogrn", "kpp", "address", "postal_address",
    "contact_name", "contact_position", "phone", "email",
)  # fmt: skip
"""Columns of an applicant that are emptied beside the name and the date."""


@dataclass(frozen=True, slots=True)
class Line:
    """A request as the employee who decides reads it."""

    id: int
    account_no: str
    name: str
    applicant: str
    asked_at: datetime
    due_on: date
    plan: deletion_requests.Plan
    obstacle: str
    """What must be done before; empty if the account can be erased now."""


def waiting(actor: Actor) -> list[Line]:
    """Return the requests that wait, the most urgent first."""
    actor.must(Permission.DECIDE_DELETIONS)
    query = (
        select(DeletionRequest, User, Consumer.name)
        .join(User, User.id == DeletionRequest.user_id)
        .join(Consumer, Consumer.id == User.consumer_id)
        .where(DeletionRequest.decided_at.is_(None))
        .order_by(DeletionRequest.due_on, DeletionRequest.id)
        .limit(100)
    )
    with reading() as session:
        return [
            Line(
                id=row.id,
                account_no=user.account_no or "",
                name=user.name,
                applicant=name,
                asked_at=row.asked_at,
                due_on=row.due_on,
                plan=deletion_requests.plan_for(session, user),
                obstacle=_obstacle(session, user),
            )
            for row, user, name in session.execute(query)
        ]


def erase(actor: Actor, request_id: int) -> None:
    """Erase the account that was asked to be; the person gets a last letter, then the address is forgotten.

    Raises ``Conflict`` while something the person sent still waits for the company, or if nobody would be left to own
    an account in which others work.
    """
    actor.must(Permission.DECIDE_DELETIONS)
    with transaction() as session:
        request = session.scalars(
            select(DeletionRequest).where(DeletionRequest.id == request_id).with_for_update()
        ).one_or_none()
        if request is None:
            raise NotFound("Такого запроса нет.")
        if request.decided_at is not None:
            raise Conflict("По этому запросу уже решили: обновите страницу.")
        user = session.scalars(select(User).where(User.id == request.user_id).with_for_update()).one()
        if obstacle := _obstacle(session, user):
            raise Conflict(obstacle)
        plan, others = deletion_requests.plan_for(session, user), deletion_requests.colleagues(session, user)
        address, account_no, kept = user.email, user.account_no or "", bool(others)
        if others:
            _forget_contact(session, user, others)
            _forget_people(session, [user])
        else:
            kept = _forget_applicant(session, user)
        gone = select(User.id).where(User.consumer_id == user.consumer_id, User.email.endswith(_NOWHERE))
        answered = update(DeletionRequest).where(
            DeletionRequest.user_id.in_(gone), DeletionRequest.decided_at.is_(None)
        )
        session.flush()  # who is gone must be known by the address
        session.execute(
            answered.values(decided_at=clock.now(), decided_by_id=actor.user_id, outcome=deletion_requests.ERASED)
        )
        journal.record(session, actor, "account.erased", account_no, kept=kept)
        goes, stays = "; ".join(plan.goes), "; ".join(f"{what} — {why}" for what, why in plan.stays)
        url = settings().public_url
        notifications.post(session, address, "account_erased", Side.PUBLIC, url, goes=goes, stays=stays)


def _obstacle(session: Session, user: User) -> str:
    if deletion_requests.leaves_nobody_to_own(session, user):
        return "Это единственный владелец кабинета, где работают и другие. Свяжитесь с организацией."
    if deletion_requests.colleagues(session, user):
        return ""  # what was sent is the organisation's and stays
    unregistered = select(Submission.number).where(
        Submission.consumer_id == user.consumer_id, Submission.status == submissions.WAITING
    )
    if number := session.scalar(unregistered.limit(1)):
        return f"Отправка {number} ждёт регистрации. Сначала зарегистрируйте или верните её."
    unanswered = select(Appeal.number).where(Appeal.consumer_id == user.consumer_id, Appeal.status == appeal_view.OPEN)
    if number := session.scalar(unanswered.limit(1)):
        return f"На обращение {number} ещё не ответили. Сначала ответьте на него."
    return ""


def _forget_applicant(session: Session, user: User) -> bool:
    """Forget everybody of the applicant and what belongs to no application; tell whether its facts are kept."""
    consumer = session.get_one(Consumer, user.consumer_id)
    loose = [*_empty_submissions(session, consumer.id), *_empty_appeals(session, consumer.id)]
    people = session.scalars(select(User).where(User.consumer_id == consumer.id).with_for_update()).all()
    _forget_letters(session, [consumer.email])
    _forget_people(session, people)
    files.release(session, loose)
    session.execute(delete(Notification).where(Notification.consumer_id == consumer.id))
    if deletion_requests.has_applications(session, consumer.id):
        return True
    consumer.name, consumer.ogrn_date = NO_APPLICANT, None
    for name in _FACTS:
        setattr(consumer, name, "")
    session.execute(delete(ProfileChange).where(ProfileChange.consumer_id == consumer.id))
    return False


def _forget_people(session: Session, people: Iterable[User]) -> None:
    for user in people:
        _forget_letters(session, [user.email])
        _forget_ways_in(session, user)
        _forget_drafts(session, user)
        live = update(Consent).where(Consent.user_id == user.id, Consent.revoked_at.is_(None))
        session.execute(live.values(revoked_at=clock.now()))
        user.email, user.name, user.password_hash = f"{user.id}{_NOWHERE}", NOBODY, ""
        user.active, user.auth_version = False, user.auth_version + 1
        user.email_confirmed_at = user.password_until = user.totp_since = None
        user.totp_secret = ""


def _forget_ways_in(session: Session, user: User) -> None:
    own = select(WebSession.id).where(WebSession.user_id == user.id)
    session.execute(delete(LoginTicket).where(LoginTicket.session_id.in_(own)))
    for table in (WebSession, KnownBrowser, RecoveryCode, AccountLink):
        session.execute(delete(table).where(table.user_id == user.id))
    asked = delete(RecoveryRequest).where(RecoveryRequest.side == user.side, RecoveryRequest.email == user.email)
    session.execute(asked)


def _forget_drafts(session: Session, user: User) -> None:
    own = select(Draft.id).where(Draft.user_id == user.id)
    session.execute(delete(DraftFile).where(DraftFile.draft_id.in_(own)))
    session.execute(delete(Draft).where(Draft.user_id == user.id))
    files.release(session, session.scalars(select(File.id).where(File.user_id == user.id)).all())


def _forget_letters(session: Session, addresses: Iterable[str]) -> None:
    session.execute(delete(Letter).where(Letter.to.in_([address for address in addresses if address])))


def _forget_contact(session: Session, user: User, others: Iterable[User]) -> None:
    """Where the organisation goes on, another owner stands in wherever it named the one who leaves."""
    consumer = session.get_one(Consumer, user.consumer_id)
    heir = next((other for other in others if other.seat == Seat.OWNER), None)
    if consumer.email == user.email:
        consumer.email = heir.email if heir else ""
    if consumer.contact_name == user.name:
        consumer.contact_name, consumer.contact_position = heir.name if heir else "", ""
    for column in (ProfileChange.was, ProfileChange.now):
        named = update(ProfileChange).where(ProfileChange.consumer_id == consumer.id, column == user.name)
        session.execute(named.values({column: NOBODY}))


def _empty_submissions(session: Session, consumer_id: int) -> list[int]:
    """Empty what was sent and became no application; return the files that are let go."""
    loose = select(Submission).where(Submission.consumer_id == consumer_id, Submission.application_id.is_(None))
    let_go = []
    for row in session.scalars(loose.with_for_update()):
        of_row = select(SubmissionFile.file_id).where(SubmissionFile.submission_id == row.id)
        let_go += [*session.scalars(of_row), *([row.copy_id] if row.copy_id else [])]
        session.execute(delete(SubmissionFile).where(SubmissionFile.submission_id == row.id))
        row.answers, row.readable, row.returned_reason, row.copy_id = {}, [], "", None
    return let_go


def _empty_appeals(session: Session, consumer_id: int) -> list[int]:
    """Empty the appeals that concern no application; return the files that are let go."""
    loose = select(Appeal.id).where(Appeal.consumer_id == consumer_id, Appeal.application_id.is_(None))
    messages = select(AppealMessage.id).where(AppealMessage.appeal_id.in_(loose))
    let_go = list(session.scalars(select(AppealFile.file_id).where(AppealFile.message_id.in_(messages))))
    session.execute(delete(AppealFile).where(AppealFile.message_id.in_(messages)))
    emptied = update(AppealMessage).where(AppealMessage.appeal_id.in_(loose)).values(text=NO_TEXT)
    session.execute(emptied.execution_options(synchronize_session=False))
    return let_go
