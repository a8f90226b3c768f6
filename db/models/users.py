"""Who logs in: people of both portals, their sessions and the tickets that open them."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Row, Versioned


class User(Versioned, Row):
    """A person who logs in, to one of the two portals."""

    __tablename__ = "users"
    __table_args__ = (
        UniqueConstraint("side", "email"),
        UniqueConstraint("account_no"),
        CheckConstraint("(side = 'staff') = (role IS NOT NULL)", name="staff_has_a_role"),
        CheckConstraint("(side = 'public') = (consumer_id IS NOT NULL)", name="consumer_has_an_applicant"),
    )

    side: Mapped[str] = mapped_column(String(10))
    email: Mapped[str] = mapped_column(String(254))
    """Normalised, lower case."""
    account_no: Mapped[str | None] = mapped_column(String(16))
    """Registration number of a consumer, `57-NNNNNN-C`; the second way to log in."""
    password_hash: Mapped[str]
    auth_version: Mapped[int] = mapped_column(default=1)
    """Grows when the password changes; sessions of an earlier version are over."""
    name: Mapped[str]
    role: Mapped[str | None] = mapped_column(String(20))
    consumer_id: Mapped[int | None] = mapped_column(ForeignKey("consumers.id"), index=True)
    seat: Mapped[str | None] = mapped_column(String(10))
    """``owner`` or ``member`` of the applicant's account; empty for employees."""
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    email_confirmed_at: Mapped[datetime | None]
    password_until: Mapped[datetime | None]
    """Set while the password is a temporary one: until then it opens nothing but the page that replaces it."""
    totp_secret: Mapped[str] = mapped_column(default="")
    """Sealed; empty while there is no second factor."""
    totp_since: Mapped[datetime | None]
    """When the second factor was confirmed by a first code; without it the secret is only offered."""
    totp_step: Mapped[int] = mapped_column(BigInteger, default=0)
    """The last time step a code was taken for: no code opens anything twice."""


class WebSession(Row):
    """One session of one browser; the token itself lives only in the browser's cookie."""

    __tablename__ = "web_sessions"

    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    """Random; names the session inside the server."""
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Keyed hash of the cookie; empty until the ticket is redeemed."""
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    auth_version: Mapped[int]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    renewed_as: Mapped[str | None] = mapped_column(String(36))
    """``public_id`` of the session of the same person that took its place in the same browser."""
    address: Mapped[str] = mapped_column(String(64))
    device: Mapped[str] = mapped_column(String(255))

    __table_args__ = (Index(None, "user_id", "expires_at"),)


class LoginTicket(Row):
    """A one-time ticket that one browser may exchange for the cookie of its session."""

    __tablename__ = "login_tickets"

    ticket_hash: Mapped[str] = mapped_column(String(64), unique=True)
    browser_hash: Mapped[str] = mapped_column(String(64))
    """Keyed hash of the browser's own cookie, so that a stolen ticket opens nothing elsewhere."""
    session_id: Mapped[int] = mapped_column(ForeignKey("web_sessions.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class LoginAttempt(Row):
    """Failed logins under one name or from one address, for the growing pause."""

    __tablename__ = "login_attempts"

    subject: Mapped[str] = mapped_column(String(64), unique=True)
    """Keyed hash of what is counted: the name as typed, or the network address."""
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime]
