"""Taking turns: work that comes in a burst goes one after another with rests between, so that others are not slowed."""

import time
from collections import OrderedDict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

REST_SHARE = 2
"""Rest to work, where the work is long."""


class Turns:
    """One at a time; who had to wait begins after a rest, who comes alone begins at once.

    The rest is twice as long as the turn before it, and *rest_seconds* at least: a busy machine rests longer.
    Whoever asks for many turns does not keep the others from theirs.
    """

    def __init__(self, rest_seconds: float) -> None:
        self.rest_seconds = rest_seconds
        self._lock = Lock()
        self._busy = False
        self._took = 0.0
        self._waiting: OrderedDict[str, deque[Event]] = OrderedDict()
        """By key; the key whose turn comes next is the first."""

    @contextmanager
    def turn(self, key: str) -> Iterator[None]:
        """Wait for a turn and take it; the keys that wait are served in turn, and under one key in order."""
        self._wait(key)
        since = time.monotonic()
        try:
            yield
        finally:
            self._pass_on(time.monotonic() - since)

    def _wait(self, key: str) -> None:
        with self._lock:
            if not self._busy:
                self._busy = True
                return
            mine = Event()
            self._waiting.setdefault(key, deque()).append(mine)
        mine.wait()
        time.sleep(max(self.rest_seconds, REST_SHARE * self._took))

    def _pass_on(self, took: float) -> None:
        with self._lock:
            self._took = took
            if not self._waiting:
                self._busy = False
                return
            key, events = self._waiting.popitem(last=False)
            following = events.popleft()
            if events:
                self._waiting[key] = events  # the last of the row again
            following.set()
