from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import IntegrityError, StatementError

from core import clock
from db.models import Application, Counter, Draft, JournalEntry
from db.session import engine, reading, transaction
from tests import _people

MOSCOW = timezone(timedelta(hours=3))


def recorded_at(moment: datetime) -> datetime:
    with transaction() as session:
        entry = JournalEntry(at=moment, act="test.done", facts={})
        session.add(entry)
    with reading() as session:
        return session.scalars(select(JournalEntry.at).where(JournalEntry.id == entry.id)).one()


def kept_fee(fee: Decimal) -> Decimal | None:
    reg_no = _people.a_registered_application()
    with transaction() as session:
        session.scalars(select(Application).where(Application.reg_no == reg_no)).one().fee_total = fee
    with reading() as session:
        return session.scalars(select(Application.fee_total)).one()


@pytest.mark.usefixtures("database")
def test_a_moment_comes_back_in_utc_whatever_its_offset_was() -> None:
    moment = datetime(2026, 3, 5, 0, 30, 15, 123456, tzinfo=MOSCOW)

    kept = recorded_at(moment)

    assert kept == moment
    assert kept.utcoffset() == timedelta(0)


@pytest.mark.usefixtures("database")
def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(StatementError, match="naive"):
        recorded_at(datetime(2026, 3, 5, 0, 30))  # noqa: DTZ001 - the point of the test


@pytest.mark.usefixtures("database")
def test_a_moment_is_compared_in_utc_too() -> None:
    recorded_at(datetime(2026, 3, 5, 0, 30, tzinfo=MOSCOW))

    with reading() as session:
        before = session.scalar(select(func.count()).where(JournalEntry.at < datetime(2026, 3, 4, 21, 31, tzinfo=UTC)))

    assert before == 1


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("fee", ["0.01", "0.10", "105000.10", "9999999999999.99", "-0.30", "0"])
def test_kopecks_are_kept_to_the_last(fee: str) -> None:
    kept = kept_fee(Decimal(fee))

    assert kept == Decimal(fee)
    assert str(kept) == f"{Decimal(fee):.2f}"


@pytest.mark.usefixtures("database")
def test_what_would_have_to_be_rounded_is_refused() -> None:
    with pytest.raises(StatementError, match="more than 2 digits"):
        kept_fee(Decimal("0.015"))


@pytest.mark.usefixtures("database")
def test_kopecks_add_up_in_the_database() -> None:
    _people.a_registered_application(power_new_kw="0,1")
    _people.a_registered_application(_people.a_consumer(email="second@example.org"), power_new_kw="0,2")

    with reading() as session:
        total = session.scalar(select(func.sum(Application.power_new_kw)))

    assert total == Decimal("0.300")


@pytest.mark.usefixtures("database")
def test_the_powers_of_a_card_add_up_or_are_refused() -> None:
    _people.a_registered_application()

    with pytest.raises(IntegrityError, match="power_adds_up"), transaction() as session:
        session.scalars(select(Application)).one().power_total_kw = Decimal(99)


@pytest.mark.usefixtures("database")
def test_answers_come_back_as_they_were() -> None:
    actor = _people.a_consumer()
    answers = {"имя": "Щербакова «Ёлка» 🙂", "files": ["a", "b"], "yes": True, "none": None, "number": 1.5}
    with transaction() as session:
        session.add(Draft(user_id=actor.user_id, form="tp_15", answers=answers, saved_at=clock.now()))

    with reading() as session:
        assert session.scalars(select(Draft.answers)).one() == answers


@pytest.mark.usefixtures("database")
def test_a_row_of_nobody_is_refused() -> None:
    with pytest.raises(IntegrityError), transaction() as session:
        session.add(Draft(user_id=999, form="tp_15", answers={}, saved_at=clock.now()))


@pytest.mark.usefixtures("database")
def test_days_stay_days() -> None:
    reg_no = _people.a_registered_application()

    with reading() as session:
        card = session.scalars(select(Application).where(Application.reg_no == reg_no)).one()

    assert type(card.registered_on) is date
    assert card.registered_on == clock.today()


def test_sqlite_keeps_money_as_whole_kopecks(sqlite_database: str) -> None:
    kept_fee(Decimal("105000.10"))

    with engine().connect() as connection:
        assert _raw(connection, "SELECT fee_total, typeof(fee_total) FROM applications") == (10_500_010, "integer")
    assert sqlite_database == engine().dialect.name


def _raw(connection: Connection, query: str) -> tuple[object, ...]:
    return tuple(connection.exec_driver_sql(query).one())


def test_every_constraint_has_a_name_on_both_databases() -> None:
    nameless = [table.name for table in Counter.metadata.tables.values() for kept in table.constraints if not kept.name]

    assert nameless == []
