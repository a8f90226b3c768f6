"""The vocabulary of pages: badges, rows, tables of facts, the bar of phases, lists of files."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime

import streamlit as st

from core import clock
from services.cards import DocumentLine
from services.files import Kept
from ui.files import size, titled, ways
from ui.html import Html, draw, joined, lines, tag
from workflows._workflow import Ball, Status
from workflows.connection import PHASES

TONES = {Ball.APPLICANT: "turn", Ball.COMPANY: "note", Ball.OTHERS: "note", Ball.NOBODY: "done"}
LIST_WIDTHS = (1, 1.3, 2.2, 3)
"""Columns of the table of applications."""


def title(text: str, under: str = "") -> None:
    """Draw the heading of the page."""
    draw(tag("h1", text, cls="p-title"), tag("p", under, cls="p-lead") if under else "")


def heading(text: str) -> None:
    """Draw the heading of a part of the page."""
    draw(tag("h2", text, cls="p-section"))


def say(text: str, *, muted: bool = False) -> None:
    """Draw a paragraph."""
    draw(tag("p", lines(text), cls="p-muted" if muted else ""))


def tone(status: Status) -> str:
    """Return the tone of a status: whose turn it is, done, or refused."""
    if status.closes and status.code != "completed":
        return "late"
    return TONES[status.ball]


def badge(text: str, tone_name: str = "note") -> Html:
    """Return a word in a tone; the colour never says anything the word does not."""
    return tag("span", text, cls=f"p-badge p-{tone_name}")


def day(value: date | None) -> str:
    """Return a date as people read it."""
    return f"{value:%d.%m.%Y}" if value else "—"


def moment(value: datetime) -> str:
    """Return a moment as people read it, on the utility's clock."""
    return f"{clock.local(value):%d.%m.%Y %H:%M}"


def facts(rows: Iterable[tuple[str, str | Html]], *, wide: bool = False) -> Html:
    """Return label and value pairs, one under another or, if *wide*, side by side where there is room."""
    return tag(
        "dl",
        *(tag("div", tag("dt", label), tag("dd", value or "—")) for label, value in rows),
        cls="p-facts p-facts-wide" if wide else "p-facts",
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[str | Html]], *, cls: str = "") -> Html:
    """Return a plain table."""
    return tag(
        "div",
        tag(
            "table",
            tag("thead", tag("tr", *(tag("th", head, scope="col") for head in heads))),
            tag("tbody", *(tag("tr", *(tag("td", cell) for cell in row)) for row in rows)),
            cls=f"p-table {cls}",
        ),
        cls="p-scroll",
    )


def phases(status: Status) -> Html:
    """Return the bar of the five phases with the present one marked."""

    def step(place: int, name: str) -> Html:
        state = "done" if place < status.phase else "now" if place == status.phase else "ahead"
        word = {"done": "пройдено", "now": "сейчас", "ahead": "впереди"}[state]
        return tag("li", tag("span", name), tag("span", word, cls="p-unseen"), cls=f"p-step-{state}")

    return tag("ol", *(step(place, name) for place, name in enumerate(PHASES, 1)), cls="p-phases")


def row(key: str) -> AbstractContextManager[object]:
    """Begin a row that is one link as a whole; draw one ``link`` in it."""
    return st.container(key=f"p-row-{key}", border=True)


def documents(entries: Sequence[DocumentLine], *, seen: bool = False) -> None:
    """Draw the numbered documents of a card, each to open and to download; for employees, whether it was *seen*."""
    if not entries:
        say("Документов пока нет.", muted=True)
        return
    draw(
        tag("ol", *(tag("li", _document(entry), _seen(entry) if seen else "") for entry in entries), cls="p-documents")
    )


def _document(entry: DocumentLine) -> Html:
    told = ", ".join(
        filter(None, (f"№ {entry.number}" if entry.number else "", f"от {day(entry.dated)}" if entry.dated else ""))
    )
    about = f"{told + '; ' if told else ''}размещён {moment(entry.placed_at)}, {size(entry.file.size)}"
    return joined(
        titled(entry.file, entry.title),
        tag("span", about, cls="p-muted p-under"),
        ways(entry.file),
    )


def _seen(entry: DocumentLine) -> Html:
    opened = entry.first_viewed_at
    told = f"Заявитель открыл {moment(opened)}" if opened else "Заявитель ещё не открывал"
    return tag("span", told, cls="p-muted p-under")


def kept_files(entries: Iterable[tuple[str, Kept]]) -> Html:
    """Return a list of files with what each is, to open and to download."""
    items = (
        tag(
            "li",
            tag("span", label, cls="p-muted p-under"),
            titled(kept, kept.name),
            tag("span", f" {size(kept.size)} ", cls="p-muted"),
            ways(kept),
        )
        for label, kept in entries
    )
    return tag("ul", *items, cls="p-files")


def sheet(readable: Sequence[Sequence[object]]) -> None:
    """Draw the answers of a form by section, as people read them."""
    for section, rows in readable:
        if section:
            heading(str(section))
        draw(facts([(label, value) for label, value in rows], wide=True))  # type: ignore[attr-defined] # JSON from the database
