"""Who may log in: the password check, in the same time and words for everybody."""

from datetime import timedelta

from sqlalchemy import select

from core import passwords
from core.actor import Side, Visitor
from core.errors import Refusal, Throttled
from db.models import User
from db.session import reading, transaction
from regulations import checkdigits
from services import journal, throttle

REFUSED = (
    "Неверный логин или пароль, либо вход временно ограничен. Проверьте раскладку клавиатуры и попробуйте ещё раз."
)
OF_NAME = throttle.Limit(free=5, forgives=timedelta(minutes=5))
OF_ADDRESS = throttle.Limit(free=30, forgives=timedelta(minutes=1))
"""Behind one address there may be a whole office."""


def check(side: Side, name: str, password: str, visitor: Visitor) -> int:
    """Return the id of the person with this e-mail or registration number and password.

    Raises ``Refusal`` with one and the same sentence whether the name is unknown, the password wrong or the pause on.
    """
    by_name = throttle.subject("login", side, _canonical(name))
    counted = {by_name: OF_NAME}
    if visitor.address:
        counted[throttle.subject("login", side, visitor.address)] = OF_ADDRESS
    user = _find(side, name)
    fits = passwords.matches(password, user.password_hash if user else None)
    if throttle.must_wait(counted):
        raise Throttled(REFUSED)
    if user is None or not user.active or not fits:
        _count_failure(counted, visitor, user)
        raise Refusal(REFUSED)
    _succeed(user, password, by_name)
    return user.id


def _find(side: Side, name: str) -> User | None:
    known = User.email if "@" in name else User.account_no
    with reading() as session:
        return session.scalar(select(User).where(User.side == side, known == _canonical(name)))


def _canonical(name: str) -> str:
    text = name.replace("\0", "").strip().lower()  # NUL is a mark PostgreSQL does not know
    if "@" in text:
        return text
    try:
        return checkdigits.account_no(text)
    except ValueError:
        return text


def _count_failure(counted: throttle.Counted, visitor: Visitor, user: User | None) -> None:
    with transaction() as session:
        throttle.one_more(session, counted)
        if user is not None:
            journal.record(session, visitor, "login.failed", user_id=user.id)


def _succeed(user: User, password: str, by_name: str) -> None:
    renewed = passwords.hashed(password) if passwords.outdated(user.password_hash) else None
    with transaction() as session:
        throttle.forget(session, by_name)
        if renewed:
            session.get_one(User, user.id).password_hash = renewed
