"""Working days and the ends of terms (ТК РФ, ст. 112; ГК РФ, ст. 191–193).

A term is counted from the day after the event. A calendar term that ends on a day off ends on the next working day.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Self

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)
_SPAN = re.compile(r"(?P<first>\d\d)(?:[–-](?P<last>\d\d))?\.(?P<month>\d\d)", re.ASCII)


def _days(year: int, written: str) -> frozenset[date]:
    spans = [span.strip() for span in written.split(",") if span.strip()]
    return frozenset(day for span in spans for day in _span(year, span))


def _span(year: int, written: str) -> list[date]:
    if found := _SPAN.fullmatch(written):
        first, last, month = int(found["first"]), int(found["last"] or found["first"]), int(found["month"])
        with suppress(ValueError):  # there is no such day
            if days := [date(year, month, day) for day in range(first, last + 1)]:
                return days
    raise ValueError(f"Проверьте дни «{written}»: они записываются так — 23.02 или 01–08.01.")


@dataclass(frozen=True, slots=True)
class WorkingYear:
    """How one year departs from the plain week of five working days."""

    off: frozenset[date]
    """Days off besides Saturdays and Sundays."""
    worked: frozenset[date] = frozenset()
    """Saturdays and Sundays that are worked."""

    @classmethod
    def of(cls, year: int, *, off: str, worked: str = "") -> Self:
        """Read days written as ``"01–08.01, 23.02"``; raise ``ValueError`` if they are written otherwise."""
        return cls(_days(year, off), _days(year, worked))


Calendar = Mapping[int, WorkingYear]
"""Years whose transfers of days off are known, by number of the year."""

RUSSIAN_CALENDAR: Calendar = MappingProxyType(
    {
        2024: WorkingYear.of(
            2024,
            off="01–08.01, 23.02, 08.03, 29–30.04, 01.05, 09–10.05, 12.06, 04.11, 30–31.12",
            worked="27.04, 02.11, 28.12",
        ),
        2025: WorkingYear.of(
            2025,
            off="01–08.01, 01–02.05, 08–09.05, 12–13.06, 03–04.11, 31.12",
            worked="01.11",
        ),
        2026: WorkingYear.of(
            2026,
            off="01–09.01, 23.02, 09.03, 01.05, 11.05, 12.06, 04.11, 31.12",
        ),
    }
)
"""Years we know by heart: 248, 247 and 247 working days."""

_FIXED_HOLIDAYS = "01–08.01, 23.02, 08.03, 01.05, 09.05, 12.06, 04.11"


def is_provisional(year: int, calendar: Calendar = RUSSIAN_CALENDAR) -> bool:
    """Tell whether the year's transfers are not known yet, so that its terms may still shift by a day or two."""
    return year not in calendar


def is_working_day(day: date, calendar: Calendar = RUSSIAN_CALENDAR) -> bool:
    """Tell whether the day is worked; in a provisional year Monday to Friday less the fixed holidays are."""
    year = calendar.get(day.year) or _provisional_year(day.year)
    return day in year.worked or (day.weekday() < _SATURDAY and day not in year.off)


def add_working_days(start: date, n: int, calendar: Calendar = RUSSIAN_CALENDAR) -> date:
    """Return the last day of a term of *n* working days; none left means *start* or the first working day after it."""
    _refuse_negative(n)
    day = start if n else _working_day_from(start, calendar)
    for _ in range(n):
        day = _working_day_from(day + _ONE_DAY, calendar)
    return day


def add_calendar_days(start: date, n: int, calendar: Calendar = RUSSIAN_CALENDAR) -> date:
    """Return the last day of a term of *n* days, moved from a day off to the next working day (ГК РФ, ст. 193)."""
    _refuse_negative(n)
    return _working_day_from(start + timedelta(days=n), calendar)


def add_months(start: date, n: int, calendar: Calendar = RUSSIAN_CALENDAR) -> date:
    """Return the last day of a term of *n* months: the same number, or the month's last day (ГК РФ, ст. 192, 193)."""
    _refuse_negative(n)
    years, month = divmod(start.month - 1 + n, 12)
    year, month = start.year + years, month + 1
    last = monthrange(year, month)[1]
    return _working_day_from(date(year, month, min(start.day, last)), calendar)


def add_years(start: date, n: int, calendar: Calendar = RUSSIAN_CALENDAR) -> date:
    """Return the last day of a term of *n* years: the same day and month (ГК РФ, ст. 192, 193)."""
    return add_months(start, 12 * n, calendar)


@cache
def _provisional_year(year: int) -> WorkingYear:
    return WorkingYear.of(year, off=_FIXED_HOLIDAYS)


def _working_day_from(day: date, calendar: Calendar) -> date:
    while not is_working_day(day, calendar):
        day += _ONE_DAY
    return day


def _refuse_negative(n: int) -> None:
    if n < 0:
        raise ValueError("Проверьте срок: он не может быть отрицательным.")
