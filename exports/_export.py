"""What a report is: a class that says who may run it, what it asks, and what stands in its columns."""

from abc import ABC, abstractmethod
from collections.abc import Generator, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from core.actor import Actor, Role
from exports._columns import Column
from forms._form import Form

BATCH = 100
"""Rows fetched at once; two batches at most are in memory."""

Given = TypeVar("Given", bound=Form)
Query = Select[*tuple[Any, ...]]


class Export(ABC, Generic[Given]):
    """The root of all reports; the docstring of a report is the sentence under its title."""

    title: ClassVar[str]
    """Name of the report, of its file and of its sheet."""
    roles: ClassVar[frozenset[Role]]
    """Who may run it (domain.md section 7)."""
    parameters: ClassVar[type[Form]]
    """The questions asked before; *Given* is the same form, answered."""
    columns: ClassVar[tuple[Column, ...]]
    """What every row begins with, and ends with too unless ``columns_for`` adds what depends on the answers."""

    def __init__(self, reader: Actor) -> None:
        self.reader = reader
        """Who will read the report; personal data depend on it."""

    @classmethod
    def code(cls) -> str:
        """Return the file name of the report, which is its code everywhere."""
        return cls.__module__.rpartition(".")[2]

    @classmethod
    def asks(cls) -> type[Form]:
        """Return ``parameters``, with whatever may be chosen today."""
        return cls.parameters

    def columns_for(self, given: Given) -> tuple[Column, ...]:  # noqa: ARG002 - most reports have the same for all
        """Return the columns of the report on what is *given*."""
        return self.columns

    @abstractmethod
    def query(self, given: Given) -> Query:
        """Return what is asked of the database, in the order of the report."""

    def row(self, record: Any) -> Sequence[object]:
        """Turn one record of the query into cells in the order of the columns."""
        return tuple(record)

    def rows(self, session: Session, given: Given) -> Generator[Sequence[object]]:
        """Yield the rows as the database hands them over, never all at once; to be closed if not read to the end."""
        with session.execute(self.query(given), execution_options={"yield_per": BATCH}) as records:
            for record in records:
                yield self.row(record)

    def count(self, session: Session, given: Given) -> int:
        """Count the rows without fetching them."""
        asked = self.query(given).order_by(None).subquery()
        return session.scalar(select(func.count()).select_from(asked)) or 0
