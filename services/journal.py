"""The journal: who did what, when, from where; written inside the transaction of the act itself."""

from typing import Any

from sqlalchemy.orm import Session

from core import clock
from core.actor import Actor, Visitor
from db.models import JournalEntry


def record(
    session: Session, who: Actor | Visitor, act: str, thing: str = "", *, user_id: int | None = None, **facts: Any
) -> None:
    """Write one line; *facts* carry no personal data, only codes, dates and numbers."""
    session.add(
        JournalEntry(
            at=clock.now(),
            user_id=(who.user_id or None) if isinstance(who, Actor) else user_id,  # 0: the command line
            address=who.address,
            act=act,
            object=thing,
            facts=facts,
        )
    )
