"""The journal: who did what, when, from where; written inside the transaction of the act itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import clock
from core.actor import Actor, Visitor
from db.models import JournalEntry, User
from db.session import reading


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a person's own history."""

    at: datetime
    act: str
    object: str
    facts: dict[str, Any]
    by: str


def record(
    session: Session, who: Actor | Visitor, act: str, thing: str = "", *, user_id: int | None = None, **facts: Any
) -> None:
    """Write one line; *facts* carry no personal data, only codes, dates and numbers."""
    session.add(
        JournalEntry(
            at=clock.now(),
            user_id=who.user_id if isinstance(who, Actor) else user_id,
            address=who.address,
            act=act,
            object=thing,
            facts=facts,
        )
    )


def own(actor: Actor, *, limit: int = 50) -> list[Line]:
    """Return the newest lines of the actor's own history."""
    query = (
        select(JournalEntry.at, JournalEntry.act, JournalEntry.object, JournalEntry.facts, User.name)
        .join(User, User.id == JournalEntry.user_id)
        .where(JournalEntry.user_id == actor.user_id)
        .order_by(JournalEntry.id.desc())
        .limit(limit)
    )
    with reading() as session:
        return [Line(*row) for row in session.execute(query)]
