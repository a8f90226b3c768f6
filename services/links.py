"""Links sent by letter: each does one thing to one account, once, for a limited time.

The token is in the letter alone; the database keeps its keyed hash, and the outbox forgets it when the letter is sent.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from core import clock
from core.actor import Side
from core.errors import Refusal
from core.settings import settings
from core.tokens import fresh, keyed
from db.models import AccountLink, User
from db.session import reading

PATH = "/link/"
OVER = "Ссылка больше не действует: её срок истёк или ей уже воспользовались. Запросите новую."
_IN_TEXT = re.compile(re.escape(PATH) + r"[\w-]+")


class Purpose(StrEnum):
    """What a link is for."""

    RESET = "reset"
    INVITATION = "invitation"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Link:
    """A link that can still be used, and whom it concerns."""

    purpose: Purpose
    user_id: int
    name: str
    email: str
    """Address of the account now; a link may confirm another one, named in ``facts``."""
    facts: dict[str, Any]


def make(session: Session, user: User, purpose: Purpose, **facts: Any) -> str:
    """Return the address of a fresh link; those made before for the same purpose are spent."""
    moment, token = clock.now(), fresh()
    session.execute(
        update(AccountLink)
        .where(AccountLink.user_id == user.id, AccountLink.purpose == purpose, AccountLink.used_at.is_(None))
        .values(used_at=moment)
    )
    session.add(
        AccountLink(
            token_hash=keyed(token),
            purpose=purpose.value,
            user_id=user.id,
            auth_version=user.auth_version,
            facts=facts,
            created_at=moment,
            expires_at=moment + _lasts(purpose),
        )
    )
    return f"{settings().public_url if user.side == Side.PUBLIC else settings().staff_url}{PATH}{token}"


def look(side: Side, token: str) -> Link | None:
    """Return what the link is for, without using it, or ``None`` if it can no longer be used."""
    with reading() as session:
        found = session.execute(_usable(side, token)).first()
        if found is None:
            return None
        row, user = found
        return Link(Purpose(row.purpose), user.id, user.name, user.email, row.facts)


def spend(session: Session, side: Side, token: str, *purposes: Purpose) -> tuple[User, AccountLink]:
    """Use the link, once; return the account to write and what the link said. Raises ``Refusal`` if it is over."""
    found = session.execute(_usable(side, token).where(AccountLink.purpose.in_(purposes)).with_for_update()).first()
    if found is None:
        raise Refusal(OVER)
    row, user = found
    row.used_at = clock.now()
    return user, row


def hidden(text: str) -> str:
    """Return *text* without the tokens of the links in it."""
    return _IN_TEXT.sub(f"{PATH}…", text)


def _usable(side: Side, token: str) -> Select[AccountLink, User]:
    return (
        select(AccountLink, User)
        .join(User, User.id == AccountLink.user_id)
        .where(
            AccountLink.token_hash == keyed(token),
            AccountLink.used_at.is_(None),
            AccountLink.expires_at > clock.now(),
            AccountLink.auth_version == User.auth_version,
            User.side == side,
            User.active,
        )
    )


def _lasts(purpose: Purpose) -> timedelta:
    if purpose is Purpose.RESET:
        return timedelta(minutes=settings().reset_minutes)
    return timedelta(hours=settings().link_hours)
