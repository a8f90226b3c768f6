import time
from collections.abc import Callable
from functools import partial
from threading import Barrier, Event, Lock, Thread

import pytest

from core.turns import Turns, step_aside


def start(*work: Callable[[], None]) -> list[Thread]:
    threads = [Thread(target=each) for each in work]
    for thread in threads:
        thread.start()
    return threads


def test_one_works_at_a_time() -> None:
    turns, lock, together, at_once = Turns(0), Lock(), Barrier(8), []

    def work() -> None:
        together.wait()
        with turns.turn("one"):
            free = lock.acquire(blocking=False)
            time.sleep(0.002)
            at_once.append(free)
            lock.release()

    for thread in start(*[work] * 8):
        thread.join()

    assert at_once == [True] * 8


def test_who_comes_alone_does_not_rest() -> None:
    turns = Turns(rest_seconds=3600)

    begun = 0
    for _ in range(3):
        with turns.turn("one"):
            begun += 1

    assert begun == 3


def test_who_waits_begins_after_the_rest() -> None:
    turns, since, began = Turns(rest_seconds=0.05), 0.0, []

    def work() -> None:
        with turns.turn("one"):
            began.append(time.monotonic())

    with turns.turn("one"):
        [waiting] = start(work)
        _until_waiting(turns, 1)
        since = time.monotonic()
    waiting.join()

    assert began[0] - since >= 0.05


def test_after_a_long_turn_the_rest_is_twice_as_long() -> None:
    turns, since, began = Turns(rest_seconds=0), 0.0, []

    def work() -> None:
        with turns.turn("one"):
            began.append(time.monotonic())

    with turns.turn("one"):
        [waiting] = start(work)
        _until_waiting(turns, 1)
        time.sleep(0.1)
        since = time.monotonic()
    waiting.join()

    assert began[0] - since >= 0.2


def test_who_asks_for_many_turns_does_not_keep_another_from_the_next() -> None:
    turns, order = Turns(0), list[str]()

    def work(key: str) -> None:
        with turns.turn(key):
            order.append(key)

    threads = []
    with turns.turn("first"):
        for place, key in enumerate(("many", "many", "many", "other"), 1):
            threads += start(partial(work, key))
            _until_waiting(turns, place)
    for thread in threads:
        thread.join()

    assert order == ["many", "other", "many", "many"]


def test_a_turn_that_fails_is_passed_on() -> None:
    turns, done = Turns(0), Event()

    with pytest.raises(ZeroDivisionError), turns.turn("one"):
        _ = 1 / 0
    with turns.turn("one"):
        done.set()

    assert done.is_set()


def _until_waiting(turns: Turns, count: int) -> None:
    while sum(len(events) for events in turns._waiting.values()) < count:  # noqa: SLF001 - seen from inside only
        time.sleep(0.001)


def test_who_steps_aside_lets_the_next_begin_at_once_and_without_a_rest() -> None:
    turns, began = Turns(rest_seconds=3600), Event()

    def work() -> None:
        with turns.turn("two"):
            began.set()

    with turns.turn("one"):
        [waiting] = start(work)
        _until_waiting(turns, 1)
        step_aside(0)
        waiting.join()
        assert began.is_set()

    with turns.turn("one"):  # stepping aside has passed the turn on once, and no more
        assert turns._busy  # noqa: SLF001 - nothing else shows it


def test_whoever_has_no_turn_steps_aside_by_waiting_alone() -> None:
    since = time.monotonic()

    step_aside(0.02)

    assert time.monotonic() - since >= 0.02
