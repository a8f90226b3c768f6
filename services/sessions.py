"""Server-side sessions: the token lives only in an HttpOnly cookie, the database keeps its keyed hash."""

import hmac
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Row, Select, select, update

from core import clock
from core.actor import ROLE_PERMISSIONS, SEAT_PERMISSIONS, Actor, Duty, Permission, Role, Seat, Side, Visitor
from core.errors import NotFound
from core.settings import settings
from core.tokens import fresh, keyed
from db.models import LoginTicket, User, WebSession
from db.session import reading, transaction
from services import journal, known_browsers

TICKET_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Opened:
    """A session just opened, and the ticket with which the browser fetches its cookie."""

    session_id: str
    ticket: str


@dataclass(frozen=True, slots=True)
class Known:
    """Who a session belongs to and when it ends."""

    actor: Actor
    expires_at: datetime


def begin(user_id: int, visitor: Visitor) -> Opened:
    """Open a session for a person whose password was just checked."""
    moment, ticket = clock.now(), fresh()
    with transaction() as session:
        user = session.get_one(User, user_id)
        opened = WebSession(
            public_id=str(uuid.uuid4()),
            user_id=user.id,
            auth_version=user.auth_version,
            created_at=moment,
            seen_at=moment,
            expires_at=moment + timedelta(minutes=settings().session_minutes),
            address=visitor.address,
            device=visitor.device[:255],
        )
        session.add(opened)
        session.flush()  # the ticket needs the row's id
        session.add(
            LoginTicket(
                ticket_hash=keyed(ticket),
                browser_hash=keyed(visitor.browser),
                session_id=opened.id,
                expires_at=moment + timedelta(seconds=TICKET_SECONDS),
            )
        )
        known_browsers.remember(session, user.id, visitor.browser)
        journal.record(session, visitor, "session.opened", user_id=user.id)
    return Opened(opened.public_id, ticket)


def redeem(side: Side, ticket: str, browser: str) -> tuple[str, int] | None:
    """Exchange a ticket, once, for the cookie's token and its length in seconds; only the same browser may."""
    moment, token = clock.now(), fresh()
    with transaction() as session:
        session_id = session.scalar(
            update(LoginTicket)
            .where(
                LoginTicket.ticket_hash == keyed(ticket),
                LoginTicket.browser_hash == keyed(browser),
                LoginTicket.used_at.is_(None),
                LoginTicket.expires_at > moment,
            )
            .values(used_at=moment)
            .returning(LoginTicket.session_id)
        )
        row = session.execute(_live(side).where(WebSession.id == session_id)).first() if session_id else None
        if row is None or row.WebSession.token_hash is not None:
            return None
        row.WebSession.token_hash = keyed(token)
        return token, int((row.WebSession.expires_at - moment).total_seconds())


def by_token(side: Side, token: str) -> Known | None:
    """Return whose cookie this is, or ``None`` if the session is over, revoked or of the other portal."""
    return _known(_live(side).where(WebSession.token_hash == keyed(token))) if token else None


def by_id(side: Side, session_id: str) -> Known | None:
    """Return whose session this is, or ``None`` if it is over."""
    return _known(_live(side).where(WebSession.public_id == session_id)) if session_id else None


def end(actor: Actor) -> None:
    """End the actor's session, in every tab at once."""
    with transaction() as session:
        ended = session.scalar(
            update(WebSession)
            .where(WebSession.public_id == actor.session_id, WebSession.ended_at.is_(None))
            .values(ended_at=clock.now())
            .returning(WebSession.id)
        )
        if ended is not None:
            journal.record(session, actor, "session.ended")


def browser_mark(browser: str) -> str:
    """Return the mark by which a websocket is bound to the browser that logged in."""
    return keyed(browser)


def same_browser(mark: str, browser: str) -> bool:
    """Tell whether *mark* was made for *browser*."""
    return hmac.compare_digest(mark, keyed(browser))


def actor_of(user: User, *, session_id: str = "", address: str = "") -> Actor:
    """Return the actor a user is, with the permissions of the role, or with none while a duty comes first."""
    if not user.active:
        raise NotFound
    role, seat = Role(user.role) if user.role else None, Seat(user.seat) if user.seat else None
    duty = _duty(user, role)
    return Actor(
        user_id=user.id,
        side=Side(user.side),
        name=user.name,
        permissions=frozenset() if duty else _permissions(role, seat),
        consumer_id=user.consumer_id,
        role=role,
        seat=seat,
        duty=duty,
        session_id=session_id,
        address=address,
    )


def _permissions(role: Role | None, seat: Seat | None) -> frozenset[Permission]:
    if role is not None:
        return ROLE_PERMISSIONS[role]
    return SEAT_PERMISSIONS[seat] if seat is not None else frozenset()


def _duty(user: User, role: Role | None) -> Duty | None:
    if user.password_until is not None:
        return Duty.NEW_PASSWORD
    if role in settings().with_second_factor and user.totp_since is None:
        return Duty.SECOND_FACTOR
    return None


def _live(side: Side) -> Select[WebSession, User]:
    return (
        select(WebSession, User)
        .join(User, User.id == WebSession.user_id)
        .where(
            User.side == side,
            User.active,
            User.auth_version == WebSession.auth_version,
            WebSession.ended_at.is_(None),
            WebSession.expires_at > clock.now(),
        )
    )


def _known(query: Select[WebSession, User]) -> Known | None:
    with reading() as session:
        row: Row[WebSession, User] | None = session.execute(query).first()
        if row is None:
            return None
        kept, user = row
        return Known(actor_of(user, session_id=kept.public_id, address=kept.address), kept.expires_at)
