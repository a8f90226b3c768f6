"""What one person has given to one form, and what of it the database and the disk have."""

import hashlib
import json
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import _answers
from forms._form import Form
from services.draft_keys import DraftKey

YOUNG_SECONDS = 2.0
"""What was answered so shortly before a fault may be missing."""


@dataclass(slots=True)
class Attached:
    """A file somebody chose."""

    question: str
    name: str
    sha256: str
    accepted: bool = False
    """The server has said that it has it."""


@dataclass(slots=True)
class Work:
    """All that a person has done in one run."""

    form: type[Form]
    key: str
    user_id: int
    given: dict[str, list[tuple[float, Any]]] = field(default_factory=dict)
    """By question: when, and what was answered."""
    rows: dict[str, int] = field(default_factory=dict)
    """By group: how many rows there are."""
    both: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By question: what two tabs answered, neither having seen the other's."""
    files: list[Attached] = field(default_factory=list)
    faults: list[float] = field(default_factory=list)
    """When they came."""
    sendings: int = 0
    """How many the form should have been sent; at most one."""
    sent_after: int = 0
    """The number of the last sending before the run."""

    def give(self, name: str, value: Any, at: float) -> None:
        """Note an answer."""
        self.given.setdefault(name, []).append((at, value))

    def young(self, at: float) -> bool:
        """Tell whether a fault came so soon after *at* that what was given then may be missing."""
        return any(0 <= fault - at < YOUNG_SECONDS for fault in self.faults)


@dataclass(slots=True)
class Found:
    """What was looked for in one run, or in all."""

    counts: Counter[str] = field(default_factory=Counter)
    troubles: list[str] = field(default_factory=list)
    """What is lost, doubled or otherwise wrong, each in a sentence."""

    def wrong(self, what: str, sentence: str) -> None:
        """Count a trouble of the kind *what*."""
        self.counts[what] += 1
        self.troubles.append(f"{what}: {sentence}")


class Kept:
    """The database and the files of a portal, read past it."""

    def __init__(self, data: Path) -> None:
        self.data = data

    def rows(self, query: str, *given: Any) -> list[tuple[Any, ...]]:
        """Return what the database answers."""
        database = sqlite3.connect(f"file:{self.data / 'portal.sqlite3'}?mode=ro", uri=True, timeout=20)
        try:
            return database.execute(query, given).fetchall()
        finally:
            database.close()

    def write(self, query: str, *given: Any) -> None:
        """Change the database as no service would."""
        database = sqlite3.connect(self.data / "portal.sqlite3", timeout=20)
        try:
            with database:
                database.execute(query, given)
        finally:
            database.close()

    def last_sending(self) -> int:
        """Return the number of the last sending."""
        return int(self.rows("SELECT coalesce(max(id), 0) FROM submissions")[0][0])

    def halves(self) -> set[str]:
        """Return the names of files that were begun and are neither kept nor thrown away."""
        return {place.name for place in (self.data / "files").glob(".*")}

    def standing(self, work: Work) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the answers kept, and those of another tab kept beside them; a sending has but the former."""
        if work.sendings:
            sent = self._sendings(work)
            return (json.loads(sent[-1][1]), {}) if sent else ({}, {})
        kept = self.rows("SELECT answers, others FROM drafts WHERE user_id = ? AND form = ?", work.user_id, work.key)
        return (json.loads(kept[0][0]), json.loads(kept[0][1])) if kept else ({}, {})

    def check(self, work: Work) -> Found:
        """Return what of the *work* is kept, and what is not."""
        found = Found()
        self._answers(work, found)
        self._files(work, found)
        if work.sendings:
            found.counts["sent"] += 1
            sent = len(self._sendings(work))
            if sent < work.sendings:
                found.wrong("lost", "the form was not sent")
            elif sent > work.sendings:
                found.wrong("doubled", f"the form was sent {sent} times")
        return found

    def _answers(self, work: Work, found: Found) -> None:
        answers, others = self.standing(work)
        for name, entries in work.given.items():
            found.counts["answers"] += 1
            held = [place[name] for place in (answers, others) if name in place]
            if any(_same(work, name, value, answers, held) for _, value in entries[-1:]):
                continue
            older = [value for at, value in entries if not work.young(at)]
            if work.young(entries[-1][0]) and (not older or _same(work, name, older[-1], answers, held)):
                found.counts["young"] += 1
            elif work.young(entries[-1][0]) and _begun(entries[-1][1], held):
                found.counts["young"] += 1  # half of it came
            else:
                found.wrong("lost", f"{name}: {entries[-1][1]!r} was answered, {held!r} is kept")
        for name, pair in work.both.items():
            found.counts["answers"] += 2
            held = [place[name] for place in (answers, others) if name in place]
            for value in pair:
                if not _same(work, name, value, answers, held):
                    found.wrong("lost", f"{name}: one of two tabs answered {value!r}, {held!r} is kept")
        for name, many in work.rows.items():
            found.counts["answers"] += 1
            if len(answers.get(name) or ()) < many:
                found.wrong("lost", f"{name}: {many} rows were there, {answers.get(name)!r} are kept")
        found.counts["asked about"] += len(set(others) - set(work.both))

    def _files(self, work: Work, found: Found) -> None:
        held = Counter(self._held(work))
        for file in work.files:
            if not file.accepted:
                continue
            found.counts["files"] += 1
            if not held[file.question, file.name, file.sha256]:
                found.wrong("lost", f"the file {file.name} of {file.question} was accepted, and is not attached")
            elif not self._whole(file.sha256):
                found.wrong("lost", f"the content of {file.name} is not on the disk")
        for (question, name, _), times in held.items():
            if times > 1:
                found.wrong("doubled", f"the file {name} is attached to {question} {times} times")
        for (sha256,) in self.rows("SELECT sha256 FROM files WHERE user_id = ?", work.user_id):
            if not self._whole(sha256):
                found.wrong("lost", f"there is a file {sha256} without its content")

    def _held(self, work: Work) -> list[tuple[Any, ...]]:
        if not work.sendings:
            return self.rows(
                "SELECT question, files.name, sha256 FROM draft_files JOIN drafts ON drafts.id = draft_id"
                " JOIN files ON files.id = file_id WHERE drafts.user_id = ? AND form = ?", work.user_id, work.key,
            )  # fmt: skip
        return [
            row
            for number, _ in self._sendings(work)
            for row in self.rows(
                "SELECT question, files.name, sha256 FROM submission_files JOIN files ON files.id = file_id"
                " WHERE submission_id = ?", number,
            )
        ]  # fmt: skip

    def _sendings(self, work: Work) -> list[tuple[Any, ...]]:
        return self.rows(
            "SELECT id, answers FROM submissions WHERE id > ? AND user_id = ? AND form = ? ORDER BY id",
            work.sent_after, work.user_id, DraftKey.of(work.key).code,
        )  # fmt: skip

    def _whole(self, sha256: str) -> bool:
        place = self.data / "files" / sha256[:2] / sha256
        return place.is_file() and hashlib.sha256(place.read_bytes()).hexdigest() == sha256


def _same(work: Work, name: str, value: Any, beside: dict[str, Any], held: list[Any]) -> bool:
    if isinstance(value, frozenset):
        return any(isinstance(one, list) and set(one) == value for one in held)
    if value is False and not held:  # a box that was ticked and emptied again is as it was at first
        return True
    ways = _answers.spellings(work.form, name, value, beside)
    return any(one in ways for one in held)


def _begun(value: Any, held: list[Any]) -> bool:
    return isinstance(value, str) and any(isinstance(one, str) and value.startswith(one.strip()) for one in held)
