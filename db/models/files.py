"""Files as people know them: a name, a type, and the content it points to."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Row


class File(Row):
    """One file somebody gave or the portal printed; the content lies in the document store."""

    __tablename__ = "files"
    __table_args__ = (
        Index(
            "ix_files_waiting",
            "id",
            sqlite_where=text("verdict = 'waiting'"),
            postgresql_where=text("verdict = 'waiting'"),
        ),
    )

    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    """Random; the name of the file in addresses."""
    name: Mapped[str]
    """As its giver named it, without path or control characters."""
    media_type: Mapped[str] = mapped_column(String(100))
    """Decided by content."""
    size: Mapped[int]
    """In bytes."""
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    """Who gave it."""
    created_at: Mapped[datetime]
    verdict: Mapped[str] = mapped_column(String(10), default="clean")
    """``clean``, ``waiting`` for the virus scanner, or ``infected``; only a clean file is ever given out."""
