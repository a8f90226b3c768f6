"""What consumers are told: a line in «Уведомления» and a letter, in the same transaction as the thing itself."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlalchemy.orm import Session

from core import clock
from core.actor import Actor, Permission, Side
from core.settings import settings
from db.models import Consent, Letter, Notification, User
from db.session import reading, transaction
from services import letters

OPTIONAL = frozenset(
    {
        "submission_received", "submission_accepted", "appeal_received", "appeal_reopened", "appeal_closed",
        "progress_changed",
    }
)  # fmt: skip
"""Letters one may do without; the others the law demands (ПП 861, п. 105) or safety does."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One line of «Уведомления»."""

    id: int
    at: datetime
    text: str
    link: str
    """Page and query, such as ``application?no=001/26``; empty: nowhere to go."""
    unread: bool


def tell(session: Session, consumer_id: int, letter: str, link: str = "", **facts: str) -> None:
    """Tell everybody who acts for the applicant; the subject of the letter is the line in the cabinet.

    Whoever took the consent to be informed back gets no letter that is optional.
    """
    address = f"{settings().public_url}/{link}"
    subject, _ = letters.written(letter, {**facts, "link": address})
    session.add(Notification(consumer_id=consumer_id, at=clock.now(), event=letter, text=subject, link=link))
    readers = select(User.email).where(User.consumer_id == consumer_id, User.active, User.password_hash != "")
    if letter in OPTIONAL:
        readers = readers.where(User.id.not_in(_do_not_want_letters(consumer_id)))
    for email in session.scalars(readers):
        post(session, email, letter, Side.PUBLIC, address, **facts)


def _do_not_want_letters(consumer_id: int) -> Select[int]:
    return (
        select(Consent.user_id)
        .join(User, User.id == Consent.user_id)
        .where(User.consumer_id == consumer_id, Consent.document == "informing")
        .group_by(Consent.user_id)
        .having(func.count() == func.count(Consent.revoked_at))
    )


def post(session: Session, to: str, letter: str, side: Side, link: str, /, **facts: str) -> None:
    """Write one letter to one address, and nothing in the cabinet; *link* is a whole address."""
    subject, body = letters.written(letter, {**facts, "link": link}, side)
    moment = clock.now()
    session.add(
        Letter(
            message_id=f"<{uuid.uuid4()}@{settings().mail_from.partition('@')[2]}>",
            event=letter,
            to=to,
            subject=subject,
            body=body,
            created_at=moment,
            available_at=moment,
        )
    )


def mine(actor: Actor, *, limit: int = 100) -> list[Notice]:
    """Return the newest lines of the actor's «Уведомления»."""
    actor.must(Permission.FOLLOW_OWN_APPLICATIONS)
    query = (
        select(Notification)
        .where(Notification.consumer_id == actor.consumer_id)
        .order_by(Notification.id.desc())
        .limit(limit)
    )
    with reading() as session:
        return [Notice(row.id, row.at, row.text, row.link, row.read_at is None) for row in session.scalars(query)]


def unread(actor: Actor) -> int:
    """Count what the actor has not read, up to a hundred."""
    actor.must(Permission.FOLLOW_OWN_APPLICATIONS)
    some = select(Notification.id).where(*_unread(actor)).limit(100).subquery()
    with reading() as session:
        return session.scalar(select(func.count()).select_from(some)) or 0


def unread_links(session: Session, actor: Actor, events: Collection[str]) -> list[str]:
    """Return where the unread lines about such *events* lead."""
    return list(session.scalars(select(Notification.link).where(*_unread(actor), Notification.event.in_(events))))


def read(actor: Actor, link: str) -> None:
    """Mark what leads to *link* as read, for the actor has come there."""
    actor.must(Permission.FOLLOW_OWN_APPLICATIONS)
    there = (*_unread(actor), Notification.link == link)
    with reading() as session:
        if session.scalar(select(Notification.id).where(*there).limit(1)) is None:
            return  # a look writes nothing
    with transaction() as session:
        session.execute(update(Notification).where(*there).values(read_at=clock.now()))


def read_all(actor: Actor) -> None:
    """Mark everything in the actor's «Уведомления» as read."""
    actor.must(Permission.FOLLOW_OWN_APPLICATIONS)
    with transaction() as session:
        session.execute(update(Notification).where(*_unread(actor)).values(read_at=clock.now()))


def _unread(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return Notification.consumer_id == actor.consumer_id, Notification.read_at.is_(None)
