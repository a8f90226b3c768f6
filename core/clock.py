"""Time: UTC for the database, the utility's time zone for people."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from core.settings import settings


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """Return *moment* in the time zone of the utility; a naive moment is refused."""
    if moment.tzinfo is None:
        raise ValueError("a naive moment has no place in time")
    return moment.astimezone(ZoneInfo(settings().time_zone))


def midnight(day: date) -> datetime:
    """Return the moment in which *day* begins on the utility's wall calendar."""
    return datetime.combine(day, time(), ZoneInfo(settings().time_zone))


def today() -> date:
    """Return the date on the utility's wall calendar."""
    return local(now()).date()
