"""Who may log in: the password check, in the same time and words for everybody."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core import clock, passwords
from core.actor import Side, Visitor
from core.errors import Refusal, Throttled
from core.tokens import keyed
from db import upsert
from db.models import LoginAttempt, User
from db.session import reading, transaction
from regulations import checkdigits
from services import journal

REFUSED = (
    "Неверный логин или пароль, либо вход временно ограничен. Проверьте раскладку клавиатуры и попробуйте ещё раз."
)
FREE_ATTEMPTS = 5
"""Failures under one name before the pause begins."""
FREE_ATTEMPTS_OF_ADDRESS = 30
"""The same for one network address, behind which there may be many people."""
LONGEST_PAUSE = timedelta(minutes=5)
FORGOTTEN_AFTER = timedelta(hours=1)


def check(side: Side, name: str, password: str, visitor: Visitor) -> int:
    """Return the id of the person with this e-mail or registration number and password.

    Raises ``Refusal`` with one and the same sentence whether the name is unknown, the password wrong or the pause on.
    """
    subjects = {keyed(f"{side} {_canonical(name)}"): FREE_ATTEMPTS}
    if visitor.address:
        subjects[keyed(f"{side} {visitor.address}")] = FREE_ATTEMPTS_OF_ADDRESS
    user = _find(side, name)
    fits = passwords.matches(password, user.password_hash if user else None)
    if _must_wait(subjects):
        raise Throttled(REFUSED)
    if user is None or not user.active or not fits:
        _count_failure(subjects, visitor, user)
        raise Refusal(REFUSED)
    _succeed(user, password, subjects)
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


def _must_wait(subjects: dict[str, int]) -> bool:
    moment = clock.now()
    with reading() as session:
        attempts = session.scalars(select(LoginAttempt).where(LoginAttempt.subject.in_(subjects)))
        return any(moment < _free_at(attempt, subjects[attempt.subject]) for attempt in attempts)


def _free_at(attempt: LoginAttempt, free: int) -> datetime:
    over = attempt.failures - free
    pause = min(timedelta(seconds=2**over), LONGEST_PAUSE) if 0 <= over <= 16 else timedelta()  # noqa: PLR2004 - 2**16 s is past any pause
    return attempt.last_at + (LONGEST_PAUSE if over > 16 else pause)  # noqa: PLR2004 - the same bound


def _count_failure(subjects: dict[str, int], visitor: Visitor, user: User | None) -> None:
    moment = clock.now()
    with transaction() as session:
        session.execute(delete(LoginAttempt).where(LoginAttempt.last_at < moment - FORGOTTEN_AFTER))
        for subject in subjects:
            _one_more(session, subject, moment)
        if user is not None:
            journal.record(session, visitor, "login.failed", user_id=user.id)


def _one_more(session: Session, subject: str, moment: datetime) -> None:
    session.execute(
        upsert.insert(session, LoginAttempt)
        .values(subject=subject, failures=1, last_at=moment)
        .on_conflict_do_update(
            index_elements=[LoginAttempt.subject], set_={"failures": LoginAttempt.failures + 1, "last_at": moment}
        )
    )


def _succeed(user: User, password: str, subjects: dict[str, int]) -> None:
    name_only = next(iter(subjects))
    renewed = passwords.hashed(password) if passwords.outdated(user.password_hash) else None
    with transaction() as session:
        session.execute(delete(LoginAttempt).where(LoginAttempt.subject == name_only))
        if renewed:
            session.get_one(User, user.id).password_hash = renewed
