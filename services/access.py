"""Giving and taking access to an account: what an administrator does until people can do it themselves."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import passwords
from core.actor import Actor, Permission, Side
from core.errors import Invalid, NotFound
from db.models import User
from db.session import transaction
from services import journal


def set_password(actor: Actor, side: Side, email: str, password: str) -> None:
    """Set a new password; every session of the account is over. Raises ``Invalid`` if it is too short or too long."""
    actor.must(Permission.MANAGE_EMPLOYEES)
    if not passwords.MIN_LENGTH <= len(password.strip()) <= passwords.MAX_LENGTH:
        sentence = f"Пароль: от {passwords.MIN_LENGTH} до {passwords.MAX_LENGTH} знаков."
        raise Invalid({"password": sentence})
    hashed = passwords.hashed(password.strip())
    with transaction() as session:
        user = _user(session, side, email)
        user.password_hash, user.auth_version = hashed, user.auth_version + 1
        journal.record(session, actor, "password.set", str(user.id))


def shut(actor: Actor, side: Side, email: str) -> None:
    """Shut an account: nobody logs in with it, and every session of it is over."""
    actor.must(Permission.MANAGE_EMPLOYEES)
    with transaction() as session:
        user = _user(session, side, email)
        user.active = False
        journal.record(session, actor, "account.shut", str(user.id))


def _user(session: Session, side: Side, email: str) -> User:
    user = session.scalars(
        select(User).where(User.side == side, User.email == email.strip().lower()).with_for_update()
    ).one_or_none()
    if user is None:
        raise NotFound(f"Учётной записи {email} нет.")
    return user
