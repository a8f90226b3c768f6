"""The journal of everything that matters, and the counters that give numbers."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Row


class JournalEntry(Row):
    """Who did what, when and from where; written once, never changed."""

    __tablename__ = "journal"
    __table_args__ = (Index(None, "user_id", "id"), Index(None, "object", "id"), Index(None, "act", "id"))

    at: Mapped[datetime]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    address: Mapped[str] = mapped_column(String(64), default="")
    act: Mapped[str] = mapped_column(String(40))
    """`subject.participle`."""
    object: Mapped[str] = mapped_column(String(64), default="")
    """Public number of the thing."""
    facts: Mapped[dict[str, Any]]


class Counter(Row):
    """The last number given out in one series."""

    __tablename__ = "counters"

    series: Mapped[str] = mapped_column(String(32), unique=True)
    last: Mapped[int]
