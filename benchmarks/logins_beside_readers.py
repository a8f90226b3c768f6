"""What people who read their lists notice of twenty others who log in at once.

Run by ``python -m benchmarks.logins_beside_readers``. Readers draw their list anew with a short pause between. Their
times are taken alone (A) and while a burst of logins runs (B), in turn, in one run of one server, so that the machine's
mood weighs on both alike.
"""

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks._portal import Portal, serving
from benchmarks._websocket import Person

BAR = 2.0
"""The readers' p95 beside the logins may be so many times what it is alone."""
LIST = "applications"
THINK_SECONDS = (0.7, 1.3)
ALONE_SECONDS = 6.0
"""How long each part A lasts; each part B lasts as long as its logins."""


@dataclass
class Figures:
    """Seconds, as they were taken."""

    alone: list[float] = field(default_factory=list)
    beside: list[float] = field(default_factory=list)
    logins: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """The readers' p95 beside the logins over that alone."""
        return p95(self.beside) / p95(self.alone)


def p95(samples: Sequence[float]) -> float:
    """Return the time that nineteen of twenty stay below."""
    return statistics.quantiles(samples, n=20, method="inclusive")[-1]


async def measure(
    portal: Portal,
    *,
    readers: int,
    logins: int,
    rounds: int,
    alone: float = ALONE_SECONDS,
    think: tuple[float, float] = THINK_SECONDS,
) -> Figures:
    """Take the times of *rounds* of A and B in turn."""
    emails = portal.consumers(readers + logins)
    reading = [Person(portal.url, email) for email in emails[:readers]]
    for person in reading:
        await (await person.come()).log_in()
        await person.open(LIST)
    figures = Figures()
    for _ in range(rounds):
        await _read_while(reading, think, figures.alone, asyncio.sleep(alone))
        waiting = [await Person(portal.url, email).come() for email in emails[readers:]]
        await _read_while(reading, think, figures.beside, _all_log_in(waiting, figures.logins))
        await asyncio.gather(*(person.go() for person in waiting))
    await asyncio.gather(*(person.go() for person in reading))
    return figures


async def _all_log_in(waiting: Sequence[Person], taken: list[float]) -> None:
    taken += await asyncio.gather(*(person.log_in() for person in waiting))


async def _read_while(
    people: Sequence[Person], think: tuple[float, float], taken: list[float], other: Coroutine[Any, Any, None]
) -> None:
    busy = asyncio.ensure_future(other)
    await asyncio.gather(*(_read(person, think, taken, busy) for person in people))
    await busy


async def _read(person: Person, think: tuple[float, float], taken: list[float], busy: "asyncio.Future[None]") -> None:
    await asyncio.sleep(random.uniform(0, think[0]))  # noqa: S311 - people are not in step
    while not busy.done():
        taken.append(await person.open(LIST))
        await asyncio.sleep(random.uniform(*think))  # noqa: S311 - people are not in step


def report(figures: Figures) -> str:
    """Return the figures as a table of Markdown."""
    rows = (
        ("list, alone", figures.alone),
        ("list, beside the logins", figures.beside),
        ("login, from the button to the page", figures.logins),
    )
    table = ["| | samples | median, ms | p95, ms |", "| --- | ---: | ---: | ---: |"]
    for name, samples in rows:
        table.append(f"| {name} | {len(samples)} | {statistics.median(samples) * 1e3:.0f} | {p95(samples) * 1e3:.0f} |")
    median = statistics.median(figures.beside) / statistics.median(figures.alone)
    table.append(f"\nReaders beside the logins over readers alone: median {median:.2f}, p95 {figures.ratio:.2f}.")
    return "\n".join(table)


def main() -> int:
    """Measure and print; the exit code says whether the bar is held."""
    asked = argparse.ArgumentParser(description=__doc__)
    for name, value in (("readers", 16), ("logins", 20), ("rounds", 12)):
        asked.add_argument(f"--{name}", type=int, default=value)
    given = asked.parse_args()
    since = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as portal:
        figures = asyncio.run(measure(portal, readers=given.readers, logins=given.logins, rounds=given.rounds))
    print(report(figures))
    print(
        f"{time.perf_counter() - since:.0f} s in all; the bar is {BAR}: {'held' if figures.ratio <= BAR else 'MISSED'}"
    )
    return int(figures.ratio > BAR)


if __name__ == "__main__":
    raise SystemExit(main())
