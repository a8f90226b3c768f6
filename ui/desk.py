"""What only the staff app says: dense rows that are links, ways through long lists, history, upload of a document."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import streamlit as st

from core.actor import Actor
from core.errors import Refusal
from services.cards import EventLine
from services.files import MEDIA_TYPES
from ui import session
from ui.ask import EARLIEST, LATEST
from ui.html import Html, draw, joined, lines, tag
from ui.shell import link
from ui.widgets import badge, moment
from workflows._documents import DocumentKind
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
NO_FILE = "Выберите вид документа и приложите файл."
Place = Callable[[Actor, DocumentKind, str, bytes, str, date | None], object]
"""Does the placing: who, what, name of the file, its content, number and date of the document."""


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


def place_document(key: str, kinds: Sequence[DocumentKind], place: Place) -> None:
    """Draw what places a document: its kind, number, date and file, all sent at once; a refusal is said beside it."""
    turn = f"{key}:turn"  # a fresh set of fields after each document placed
    names = [f"{key}-{name}-{st.session_state.setdefault(turn, 0)}" for name in ("file", "kind", "number", "dated")]
    with st.form(f"{key}-form", border=False, enter_to_submit=False):
        st.file_uploader("Файл: PDF, JPG или PNG", type=list(MEDIA_TYPES), key=names[0])
        st.selectbox("Вид документа", kinds, None, lambda kind: kind.label, key=names[1], placeholder="Выберите вид")
        left, right = st.columns(2)
        left.text_input("Номер", key=names[2], max_chars=64)
        right.date_input("Дата", None, EARLIEST, LATEST, key=names[3], format="DD.MM.YYYY")
        if trouble := st.session_state.get(f"{key}:trouble"):
            draw(tag("p", trouble, cls="p-remark", role="alert"))
        st.form_submit_button("Разместить", on_click=_place, args=(key, names, place))


def _place(key: str, names: Sequence[str], place: Place) -> None:
    known = session.current()
    if known is None:
        return
    file, kind, number, dated = (st.session_state.get(name) for name in names)
    st.session_state[f"{key}:trouble"] = "" if file and kind else NO_FILE
    if not (file and kind):
        return
    try:
        place(known.actor, kind, file.name, file.getvalue(), number or "", dated)
    except Refusal as refusal:
        st.session_state[f"{key}:trouble"] = str(refusal)
        return
    st.session_state[f"{key}:turn"] += 1
    session.say("success", f"Размещён документ «{kind.label}». Заявитель получит уведомление.")
