"""Ways into an account beside the password: links in letters, requests for them, codes on paper, browsers known."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Row


class AccountLink(Row):
    """A link sent by letter that does one thing to one account, once."""

    __tablename__ = "account_links"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """Keyed hash: the token itself is only in the letter."""
    purpose: Mapped[str] = mapped_column(String(16))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    auth_version: Mapped[int]
    """Of the account when the link was made: a password changed since makes the link worthless."""
    facts: Mapped[dict[str, Any]]
    """What the link confirms, such as the new address."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class RecoveryRequest(Row):
    """Somebody asked to recover the password of an address; answered apart, so that the time tells nothing."""

    __tablename__ = "recovery_requests"

    side: Mapped[str] = mapped_column(String(10))
    email: Mapped[str] = mapped_column(String(254))
    """As a person of the portal would have it: normalised, lower case."""
    asked_at: Mapped[datetime]
    address: Mapped[str] = mapped_column(String(64))


class RecoveryCode(Row):
    """A code on paper that stands in for the second factor, once."""

    __tablename__ = "recovery_codes"
    __table_args__ = (UniqueConstraint("user_id", "code_hash"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None]


class KnownBrowser(Row):
    """A browser from which somebody has logged in: guesses made elsewhere do not slow it down."""

    __tablename__ = "known_browsers"
    __table_args__ = (UniqueConstraint("user_id", "browser_hash"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    browser_hash: Mapped[str] = mapped_column(String(64))
    seen_at: Mapped[datetime]
