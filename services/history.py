"""A person's own history: what they did, in words."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from core.actor import Actor, Permission
from db.models import JournalEntry
from db.session import reading

WORDS = {
    "account.registered": "Регистрация в личном кабинете",
    "session.opened": "Вход",
    "session.ended": "Выход",
    "session.closed": "Завершены сеансы на других устройствах",
    "login.failed": "Неудачная попытка входа",
    "submission.sent": "Отправлена форма № {object}",
    "appeal.sent": "Отправлено обращение № {object}",
    "file.opened": "Открыт файл",
}
"""What each act of the journal is called to the person; acts not named here are not theirs to see."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history."""

    at: datetime
    text: str
    address: str
    """Network address it came from; empty where unknown."""


def mine(actor: Actor, *, limit: int = 50) -> list[Line]:
    """Return the newest lines of the actor's own history."""
    actor.must(Permission.FOLLOW_OWN_APPLICATIONS)
    query = (
        select(JournalEntry)
        .where(JournalEntry.user_id == actor.user_id, JournalEntry.act.in_(WORDS))
        .order_by(JournalEntry.id.desc())
        .limit(limit)
    )
    with reading() as session:
        return [Line(row.at, WORDS[row.act].format(object=row.object), row.address) for row in session.scalars(query)]
