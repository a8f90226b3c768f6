"""Rows of the register for tests of reports, with every cell under the test's own hand."""

import gc
import tracemalloc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Table, insert, select

from core.actor import ROLE_PERMISSIONS, Actor, Role, Side
from db.base import Row
from db.models import Application, Consumer, User
from db.session import reading, transaction
from exports import _workbook
from exports._export import Export
from forms._form import Form

FEW, MANY = 200, 5_000
"""Rows of a small register and of a large one."""
MOMENT = datetime(2026, 3, 2, 9, tzinfo=UTC)
APPLICANT: Mapping[str, Any] = {
    "kind": "person",
    "name": "Щербакова Мария Ивановна",
    "inn": "579659883306",
    "snils": "028-278-217 65",
    "phone": "+79101234567",
    "email": "maria@example.org",
    "created_at": MOMENT,
    "version": 1,
}
APPLICATION: Mapping[str, Any] = {
    "received_on": date(2026, 3, 2),
    "registered_on": date(2026, 3, 3),
    "object_name": "жилой дом",
    "object_address": "Орловская область, д. Образцово, участок 15",
    "power_new_kw": Decimal("7.5"),
    "power_existing_kw": Decimal(0),
    "voltage_kv": Decimal("0.4"),
    "category": "p14",
    "procedure": "simplified",
    "status": "registered",
    "status_since": date(2026, 3, 3),
    "changed_at": MOMENT,
    "version": 1,
}


def a_reader(role: str) -> Actor:
    """Return somebody of this *role* who reads a report."""
    named = Role(role)
    return Actor(user_id=1, side=Side.STAFF, name=named.label, permissions=ROLE_PERMISSIONS[named], role=named)


def an_applicant(**facts: object) -> int:
    """Keep an applicant with these *facts*; return its id."""
    with transaction() as session:
        row = Consumer(**{**APPLICANT, **facts})
        session.add(row)
        session.flush()  # the caller needs the id
        return row.id


def an_application(reg_no: str = "001/26", **facts: object) -> None:
    """Keep an application with these *facts* and, unless one is named, an applicant of its own."""
    applicant = facts.pop("consumer_id", None) or an_applicant()
    several_applications([{"reg_no": reg_no, "consumer_id": applicant, **facts}])


def several_applications(rows: Iterable[Mapping[str, Any]]) -> None:
    """Keep many applications at once, all with the same facts named."""
    whole = [{**APPLICATION, **row} for row in rows]
    for row in whole:
        row["power_total_kw"] = row["power_new_kw"] + row["power_existing_kw"]
    with transaction() as session:
        session.execute(insert(Application), whole)


def kept(table: type[Row]) -> pd.DataFrame:
    """Return every row of *table* as it is kept, by column."""
    assert isinstance(table.__table__, Table)
    with reading() as session:
        records = [dict(record._mapping) for record in session.execute(select(table.__table__))]  # noqa: SLF001 - its public name
    return pd.DataFrame(records, columns=[column.name for column in table.__table__.columns], dtype=object)


def kept_whole() -> pd.DataFrame:
    """Return every application in the order of registration, with its applicant (``_c``) and employee (``_u``)."""
    joined = (
        kept(Application)
        .merge(kept(Consumer).add_suffix("_c"), left_on="consumer_id", right_on="id_c")
        .merge(kept(User).add_suffix("_u"), how="left", left_on="assignee_id", right_on="id_u")
    )
    return joined.sort_values(["registered_on", "id"]).reset_index(drop=True)


def in_excel(report: type[Export[Any]], given: Form, path: Path, role: str = "manager") -> pd.DataFrame:
    """Return the report as pandas reads it back from Excel, its last row being the totals; empty cells are ``""``."""
    with reading() as session:
        rows = report(a_reader(role)).rows(session, given)
        _workbook.write(path, sheet=report.title, columns=report.columns, rows=rows, facts=[])
    read = pd.read_excel(path, sheet_name=report.title, dtype=object)
    return read.astype(object).where(read.notna(), "")


@contextmanager
def peak_of_memory() -> Iterator[list[int]]:
    """Give a list that holds, once the block is over, the most bytes the block had at any moment."""
    peak: list[int] = []
    gc.collect()
    tracemalloc.start()
    try:
        yield peak
        peak.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()
