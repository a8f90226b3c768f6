"""Applicants and the consents of those who act for them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
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
    snils: Mapped[str] = mapped_column(String(14), default="")
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


class Consent(Row):
    """A consent given: to which document, in which wording, by whom, when and from where."""

    __tablename__ = "consents"

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
