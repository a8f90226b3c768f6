"""Rows on their way into the database, many at a time."""

import uuid
from collections import Counter, defaultdict
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import Session

from core.storage import Stored
from db.base import Row
from db.models import (
    Appeal,
    AppealFile,
    AppealMessage,
    Application,
    ApplicationEvent,
    Consent,
    Consumer,
    Document,
    File,
    JournalEntry,
    Notification,
    Submission,
    SubmissionFile,
    User,
)
from db.session import reading, transaction
from services import numbers
from services.files import Kept

_PARENTS_FIRST: tuple[type[Row], ...] = (
    Consumer, User, Consent, File, Application, ApplicationEvent, Document, Submission, SubmissionFile,
    Appeal, AppealMessage, AppealFile, Notification, JournalEntry,
)  # fmt: skip
_BATCH = 50_000
"""Rows in memory at once: some 1,400 applications, so that the usual load is one transaction."""


class Rows:
    """Gathers rows and writes them in batches, each a transaction; ids are given here, so that rows may refer.

    The use cases are passed by on purpose: a million applications through them would take days, print a million
    letters, and carry today's date. What they guarantee is kept by construction and held by the tests.
    """

    def __init__(self, rng: Random) -> None:
        with reading() as session:
            self._last = {model: session.scalar(select(func.max(model.id))) or 0 for model in _PARENTS_FIRST}
        self._rng = rng
        self._waiting: dict[type[Row], list[dict[str, Any]]] = defaultdict(list)
        self._waiting_count = 0
        self._series: Counter[str] = Counter()

    def add(self, model: type[Row], **values: Any) -> int:
        """Take one row, all its columns but the ones that have defaults; return its id."""
        self._last[model] = row_id = self._last[model] + 1
        values["id"] = row_id
        self._waiting[model].append(values)
        self._waiting_count += 1
        return row_id

    def following(self, series: str) -> int:
        """Return the next number of *series*, as ``numbers.following`` does."""
        self._series[series] += 1
        return self._series[series]

    def public_id(self) -> str:
        """Return an id as random as the seed."""
        return str(uuid.UUID(int=self._rng.getrandbits(128), version=4))

    def file(self, stored: Stored, name: str, user_id: int, moment: datetime) -> tuple[int, Kept]:
        """Take the row of a PDF that is already stored; return its id and how others know it."""
        kept = Kept(self.public_id(), name, stored.size, "application/pdf", stored.sha256)
        row_id = self.add(
            File,
            public_id=kept.public_id,
            name=kept.name,
            media_type=kept.media_type,
            size=kept.size,
            sha256=kept.sha256,
            user_id=user_id,
            created_at=moment,
        )
        return row_id, kept

    def flush(self, *, at_least: int = _BATCH) -> None:
        """Write what has gathered, if it is enough; between whole cards only, so that no row waits for its parent."""
        if self._waiting_count < at_least:
            return
        with transaction() as session:
            for model in _PARENTS_FIRST:
                if waiting := self._waiting.pop(model, None):
                    session.execute(insert(_table(model)), waiting)
        self._waiting_count = 0

    def finish(self) -> None:
        """Write the rest and let the numbers and the ids go on after ours."""
        self.flush(at_least=1)
        with transaction() as session:
            for series, last in self._series.items():
                numbers.skip_to(session, series, last)
            if session.get_bind().dialect.name == "postgresql":
                for model in _PARENTS_FIRST:
                    _continue_ids(session, _table(model))


def _table(model: type[Row]) -> Table:
    assert isinstance(model.__table__, Table)  # every model of ours is one table
    return model.__table__


def _continue_ids(session: Session, table: Table) -> None:
    last = session.scalar(select(func.max(table.c.id)))
    if last:
        session.scalar(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last)))
