"""Insert a row, or change the one that is already there: a single statement, so that two writers never collide."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from db.base import Row


def insert(session: Session, table: type[Row]) -> postgresql.Insert | sqlite.Insert:
    """Begin an ``INSERT`` that may go on with ``on_conflict_do_update``, in the words of the database at hand."""
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    return sqlite.insert(table) if on_sqlite else postgresql.insert(table)
