"""A page does not grow with other people's rows: no statement of a page reads a big table from end to end."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from core import clock, storage
from core.actor import Side
from core.settings import settings
from db.session import engine
from forms.profile._history import EventKind, HistoryFilter
from services import (
    appeal_view,
    appeals,
    applicants,
    cards,
    consents,
    deletion,
    deletion_requests,
    files,
    forms,
    history,
    journal_view,
    my_data,
    notifications,
    outbox,
    people,
    profile,
    sessions,
    submissions,
)
from services.appeal_view import View
from services.journal_view import Wanted
from tests._postgres import Cluster
from tests.conftest import Time, forget
from tests.db._crowd import BIG, MOMENT, ORGANISATION, Crowd, fill


def _queue(view: View, after: tuple[date, int] | None, crowd: Crowd) -> object:
    return appeal_view.queue(crowd.engineer, view, after=after)


PAGES: dict[str, Callable[[Crowd], object]] = {
    "cards.mine": lambda crowd: cards.mine(crowd.consumer),
    "cards.mine, next page": lambda crowd: cards.mine(crowd.consumer, after=(MOMENT.date(), 1)),
    "cards.queue": lambda crowd: cards.queue(crowd.engineer),
    "cards.queue, next page": lambda crowd: cards.queue(crowd.engineer, after=(MOMENT.date() - timedelta(300), 1)),
    "cards.queue of a status": lambda crowd: cards.queue(crowd.engineer, status="in_work"),
    "cards.queue of the open": lambda crowd: cards.queue(crowd.engineer, live=True),
    "cards.queue of one's own": lambda crowd: cards.queue(crowd.engineer, own=True),
    "cards.find": lambda crowd: cards.find(crowd.engineer, crowd.reg_no),
    "cards.whole for the consumer": lambda crowd: cards.whole(crowd.consumer, crowd.reg_no),
    "cards.whole for an employee": lambda crowd: cards.whole(crowd.engineer, crowd.reg_no),
    "submissions.mine": lambda crowd: submissions.mine(crowd.consumer),
    "submissions.mine, waiting": lambda crowd: submissions.mine(crowd.consumer, waiting_only=True),
    "submissions.waiting": lambda crowd: submissions.waiting(crowd.engineer, limit=20),
    "submissions.waiting, next page": lambda crowd: submissions.waiting(crowd.engineer, after=(MOMENT.date(), 1)),
    "submissions.count_waiting": lambda crowd: submissions.count_waiting(crowd.engineer),
    "submissions.sheet": lambda crowd: submissions.sheet(crowd.consumer, crowd.submission_no),
    "submissions.of_card": lambda crowd: submissions.of_card(crowd.consumer, crowd.reg_no),
    "submissions.of_card for an employee": lambda crowd: submissions.of_card(crowd.engineer, crowd.reg_no),
    "forms.available": lambda crowd: forms.available(crowd.consumer),
    "forms.of_card": lambda crowd: forms.of_card(crowd.consumer, crowd.reg_no),
    "forms.fitting": lambda crowd: forms.fitting(crowd.consumer, "tu_done"),
    "forms.answered_appeals": lambda crowd: forms.answered_appeals(crowd.consumer, "survey"),
    "forms.at a form sent once": lambda crowd: forms.at(crowd.consumer, "survey"),
    "notifications.mine": lambda crowd: notifications.mine(crowd.consumer),
    "notifications.unread": lambda crowd: notifications.unread(crowd.consumer),
    "notifications.read_all": lambda crowd: notifications.read_all(crowd.consumer),
    "appeals.mine": lambda crowd: appeals.mine(crowd.consumer),
    "appeals.mine, next page": lambda crowd: appeals.mine(crowd.consumer, after=1000),
    "appeals.thread": lambda crowd: appeals.thread(crowd.consumer, crowd.appeal_no),
    "appeals.thread for an employee": lambda crowd: appeals.thread(crowd.engineer, crowd.appeal_no),
    **{f"appeal_view.queue, {view}": partial(_queue, view, None) for view in View},
    **{f"appeal_view.queue, {view}, next page": partial(_queue, view, (MOMENT.date(), 1000)) for view in View},
    "appeal_view.count_waiting": lambda crowd: appeal_view.count_waiting(crowd.engineer),
    "notifications.read": lambda crowd: notifications.read(crowd.consumer, "appeal?no=26-000001"),
    "files.open_for the consumer": lambda crowd: files.open_for(crowd.consumer, crowd.public_id),
    "files.open_for an employee": lambda crowd: files.open_for(crowd.engineer, crowd.public_id),
    "history.mine": lambda crowd: history.mine(crowd.consumer),
    "history.mine, next page": lambda crowd: history.mine(crowd.consumer, after=1000),
    "history.mine, documents of a year": lambda crowd: history.mine(
        crowd.consumer, HistoryFilter(kind=EventKind.DOCUMENTS, since=MOMENT.date() - timedelta(300))
    ),
    "profile.changes": lambda crowd: profile.changes(crowd.consumer),
    "profile.editable": lambda crowd: profile.editable(crowd.consumer),
    "consents.mine": lambda crowd: consents.mine(crowd.consumer),
    "consents.revoked": lambda crowd: consents.revoked(crowd.engineer),
    "deletion_requests.plan": lambda crowd: deletion_requests.plan(crowd.consumer),
    "deletion.waiting": lambda crowd: deletion.waiting(crowd.engineer),
    "people.possible": lambda crowd: people.possible(crowd.consumer),
    "people.everybody": lambda crowd: people.everybody(replace(crowd.consumer, consumer_id=ORGANISATION)),
    "my_data.export": lambda crowd: my_data.export(crowd.consumer),
    "journal_view.newest": lambda crowd: journal_view.newest(crowd.engineer),
    "journal_view.newest of an act": lambda crowd: journal_view.newest(crowd.engineer, Wanted(act="session.opened")),
    "journal_view.newest of a thing": lambda crowd: journal_view.newest(crowd.engineer, Wanted(thing=crowd.reg_no)),
    "applicants.found": lambda crowd: applicants.found(crowd.engineer),
    "applicants.found by СНИЛС": lambda crowd: applicants.found(crowd.engineer, "028-278-217 65"),
    "applicants.found by ИНН": lambda crowd: applicants.found(crowd.engineer, "579659883306"),
    "applicants.found by number": lambda crowd: applicants.found(crowd.engineer, "57-000001-8"),
    "applicants.found by e-mail": lambda crowd: applicants.found(crowd.engineer, "maria@example.org"),
    "applicants.card": lambda crowd: applicants.card(crowd.engineer, crowd.consumer.consumer_id or 0),
    "submissions.sheet for an employee": lambda crowd: submissions.sheet(crowd.engineer, crowd.submission_no),
    "outbox.deliver": lambda _: outbox._claim(),  # noqa: SLF001 - without writing 50 files
    "sessions.by_id": lambda _: sessions.by_id(Side.PUBLIC, "nobody"),
    "sessions.mine": lambda crowd: sessions.mine(crowd.consumer),
    "sessions.end_others": lambda crowd: sessions.end_others(crowd.consumer),
    "sessions.ran_out": lambda _: sessions.ran_out("nobody"),
}
each_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)


@pytest.fixture(scope="module")
def sqlite_crowd(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Crowd]:
    """Fill one SQLite database for all tests of this file."""
    path = tmp_path_factory.mktemp("crowd") / "portal.sqlite3"
    shutil.copy(sqlite_template, path)
    with _settings(PORTAL_DATA_DIR=str(path.parent)):
        return path, fill()


@pytest.fixture(scope="module")
def postgresql_crowd(postgres: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Crowd]]:
    """Fill one PostgreSQL database for all tests of this file."""
    from db.migrate import migrate

    postgres.create("portal_crowd")
    url = postgres.url("portal_crowd")
    with _settings(PORTAL_DATA_DIR=str(tmp_path_factory.mktemp("crowd")), PORTAL_DATABASE_URL=url):
        migrate()
        crowd = fill()
    yield url, crowd
    postgres.drop("portal_crowd")


@contextmanager
def _settings(**given: str) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in given.items():
            patch.setenv(name, value)
        forget()
        yield
        forget()


@pytest.fixture
def no_content(monkeypatch: pytest.MonkeyPatch, time: Time) -> None:
    """Let files have no content, and let it be the day of the crowd, when letters wait."""
    monkeypatch.setattr(storage, "path", lambda _: Path("/dev/null"))
    time.is_now(MOMENT + timedelta(days=1))
    assert clock.now() == time.now


@contextmanager
def explained(prefix: str) -> Iterator[list[tuple[str, list[Any]]]]:
    """Collect every statement with its plan, asked of the database right before the statement itself."""
    told: list[tuple[str, list[Any]]] = []

    def explain(connection: Connection, _: Any, statement: str, parameters: Any, __: Any, many: bool) -> None:  # noqa: FBT001 - the signature is SQLAlchemy's
        if re.match("SELECT|UPDATE|DELETE", statement):
            asked = connection.connection.cursor()
            asked.execute(prefix + statement, parameters[0] if many else parameters)
            told.append((statement, list(asked.fetchall())))
            asked.close()

    event.listen(engine(), "before_cursor_execute", explain)
    try:
        yield told
    finally:
        event.remove(engine(), "before_cursor_execute", explain)


@each_page
@pytest.mark.usefixtures("no_content")
def test_on_sqlite_a_page_reads_along_an_index(
    page: Callable[[Crowd], object], sqlite_crowd: tuple[Path, Crowd], own_data: Path
) -> None:
    path, crowd = sqlite_crowd
    own_data.mkdir()
    shutil.copy(path, own_data / "portal.sqlite3")

    with explained("EXPLAIN QUERY PLAN ") as told:
        page(crowd)

    assert told
    assert [problem for statement, plan in told for problem in _growing(statement, [row[3] for row in plan])] == []


def _growing(statement: str, plan: list[str]) -> Iterator[str]:
    """Yield the lines of a SQLite *plan* that read or sort the more, the more rows there are."""
    limited, chosen = "LIMIT" in statement, "WHERE" in _outer(statement)
    for line in plan:
        scanned = re.match(r"SCAN (\w+)( USING (COVERING )?INDEX)?", line)
        if scanned and scanned[1] in BIG and not (limited and (scanned[2] or not chosen)):
            yield f"{line} | {statement}"
        if limited and "USE TEMP B-TREE" in line:
            yield f"{line} | {statement}"


def _outer(statement: str) -> str:
    """Return the statement without what stands in brackets: the subqueries of its columns."""
    while (outer := re.sub(r"\([^()]*\)", "", statement)) != statement:
        statement = outer
    return statement


@each_page
@pytest.mark.usefixtures("no_content")
def test_on_postgresql_a_page_reads_along_an_index(
    page: Callable[[Crowd], object], postgresql_crowd: tuple[str, Crowd], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, crowd = postgresql_crowd
    monkeypatch.setenv("PORTAL_DATABASE_URL", url)
    forget()
    assert settings().database == url

    with explained("EXPLAIN (FORMAT JSON) ") as told:
        page(crowd)

    assert told
    assert [f"{table} | {statement}" for statement, [[plan]] in told for table in _scanned(plan)] == []


def _scanned(plan: Any) -> set[str]:
    """Return the big tables that a PostgreSQL *plan* reads from end to end."""
    text = json.dumps(plan)
    return set(re.findall(r'"Node Type": "Seq Scan"[^}]*?"Relation Name": "(\w+)"', text)) & BIG
