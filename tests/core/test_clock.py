from datetime import UTC, date, datetime, timedelta

import pytest

from core import clock
from core.settings import settings
from tests.conftest import Time

BEFORE_MIDNIGHT_UTC = datetime(2026, 3, 4, 21, 30, tzinfo=UTC)


def test_now_is_a_moment_in_utc() -> None:
    assert clock.now().utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - clock.now()) < timedelta(seconds=5)


def test_people_live_in_the_time_zone_of_the_utility() -> None:
    local = clock.local(BEFORE_MIDNIGHT_UTC)

    assert f"{local:%d.%m.%Y %H:%M}" == "05.03.2026 00:30"


def test_the_time_zone_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_TIME_ZONE", "Asia/Vladivostok")
    settings.cache_clear()

    local = clock.local(BEFORE_MIDNIGHT_UTC)

    assert f"{local:%H:%M}" == "07:30"


def test_today_begins_at_midnight_of_the_utility(time: Time) -> None:
    time.is_now(BEFORE_MIDNIGHT_UTC)

    assert clock.today() == date(2026, 3, 5)


def test_a_day_begins_at_midnight_of_the_utility() -> None:
    assert clock.midnight(date(2026, 3, 5)) == datetime(2026, 3, 4, 21, tzinfo=UTC)


def test_a_naive_moment_is_refused() -> None:
    naive = BEFORE_MIDNIGHT_UTC.replace(tzinfo=None)

    with pytest.raises(ValueError, match="naive"):
        clock.local(naive)
