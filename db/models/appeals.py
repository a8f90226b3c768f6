"""Appeals: questions, complaints and files sent to the company, with the answers."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import LONG, Row, Versioned
from db.models.consumers import Consumer
from db.models.files import File


class Appeal(Versioned, Row):
    """One appeal (order 186, items 39–46)."""

    __tablename__ = "appeals"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("send_key"),
        Index(None, "consumer_id", "id"),
        Index(None, "status", "due_on", "id"),
    )

    number: Mapped[str] = mapped_column(String(20))
    """`26-000123`."""
    send_key: Mapped[str] = mapped_column(String(36))
    consumer_id: Mapped[int] = mapped_column(ForeignKey("consumers.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"), index=True)
    topic: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(32))
    answer_by: Mapped[str] = mapped_column(String(16), default="cabinet")
    """Way of answer the consumer asked for."""
    sent_at: Mapped[datetime]
    due_on: Mapped[date]
    status: Mapped[str] = mapped_column(String(16))
    """``open``, ``answered`` or ``closed``."""
    answered_at: Mapped[datetime | None]
    """When the last answer was given."""
    closed_at: Mapped[datetime | None]

    consumer: Mapped[Consumer] = relationship()
    messages: Mapped[list["AppealMessage"]] = relationship(order_by="AppealMessage.id")


class AppealMessage(Row):
    """One message of an appeal's thread."""

    __tablename__ = "appeal_messages"
    __table_args__ = (Index(None, "appeal_id", "id"),)

    appeal_id: Mapped[int] = mapped_column(ForeignKey("appeals.id"))
    at: Mapped[datetime]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    from_staff: Mapped[bool]
    text: Mapped[str] = mapped_column(LONG)
    files: Mapped[list["AppealFile"]] = relationship(order_by="AppealFile.id")


class AppealFile(Row):
    """A file sent with a message."""

    __tablename__ = "appeal_files"
    __table_args__ = (UniqueConstraint("message_id", "file_id"),)

    message_id: Mapped[int] = mapped_column(ForeignKey("appeal_messages.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"), index=True)
    file: Mapped[File] = relationship()
