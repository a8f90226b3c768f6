"""How soon a change is drawn on a form of a hundred questions with conditions.

Run by ``python -m benchmarks.long_form``. One person types into such a form drawn in steps, into the same form on one
page, and into a bare Streamlit page of as many widgets, one change after another, in turn, so that the machine's mood
weighs on all alike. The form lies in a folder of the company's own; the bare page runs in a process of its own.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import _long_form
from benchmarks._portal import Portal, serving, serving_bare
from benchmarks._websocket import Person
from benchmarks.logins_beside_readers import p95

BAR_MS = 100.0
"""The median change of a form in steps, which is how people meet a long form, is drawn within so many milliseconds."""
STEPS, PAGE, BARE = "form in steps", "form on one page", "bare Streamlit page"
PLACES = (STEPS, PAGE, BARE)
CODES = {STEPS: "long_in_steps", PAGE: "long_on_a_page"}
WIDGETS = ("text_input", "radio", "date_input", "selectbox", "checkbox")
STRIDE = 3
"""From the line that was changed to the next, so that kinds take turns; it divides no number of lines."""
WARM_UP = 3
"""Changes nobody counts."""


@dataclass
class Figures:
    """What was drawn, and the seconds each change took."""

    widgets: dict[str, int] = field(default_factory=dict)
    """On the page that is drawn anew."""
    taken: dict[str, list[float]] = field(default_factory=lambda: {place: [] for place in PLACES})

    def median_ms(self, place: str) -> float:
        """Return the median at a *place*, in milliseconds."""
        return statistics.median(self.taken[place]) * 1e3


def measured(folder: Path, *, changes: int, applications: int = 60) -> Figures:
    """Serve the forms and the bare page out of the empty *folder*, and take the times of *changes* at each."""
    put_forms(folder / "forms")
    script, data = folder / "bare.py", folder / "data"
    script.write_text(_long_form.bare(), encoding="utf-8")
    data.mkdir()
    with serving(data, applications=applications, forms=folder / "forms") as portal, serving_bare(script) as bare_url:
        return asyncio.run(measure(portal, bare_url, changes=changes))


def put_forms(folder: Path) -> None:
    """Write the form into *folder*, in steps and on one page."""
    folder.mkdir(parents=True, exist_ok=True)
    for place, code in CODES.items():
        name = "".join(part.title() for part in code.split("_"))
        text = _long_form.form(name, f"Длинная форма: {place}", in_parts=place is STEPS)
        (folder / f"{code}.py").write_text(text, encoding="utf-8")


async def measure(portal: Portal, bare_url: str, *, changes: int) -> Figures:
    """Take the times of *changes* at every place, in turn."""
    people = {place: Person(portal.url, portal.consumers(1)[0]) for place in CODES} | {BARE: Person(bare_url, "")}
    for place, person in people.items():
        await person.come()
        if place in CODES:
            await person.log_in()
        await _fill_in(person, place)
    figures = Figures({place: sum(len(person.labels(kind)) for kind in WIDGETS) for place, person in people.items()})
    for turn in range(WARM_UP + changes):
        for place, person in people.items():
            seconds = await _change(person, turn)
            if turn >= WARM_UP:
                figures.taken[place].append(seconds)
    await asyncio.gather(*(person.go() for person in people.values()))
    return figures


async def _fill_in(person: Person, place: str) -> None:
    for step in range(1, _long_form.PARTS + 1 if place is STEPS else 2):
        await _open(person, place, step)
        for label in person.labels("text_input"):
            person.type(label, _typed(label, 0))
        await _run(person)
    if place is STEPS:  # and stays in the middle, where a change is met by answers before and after
        await _open(person, place, _long_form.PARTS // 2)


async def _open(person: Person, place: str, step: int) -> None:
    if place in CODES:
        await person.open("fill", f"form={CODES[place]}&step={step}")


async def _change(person: Person, turn: int) -> float:
    labels = [label for label in person.labels("text_input") if _line(label)]
    label = labels[turn * STRIDE % len(labels)]
    person.type(label, _typed(label, 1 + turn // len(labels)))
    return await _run(person)


async def _run(person: Person) -> float:
    return await person.run(url="fill" if person.query else "")


def _line(label: str) -> _long_form.Line | None:
    return next((line for line in _long_form.LINES if label.startswith(line.label)), None)


def _typed(label: str, time: int) -> str:
    line = _line(label)
    return line.typed[time % 2] if line else "2027"


def report(figures: Figures) -> str:
    """Return the figures as a table of Markdown."""
    table = [
        "| | widgets drawn | samples | median, ms | p95, ms | median over bare |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for place, taken in figures.taken.items():
        ratio = figures.median_ms(place) / figures.median_ms(BARE)
        times = f"{figures.median_ms(place):.0f} | {p95(taken) * 1e3:.0f} | {ratio:.2f}"
        table.append(f"| {place} | {figures.widgets[place]} | {len(taken)} | {times} |")
    return "\n".join(table)


def main() -> int:
    """Measure and print; the exit code says whether the bar is held."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--changes", type=int, default=210, help="at every place")
    given = asked.parse_args()
    since = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        figures = measured(Path(folder), changes=given.changes)
    print(report(figures))
    held = figures.median_ms(STEPS) <= BAR_MS
    print(f"{time.perf_counter() - since:.0f} s in all; the bar is {BAR_MS:.0f} ms: {'held' if held else 'MISSED'}")
    return int(not held)


if __name__ == "__main__":
    raise SystemExit(main())
