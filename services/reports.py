"""Reports: which there are for whom, how one begins, and the workbook it becomes."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from core import clock
from core.actor import Actor, Permission
from core.catalogue import catalogue
from core.errors import NotFound
from core.settings import settings
from db.session import reading, transaction
from exports import _workbook
from exports._columns import Column
from exports._export import Export
from exports._shown import shown
from forms._form import Form
from forms._questions import check, questions, shown_as
from services import journal

PREVIEW_ROWS = 20


@dataclass(frozen=True, slots=True)
class Offered:
    """A report in the list."""

    code: str
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class Preview:
    """How a report begins, cells as Excel will show them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """The first ``PREVIEW_ROWS``."""
    count: int
    """Rows of the whole report."""


@dataclass(frozen=True, slots=True)
class Written:
    """A workbook that was written."""

    rows: int
    name: str
    """What the file is to be called by whoever saves it."""


def declared() -> Mapping[str, type[Export[Any]]]:
    """Return every report by its code."""
    return catalogue("exports", Export)


def available(actor: Actor) -> list[Offered]:
    """Return the reports the actor's role may run, by title."""
    actor.must(Permission.SEE_REPORTS)
    offered = [
        Offered(code, report.title, (report.__doc__ or "").strip())
        for code, report in declared().items()
        if actor.role in report.roles
    ]
    return sorted(offered, key=lambda report: report.title)


def export(actor: Actor, code: str) -> type[Export[Any]]:
    """Return the report *code* if the actor's role may run it, else raise ``NotFound``."""
    actor.must(Permission.SEE_REPORTS)
    found = declared().get(code)
    if found is None or actor.role not in found.roles:
        raise NotFound("Такого отчёта нет. Выберите отчёт из списка.")
    return found


def asked(actor: Actor, code: str) -> tuple[str, ...]:
    """Return the names of the parameters of report *code*, in their order."""
    return tuple(question.name for question in questions(export(actor, code).asks()))


def defaults(actor: Actor, code: str) -> dict[str, Any]:
    """Return the answers that the parameters of report *code* begin with."""
    return export(actor, code).asks().model_construct().model_dump(exclude_none=True)


def preview(actor: Actor, code: str, answers: Mapping[str, Any]) -> Preview:
    """Return how the report begins and how long it is; raise ``Invalid`` with a remark on each unsound parameter."""
    report = export(actor, code)
    given = check(report.asks(), answers)
    made = report(actor)
    columns = made.columns_for(given)
    with reading() as session, closing(made.rows(session, given)) as rows:
        first = tuple(_as_text(columns, row) for row in islice(rows, PREVIEW_ROWS))
        count = made.count(session, given)
    return Preview(tuple(column.title for column in columns), first, count)


def write(actor: Actor, code: str, answers: Mapping[str, Any], path: Path) -> Written:
    """Write the report as it stands at this moment to *path*; raise ``Invalid`` as ``preview`` does."""
    report = export(actor, code)
    given = check(report.asks(), answers)
    moment, made = clock.now(), report(actor)
    with reading() as session, closing(made.rows(session, given)) as rows:
        count = _workbook.write(
            path,
            sheet=report.title,
            columns=made.columns_for(given),
            rows=rows,
            facts=list(_facts(actor, report, given, moment)),
            time_zone=_time_zone(),
        )
    with transaction() as session:
        parameters = given.model_dump(mode="json", exclude_none=True)
        journal.record(session, actor, "report.exported", code, rows=count, parameters=parameters)
    return Written(count, f"{report.title} {clock.local(moment):%d.%m.%Y}.xlsx")


def _facts(actor: Actor, report: type[Export[Any]], given: Form, moment: datetime) -> Iterator[tuple[str, object]]:
    yield "Отчёт", report.title
    for question in questions(report.asks()):
        yield question.label, shown_as(question, getattr(given, question.name)) or "все"
    yield "Сформирован", moment
    yield "Составил", _author(actor)


def _author(actor: Actor) -> str:
    # The command line, user 0, acts with a role that is nobody's.
    return f"{actor.name}, {actor.role.label}" if actor.role and actor.user_id else actor.name


def _as_text(columns: Sequence[Column], row: Any) -> tuple[str, ...]:
    cells = zip(columns, row, strict=True)
    return tuple(shown(value, column.kind, _time_zone()) for column, value in cells)


def _time_zone() -> ZoneInfo:
    return ZoneInfo(settings().time_zone)
