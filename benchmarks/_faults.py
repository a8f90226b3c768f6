"""What befalls a person who fills in a form."""

import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from benchmarks import _answers
from benchmarks._kept import Found, Kept
from benchmarks._person import Person
from benchmarks._portal import Portal
from forms._questions import questions

Fault = Callable[[Portal, Kept, Person, Found], None]
OFFLINE = (1.0, 3.0)
"""Seconds."""


def refresh(_portal: Portal, _kept: Kept, person: Person, _found: Found) -> None:
    """Reload the page."""
    person.work.faults.append(time.monotonic())
    person.page.reload()
    person.opened(person.page)


def socket_drop(_portal: Portal, _kept: Kept, person: Person, _found: Found) -> None:
    """Cut the page's connection, and every other time the line itself."""
    offline = person.rng.random() < 0.5  # noqa: PLR2004 - every other time
    person.context.set_offline(offline)
    person.work.faults.append(time.monotonic())
    person.page.evaluate("window.wires.forEach((wire) => wire.close())")
    if offline:
        person.page.wait_for_timeout(person.rng.uniform(*OFFLINE) * 1000)
        person.context.set_offline(False)
    person.page.wait_for_timeout(300)
    person.opened(person.page)


def expiry(_portal: Portal, kept: Kept, person: Person, _found: Found) -> None:
    """End the session on the server; the person types on, is asked to log in, and does so in the same tab."""
    kept.write("UPDATE web_sessions SET expires_at = created_at WHERE user_id = ?", person.work.user_id)
    person.work.faults.append(time.monotonic())
    if person.rng.random() < 0.7:  # noqa: PLR2004 - most people type when it happens
        person.type()
        person.pause(2)
    login = person.page.get_by_role("heading", name="Вход в личный кабинет")
    while not login.is_visible():  # the page asks when one comes back to it
        person.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        person.page.wait_for_timeout(500)
    person.log_in()


def kill(portal: Portal, _kept: Kept, person: Person, _found: Found) -> None:
    """Kill the server, and start it again."""
    person.work.faults.append(time.monotonic())
    portal.kill()
    portal.start()
    person.opened(person.page)


def full_disk(portal: Portal, kept: Kept, person: Person, found: Found) -> None:
    """Let every write of the server fail while a file is sent and an answer typed, then make room again."""
    before, shelf = kept.halves(), _with_files(person)
    person.work.faults.append(time.monotonic())
    with _no_room(portal):
        file = person.bring(shelf) if shelf else None
        person.page.wait_for_timeout(800)
        person.type()
        person.pause(3)
        if file is not None:
            told = person.page.locator(".p-upload-row", has_text=file.name).inner_text()
            if not any(word in told for word in ("Отправим ещё раз", "Повторить", "Ждёт", "Отправляем", "Проверяем")):
                found.wrong("not told", f"of a file that cannot be kept the page says: {told!r}")
            if left := kept.halves() - before:
                found.wrong("half files", f"{left} were left on a full disk")
    if file is not None:
        person.page.locator(".p-upload-row", has_text=file.name).wait_for(state="detached")
        if not file.accepted:
            found.wrong("lost", f"the file {file.name}, sent to a full disk, never came")


def second_tab(_portal: Portal, _kept: Kept, person: Person, _found: Found) -> None:
    """Answer one question in two tabs, neither of which has seen the other's answer."""
    while not (names := person.open_to_text()):
        if not person.go():
            return
    name, other = person.rng.choice(names), person.context.new_page()
    other.goto(person.page.url)
    person.opened(other)
    if not person.visible([name], other):  # what shows the question was chosen less than a moment ago
        other.close()
        return
    pair = (_answers.anything(person.rng), _answers.anything(person.rng))
    tabs = [person.page, other]
    person.rng.shuffle(tabs)
    for page, text in zip(tabs, pair, strict=True):
        page.bring_to_front()
        person.write(page, name, text)
        person.says_saved(page)
    person.work.given.pop(name, None)
    person.work.both[name] = pair
    person.left_alone.add(name)
    other.close()


FAULTS: dict[str, Fault] = {
    "refresh": refresh,
    "socket drop": socket_drop,
    "session expiry": expiry,
    "kill -9": kill,
    "full disk": full_disk,
    "second tab": second_tab,
}


def _with_files(person: Person) -> str:
    for _ in range(6):
        on_page = [
            question.name
            for question in questions(person.work.form)
            if question.accepts and person.shelf(question.name).count()
        ]
        if on_page:
            return person.rng.choice(on_page)
        if not person.go():
            return ""
    return ""


@contextmanager
def _no_room(portal: Portal) -> Iterator[None]:
    _, hard = resource.prlimit(portal.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(portal.pid, resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.prlimit(portal.pid, resource.RLIMIT_FSIZE, (hard, hard))
