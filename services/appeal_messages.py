"""One message of an appeal: written once, with its files, and never past what somebody else has just written."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from core import clock
from core.actor import Actor, Side
from core.errors import Conflict
from db.models import Appeal, AppealFile, AppealMessage, JournalEntry, User
from services.appeal_view import ANSWERED

KEPT = "ваш текст и файлы сохранены."


def say(session: Session, actor: Actor, row: Appeal, text: str, file_ids: Collection[int]) -> int:
    """Add a message of the actor's to the appeal; return its id, which the journal's line about it has to name."""
    message = AppealMessage(
        at=clock.now(),
        user_id=actor.user_id,
        from_staff=actor.side is Side.STAFF,
        text=text,
        files=[AppealFile(file_id=file_id) for file_id in file_ids],
    )
    row.messages.append(message)
    flag_modified(row, "status")  # a new version, whatever else changes: who is writing just now must read this first
    session.flush()  # the journal needs the id
    return message.id


def sent_with(session: Session, number: str, key: str) -> bool:
    """Tell whether the consumer has written into the appeal by this very press of the button."""
    written = ("appeal.written", "appeal.reopened")
    facts = select(JournalEntry.facts).where(JournalEntry.object == number, JournalEntry.act.in_(written))
    return any(told.get("key") == key for told in session.scalars(facts))


def is_new(session: Session, actor: Actor, row: Appeal, version: int, text: str) -> bool:
    """Tell whether the employee's message is still to be sent: false if this very one was, by another press.

    Raises ``Conflict`` with the name of whoever has written since *version*.
    """
    if row.version == version:
        return True
    query = select(AppealMessage, User.name).join(User, User.id == AppealMessage.user_id)
    query = query.where(AppealMessage.appeal_id == row.id).order_by(AppealMessage.id.desc()).limit(1)
    last, name = session.execute(query).one()
    if (last.user_id, last.text) == (actor.user_id, text):
        return False
    if not last.from_staff:
        raise Conflict(f"Заявитель тем временем написал ещё. Прочтите его сообщение: {KEPT}")
    if last.user_id == actor.user_id:
        raise Conflict(f"Вы уже написали заявителю из другого окна. Прочтите написанное: {KEPT}")
    did = "На обращение тем временем ответил" if row.status == ANSWERED else "Заявителю тем временем написал"
    raise Conflict(f"{did} другой сотрудник, {name}. Прочтите его сообщение: {KEPT}")
