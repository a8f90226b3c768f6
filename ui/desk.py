"""What only the staff app says: dense rows that are links, ways through long lists, history."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any

import streamlit as st

from services.cards import EventLine
from ui.html import Html, draw, joined, lines, tag
from ui.shell import link
from ui.widgets import badge, moment
from workflows._workflow import Ball

BALLS = {
    Ball.APPLICANT: "Ждём заявителя",
    Ball.COMPANY: "Наш ход",
    Ball.OTHERS: "Ждём другую организацию",
    Ball.NOBODY: "Закончено",
}
"""Who has to act next, as an employee reads it."""
ACTS = {
    "dated": "Исправлена дата",
    "progressed": "Ход исполнения",
    "assigned": "Взята в работу",
}


def rows(kind: str, *names: str) -> AbstractContextManager[object]:
    """Begin a table of dense rows, with *names* over their columns; the style sheet knows the widths of each *kind*."""
    table = st.container(key=f"p-rows-{kind}", gap=None)
    if names:
        with table, st.container(key=f"p-line-heads-{kind}", horizontal=True, gap=None):
            draw(tag("span", names[0]))
            draw(_cells(kind, names[1:]))
    return table


def line(kind: str, key: str | int, target: str, label: str, *cells: str | Html) -> None:
    """Draw one dense row, a link to *target* as a whole; *label* is Markdown, the cells are not."""
    with st.container(key=f"p-line-{kind}-{key}", horizontal=True, gap=None):
        link(target, label)
        draw(_cells(kind, cells))


def _cells(kind: str, cells: Iterable[str | Html]) -> Html:
    return tag("div", *(tag("span", cell) for cell in cells), cls=f"p-cells p-cells-{kind}")


class Trail:
    """Where somebody is in a long list; kept while cards are opened, begun anew when the list is *of* other things."""

    def __init__(self, key: str, of: str = "") -> None:
        if st.session_state.get(f"{key}:of") != of:
            st.session_state[f"{key}:of"], st.session_state[f"{key}:trail"] = of, []
        self.key = key
        self.marks: list[Any] = st.session_state.setdefault(f"{key}:trail", [])

    @property
    def after(self) -> Any:
        """The mark of the last row before this page; ``None`` on the first."""
        return self.marks[-1] if self.marks else None

    def draw(self, following: object) -> None:
        """Draw the ways to the page before and to the one after the mark *following*, if there are such."""
        if not self.marks and following is None:
            return
        with st.container(key="p-pager", horizontal=True, vertical_alignment="center"):
            if self.marks:
                st.button("← Назад", key=f"{self.key}-back", on_click=self.marks.pop)
            draw(tag("span", f"Страница {len(self.marks) + 1}", cls="p-muted"))
            if following is not None:
                st.button("Дальше →", key=f"{self.key}-on", on_click=self.marks.append, args=(following,))


def choose(key: str, offered: Sequence[tuple[str, str, str]], form: Callable[[str], object]) -> None:
    """Draw a button with a note for each of *offered* (code, label, note); under the one pressed stands its *form*."""
    name = f"{key}:chosen"
    chosen = st.session_state.get(name, "")
    for code, label, note in offered:
        open_now = code == chosen
        with st.container(key=f"p-offer-{key}-{code}", gap=None):
            st.button(
                f"{label} ▾" if open_now else label,
                key=f"{key}-choose-{code}",
                width="stretch",
                on_click=st.session_state.__setitem__,
                args=(name, "" if open_now else code),
            )
            if note:
                draw(tag("p", note, cls="p-hint"))
        if open_now:
            with st.container(key=f"p-open-{key}", border=True):
                form(code)


def events(entries: Sequence[EventLine]) -> None:
    """Draw the history of a card, newest first; what only employees read is marked by a word."""
    draw(tag("ul", *(tag("li", _event(entry)) for entry in entries), cls="p-history"))


def _event(entry: EventLine) -> Html:
    told = f"{entry.status_from} → {entry.status_to}" if entry.status_from else entry.status_to
    return joined(
        tag("time", f"{moment(entry.at)}, {entry.by or 'портал'}"),
        tag("strong", told or ACTS.get(entry.act, "")),
        tag("p", lines(entry.text)) if entry.text else "",
        tag("p", badge("внутренняя заметка", "turn"), " ", lines(entry.internal), cls="p-internal")
        if entry.internal
        else "",
    )
