"""Who may log in: the password check, in the same time and words for everybody."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import clock, passwords, turns
from core.actor import Actor, Permission, Side, Visitor
from core.errors import Invalid, Refusal, Throttled
from db.models import User
from db.session import reading, transaction
from regulations import checkdigits
from services import journal, known_browsers, throttle

REFUSED = (
    "Неверный логин или пароль, либо вход временно ограничен. Проверьте раскладку клавиатуры и попробуйте ещё раз."
)
NOT_YOURS = "Это не ваш пароль. Проверьте раскладку клавиатуры и введите его ещё раз."
TOO_MANY = "Пароль введён неверно слишком много раз. Подождите пять минут и попробуйте ещё раз."
OF_NAME = throttle.Limit(free=5, forgives=timedelta(minutes=5))
OF_ADDRESS = throttle.Limit(free=30, forgives=timedelta(minutes=1))
"""Behind one address there may be a whole office."""
REFUSES_EVERY_SECONDS = 0.5
"""A refusal waits for the next of these moments: a hash brought from elsewhere takes longer than ours to compare."""


def check(side: Side, name: str, password: str, visitor: Visitor) -> int:
    """Return the id of the person with this e-mail or registration number and password.

    Raises ``Refusal`` with one and the same sentence whether the name is unknown, the password wrong or the pause on.
    """
    with _evenly():
        user, counted = _find(side, name, visitor)
        fits = passwords.matches(password, user.password_hash if user else None)
        if throttle.must_wait(counted):
            raise Throttled(REFUSED)
        if user is None or not user.active or not fits or _too_late(user):
            _count_failure(counted, visitor, user)
            raise Refusal(REFUSED)
        _succeed(user, password, counted)
        return user.id


def confirm(actor: Actor, password: str) -> None:
    """Make sure that it is still the same person who sits there; raise ``Invalid`` about ``old_password`` if not.

    Raises ``Throttled`` after too many wrong ones: a session left open is no place to guess in.
    """
    actor.must(Permission.MANAGE_OWN_ACCOUNT)
    counted = {throttle.subject("password", str(actor.user_id)): OF_NAME}
    with reading() as session:
        kept = session.scalars(select(User.password_hash).where(User.id == actor.user_id)).one()
    fits = passwords.matches(password, kept)
    if throttle.must_wait(counted):
        raise Throttled(TOO_MANY)
    with transaction() as session:
        if fits:
            throttle.forget(session, *counted)
        else:
            throttle.one_more(session, counted)
            journal.record(session, actor, "password.refused")
    if not fits:
        raise Invalid({"old_password": NOT_YOURS})


def forgive(session: Session, user: User) -> None:
    """Forget every pause of the account: its owner has proved who they are."""
    throttle.forget(session, _of_account(user), throttle.subject("password", str(user.id)))


def _find(side: Side, name: str, visitor: Visitor) -> tuple[User | None, throttle.Counted]:
    known = User.email if "@" in name else User.account_no
    with reading() as session:
        user = session.scalar(select(User).where(User.side == side, known == _canonical(name)))
        own = user is not None and known_browsers.knows(session, user.id, visitor.browser)
    if user is not None and own:
        # Whatever strangers do elsewhere, the owner's own browser is counted by itself alone.
        return user, {throttle.subject("login", side, str(user.id), visitor.browser): OF_NAME}
    counted = {_of_account(user) if user else throttle.subject("login", side, _canonical(name)): OF_NAME}
    if visitor.address:
        counted[_of_address(side, visitor)] = OF_ADDRESS
    return user, counted


def _of_account(user: User) -> str:
    return throttle.subject("login", user.side, "account", str(user.id))


def _of_address(side: Side, visitor: Visitor) -> str:
    return throttle.subject("login", side, visitor.address)


def _canonical(name: str) -> str:
    text = name.replace("\0", "").strip().lower()  # NUL is a mark PostgreSQL does not know
    if "@" in text:
        return text
    try:
        return checkdigits.account_no(text)
    except ValueError:
        return text


def _too_late(user: User) -> bool:
    return user.password_until is not None and user.password_until <= clock.now()


def _count_failure(counted: throttle.Counted, visitor: Visitor, user: User | None) -> None:
    with transaction() as session:
        throttle.one_more(session, counted)
        if user is not None:
            journal.record(session, visitor, "login.failed", user_id=user.id)


def _succeed(user: User, password: str, counted: throttle.Counted) -> None:
    renewed = passwords.hashed(password) if passwords.outdated(user.password_hash) else None
    with transaction() as session:
        throttle.forget(session, *(name for name, limit in counted.items() if limit is OF_NAME))
        if renewed:
            session.get_one(User, user.id).password_hash = renewed


@contextmanager
def _evenly() -> Iterator[None]:
    begun = monotonic()
    try:
        yield
    except Refusal:
        if REFUSES_EVERY_SECONDS:
            turns.step_aside(-(monotonic() - begun) % REFUSES_EVERY_SECONDS)
        raise
