"""Growing pauses after too much of the same: wrong passwords under one name, or anything from one address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core import clock
from core.tokens import keyed
from db import upsert
from db.models import LoginAttempt
from db.session import reading

LONGEST_PAUSE = timedelta(minutes=5)
FORGOTTEN_AFTER = timedelta(hours=1)
_DOUBLINGS = 16
"""After so many the pause is the longest anyway."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How much is free, and how soon one is forgiven."""

    free: int
    forgives: timedelta
    """One is forgiven every so often, so that a slow trickle never adds up."""


Counted = Mapping[str, Limit]
"""What is counted, by its keyed subject; see ``subject``."""


def subject(*parts: str) -> str:
    """Return the keyed name under which something is counted: the database keeps neither names nor addresses."""
    return keyed(" ".join(parts))


def must_wait(counted: Counted) -> bool:
    """Tell whether one of the subjects is in its pause."""
    moment = clock.now()
    with reading() as session:
        rows = session.scalars(select(LoginAttempt).where(LoginAttempt.subject.in_(counted)))
        pauses = ((row.last_at, _pause(row.failures, counted[row.subject])) for row in rows)
        # Without a pause nobody waits, even if somebody was counted after our look at the clock.
        return any(pause and moment < since + pause for since, pause in pauses)


def one_more(session: Session, counted: Counted) -> None:
    """Count one more under every subject; two writers at once count two."""
    moment = clock.now()
    session.execute(delete(LoginAttempt).where(LoginAttempt.last_at < moment - FORGOTTEN_AFTER))
    for name, limit in counted.items():
        first = upsert.insert(session, LoginAttempt).values(subject=name, failures=0, last_at=moment)
        session.execute(first.on_conflict_do_nothing(index_elements=[LoginAttempt.subject]))
        row = session.scalars(select(LoginAttempt).where(LoginAttempt.subject == name).with_for_update()).one()
        row.failures, row.last_at = max(0, row.failures - _forgiven(row.last_at, moment, limit)) + 1, moment


def so_far(name: str, limit: Limit) -> int:
    """Return how much is counted under one subject and not forgiven yet."""
    with reading() as session:
        row = session.scalar(select(LoginAttempt).where(LoginAttempt.subject == name))
    return max(0, row.failures - _forgiven(row.last_at, clock.now(), limit)) if row else 0


def once(session: Session, name: str) -> bool:
    """Tell whether this is the first time within ``FORGOTTEN_AFTER``; of two writers at once one is the first."""
    first = upsert.insert(session, LoginAttempt).values(subject=name, failures=1, last_at=clock.now())
    made = session.scalar(
        first.on_conflict_do_nothing(index_elements=[LoginAttempt.subject]).returning(LoginAttempt.id)
    )
    return made is not None


def forget(session: Session, *names: str) -> None:
    """Forget what was counted under some subjects."""
    session.execute(delete(LoginAttempt).where(LoginAttempt.subject.in_(names)))


def _pause(count: int, limit: Limit) -> timedelta:
    over = count - limit.free
    return timedelta() if over < 0 else min(timedelta(seconds=2 ** min(over, _DOUBLINGS)), LONGEST_PAUSE)


def _forgiven(since: datetime, moment: datetime, limit: Limit) -> int:
    return int((moment - since) / limit.forgives)
