from datetime import timedelta

import pytest

from db.session import transaction
from services import throttle
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")
COUNTED = {throttle.subject("letters", "192.0.2.7"): throttle.Limit(free=3, forgives=timedelta(minutes=10))}


def count() -> None:
    with transaction() as session:
        throttle.one_more(session, COUNTED)


def test_what_is_free_makes_nobody_wait_even_when_two_look_at_the_clock_at_once(time: Time) -> None:
    time.passes(seconds=1)
    count()
    time.passes(seconds=-1)  # the other one has looked at the clock before, and asks only now

    assert not throttle.must_wait(COUNTED)


def test_beyond_what_is_free_the_pause_grows_and_passes(time: Time) -> None:
    for _ in range(4):
        count()
    assert throttle.must_wait(COUNTED)

    time.passes(seconds=2)
    assert not throttle.must_wait(COUNTED)

    count()
    time.passes(seconds=2)
    assert throttle.must_wait(COUNTED)


def test_what_was_counted_is_forgiven_with_time(time: Time) -> None:
    for _ in range(3):
        count()
    [name] = COUNTED
    assert throttle.so_far(name, COUNTED[name]) == 3

    time.passes(minutes=20)

    assert throttle.so_far(name, COUNTED[name]) == 1
