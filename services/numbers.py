"""Numbers given out one after another, without gaps and without doubles."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import upsert
from db.models import Counter


def following(session: Session, series: str) -> int:
    """Return the next number of *series*; two writers never get the same one."""
    grown = (
        upsert.insert(session, Counter)
        .values(series=series, last=1)
        .on_conflict_do_update(index_elements=[Counter.series], set_={"last": Counter.last + 1})
        .returning(Counter.last)
    )
    return int(session.scalars(grown).one())


def skip_to(session: Session, series: str, last: int) -> None:
    """Let *series* go on after *last*."""
    counter = session.scalar(select(Counter).where(Counter.series == series))
    if counter is None:
        session.add(Counter(series=series, last=last))
    else:
        counter.last = max(counter.last, last)
