"""What consumers fill and send, before it is registered."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import LONG, Row, Versioned
from db.models.consumers import Consumer
from db.models.files import File


class Draft(Row):
    """Answers not yet sent: one draft a person, form and thing the form is about."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("user_id", "form"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    form: Mapped[str] = mapped_column(String(64))
    """Key of the draft: code of the form, and after it what it is about."""
    answers: Mapped[dict[str, Any]]
    """As typed, by question; those of a repeating group by ``group.row.question``."""
    revision: Mapped[int] = mapped_column(default=0, server_default="0")
    """Counts the times answers were written."""
    written: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """By question: ``[revision, tab]`` of its last writing."""
    others: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """By question: the answer another tab had given, until the person has chosen."""
    form_version: Mapped[str] = mapped_column(String(10), default="", server_default="")
    """Version of the declaration the answers were last taken over into, ISO date; empty before there were versions."""
    asked: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """Questions of that version: name to label."""
    saved_at: Mapped[datetime]
    files: Mapped[list["DraftFile"]] = relationship(order_by="DraftFile.id", cascade="all, delete-orphan")


class DraftFile(Row):
    """A file attached to a draft, under one of its questions."""

    __tablename__ = "draft_files"
    __table_args__ = (UniqueConstraint("draft_id", "question", "file_id"),)

    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(64))
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"), index=True)
    file: Mapped[File] = relationship()


class Submission(Versioned, Row):
    """What a consumer sent; it can be read without its form, because titles and answers are kept with it."""

    __tablename__ = "submissions"
    __table_args__ = (
        Index(None, "consumer_id", "id"),
        Index(None, "status", "register_by", "id"),
        UniqueConstraint("number"),
        UniqueConstraint("send_key"),
    )

    number: Mapped[str] = mapped_column(String(20))
    """`26-000123`."""
    form: Mapped[str] = mapped_column(String(64))
    """Code of the form."""
    form_version: Mapped[str] = mapped_column(String(10), default="", server_default="")
    """Version of the declaration that was sent, ISO date; empty before there were versions."""
    title: Mapped[str]
    """Title of the form when it was sent."""
    consumer_id: Mapped[int] = mapped_column(ForeignKey("consumers.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    send_key: Mapped[str] = mapped_column(String(36))
    """The same for a repeated press of the button, so that it sends once."""
    answers: Mapped[dict[str, Any]]
    """Normalised, by question."""
    readable: Mapped[list[Any]]
    """What a person reads: ``[[section, [[label, value], …]], …]``."""
    sent_at: Mapped[datetime]
    register_by: Mapped[date]
    """Order 186, appendix 5, item 4: one calendar day."""
    status: Mapped[str] = mapped_column(String(16))
    """``waiting``, ``registered`` or ``returned``."""
    returned_reason: Mapped[str] = mapped_column(LONG, default="")
    copy_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"), index=True)
    """The frozen printed copy."""
    application_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id"), index=True)
    """The application it became, or is about."""
    appeal_id: Mapped[int | None] = mapped_column(ForeignKey("appeals.id"), index=True)
    """The appeal it became, or is about."""

    consumer: Mapped[Consumer] = relationship()
    copy: Mapped[File | None] = relationship()
    files: Mapped[list["SubmissionFile"]] = relationship(order_by="SubmissionFile.id")


class SubmissionFile(Row):
    """A file sent with a form."""

    __tablename__ = "submission_files"
    __table_args__ = (UniqueConstraint("submission_id", "question", "file_id"),)

    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"))
    question: Mapped[str] = mapped_column(String(64))
    label: Mapped[str]
    """The question in words."""
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"), index=True)
    file: Mapped[File] = relationship()
