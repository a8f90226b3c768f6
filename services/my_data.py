"""«Скачать мои данные»: everything that is kept about a person and their applicant, and the files they may see."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core import clock
from core.actor import Actor, Permission
from core.errors import Throttled
from db.models import Application, Document, JournalEntry, User
from db.session import reading, transaction
from services import journal, my_data_told
from services.my_data_told import Shelf

MOST_AN_HOUR = 4
"""Archives one person may take within an hour: each reads every file they have."""
TOO_MANY = f"За час данные можно скачать {MOST_AN_HOUR} раза. Попробуйте через час: с ними ничего не случится."
READ_ME = """Ваши данные из личного кабинета.

данные.json — всё, что кабинет хранит о вас и о заявителе: профиль и его изменения, согласия, сеансы, события,
отправленные формы с ответами, черновики, заявки с историей, обращения, уведомления и письма. Это обычный текст
в кодировке UTF-8: его открывает любой редактор и читает любая программа. Время записано со сдвигом от UTC.

файлы — всё, что вы приложили, копии отправленного и документы, которые разместила компания. Где какой файл лежит,
сказано в данные.json: поле «в архиве».

Паролей здесь нет: компания их не хранит и не знает.
Берегите этот архив: в нём могут быть копии паспорта и адреса.
"""


@dataclass(frozen=True, slots=True)
class Export:
    """An archive ready to be given out."""

    name: str
    entries: Iterator[tuple[str, bytes | Path]]
    """Name in the archive, and the content or the file that holds it."""


def must_be_allowed(actor: Actor) -> None:
    """Raise ``Forbidden`` unless the actor may take their data along; nothing is gathered."""
    actor.must(Permission.FOLLOW_OWN_APPLICATIONS)


def export(actor: Actor) -> Export:
    """Gather everything kept about the actor and their applicant; raise ``Throttled`` after too many within an hour.

    The applicant's things are those of everybody who acts for it; sessions, drafts, letters are the actor's alone.
    """
    must_be_allowed(actor)
    with transaction() as session:
        session.execute(select(User.id).where(User.id == actor.user_id).with_for_update())  # one archive at a time
        if _taken_within_the_hour(session, actor) >= MOST_AN_HOUR:
            raise Throttled(TOO_MANY)
        _count_documents(session, actor)
        journal.record(session, actor, "data.exported")
    shelf = Shelf()
    with reading() as session:
        told = my_data_told.everything(session, actor, shelf)
    text = json.dumps(told, ensure_ascii=False, indent=2).encode()
    return Export(f"Мои данные {clock.today():%d.%m.%Y}.zip", _entries(text, shelf))


def _entries(told: bytes, shelf: Shelf) -> Iterator[tuple[str, bytes | Path]]:
    yield "ПРОЧТИТЕ.txt", READ_ME.encode()
    yield "данные.json", told
    yield from shelf.files


def _taken_within_the_hour(session: Session, actor: Actor) -> int:
    taken = select(func.count()).where(
        JournalEntry.user_id == actor.user_id,
        JournalEntry.act == "data.exported",
        JournalEntry.at > clock.now() - timedelta(hours=1),
    )
    return session.scalar(taken) or 0


def _count_documents(session: Session, actor: Actor) -> None:
    """Every document in the archive counts as downloaded."""
    own = select(Application.id).where(Application.consumer_id == actor.consumer_id)
    theirs = update(Document).where(Document.application_id.in_(own), Document.visible_to_consumer)
    session.execute(
        theirs.values(
            downloads=Document.downloads + 1,
            first_viewed_at=func.coalesce(Document.first_viewed_at, clock.now()),
        )
    )
