"""Registered applications for grid connection: the card, its history and its documents."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import LONG, Row, Versioned, power
from db.models.consumers import Consumer
from db.models.files import File
from db.models.users import User


class Application(Versioned, Row):
    """The card of one application (domain.md 2.1; ПП 861, п. 8(3), абз. 8)."""

    __tablename__ = "applications"
    __table_args__ = (
        UniqueConstraint("reg_no"),
        Index(None, "consumer_id", "registered_on", "id"),
        Index(None, "registered_on", "id"),
        Index(None, "status", "registered_on", "id"),
        Index(None, "assignee_id", "registered_on", "id"),
        Index(
            "ix_applications_open",
            "registered_on",
            "id",
            sqlite_where=text("closed_on IS NULL"),
            postgresql_where=text("closed_on IS NULL"),
        ),
        CheckConstraint("power_total_kw = power_new_kw + power_existing_kw", name="power_adds_up"),
    )

    reg_no: Mapped[str] = mapped_column(String(16))
    """`NNN/YY`."""
    consumer_id: Mapped[int] = mapped_column(ForeignKey("consumers.id"))
    received_on: Mapped[date]
    """Date of sending, from which the legal terms run."""
    registered_on: Mapped[date]
    channel: Mapped[str] = mapped_column(String(16), default="cabinet")
    object_name: Mapped[str]
    object_address: Mapped[str] = mapped_column(String(500))
    cadastral_no: Mapped[str] = mapped_column(String(32), default="")
    power_new_kw: Mapped[Decimal] = mapped_column(power())
    power_existing_kw: Mapped[Decimal] = mapped_column(power(), default=Decimal(0))
    power_total_kw: Mapped[Decimal] = mapped_column(power())
    voltage_kv: Mapped[Decimal] = mapped_column(power())
    reliability_category: Mapped[str] = mapped_column(String(3), default="III")
    category: Mapped[str] = mapped_column(String(8))
    """Applicant category, such as ``P14``."""
    procedure: Mapped[str] = mapped_column(String(12))

    status: Mapped[str] = mapped_column(String(20))
    status_note: Mapped[str] = mapped_column(LONG, default="")
    status_since: Mapped[date]
    offer_sent_on: Mapped[date | None]
    contract_no: Mapped[str] = mapped_column(String(64), default="")
    contract_concluded_on: Mapped[date | None]
    contract_progress: Mapped[str] = mapped_column(LONG, default="")
    tu_no: Mapped[str] = mapped_column(String(64), default="")
    tu_valid_until: Mapped[date | None]
    tu_progress: Mapped[str] = mapped_column(LONG, default="")
    tu_notice_on: Mapped[date | None]
    tu_act_on: Mapped[date | None]
    energized_on: Mapped[date | None]
    docs_signed_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    """When the application reached a status that nothing leads out of by itself."""
    fee_total: Mapped[Decimal | None]
    """₽ with VAT."""
    paid_total: Mapped[Decimal] = mapped_column(default=Decimal(0))
    """₽."""

    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    changed_at: Mapped[datetime]

    consumer: Mapped[Consumer] = relationship()
    assignee: Mapped[User | None] = relationship()


class ApplicationEvent(Row):
    """One line of a card's history; a correction is a new line, never a change of an old one."""

    __tablename__ = "application_events"
    __table_args__ = (Index(None, "application_id", "id"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    at: Mapped[datetime]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    """Who did it; empty: the portal itself."""
    act: Mapped[str] = mapped_column(String(40))
    status_from: Mapped[str] = mapped_column(String(20), default="")
    status_to: Mapped[str] = mapped_column(String(20), default="")
    text: Mapped[str] = mapped_column(LONG, default="")
    """What the consumer reads."""
    internal: Mapped[str] = mapped_column(LONG, default="")
    """What only employees read."""


class Document(Row):
    """A document of the card, numbered in the order the consumer sees."""

    __tablename__ = "documents"
    __table_args__ = (Index(None, "application_id", "position", "id"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    kind: Mapped[str] = mapped_column(String(24))
    title: Mapped[str]
    number: Mapped[str] = mapped_column(String(64), default="")
    dated: Mapped[date | None]
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"), index=True)
    position: Mapped[int]
    placed_at: Mapped[datetime]
    placed_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    visible_to_consumer: Mapped[bool] = mapped_column(default=True)
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    first_viewed_at: Mapped[datetime | None]
    """When the consumer first opened it."""
    downloads: Mapped[int] = mapped_column(default=0)

    file: Mapped[File] = relationship()
