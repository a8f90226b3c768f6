"""The demo's calendar: fixed dates, so that every load tells the same story."""

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from core.settings import settings
from regulations.working_days import is_working_day

FIRST, LAST = date(2024, 12, 1), date(2026, 11, 20)
"""The first and the last day of the story, both inclusive."""

_ONE_DAY = timedelta(days=1)
_KNOWN_FROM, _KNOWN_TO = date(2020, 9, 1), date(2029, 12, 31)
_WORKED = tuple(
    day
    for day in (_KNOWN_FROM + _ONE_DAY * n for n in range((_KNOWN_TO - _KNOWN_FROM).days + 1))
    if is_working_day(day)
)
_PLACE = {day: place for place, day in enumerate(_WORKED)}
_RUSH = (0.6, 0.6, 0.9, 1.2, 1.3, 1.3, 1.3, 1.3, 1.2, 1.0, 0.8, 0.6)
"""How busy each month is: people build from April to September (domain.md 9.3)."""

STORY = tuple(day for day in _WORKED if FIRST <= day <= LAST)
"""The working days of the story."""


def later(day: date, working_days: int) -> date:
    """Return the working day *working_days* after *day* (before it, if negative); *day* itself must be worked."""
    return _WORKED[_PLACE[day] + working_days]


def worked_from(day: date) -> date:
    """Return *day*, or the first working day after it."""
    return day if day in _PLACE else _WORKED[bisect_left(_WORKED, day)]


def at(day: date, minute: int) -> datetime:
    """Return the moment *minute* minutes after local midnight of *day*, in UTC."""
    return _midnight(day, settings().time_zone) + timedelta(minutes=minute)


def spread(total: int) -> list[int]:
    """Return how many of *total* applications have come by the end of each day of the story, the season in mind."""
    weights = [_RUSH[day.month - 1] for day in STORY]
    whole, sum_so_far, come = sum(weights), 0.0, []
    for weight in weights:
        sum_so_far += weight
        come.append(round(total * sum_so_far / whole))
    return come


@lru_cache(maxsize=4096)
def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
