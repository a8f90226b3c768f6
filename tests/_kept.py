"""What the database holds, for tests to look at."""

from typing import TypeVar

from sqlalchemy import ColumnElement, select

from db.base import Row
from db.models import JournalEntry, Letter
from db.session import reading

AnyRow = TypeVar("AnyRow", bound=Row)


def kept(table: type[AnyRow], *conditions: ColumnElement[bool]) -> list[AnyRow]:
    """Return the rows of *table*, oldest first."""
    with reading() as session:
        return list(session.scalars(select(table).where(*conditions).order_by(table.id)))


def the_only(table: type[AnyRow], *conditions: ColumnElement[bool]) -> AnyRow:
    """Return the only row there is."""
    [row] = kept(table, *conditions)
    return row


def acts() -> list[str]:
    """Return what the journal says was done, oldest first."""
    return [entry.act for entry in kept(JournalEntry)]


def letters(event: str) -> list[Letter]:
    """Return the letters about *event*, oldest first."""
    return kept(Letter, Letter.event == event)


def everything() -> str:
    """Return all there is in all tables, in one text."""
    told = []
    with reading() as session:
        for table in Row.metadata.sorted_tables:
            told += [f"{table.name}: {dict(row)}" for row in session.execute(select(table)).mappings()]
    return "\n".join(told)
