"""Who looked at whose data: an employee's look at a card is journalled, once an hour so that it stays readable."""

from datetime import timedelta

from sqlalchemy import select

from core import clock
from core.actor import Actor, Side
from db.models import JournalEntry
from db.session import reading, transaction
from services import journal

ONCE_IN = timedelta(hours=1)


def note(actor: Actor, thing: str) -> None:
    """Journal that an employee looked at *thing*, unless the same one did so within the hour."""
    if actor.side is not Side.STAFF or not actor.user_id:  # 0: the command line looks at nobody
        return
    lately = select(JournalEntry.id).where(
        JournalEntry.object == thing,
        JournalEntry.user_id == actor.user_id,
        JournalEntry.act == "card.viewed",
        JournalEntry.at > clock.now() - ONCE_IN,
    )
    with reading() as session:
        if session.scalar(lately.limit(1)) is not None:
            return
    with transaction() as session:
        journal.record(session, actor, "card.viewed", thing)
