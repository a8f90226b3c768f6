"""When terms end by the working calendars of Russia."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulations.working_days import (
    RUSSIAN_CALENDAR,
    WorkingYear,
    add_calendar_days,
    add_months,
    add_working_days,
    add_years,
    is_provisional,
    is_working_day,
)

DAYS = st.dates(date(2023, 1, 1), date(2028, 12, 31))
AMOUNTS = st.integers(min_value=0, max_value=60)


def every_day_of(year: int) -> list[date]:
    return [
        date(year, 1, 1) + timedelta(days=passed) for passed in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    ]


@pytest.mark.parametrize(("year", "worked"), [(2024, 248), (2025, 247), (2026, 247)])
def test_a_year_has_the_working_days_the_state_announced(year: int, worked: int) -> None:
    assert sum(map(is_working_day, every_day_of(year))) == worked


@pytest.mark.parametrize("saturday", [date(2024, 4, 27), date(2024, 11, 2), date(2024, 12, 28), date(2025, 11, 1)])
def test_a_transferred_saturday_is_worked(saturday: date) -> None:
    assert is_working_day(saturday)


@pytest.mark.parametrize(
    "day",
    [
        *(date(2026, 1, number) for number in range(1, 12)),
        date(2026, 2, 23),
        date(2026, 3, 9),
        date(2026, 5, 1),
        date(2026, 5, 11),
        date(2026, 6, 12),
        date(2026, 11, 4),
        date(2026, 12, 31),
        date(2025, 5, 2),
        date(2025, 6, 13),
        date(2025, 11, 3),
        date(2024, 4, 29),
        date(2024, 12, 30),
    ],
)
def test_a_holiday_or_its_transfer_is_not_worked(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2026, 4, 24), 3, date(2026, 4, 29)),
        (date(2026, 4, 24), 10, date(2026, 5, 12)),
        (date(2026, 4, 24), 20, date(2026, 5, 26)),
        (date(2026, 5, 12), 5, date(2026, 5, 19)),
        (date(2026, 5, 12), 15, date(2026, 6, 2)),
        (date(2026, 5, 12), 30, date(2026, 6, 24)),
        (date(2026, 5, 19), 15, date(2026, 6, 9)),
        (date(2026, 5, 19), 30, date(2026, 7, 1)),
        (date(2025, 12, 26), 10, date(2026, 1, 21)),
        (date(2025, 10, 31), 1, date(2025, 11, 1)),
    ],
)
def test_working_days_are_counted_from_the_next_day(start: date, n: int, end: date) -> None:
    assert add_working_days(start, n) == end


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2026, 4, 24), 10, date(2026, 5, 4)),
        (date(2026, 5, 12), 20, date(2026, 6, 1)),
        (date(2026, 5, 12), 40, date(2026, 6, 22)),
    ],
)
def test_a_calendar_term_moves_from_a_day_off_to_the_next_working_day(start: date, n: int, end: date) -> None:
    assert add_calendar_days(start, n) == end


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2026, 5, 19), 4, date(2026, 9, 21)),
        (date(2026, 5, 19), 6, date(2026, 11, 19)),
        (date(2026, 1, 31), 1, date(2026, 3, 2)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
    ],
)
def test_a_term_of_months_ends_on_the_same_number_or_on_the_last_day(start: date, n: int, end: date) -> None:
    assert add_months(start, n) == end


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [(date(2026, 5, 19), 1, date(2027, 5, 19)), (date(2024, 2, 29), 1, date(2025, 2, 28))],
)
def test_a_term_of_years_ends_on_the_same_day_and_month(start: date, n: int, end: date) -> None:
    assert add_years(start, n) == end


def test_a_term_of_no_working_days_ends_the_same_day_if_it_is_worked() -> None:
    assert add_working_days(date(2026, 5, 12), 0) == date(2026, 5, 12)
    assert add_working_days(date(2026, 5, 9), 0) == date(2026, 5, 12)


@pytest.mark.parametrize("count", [add_working_days, add_calendar_days, add_months, add_years])
def test_a_negative_term_is_refused(count: object) -> None:
    assert callable(count)

    with pytest.raises(ValueError, match="Проверьте срок"):
        count(date(2026, 5, 12), -1)


def test_only_years_whose_transfers_are_unknown_are_provisional() -> None:
    assert [year for year in range(2023, 2029) if is_provisional(year)] == [2023, 2027, 2028]


def test_a_provisional_year_works_monday_to_friday_less_the_fixed_holidays() -> None:
    off = [day for day in every_day_of(2027) if day.weekday() < 5 and not is_working_day(day)]

    assert [f"{day:%d.%m}" for day in off] == [
        *("01.01", "04.01", "05.01", "06.01", "07.01", "08.01"),
        *("23.02", "08.03", "04.11"),
    ]
    assert not any(is_working_day(day) for day in every_day_of(2027) if day.weekday() >= 5)


def test_a_loaded_year_replaces_the_provisional_one() -> None:
    loaded = {**RUSSIAN_CALENDAR, 2027: WorkingYear.of(2027, off="01–10.01, 19.05", worked="22.05")}

    assert not is_provisional(2027, loaded)
    assert add_years(date(2026, 5, 19), 1, loaded) == date(2027, 5, 20)
    assert add_working_days(date(2027, 5, 21), 1, loaded) == date(2027, 5, 22)


@pytest.mark.parametrize("written", ["1.01", "01.01 02.01", "01—08.01", "01.01.2027", "праздники", "31.02", "08–01.01"])
def test_days_written_otherwise_are_not_passed_over(written: str) -> None:
    with pytest.raises(ValueError, match="Проверьте дни"):
        WorkingYear.of(2027, off=written)


@given(DAYS, AMOUNTS)
def test_no_term_ends_on_a_day_off(start: date, n: int) -> None:
    ends = {count(start, n) for count in (add_working_days, add_calendar_days, add_months)}

    assert all(map(is_working_day, ends))


@given(DAYS, AMOUNTS)
def test_a_term_of_working_days_holds_exactly_that_many_of_them(start: date, n: int) -> None:
    end = add_working_days(start, n)

    term = [start + timedelta(days=passed) for passed in range(1, (end - start).days + 1)]
    assert sum(map(is_working_day, term)) == (n or (not is_working_day(start)))


@given(DAYS, DAYS, AMOUNTS)
def test_a_later_start_never_ends_earlier(one: date, other: date, n: int) -> None:
    earlier, later = sorted((one, other))

    for count in (add_working_days, add_calendar_days, add_months):
        assert count(earlier, n) <= count(later, n)


@given(DAYS, AMOUNTS)
def test_a_longer_term_never_ends_earlier(start: date, n: int) -> None:
    for count in (add_working_days, add_calendar_days, add_months):
        assert count(start, n) <= count(start, n + 1)
