from threading import Event, Thread, Timer

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import DBAPIError, OperationalError

from core.errors import Conflict
from core.settings import settings
from db import session as db_session
from db.models import Consumer, Counter
from db.session import engine, reading, transaction
from tests import _people
from tests._together import at_once

pytestmark = pytest.mark.usefixtures("database")


def counted(series: str) -> int | None:
    with reading() as session:
        return session.scalar(select(Counter.last).where(Counter.series == series))


def test_what_a_transaction_wrote_is_kept_when_its_block_ends() -> None:
    with transaction() as session:
        session.add(Counter(series="s", last=7))

    assert counted("s") == 7


def test_nothing_is_kept_when_the_block_fails() -> None:
    def fail() -> None:
        with transaction() as session:
            session.add(Counter(series="s", last=7))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert counted("s") is None


def test_the_next_transaction_goes_on_after_one_that_failed() -> None:
    with pytest.raises(ZeroDivisionError), transaction():
        raise ZeroDivisionError

    with transaction() as session:
        session.add(Counter(series="s", last=1))

    assert counted("s") == 1


def test_the_later_of_two_saves_of_one_row_is_refused() -> None:
    actor = _people.a_consumer()
    with reading() as session:
        stale = session.get_one(Consumer, actor.consumer_id)
    with transaction() as session:
        session.get_one(Consumer, actor.consumer_id).phone = "+79100000001"

    stale.phone = "+79100000002"
    with pytest.raises(Conflict, match="тем временем изменил"), transaction() as session:
        session.add(stale)

    with reading() as session:
        assert session.get_one(Consumer, actor.consumer_id).phone == "+79100000001"


def test_rows_can_be_read_after_their_transaction() -> None:
    with transaction() as session:
        row = Counter(series="s", last=7)
        session.add(row)

    assert (row.series, row.last) == ("s", 7)


def test_a_reading_sees_one_moment_whatever_happens_meanwhile() -> None:
    with transaction() as session:
        session.add(Counter(series="s", last=1))
    with reading() as session:
        before = session.scalar(select(Counter.last))
        with transaction() as other:
            other.scalars(select(Counter)).one().last = 2
        during = session.scalar(select(Counter.last))

    assert (before, during, counted("s")) == (1, 1, 2)


def test_what_a_reading_changes_is_never_kept() -> None:
    with transaction() as session:
        session.add(Counter(series="s", last=1))

    with reading() as session:
        session.scalars(select(Counter)).one().last = 99

    assert counted("s") == 1


def test_who_reads_first_and_writes_later_waits_and_loses_nothing() -> None:
    with transaction() as session:
        session.add(Counter(series="s", last=0))

    def add_ten() -> None:
        for _ in range(10):
            with transaction() as session:
                row = session.scalars(select(Counter).where(Counter.series == "s").with_for_update()).one()
                row.last += 1

    outcomes = at_once(*[add_ten] * 4)

    assert outcomes == [None] * 4
    assert counted("s") == 40


def test_another_process_waits_for_its_turn_to_write() -> None:
    began, may_end = Event(), Event()

    def other_process() -> None:
        with engine().begin() as connection:  # past the lock of this process, as another process is
            connection.execute(insert(Counter).values(series="other", last=1))
            began.set()
            may_end.wait(5)

    thread = Thread(target=other_process)
    thread.start()
    began.wait(5)
    Timer(0.2, may_end.set).start()
    with transaction() as session:
        session.add(Counter(series="own", last=1))
    thread.join()

    assert (counted("other"), counted("own")) == (1, 1)


def test_forgetting_the_engine_follows_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    before = engine()
    assert engine() is before
    monkeypatch.setenv("PORTAL_DATABASE_URL", "sqlite:////nowhere/at/all.sqlite3")
    settings.cache_clear()

    db_session.reset()

    assert engine() is not before
    with pytest.raises(OperationalError), reading() as session:
        session.scalar(select(Counter.id))


def test_a_reading_on_postgresql_may_not_write(database: str) -> None:
    if database != "postgresql":
        pytest.skip("SQLite has no transactions that only read")

    with pytest.raises(DBAPIError, match="read-only"), reading() as session:
        session.execute(insert(Counter).values(series="s", last=1))
