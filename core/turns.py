"""Taking turns: work that comes in a burst goes one after another with rests between, so that others are not slowed."""

import time
from collections import OrderedDict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock, local

REST_SHARE = 2
"""Rest to work, where the work is long."""


_in_hand = local()
"""How this thread passes the turn it has on before its work is done, if it has one."""


def step_aside(seconds: float) -> None:
    """Sleep; a turn this thread has goes to the next at once, who need not rest: what is left is little work."""
    if (leave := getattr(_in_hand, "leave", None)) is not None:
        leave()
    time.sleep(seconds)


class Turns:
    """One at a time; who had to wait begins after a rest, who comes alone begins at once.

    The rest is twice as long as the turn before it, and *rest_seconds* at least: a busy machine rests longer.
    Whoever asks for many turns does not keep the others from theirs.
    """

    def __init__(self, rest_seconds: float) -> None:
        self.rest_seconds = rest_seconds
        self._lock = Lock()
        self._busy = False
        self._rest = 0.0
        self._waiting: OrderedDict[str, deque[Event]] = OrderedDict()
        """By key; the key whose turn comes next is the first."""

    @contextmanager
    def turn(self, key: str) -> Iterator[None]:
        """Wait for a turn and take it; the keys that wait are served in turn, and under one key in order."""
        self._wait(key)
        since, left = time.monotonic(), Event()

        def leave() -> None:
            if not left.is_set():
                left.set()
                self._pass_on(rest=0)

        _in_hand.leave = leave
        try:
            yield
        finally:
            _in_hand.leave = None
            if not left.is_set():
                self._pass_on(rest=max(self.rest_seconds, REST_SHARE * (time.monotonic() - since)))

    def _wait(self, key: str) -> None:
        with self._lock:
            if not self._busy:
                self._busy = True
                return
            mine = Event()
            self._waiting.setdefault(key, deque()).append(mine)
        mine.wait()
        time.sleep(self._rest)

    def _pass_on(self, rest: float) -> None:
        with self._lock:
            self._rest = rest
            if not self._waiting:
                self._busy = False
                return
            key, events = self._waiting.popitem(last=False)
            following = events.popleft()
            if events:
                self._waiting[key] = events  # the last of the row again
            following.set()
