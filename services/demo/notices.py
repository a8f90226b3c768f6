"""What consumers were told: lines of «Уведомления» without the letters, for nobody must be written to."""

from datetime import datetime, timedelta
from typing import Any

from db.models import Notification
from services import letters
from services.demo import days
from services.demo.accounts import Applicant
from services.demo.rows import Rows

_READ_WITHIN = timedelta(days=1)
_STILL_UNREAD = timedelta(days=10)
"""Before the end of the story."""
_LATEST_UNREAD = 2
"""Of each demo login."""


class Notices:
    """Lines of «Уведомления»; those of the demo logins wait to be put in order."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._held: list[tuple[datetime, int, str, str, str]] = []

    def tell(self, whom: Applicant, moment: datetime, letter: str, link: str, **facts: str) -> None:
        """Note that *whom* was told at *moment* what *letter* says."""
        if whom.user_id is None:
            return
        subject, _ = letters.written(letter, {"link": link, "comment": "", **facts})
        line = (moment, whom.consumer_id, letter, subject, link)
        if whom.named:
            self._held.append(line)
        else:
            self._write(line, unread=self._recent(moment))

    def finish(self) -> None:
        """Write what was held, oldest first."""
        self._held.sort()
        seen: dict[int, int] = {}
        for line in self._held:
            seen[line[1]] = seen.get(line[1], 0) + 1
        for line in self._held:
            unread = seen[line[1]] <= _LATEST_UNREAD
            seen[line[1]] -= 1
            self._write(line, unread=unread)

    def _recent(self, moment: datetime) -> bool:
        return days.at(days.LAST, 0) - moment < _STILL_UNREAD

    def _write(self, line: tuple[datetime, int, str, str, str], *, unread: bool) -> None:
        moment, consumer_id, letter, subject, link = line
        values: dict[str, Any] = {"consumer_id": consumer_id, "at": moment, "event": letter, "text": subject}
        self._rows.add(Notification, **values, link=link, read_at=None if unread else moment + _READ_WITHIN)
