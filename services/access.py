"""Passwords given and changed, and accounts shut."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core import clock, passwords, strength
from core.actor import Actor, Duty, Permission, Side, Visitor
from core.errors import Conflict, Invalid, NotFound
from core.settings import settings
from db.models import Consumer, User, WebSession
from db.session import reading, transaction
from forms._questions import check
from forms.access.changed_password import ChangedPassword
from forms.access.first_password import FirstPassword
from forms.access.new_password import NewPasswordForm
from forms.registration._card import Password
from services import consents, journal, known_browsers, login, notifications

SAME = "Это прежний пароль. Придумайте другой."
CHANGED_MEANWHILE = "Пароль тем временем изменили в другом окне. Войдите с новым."


def set_password(actor: Actor, side: Side, email: str, password: str) -> None:
    """Set a new password; every session of the account is over. Raises ``Invalid`` if it may not be chosen."""
    actor.must(Permission.MANAGE_EMPLOYEES)
    with reading() as session:
        about = about_whom(session, _user(session, side, email, lock=False))
    password_hash = hashed(password, about)
    with transaction() as session:
        user = _user(session, side, email)
        put(session, user, password_hash)
        tell(session, user, actor.address)
        journal.record(session, actor, "password.set", str(user.id))


def change_password(actor: Actor, card: ChangedPassword) -> None:
    """Change one's own password: every other session is over, this one goes on, and a letter tells of it.

    Raises ``Invalid`` about the old password or the new, ``Throttled`` after too many wrong ones.
    """
    actor.must(Permission.MANAGE_OWN_ACCOUNT)
    login.confirm(actor, card.old_password)
    if passwords.spelled(card.old_password) == passwords.spelled(card.password):
        raise Invalid({"password": SAME})
    user, about = _myself(actor)
    password_hash = hashed(card.password, about)
    with transaction() as session:
        _put_mine(session, actor, user.auth_version, password_hash)
        journal.record(session, actor, "password.changed")


def must_consent(actor: Actor) -> bool:
    """Tell whether who owes a password of their own owes the consents of registration too."""
    actor.must_owe(Duty.NEW_PASSWORD)
    with reading() as session:
        return consents.owed(session, session.get_one(User, actor.user_id))


def replace_temporary(actor: Actor, visitor: Visitor, answers: Mapping[str, Any]) -> None:
    """Put a password of one's own in the place of a temporary one, with the consents that are not on record yet.

    Raises ``Invalid`` with every remark. Other sessions are over, this one goes on and may do everything from now.
    """
    actor.must_owe(Duty.NEW_PASSWORD)
    form = asked(owes_consents=must_consent(actor))
    card = check(form, answers)
    user, about = _myself(actor)
    if passwords.matches(card.password, user.password_hash):
        raise Invalid({"password": SAME})
    password_hash = hashed(card.password, about)
    with transaction() as session:
        mine = _put_mine(session, actor, user.auth_version, password_hash)
        if form is FirstPassword:
            consents.keep_all(session, mine.id, visitor)
        journal.record(session, actor, "password.replaced")


def shut(actor: Actor, side: Side, email: str) -> None:
    """Shut an account: nobody logs in with it, and every session of it is over."""
    actor.must(Permission.MANAGE_EMPLOYEES)
    with transaction() as session:
        user = _user(session, side, email)
        user.active = False
        journal.record(session, actor, "account.shut", str(user.id))


def asked(*, owes_consents: bool) -> type[Password]:
    """Return the form a new password is asked with."""
    return FirstPassword if owes_consents else NewPasswordForm


def hashed(password: str, about: tuple[str, ...]) -> str:
    """Return the hash of a password that was chosen; raise ``Invalid`` if it may not be. Takes its time: no session."""
    if remark := strength.refusal(password, *about):
        raise Invalid({"password": remark})
    return passwords.hashed(password)


def about_whom(session: Session, user: User) -> tuple[str, ...]:
    """Return what everybody may know of the person, and what therefore has no place in the password."""
    consumer = session.get(Consumer, user.consumer_id) if user.consumer_id else None
    names = (consumer.name, consumer.short_name, consumer.contact_name) if consumer else ()
    return (user.email, user.account_no or "", user.name, *names)


def put(session: Session, user: User, password_hash: str, *, stays: str = "") -> None:
    """Give the account its new password: all sessions but *stays* are over, and nothing is held against it."""
    user.password_hash, user.auth_version, user.password_until = password_hash, user.auth_version + 1, None
    session.execute(
        update(WebSession)
        .where(WebSession.user_id == user.id, WebSession.ended_at.is_(None), WebSession.public_id == stays)
        .values(auth_version=user.auth_version)
    )
    known_browsers.forget(session, user.id)
    login.forgive(session, user)


def tell(session: Session, user: User, address: str) -> None:
    """Tell the person by letter that the password is another one, so that a stranger's change does not go unseen."""
    side = Side(user.side)
    home = settings().public_url if side is Side.PUBLIC else settings().staff_url
    notifications.post(
        session,
        user.email,
        "password_changed",
        side,
        f"{home}/forgotten",
        at=f"{clock.local(clock.now()):%d.%m.%Y в %H:%M}",
        address=f" с адреса {address}" if address else "",
    )


def _myself(actor: Actor) -> tuple[User, tuple[str, ...]]:
    with reading() as session:
        user = session.get_one(User, actor.user_id)
        return user, about_whom(session, user)


def _put_mine(session: Session, actor: Actor, auth_version: int, password_hash: str) -> User:
    user = session.get_one(User, actor.user_id, with_for_update=True)
    if user.auth_version != auth_version:
        raise Conflict(CHANGED_MEANWHILE)
    put(session, user, password_hash, stays=actor.session_id)
    tell(session, user, actor.address)
    return user


def _user(session: Session, side: Side, email: str, *, lock: bool = True) -> User:
    named = select(User).where(User.side == side, User.email == email.strip().lower())
    user = session.scalars(named.with_for_update() if lock else named).one_or_none()
    if user is None:
        raise NotFound(f"Учётной записи {email} нет.")
    return user
