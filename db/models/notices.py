"""What the portal tells people: the inbox of the cabinet and the letters on their way."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import LONG, Row


class Notification(Row):
    """One line of a consumer's «Уведомления»."""

    __tablename__ = "notifications"
    __table_args__ = (
        Index(None, "consumer_id", "id"),
        Index(
            "ix_notifications_unread",
            "consumer_id",
            sqlite_where=text("read_at IS NULL"),
            postgresql_where=text("read_at IS NULL"),
        ),
    )

    consumer_id: Mapped[int] = mapped_column(ForeignKey("consumers.id"))
    at: Mapped[datetime]
    event: Mapped[str] = mapped_column(String(40))
    """Code of the letter that says the same."""
    text: Mapped[str] = mapped_column(LONG)
    link: Mapped[str] = mapped_column(String(200), default="")
    """Where the thing is: page and query, such as ``application?no=001/26``."""
    read_at: Mapped[datetime | None]


class Letter(Row):
    """The outbox: a letter written in the same transaction as what it tells of."""

    __tablename__ = "letters"
    __table_args__ = (
        Index(None, "recipient", "id"),
        Index(
            "ix_letters_waiting",
            "available_at",
            "id",
            sqlite_where=text("sent_at IS NULL"),
            postgresql_where=text("sent_at IS NULL"),
        ),
    )

    message_id: Mapped[str] = mapped_column(String(100), unique=True)
    """RFC 5322 Message-ID, the same at every attempt."""
    event: Mapped[str] = mapped_column(String(40))
    to: Mapped[str] = mapped_column("recipient", String(254))
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(LONG)
    created_at: Mapped[datetime]
    available_at: Mapped[datetime]
    """Not to be tried before; pushed forward while one worker has it in hand."""
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(String(500), default="")
