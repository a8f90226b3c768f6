"""The address somebody logs in with: confirmed by a link, changed by a link to the new one and a word to the old."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core import clock
from core.actor import Actor, Permission, Side, Visitor
from core.errors import Conflict, Invalid, Refusal, Throttled
from core.settings import settings
from db.models import AccountLink, Consumer, ProfileChange, User
from db.session import reading, transaction
from services import journal, links, login, notifications, throttle
from services.links import Purpose

LETTERS = throttle.Limit(free=3, forgives=timedelta(minutes=10))
"""Of one account."""
OF_ADDRESS = throttle.Limit(free=15, forgives=timedelta(minutes=5))
TOO_MANY = "Мы уже выслали несколько писем. Проверьте папку «Спам» и попробуйте ещё раз через пять минут."
SAME = "С этим адресом вы входите сейчас. Укажите другой."
TAKEN = "Этот адрес тем временем занят другой учётной записью. Укажите другой или позвоните нам."


@dataclass(frozen=True, slots=True)
class OwnEmail:
    """The address somebody logs in with."""

    email: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """An address that waits to be confirmed by the press of a button."""

    email: str
    new: bool
    """It will replace the address of today."""


def mine(actor: Actor) -> OwnEmail:
    """Return the address the actor logs in with."""
    actor.must(Permission.MANAGE_OWN_ACCOUNT)
    with reading() as session:
        user = session.get_one(User, actor.user_id)
        return OwnEmail(user.email, user.email_confirmed_at is not None)


def send_again(actor: Actor) -> None:
    """Send the letter that confirms the address once more; raise ``Throttled`` after too many."""
    counted = _counted(actor)
    with transaction() as session:
        user = session.get_one(User, actor.user_id)
        if user.email_confirmed_at is None:
            throttle.one_more(session, counted)
            _send_link(session, user, user.email)


def change(actor: Actor, password: str, email: str) -> None:
    """Begin to change the address: a link goes to the new one, a word to the old.

    A taken address is answered like any other, and its owner is told. Raises ``Invalid`` about the password or the
    present address, ``Throttled`` after too many.
    """
    login.confirm(actor, password)
    counted = _counted(actor)
    with transaction() as session:
        user = session.get_one(User, actor.user_id)
        if email == user.email:
            raise Invalid({"email": SAME})
        throttle.one_more(session, counted)
        journal.record(session, actor, "email.asked")
        side, home = Side(user.side), _home(user)
        notifications.post(session, user.email, "email_change_asked", side, f"{home}/security")
        if _owner(session, side, email) is None:
            _send_link(session, user, email)
        else:
            notifications.post(session, email, "email_taken", side, f"{home}/forgotten")


def waiting(side: Side, token: str) -> Waiting:
    """Return the address a link confirms; raise ``Refusal`` if the link is over."""
    found = links.look(side, token)
    if found is None or found.purpose is not Purpose.EMAIL:
        raise Refusal(links.OVER)
    return Waiting(found.facts["email"], found.facts["email"] != found.email)


def confirm(visitor: Visitor, side: Side, token: str) -> str:
    """Confirm the address the link was sent to, and log in with it from now on; return it.

    Raises ``Refusal`` if the link is over, ``Conflict`` if the address was taken meanwhile.
    """
    try:
        with transaction() as session:
            user, link = links.spend(session, side, token, Purpose.EMAIL)
            user.email_confirmed_at = clock.now()
            if user.email == link.facts["email"]:
                journal.record(session, visitor, "email.confirmed", user_id=user.id)
            else:
                _replace(session, user, link.facts["email"], visitor)
            return user.email
    except IntegrityError as taken:
        raise Conflict(TAKEN) from taken


def confirming_link(session: Session, user: User, email: str = "") -> str:
    """Return the address of a fresh link that confirms *email*, or else the account's own address."""
    return links.make(session, user, Purpose.EMAIL, email=email or user.email)


def _replace(session: Session, user: User, email: str, visitor: Visitor) -> None:
    old, user.email = user.email, email
    session.flush()  # an address taken meanwhile must be met here
    # A link for a new password that lies in the old mailbox opens nothing any more.
    session.execute(
        update(AccountLink)
        .where(AccountLink.user_id == user.id, AccountLink.purpose == Purpose.RESET, AccountLink.used_at.is_(None))
        .values(used_at=clock.now())
    )
    consumer = session.get(Consumer, user.consumer_id) if user.consumer_id else None
    if consumer is not None and consumer.email == old:
        consumer.email = email
        session.add(
            ProfileChange(consumer_id=consumer.id, user_id=user.id, at=clock.now(), name="email", was=old, now=email)
        )
    journal.record(session, visitor, "email.changed", user_id=user.id)
    notifications.post(session, old, "email_changed", Side(user.side), f"{_home(user)}/forgotten")


def _send_link(session: Session, user: User, email: str) -> None:
    link = confirming_link(session, user, email)
    notifications.post(session, email, "email_confirm", Side(user.side), link, hours=str(settings().link_hours))


def _counted(actor: Actor) -> throttle.Counted:
    actor.must(Permission.MANAGE_OWN_ACCOUNT)
    counted = {throttle.subject("letter", str(actor.user_id)): LETTERS}
    if actor.address:
        counted[throttle.subject("letter", actor.address)] = OF_ADDRESS
    if throttle.must_wait(counted):
        raise Throttled(TOO_MANY)
    return counted


def _owner(session: Session, side: Side, email: str) -> User | None:
    return session.scalar(select(User).where(User.side == side, User.email == email))


def _home(user: User) -> str:
    return settings().public_url if user.side == Side.PUBLIC else settings().staff_url
