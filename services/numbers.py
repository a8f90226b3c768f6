"""Numbers given out one after another, without gaps and without doubles."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from db.models import Counter


def following(session: Session, series: str) -> int:
    """Return the next number of *series*; two writers never get the same one."""
    grown: int | None = session.scalar(
        update(Counter).where(Counter.series == series).values(last=Counter.last + 1).returning(Counter.last)
    )
    if grown is None:
        session.add(Counter(series=series, last=1))
        session.flush()  # a second writer of a new series must meet the unique name now, not at the end
        return 1
    return grown


def skip_to(session: Session, series: str, last: int) -> None:
    """Let *series* go on after *last*."""
    counter = session.scalar(select(Counter).where(Counter.series == series))
    if counter is None:
        session.add(Counter(series=series, last=last))
    else:
        counter.last = max(counter.last, last)
