"""Whether anything that people type or attach is ever lost, whatever befalls them meanwhile.

Run by ``python -m benchmarks.lost_work --runs N``. Every run is one person in a fresh browser who fills in one form of
the main page at random, while one fault after another comes at random moments; then the database and the disk are read
past the portal and compared with what was done. The same seed does the same.
"""

import argparse
import random
import re
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as PageError
from pydantic_core import to_jsonable_python
from sqlalchemy import select

from benchmarks import _answers
from benchmarks._faults import FAULTS
from benchmarks._kept import Found, Kept, Work
from benchmarks._person import Person
from benchmarks._portal import Portal, serving, within
from core.actor import Actor, Side
from core.errors import Refusal
from db.models import User
from db.session import reading
from forms._form import Form, Mode
from services import drafts, forms, sessions
from services.draft_keys import DraftKey
from ui.steps import in_steps, sections

DOUBLE_CLICK = "double click"
KINDS = (*FAULTS, DOUBLE_CLICK)
BAD = ("lost", "doubled", "half files", "not told", "not shown", "not saved", "broken off")
"""What there must be none of."""
STRIDE = 5
"""From one run to the next the forms go on by so many, so that in time each meets every fault."""
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")


@dataclass(slots=True)
class Campaign:
    """What has come of all runs so far."""

    runs: Counter[str] = field(default_factory=Counter)
    by_kind: dict[str, Counter[str]] = field(default_factory=lambda: {kind: Counter() for kind in KINDS})
    forms: Counter[str] = field(default_factory=Counter)
    skipped: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    @property
    def counts(self) -> Counter[str]:
        """All that was counted, in all runs."""
        return sum(self.by_kind.values(), Counter[str]())

    @property
    def held(self) -> bool:
        """Nothing was lost, and something was looked for."""
        counts = self.counts
        return not any(counts[name] for name in BAD) and bool(counts["answers"] and counts["files"])


class Places:
    """Who can fill in what: for every form, the demo consumers who can open it and the key of their draft."""

    def __init__(self) -> None:
        with reading() as session:
            users = session.scalars(select(User).where(User.side == Side.PUBLIC.value, User.active)).all()
        self.people = {user.email: sessions.actor_of(user) for user in users}
        self.known = {code: form for code, form in forms.declared().items() if Mode.FILL in form.modes}

    def find(self, code: str, rng: random.Random) -> tuple[str, Actor, str] | None:
        """Return somebody who can send the form *code* now: their address, who they are, and the key of the draft."""
        people = list(self.people.items())
        rng.shuffle(people)
        for email, actor in people:
            try:
                keys = [DraftKey(code, entry.reg_no) for entry in forms.fitting(actor, code)]
                if not forms.belongs(self.known[code]):
                    keys.append(DraftKey(code))
                rng.shuffle(keys)
                for key in keys:
                    if not forms.at(actor, str(key)).closed:
                        return email, actor, str(key)
            except Refusal:
                continue
        return None


def campaign(portal: Portal, browser: Browser, *, runs: int, seed: int, tell: bool = True) -> Campaign:
    """Do so many *runs*; the services of this process work over the data of *portal* already."""
    told, places, kept = Campaign(), Places(), Kept(portal.data)
    able = [code for code in places.known if places.find(code, random.Random(seed))]  # noqa: S311 - nothing secret
    told.skipped = [code for code in places.known if code not in able]
    for number in range(seed, seed + runs):
        since = time.monotonic()
        kind, code = KINDS[number % len(KINDS)], able[number * STRIDE % len(able)]
        found, person = _run(portal, kept, browser, places, code, kind, random.Random(f"{number} {kind}"))  # noqa: S311 - nothing secret
        told.runs[kind] += 1
        told.forms[code] += 1
        told.by_kind[kind] += found.counts
        if any(found.counts[name] for name in BAD):
            told.failures.append(
                f"seed {number}, {kind}, {code}\n  " + "\n  ".join((*found.troubles, "what was done:", *person))
            )
            print(told.failures[-1], flush=True)
        if tell:
            print(f"{number} {kind}: {code}, {time.monotonic() - since:.1f} s, {dict(found.counts)}", flush=True)
    return told


def _run(
    portal: Portal, kept: Kept, browser: Browser, places: Places, code: str, kind: str, rng: random.Random
) -> tuple[Found, Sequence[str]]:
    place = places.find(code, rng)
    if place is None:
        return Found(Counter({"nobody": 1})), ()
    email, actor, key = place
    form = places.known[code]
    drafts.drop(actor, key)
    work = Work(form, key, actor.user_id, sent_after=kept.last_sending())
    if kind == DOUBLE_CLICK:
        work.sendings = 1
        _fill(actor, form, key, rng)
    person, found = Person(browser, portal.url, email, work, rng), Found()
    try:
        person.come(rng.randint(1, len(sections(form)) + 1) if in_steps(form) else 1)
        _walk(portal, kept, person, kind, found)
        _finish(kept, person, found)
    except PageError as error:
        found.wrong("broken off", f"{str(error).splitlines()[0]}; the page says: {person.state()}")
    finally:
        person.gone()
    _join(found, kept.check(work))
    return found, person.told


def _join(found: Found, more: Found) -> None:
    found.counts += more.counts
    found.troubles += more.troubles


def _walk(portal: Portal, kept: Kept, person: Person, kind: str, found: Found) -> None:
    rng, acts = person.rng, person.rng.randint(4, 8)
    moments = {} if kind == DOUBLE_CLICK else {rng.randint(1, acts): kind for _ in range(rng.randint(1, 2))}
    for act in range(acts + 1):
        if act in moments:
            if rng.random() < 0.5:  # noqa: PLR2004 - half of the faults come within the moment
                person.pause(2.5)
            person.told.append(f"FAULT {kind}")
            FAULTS[kind](portal, kept, person, found)
        if act < acts:
            person.act()
            person.pause(0.4)


def _finish(kept: Kept, person: Person, found: Found) -> None:
    if person.work.sendings:
        _send(person, found)
        return
    if not person.says_saved():
        found.wrong("not saved", f"the page says: {person.state()}")
    person.settle()
    answers, others = kept.standing(person.work)
    for sentence in person.shows_otherwise(answers, others):
        found.wrong("not shown", sentence)


def _send(person: Person, found: Found) -> None:
    if in_steps(person.work.form):
        person.step(len(sections(person.work.form)) + 1)
    person.page.locator(".p-upload-row").first.wait_for(state="detached")
    button = person.page.locator(f".st-key-{person.key}-submit button")
    if person.rng.random() < 0.5:  # noqa: PLR2004 - every other hand is so quick
        button.dblclick()
    else:
        button.evaluate(
            "button => { button.focus(); button.click(); setTimeout(() => button.isConnected && button.click(), 60); }"
        )
    person.told.append("send, twice")
    sent = person.page.get_by_text(re.compile("Отправлено, номер|Вы уже отправили эту форму"))
    sent.or_(person.page.locator(".p-errors")).first.wait_for()
    if not sent.count():
        found.wrong("broken off", f"the form was not sent: {person.page.locator('.p-errors').inner_text()}")
    person.settle()


def _fill(actor: Actor, form: type[Form], key: str, rng: random.Random) -> None:
    begun = to_jsonable_python(drafts.begun(actor, form, key).answers)  # the card gives dates as they are
    known = {name: value for name, value in begun.items() if value}
    if "applicant_kind" in form.model_fields:
        known["applicant_kind"] = forms.applicant_type(actor).value
    given = _answers.sound(form, {**known, **DraftKey.of(key).given})
    drafts.save(actor, key, given)
    for question in _answers.wants_files(form, given):
        drafts.attach(actor, key, question, f"Бумага {question.name}.pdf", _answers.a_paper(rng))


def report(told: Campaign) -> str:
    """Return the counts as a table of Markdown."""
    columns = ("answers", "young", "files", "sent", "asked about", *BAD)
    table = [f"| fault | runs | {' | '.join(columns)} |", "| --- | ---: |" + " ---: |" * len(columns)]
    for kind in KINDS:
        counts = told.by_kind[kind]
        table.append(f"| {kind} | {told.runs[kind]} | {' | '.join(str(counts[name]) for name in columns)} |")
    counts = told.counts
    table.append(f"| all | {told.runs.total()} | {' | '.join(str(counts[name]) for name in columns)} |")
    table.append(f"\nForms: {', '.join(f'{code} {times}' for code, times in sorted(told.forms.items()))}.")
    table.append(f"Skipped, because no demo consumer can open them: {', '.join(told.skipped) or 'none'}.")
    return "\n".join(table)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a headless Chromium."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


def main() -> int:
    """Run and print; the exit code says whether nothing was lost."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--runs", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--applications", type=int, default=120, help="of the demo data")
    given = asked.parse_args()
    since = time.monotonic()
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(Path(folder), applications=given.applications) as portal,
        within(portal),
        chromium() as browser,
    ):
        told = campaign(portal, browser, runs=given.runs, seed=given.seed)
    print(report(told))
    print(f"{time.monotonic() - since:.0f} s in all; {'nothing lost' if told.held else 'MISSED'}")
    return int(not told.held)


if __name__ == "__main__":
    raise SystemExit(main())
