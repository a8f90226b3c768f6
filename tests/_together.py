"""Several people at once: threads that start together, and what became of each."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier
from typing import Any, TypeVar

Result = TypeVar("Result")


def at_once(*acts: Callable[[], Result]) -> list[Result | Exception]:
    """Run *acts* at the same time; return the result or the error of each, in the same order."""
    start = Barrier(len(acts))

    def begin(act: Callable[[], Result]) -> Result:
        start.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        running = [pool.submit(begin, act) for act in acts]
        return [_outcome(future) for future in running]


def _outcome(future: Future[Any]) -> Any:
    try:
        return future.result()
    except Exception as error:  # noqa: BLE001 - the test looks at it
        return error
