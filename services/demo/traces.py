"""The journal of the demo: the latest acts of employees and the logins around them."""

from datetime import datetime
from heapq import heappush, heappushpop
from itertools import count
from random import Random
from typing import Any

from db.models import JournalEntry
from services.demo import days
from services.demo.rows import Rows

_KEPT = 3000
"""The latest acts that are kept: enough to look at, however large the load."""
_DAYS_OF_LOGINS = 20


class Traces:
    """Keeps the latest acts and writes them in the order of time."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._order = count()
        self._latest: list[tuple[datetime, int, int | None, str, str, str, dict[str, Any]]] = []

    def note(self, moment: datetime, user_id: int | None, address: str, act: str, thing: str, **facts: Any) -> None:
        """Note one act."""
        entry = (moment, next(self._order), user_id, address, act, thing, facts)
        if len(self._latest) < _KEPT:
            heappush(self._latest, entry)
        else:
            heappushpop(self._latest, entry)

    def logins(self, rng: Random, user_ids: list[int], network: str) -> None:
        """Note that each of the people logged in on the last days of the story."""
        for day in days.STORY[-_DAYS_OF_LOGINS:]:
            for place, user_id in enumerate(user_ids):
                moment = days.at(day, 480 + rng.randint(0, 40))
                self.note(moment, user_id, f"{network}{place + 1}", "session.opened", "")

    def finish(self) -> None:
        """Write what was kept."""
        for moment, _, user_id, address, act, thing, facts in sorted(self._latest, key=lambda entry: entry[:2]):
            self._rows.add(
                JournalEntry, at=moment, user_id=user_id, address=address, act=act, object=thing, facts=facts
            )
