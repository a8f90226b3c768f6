"""One person before one form, in a real browser: what they do, and what the page tells them."""

import hashlib
import json
import random
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import unquote

from playwright.sync_api import Browser, Locator, Page, Response
from playwright.sync_api import Error as PageError

from benchmarks import _answers
from benchmarks._kept import Attached, Work
from benchmarks._portal import PASSWORD
from forms import _rows
from forms._kinds import Widget
from forms._questions import Question, questions
from services.draft_keys import DraftKey

PATIENCE_MS = 45_000
"""For one thing to appear: a portal that was killed starts meanwhile."""
SAVED_SECONDS = 20
"""How soon after the last act the page must say that all is saved."""
OPENED = ".p-in-steps, [data-portal-draft]"
_WATCH = """(() => {
  addEventListener("input", ({ target }) => { window.stood = target.value; }, { capture: true });
  const Plain = window.WebSocket;
  const wires = (window.wires = []);
  window.WebSocket = class extends Plain { constructor(...given) { super(...given); wires.push(this); } };
})()"""


class Person:
    """A person, the form they fill in, and the page it is on."""

    def __init__(self, browser: Browser, url: str, email: str, work: Work, rng: random.Random) -> None:
        self.url, self.email, self.work, self.rng = url, email, work, rng
        self.context = browser.new_context(viewport={"width": 1280, "height": 900})
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.add_init_script(_WATCH)
        self.page = self.context.new_page()
        self.page.on("response", self._heard)
        self.told: list[str] = []
        """What was done, for whoever looks into a failure."""
        self.left_alone: set[str] = set()
        """Questions that are not answered at random any more."""

    @property
    def key(self) -> str:
        """The beginning of the keys of the form's widgets."""
        return f"fill-{self.work.key.replace('~', '-').replace('.', '-')}"

    def come(self, step: int) -> None:
        """Log in on the page of the form."""
        self.page.goto(self.address(step))
        self.log_in()

    def address(self, step: int) -> str:
        """Return where the form is."""
        return f"{self.url}/{DraftKey.of(self.work.key).target}&step={step}"

    def log_in(self) -> None:
        """Log in on the page that asks for it."""
        self.page.get_by_label("Адрес электронной почты или регистрационный номер").fill(self.email)
        self.page.get_by_label("Пароль", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Войти").click()
        self.opened(self.page)

    def opened(self, page: Page) -> None:
        """Wait until the form is there."""
        page.locator(OPENED).first.wait_for(state="attached")
        self.settle(page)

    def settle(self, page: Page | None = None) -> None:
        """Wait until the page has been drawn to the end."""
        page = page or self.page
        page.wait_for_timeout(120)
        page.locator("[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning]"
                     ).wait_for()  # fmt: skip

    def pause(self, longest: float) -> None:
        """Think."""
        self.page.wait_for_timeout(self.rng.uniform(0.05, longest) * 1000)

    def act(self) -> None:
        """Do something a person does in a form."""
        acts = [self.type, self.type, self.type, self.choose, self.choose, self.attach, self.go, self.add_row]
        self.rng.shuffle(acts)
        for act in acts:
            try:
                if act():
                    return
            except PageError as error:
                self.told.append(f"{act.__name__} was not possible: {str(error).splitlines()[0]}")

    def type(self) -> bool:
        """Type a random text into a random question."""
        found = self.open_to_text()
        if not found:
            return False
        name, text = self.rng.choice(found), _answers.anything(self.rng)
        stood = self.write(self.page, name, text)
        if stood:
            self.work.give(name, stood, time.monotonic())
        return True

    def open_to_text(self) -> list[str]:
        """Return the questions on the page whose answer may be any text."""
        kinds = {Widget.TEXT} if self.work.sendings else {Widget.TEXT, Widget.LINE}  # what is sent must be sound
        return [
            name
            for name in self.visible(self.typed())
            if name not in self.left_alone and self._question(name).kind.widget in kinds
        ]

    def write(self, page: Page, name: str, text: str) -> str:
        """Type *text* in place of what question *name* is answered; return what stood in the field after the last key.

        It is less where the page went away meanwhile, to ask for a login.
        """
        field = self.place(page, name).locator("input, textarea").first
        field.click()
        page.keyboard.press("ControlOrMeta+A")
        page.evaluate("window.stood = ''")
        page.keyboard.type(text)
        stood: str = page.evaluate("window.stood")
        left = self.rng.random() < 0.5  # noqa: PLR2004 - every other person leaves the field
        if left:
            page.evaluate("document.activeElement.blur()")  # it may be gone: the page asks for a login
        self.told.append(f"type {name} {text!r}{' and leave' if left else ''}{'' if stood == text else f', {stood!r}'}")
        return stood

    def choose(self) -> bool:
        """Choose an answer, tick a box or set a date."""
        kinds = {Widget.CHOICE, Widget.SCALE, Widget.YES_NO, Widget.SEVERAL, Widget.TICK, Widget.DATE}
        found = [] if self.work.sendings else self.visible(self.named(kinds))
        if not found:
            return False
        name = self.rng.choice(found)
        question, place = self._question(name), self.place(self.page, name)
        value = self._date(place) if question.kind.widget is Widget.DATE else self._choice(question, place)
        if value is not None:
            self.work.give(name, value, time.monotonic())
            self.told.append(f"choose {name} {value!r}")
        return value is not None

    def attach(self) -> bool:
        """Attach a paper, and go on before it has arrived."""
        asked = [question for question in questions(self.work.form) if question.accepts]
        if self.work.sendings:
            asked = [
                question
                for question in asked
                if question.accepts and question.accepts.at_most > len(self._of(question))
            ]
        found = [question.name for question in asked if self.shelf(question.name).count()]
        if not found or len(self.work.files) > 6:  # noqa: PLR2004 - of twenty that a form may carry
            return False
        self.bring(self.rng.choice(found))
        return True

    def bring(self, name: str) -> Attached:
        """Choose a new paper for question *name*."""
        paper = _answers.a_paper(self.rng)
        file = Attached(name, f"Бумага № {self.rng.randrange(10**9)}.pdf", hashlib.sha256(paper).hexdigest())
        self.work.files.append(file)
        self.shelf(name).locator("input[type=file]").first.set_input_files(
            {"name": file.name, "mimeType": "application/pdf", "buffer": paper}
        )
        self.told.append(f"attach {file.name} to {name}")
        return file

    def go(self) -> bool:
        """Go to another step."""
        steps = self.page.locator(f"[class*='st-key-{self.key}-step-wide-'] button")
        if not (count := steps.count()):
            return False
        self.step(self.rng.randint(1, count))
        return True

    def step(self, number: int) -> None:
        """Go to the step of this *number*."""
        self.page.locator(f".st-key-{self.key}-step-wide-{number} button").click()
        self.told.append(f"go to step {number}")
        self.settle()

    def add_row(self) -> bool:
        """Add a row to a group."""
        for question in questions(self.work.form):
            more = self.page.locator(f".st-key-{self.key}-more-{question.name} button")
            if question.row is None or self.work.sendings or not more.count():
                continue
            more.click()
            self.settle()
            rows = self.page.locator(f"[class*='st-key-p-group-{self.key}-q-{question.name}-']")
            self.work.rows[question.name] = rows.count()
            self.told.append(f"add a row to {question.name}")
            return True
        return False

    def typed(self, page: Page | None = None) -> list[str]:
        """Return the names of the questions that are typed, as the page tells them to autosave.js."""
        mark = (page or self.page).locator("[data-portal-draft]").first.get_attribute("data-portal-draft")
        return list(json.loads(mark or "{}").get("fields", {}).values())

    def named(self, kinds: set[Widget]) -> Iterator[str]:
        """Yield the names of the questions of these *kinds*."""
        rows = {name.rpartition(".")[0] for name in self.typed() if "." in name}
        for question in questions(self.work.form):
            if question.row is None and question.kind.widget in kinds:
                yield question.name
            elif question.row is not None:
                own = (row for row in rows if row.startswith(f"{question.name}."))
                inside = [asked.name for asked in questions(question.row) if asked.kind.widget in kinds]
                yield from (_rows.path(question.name, row.partition(".")[2], name) for row in own for name in inside)

    def visible(self, names: Any, page: Page | None = None) -> list[str]:
        """Return those of the questions that are on the page now."""
        return [name for name in names if self.place(page or self.page, name).count()]

    def place(self, page: Page, name: str) -> Locator:
        """Return where question *name* stands."""
        return page.locator(f".st-key-{self.key}-q-{name.replace('.', '-')}")

    def shelf(self, name: str) -> Locator:
        """Return where papers for question *name* are chosen."""
        return self.page.locator(f'[data-portal-upload="{self.work.key}/{name}"]')

    def says_saved(self, page: Page | None = None) -> bool:
        """Wait until the page says that all is saved; tell whether it did."""
        page, until = page or self.page, time.monotonic() + SAVED_SECONDS
        while time.monotonic() < until:
            if page.evaluate(_ALL_SAVED):
                return True
            page.wait_for_timeout(150)
        return False

    def state(self) -> str:
        """Return what the page says of its saving."""
        marks = self.page.locator("[data-portal-draft], .p-unsaved:not([hidden]), .p-upload-row").all_inner_texts()
        return "; ".join(" ".join(mark.split()) for mark in marks)

    def shows_otherwise(self, kept: dict[str, Any], others: dict[str, Any]) -> list[str]:
        """Return what stands in typed questions of the page otherwise than it is *kept*."""
        wrong = []
        for name in self.visible(self.typed()):
            if name not in self.work.given or name in others:
                continue
            shown = self.place(self.page, name).locator("input, textarea").first.input_value()
            if shown not in _answers.spellings(self.work.form, name, kept.get(name), kept):
                wrong.append(f"{name}: {shown!r} stands on the page, {kept.get(name)!r} is kept")
        return wrong

    def gone(self) -> None:
        """Close the browser."""
        self.context.close()

    def _question(self, name: str) -> Question:
        return _answers.asked(self.work.form, name)

    def _of(self, question: Question) -> list[Attached]:
        return [file for file in self.work.files if file.question == question.name]

    def _choice(self, question: Question, place: Locator) -> Any:
        words: dict[str, Any] = {choice.label: choice.value for choice in question.choices} or {
            "Да": True,
            "Нет": False,
        }
        if place.get_by_test_id("stCheckbox").count():
            place.get_by_test_id("stCheckbox").locator("label").first.click()
            self.settle()
            return place.locator("input[type=checkbox]").is_checked()
        if place.get_by_test_id("stSelectbox").count():
            place.get_by_test_id("stSelectbox").locator("input").click()
            options = self.page.get_by_role("option")
            options.first.wait_for()
            picked = options.nth(self.rng.randrange(options.count()))
            word = picked.inner_text().strip()
            picked.click()
            self.settle()
            return words.get(word)
        if place.get_by_test_id("stButtonGroup").count():
            pills = place.get_by_test_id("stButtonGroup").locator("button")
            pills.nth(self.rng.randrange(pills.count())).click()
            self.settle()
            chosen = place.locator("button[data-selected]").all_inner_texts()
            return frozenset(words[word.strip()] for word in chosen)
        labels = place.get_by_test_id("stRadio").locator("label[data-baseweb=radio]")
        if not labels.count():
            return None
        picked = labels.nth(self.rng.randrange(labels.count()))
        word = picked.inner_text().strip()
        picked.click()
        if self.rng.random() < 0.5:  # noqa: PLR2004 - who is quick does not wait for the page
            self.settle()
        return words.get(word)

    def _date(self, place: Locator) -> str:
        day = date(2000, 1, 1) + timedelta(self.rng.randrange(12_000))
        place.get_by_role("spinbutton").first.click()
        self.page.keyboard.type(f"{day:%d%m%Y}")
        self.page.keyboard.press("Tab")
        self.settle()
        return day.isoformat()

    def _heard(self, response: Response) -> None:
        if "/uploads/" not in response.url or response.status != 201:  # noqa: PLR2004 - Created
            return
        name = unquote(response.request.headers.get("x-file-name", ""))
        for file in self.work.files:
            file.accepted = file.accepted or file.name == name


_ALL_SAVED = """() => {
  const mark = document.querySelector("[data-portal-draft]");
  const bar = document.querySelector(".p-unsaved:not([hidden])");
  const drawn = document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]");
  const waiting = Object.keys(sessionStorage).some((name) => name.startsWith("portal-draft "));
  return mark !== null && !bar && drawn !== null && !waiting && !document.querySelector(".p-upload-row")
    && (mark.textContent === "" || mark.textContent.startsWith("Сохранено"));
}"""
