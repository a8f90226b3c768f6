"""The way back in for who forgot the password, and the way in for who was invited: by a link in a letter.

Asking takes the same time and says the same words whether the address is known or not: it only writes a request, and
the worker answers it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import clock
from core.actor import Side, Visitor
from core.errors import Refusal, Throttled
from core.settings import settings
from db.models import AccountLink, RecoveryRequest, User
from db.session import reading, transaction
from forms._questions import check
from forms.access.first_password import FirstPassword
from forms.access.forgotten import Forgotten
from forms.registration._card import Password
from services import access, consents, human, journal, known_browsers, links, notifications, throttle
from services.links import Purpose

WHAT = "recovery"
"""Under which name requests are counted."""
OF_ADDRESS = throttle.Limit(free=10, forgives=timedelta(minutes=10))
TOO_MANY = "С вашего адреса слишком много запросов подряд. Подождите пять минут и нажмите кнопку ещё раз."
QUIET, LONGEST_QUIET = timedelta(minutes=5), timedelta(minutes=20)
"""After one letter; doubled with each, so that a stranger who keeps asking cannot outrun the link the owner got."""
BATCH = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """A link that waits for a password to be chosen, and for whom."""

    email: str
    invited: bool
    form: type[Password]
    """What is asked: consents too, if none are on record."""


def ask(visitor: Visitor, side: Side, answers: Mapping[str, Any], proof: human.Proof | None = None) -> None:
    """Ask for a link; nothing tells whether the address is known. Raises ``Invalid``, ``Unproven`` or ``Throttled``."""
    email = check(Forgotten, answers).email
    human.must_pass(WHAT, visitor, proof)
    counted = {throttle.subject(WHAT, visitor.address): OF_ADDRESS}
    if throttle.must_wait(counted):
        raise Throttled(TOO_MANY)
    with transaction() as session:
        throttle.one_more(session, counted)
        session.add(RecoveryRequest(side=side.value, email=email, asked_at=clock.now(), address=visitor.address[:64]))


def answer() -> int:
    """Turn a batch of requests into links and letters; return how many there were."""
    batch = select(RecoveryRequest).order_by(RecoveryRequest.id).limit(BATCH).with_for_update(skip_locked=True)
    with transaction() as session:
        requests = list(session.scalars(batch))
        for request in requests:
            _answer(session, request)
            session.delete(request)
    return len(requests)


def waiting(side: Side, token: str) -> Waiting:
    """Return whose password may be chosen with this link; raise ``Refusal`` if it is over."""
    found = links.look(side, token)
    if found is None or found.purpose not in {Purpose.RESET, Purpose.INVITATION}:
        raise Refusal(links.OVER)
    with reading() as session:
        owes = consents.owed(session, session.get_one(User, found.user_id))
    return Waiting(found.email, found.purpose is Purpose.INVITATION, access.asked(owes_consents=owes))


def choose_password(visitor: Visitor, side: Side, token: str, answers: Mapping[str, Any]) -> int:
    """Set the password the link allows to, and use the link up; return whose it is, ready to be let in.

    All other sessions are over, every pause is forgotten, this browser is known, a letter tells of it. Raises
    ``Invalid`` with every remark, ``Refusal`` if the link is over.
    """
    asked = waiting(side, token).form
    card = check(asked, answers)
    password_hash = access.hashed(card.password, _about(side, token))
    with transaction() as session:
        user, link = links.spend(session, side, token, Purpose.RESET, Purpose.INVITATION)
        access.put(session, user, password_hash)
        known_browsers.remember(session, user.id, visitor.browser)
        user.email_confirmed_at = user.email_confirmed_at or clock.now()  # the letter has reached its reader
        if asked is FirstPassword:
            consents.keep_all(session, user.id, visitor)
        if link.purpose == Purpose.INVITATION:
            journal.record(session, visitor, "invitation.accepted", user_id=user.id)
        else:
            journal.record(session, visitor, "password.recovered", user_id=user.id)
            access.tell(session, user, visitor.address)
        return user.id


def _answer(session: Session, request: RecoveryRequest) -> None:
    user = session.scalars(
        select(User).where(User.side == request.side, User.email == request.email, User.active).with_for_update()
    ).one_or_none()
    if user is None or _quiet(session, user):
        return
    address = links.make(session, user, Purpose.RESET)
    journal.record(session, Visitor(address=request.address), "recovery.asked", user_id=user.id)
    notifications.post(
        session, user.email, "password_recovery", Side(user.side), address, minutes=str(settings().reset_minutes)
    )


def _quiet(session: Session, user: User) -> bool:
    moment = clock.now()
    sent = session.scalars(
        select(AccountLink.created_at)
        .where(
            AccountLink.user_id == user.id,
            AccountLink.purpose == Purpose.RESET,
            AccountLink.auth_version == user.auth_version,
            AccountLink.created_at > moment - timedelta(hours=1),
        )
        .order_by(AccountLink.created_at)
    ).all()
    return bool(sent) and moment < sent[-1] + min(QUIET * 2 ** (len(sent) - 1), LONGEST_QUIET)


def _about(side: Side, token: str) -> tuple[str, ...]:
    found = links.look(side, token)
    if found is None:
        raise Refusal(links.OVER)
    with reading() as session:
        return access.about_whom(session, session.get_one(User, found.user_id))
