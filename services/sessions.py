"""Server-side sessions: the token lives only in an HttpOnly cookie, the database keeps its keyed hash.

A session ends when its time is up, when nobody has done anything for a while, or when somebody ends it.
"""

import hmac
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Row, Select, delete, or_, select, update
from sqlalchemy.orm import Session

from core import clock
from core.actor import ROLE_PERMISSIONS, SEAT_PERMISSIONS, Actor, Duty, Permission, Role, Seat, Side, Visitor
from core.errors import NotFound
from core.settings import settings
from core.tokens import fresh, keyed
from db.models import LoginTicket, User, WebSession
from db.session import reading, transaction
from services import journal, known_browsers

TICKET_SECONDS = 60
WARNING = timedelta(minutes=2)
"""How long before its end people are told; of a session shorter than twice that, half of it."""
KEPT = timedelta(days=7)
"""How long a row outlives its session; what history needs of it is in the journal."""


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
    """When it ends whatever is done."""
    seen_at: datetime
    """When the person last did something, to the minute."""

    @property
    def idle_at(self) -> datetime:
        """When it ends if nothing more is done, unless it expires before."""
        return self.seen_at + _idle()

    @property
    def ends_at(self) -> datetime:
        """The nearer of both ends."""
        return min(self.expires_at, self.idle_at)

    def clock(self) -> dict[str, int]:
        """Return what the browser's clock counts down, in milliseconds: how far both ends are, when to warn of each.

        ``at`` tells the younger of two answers, ``who`` one person from another; ``fresh`` is how long activity need
        not be told again.
        """
        moment = clock.now()
        return {
            "at": _milliseconds(moment - datetime.fromtimestamp(0, UTC)),
            "who": int(keyed(f"clock of {self.actor.user_id}")[:12], 16),
            "idle": _milliseconds(self.idle_at - moment),
            "absolute": _milliseconds(self.expires_at - moment),
            "seen": _milliseconds(moment - self.seen_at),
            "warn_idle": _milliseconds(min(WARNING, _idle() / 2)),
            "warn_absolute": _milliseconds(min(WARNING, timedelta(minutes=settings().session_minutes) / 2)),
            "fresh": _milliseconds(_fresh()),
            "renewable": int(self.actor.duty is None),
        }


@dataclass(frozen=True, slots=True)
class Active:
    """One session in the list a person sees of their own."""

    id: str
    device: str
    """What the browser called itself."""
    address: str
    began_at: datetime
    seen_at: datetime
    here: bool
    """Whether it is the one that looks at the list."""


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


def redeem(side: Side, ticket: str, browser: str, present: str = "") -> tuple[str, int] | None:
    """Exchange a ticket, once, for the cookie's token and its length in seconds; only the same browser may.

    The session of the *present* cookie ends with it; its tabs go on in the new one if it was the same person's.
    """
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
        if present:
            _replace(session, present, row.WebSession)
        return token, int((row.WebSession.expires_at - moment).total_seconds())


def by_token(side: Side, token: str) -> Known | None:
    """Return whose cookie this is, or ``None`` if the session is over, ended or of the other portal."""
    if not token:
        return None
    with reading() as session:
        return _known(session.execute(_live(side).where(WebSession.token_hash == keyed(token))).first())


def by_id(side: Side, session_id: str) -> Known | None:
    """Return whose session this is, or the one that took its place in the same browser; ``None`` if it is over."""
    with reading() as session:
        while session_id:
            row = session.execute(_live(side).where(WebSession.public_id == session_id)).first()
            if row is not None:
                return _known(row)
            session_id = session.scalar(_successor(session_id)) or ""
    return None


def ran_out(session_id: str) -> bool:
    """Tell whether the session is over because its time was up: nobody ended it, and the person may come back."""
    with reading() as session:
        while following := session.scalar(_successor(session_id)):
            session_id = following
        query = (
            select(WebSession.id)
            .join(User, User.id == WebSession.user_id)
            .where(
                WebSession.public_id == session_id,
                WebSession.ended_at.is_(None),
                WebSession.auth_version == User.auth_version,
                User.active,
                or_(WebSession.expires_at <= clock.now(), WebSession.seen_at <= clock.now() - _idle()),
            )
        )
        return session.scalar(query) is not None


def seen(known: Known) -> Known:
    """Note that the person did something just now; written once a minute at most."""
    moment = clock.now()
    if moment - known.seen_at < _fresh():
        return known
    with transaction() as session:
        session.execute(
            update(WebSession)
            .where(
                WebSession.public_id == known.actor.session_id,
                WebSession.ended_at.is_(None),
                WebSession.seen_at <= moment - _fresh(),  # nobody has written meanwhile
                WebSession.seen_at > moment - _idle(),  # what is over stays over
            )
            .values(seen_at=moment)
        )
    return replace(known, seen_at=moment)


def end(actor: Actor) -> None:
    """End the actor's session, in every tab at once."""
    with transaction() as session:
        if _end(session, WebSession.public_id == actor.session_id):
            journal.record(session, actor, "session.ended")


def mine(actor: Actor) -> list[Active]:
    """Return the actor's own sessions that have not ended, this one first, then by last activity."""
    actor.must(Permission.MANAGE_OWN_ACCOUNT)
    query = _live(actor.side).where(WebSession.user_id == actor.user_id, WebSession.token_hash.is_not(None))
    with reading() as session:
        rows = [row for row, _ in session.execute(query)]
    told = [
        Active(row.public_id, row.device, row.address, row.created_at, row.seen_at, row.public_id == actor.session_id)
        for row in rows
    ]
    return sorted(told, key=lambda entry: (entry.here, entry.seen_at), reverse=True)


def end_one(actor: Actor, session_id: str) -> None:
    """End one of the actor's own sessions; raise ``NotFound`` if there is none of this id."""
    actor.must(Permission.MANAGE_OWN_ACCOUNT)
    with transaction() as session:
        if not _end(session, WebSession.public_id == session_id, WebSession.user_id == actor.user_id):
            raise NotFound("Этот сеанс уже завершён.")
        journal.record(session, actor, "session.closed", sessions=1)


def end_others(actor: Actor) -> int:
    """End all of the actor's own sessions but this one; return how many there were."""
    actor.must(Permission.MANAGE_OWN_ACCOUNT)
    with transaction() as session:
        ended = _end(
            session,
            WebSession.user_id == actor.user_id,
            WebSession.public_id != actor.session_id,
            WebSession.expires_at > clock.now(),
        )
        if ended:
            journal.record(session, actor, "session.closed", sessions=ended)
    return ended


def end_all(session: Session, user_id: int, *, but: str = "") -> None:
    """End every session of the user at once, *but* one."""
    _end(session, WebSession.user_id == user_id, WebSession.public_id != but)


def sweep() -> int:
    """Remove sessions over for long, with their tickets; return how many sessions were removed."""
    before = clock.now() - KEPT
    old = select(WebSession.id).where(or_(WebSession.expires_at < before, WebSession.ended_at < before))
    with transaction() as session:
        session.execute(delete(LoginTicket).where(LoginTicket.session_id.in_(old)))
        removed = session.scalars(
            delete(WebSession)
            .where(or_(WebSession.expires_at < before, WebSession.ended_at < before))
            .returning(WebSession.id)
        )
        return len(removed.all())


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
            WebSession.seen_at > clock.now() - _idle(),
        )
    )


def _known(row: Row[WebSession, User] | None) -> Known | None:
    if row is None:
        return None
    kept, user = row
    return Known(actor_of(user, session_id=kept.public_id, address=kept.address), kept.expires_at, kept.seen_at)


def _successor(session_id: str) -> Select[str | None]:
    return select(WebSession.renewed_as).where(WebSession.public_id == session_id)


def _replace(session: Session, present: str, new: WebSession) -> None:
    old = session.scalar(
        select(WebSession)
        .where(WebSession.token_hash == keyed(present), WebSession.ended_at.is_(None))
        .with_for_update()
    )
    if old is None or old is new:
        return
    old.ended_at = clock.now()
    if old.user_id == new.user_id:
        old.renewed_as = new.public_id
    journal.record(session, Visitor(new.address), "session.replaced", user_id=old.user_id)


def _end(session: Session, *which: ColumnElement[bool]) -> int:
    ended = session.scalars(
        update(WebSession)
        .where(WebSession.ended_at.is_(None), *which)
        .values(ended_at=clock.now())
        .returning(WebSession.id)
    )
    return len(ended.all())


def _idle() -> timedelta:
    return timedelta(minutes=settings().idle_minutes)


def _fresh() -> timedelta:
    return min(timedelta(minutes=1), _idle() / 10)


def _milliseconds(length: timedelta) -> int:
    return max(0, length // timedelta(milliseconds=1))
