"""Browsers from which somebody has logged in: guesses made elsewhere do not slow their owner down there."""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core import clock
from core.tokens import keyed
from db import upsert
from db.models import KnownBrowser

KNOWN_FOR = timedelta(days=400)
"""As long as browsers keep a cookie."""
MOST = 20
"""Of one person; the one not seen for longest is forgotten first."""


def knows(session: Session, user_id: int, browser: str) -> bool:
    """Tell whether the person has logged in from this browser lately."""
    if not browser:
        return False
    found = select(KnownBrowser.id).where(
        KnownBrowser.user_id == user_id,
        KnownBrowser.browser_hash == keyed(browser),
        KnownBrowser.seen_at > clock.now() - KNOWN_FOR,
    )
    return session.scalar(found) is not None


def remember(session: Session, user_id: int, browser: str) -> None:
    """Take note that the person has logged in from this browser."""
    if not browser:
        return
    seen = upsert.insert(session, KnownBrowser).values(
        user_id=user_id, browser_hash=keyed(browser), seen_at=clock.now()
    )
    session.execute(
        seen.on_conflict_do_update(
            index_elements=[KnownBrowser.user_id, KnownBrowser.browser_hash], set_={"seen_at": clock.now()}
        )
    )
    kept = (
        select(KnownBrowser.id)
        .where(KnownBrowser.user_id == user_id)
        .order_by(KnownBrowser.seen_at.desc(), KnownBrowser.id.desc())
        .limit(MOST)
    )
    session.execute(
        delete(KnownBrowser).where(KnownBrowser.user_id == user_id, KnownBrowser.id.not_in(kept.scalar_subquery()))
    )


def forget(session: Session, user_id: int) -> None:
    """Forget all browsers of the person: whoever may have known the old password is a stranger again."""
    session.execute(delete(KnownBrowser).where(KnownBrowser.user_id == user_id))
