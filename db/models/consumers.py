"""Applicants and the consents of those who act for them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Row, Versioned


class Consumer(Versioned, Row):
    """An applicant: a natural person, a company or an individual entrepreneur (domain.md section 5)."""

    __tablename__ = "consumers"

    kind: Mapped[str] = mapped_column(String(16))
    """Code of the applicant type."""
    name: Mapped[str] = mapped_column(String(500))
    """Full name of the person, or full name of the company."""
    short_name: Mapped[str] = mapped_column(default="")
    last_name: Mapped[str] = mapped_column(String(60), default="")
    first_name: Mapped[str] = mapped_column(String(60), default="")
    middle_name: Mapped[str] = mapped_column(String(60), default="")
    snils: Mapped[str] = mapped_column(String(14), default="", index=True)
    inn: Mapped[str] = mapped_column(String(12), default="", index=True)
    ogrn: Mapped[str] = mapped_column(String(15), default="")
    """ОГРН of a company, ОГРНИП of an entrepreneur."""
    ogrn_date: Mapped[date | None]
    kpp: Mapped[str] = mapped_column(String(9), default="")
    address: Mapped[str] = mapped_column(String(500), default="")
    postal_address: Mapped[str] = mapped_column(String(500), default="")
    """Empty means the same as ``address``."""
    contact_name: Mapped[str] = mapped_column(String(200), default="")
    contact_position: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(16), default="")
    """E.164, `+7…`."""
    email: Mapped[str] = mapped_column(String(254), default="")
    created_at: Mapped[datetime]


class ProfileChange(Row):
    """One fact of an applicant's profile that somebody changed: what it was, and what it became."""

    __tablename__ = "profile_changes"
    __table_args__ = (Index(None, "consumer_id", "id"),)

    consumer_id: Mapped[int] = mapped_column(ForeignKey("consumers.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    name: Mapped[str] = mapped_column(String(40))
    """Name of the column of ``consumers``."""
    was: Mapped[str] = mapped_column(String(500))
    now: Mapped[str] = mapped_column(String(500))


class DeletionRequest(Row):
    """Somebody asked that their account and data be deleted (152-ФЗ, ст. 14, 21)."""

    __tablename__ = "deletion_requests"
    __table_args__ = (Index(None, "decided_at", "due_on", "id"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    asked_at: Mapped[datetime]
    due_on: Mapped[date]
    """By when it must be answered."""
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    outcome: Mapped[str] = mapped_column(String(16), default="")
    """``erased``, ``withdrawn`` or empty while it waits."""


class Consent(Row):
    """A consent given: to which document, in which wording, by whom, when and from where."""

    __tablename__ = "consents"
    __table_args__ = (
        Index(
            "ix_consents_revoked",
            "revoked_at",
            "id",
            sqlite_where=text("revoked_at IS NOT NULL"),
            postgresql_where=text("revoked_at IS NOT NULL"),
        ),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    document: Mapped[str] = mapped_column(String(64))
    """Code of the document."""
    document_version: Mapped[str] = mapped_column(String(32))
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the wording that was shown."""
    given_at: Mapped[datetime]
    address: Mapped[str] = mapped_column(String(64))
    device: Mapped[str] = mapped_column(String(255))
    revoked_at: Mapped[datetime | None]
