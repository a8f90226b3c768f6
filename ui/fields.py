"""One field a kind of answer: how Streamlit asks it, and what goes in and comes out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from core import strength
from forms._kinds import LONGEST_PASTE, Widget
from forms._questions import Question, shown_as
from ui.html import Html, tag

FEW_CHOICES = 6
"""More than so many choices are a list to pick from."""
EARLIEST = date(1900, 1, 1)
LATEST = date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class Field:
    """One question on the page."""

    question: Question
    key: str
    """Of the widget."""
    label: str
    offers: Mapping[str, str]
    """What this person may choose, value to label, where the declaration does not say it."""
    changed: Callable[[], None]


def draw(field: Field) -> None:
    """Draw the widget of the question; its state has been put under ``field.key`` before."""
    _WIDGETS[field.question.kind.widget](field)


def label_of(question: Question, answers: Mapping[str, Any]) -> str:
    """Return the label with the unit, and with a star if the question must be answered."""
    unit = f", {question.kind.unit}" if question.kind.unit else ""
    return f"{question.label}{unit}{' *' if question.needed(answers) else ''}"


def from_widget(value: Any) -> Any:
    """Return what the widget holds as an answer is kept."""
    return value.isoformat() if isinstance(value, date) else value


def to_widget(question: Question, answer: Any) -> Any:
    """Return the answer as the widget holds it."""
    widget = question.kind.widget
    if widget is Widget.DATE:
        return _day(answer)
    if widget is Widget.SEVERAL:
        return [getattr(one, "value", one) for one in answer or ()]
    if widget in {Widget.YES_NO, Widget.CHOICE, Widget.SCALE}:
        return getattr(answer, "value", answer)
    if widget is Widget.TICK:
        return bool(answer)
    if widget in {Widget.OWN_APPLICATION, Widget.OWN_APPEAL}:
        return answer or ""
    return shown_as(question, answer) if answer not in {None, ""} and not isinstance(answer, str) else answer or ""


def meter(found: strength.Strength) -> Html:
    """Return how strong a password is: a word, and as many bars of four."""
    level = list(strength.Strength).index(found) + 1
    bars = (tag("i", cls="p-on" if place < level else "") for place in range(len(strength.Strength)))
    told = tag("span", "Пароль: ", tag("strong", found.label))
    return tag(
        "p", tag("span", *bars, cls="p-bars", aria_hidden="true"), told, cls=f"p-strength p-{found}", role="status"
    )


def counted(question: Question, answer: Any) -> Html:
    """Return how many signs may still be written; the browser counts on in the same words while one types."""
    left = (question.max_length or 0) - len(str(answer or "").strip())
    told = f"Осталось знаков: {left}" if left >= 0 else f"Лишних знаков: {-left}"
    return tag("p", told, cls="p-count", data_portal_most=str(question.max_length))


def _day(answer: Any) -> date | None:
    if isinstance(answer, date) or not answer:
        return answer or None
    day = date.fromisoformat(answer)
    return day if EARLIEST <= day <= LATEST else None


def _line(field: Field) -> None:
    st.text_input(field.label, key=field.key, max_chars=LONGEST_PASTE, on_change=field.changed,
                  autocomplete=field.question.kind.fill_in or "on")  # fmt: skip


def _password(field: Field) -> None:
    st.text_input(field.label, key=field.key, type="password", autocomplete=field.question.kind.fill_in,
                  on_change=field.changed)  # fmt: skip


def _text(field: Field) -> None:
    st.text_area(field.label, key=field.key, max_chars=LONGEST_PASTE, height=140, on_change=field.changed)


def _choice(field: Field) -> None:
    labels = _labels(field)
    choose: Any = st.radio if len(labels) <= FEW_CHOICES else st.selectbox
    choose(field.label, list(labels), key=field.key, index=None, format_func=labels.__getitem__,
           on_change=field.changed)  # fmt: skip


def _several(field: Field) -> None:
    labels = _labels(field)
    st.pills(field.label, list(labels), key=field.key, selection_mode="multi", format_func=labels.__getitem__,
             on_change=field.changed)  # fmt: skip


def _scale(field: Field) -> None:
    labels = _labels(field)
    st.radio(field.label, list(labels), key=field.key, index=None, horizontal=True, format_func=labels.__getitem__,
             on_change=field.changed)  # fmt: skip


def _own(nothing: str) -> Callable[[Field], None]:
    def pick(field: Field) -> None:
        labels = {"": "Выберите из списка" if field.question.required else nothing, **field.offers}
        st.selectbox(field.label, list(labels), key=field.key, format_func=labels.__getitem__,
                     on_change=field.changed)  # fmt: skip

    return pick


def _yes_no(field: Field) -> None:
    labels = {True: "Да", False: "Нет"}
    st.radio(field.label, list(labels), key=field.key, index=None, horizontal=True, format_func=labels.__getitem__,
             on_change=field.changed)  # fmt: skip


def _tick(field: Field) -> None:
    st.checkbox(field.label, key=field.key, on_change=field.changed)


def _date(field: Field) -> None:
    st.date_input(field.label, key=field.key, format="DD.MM.YYYY", min_value=EARLIEST, max_value=LATEST,
                  on_change=field.changed)  # fmt: skip


_WIDGETS: dict[Widget, Callable[[Field], None]] = {
    Widget.LINE: _line,
    Widget.TEXT: _text,
    Widget.CHOICE: _choice,
    Widget.SEVERAL: _several,
    Widget.SCALE: _scale,
    Widget.YES_NO: _yes_no,
    Widget.TICK: _tick,
    Widget.DATE: _date,
    Widget.PASSWORD: _password,
    Widget.OWN_APPLICATION: _own("не о заявке"),
    Widget.OWN_APPEAL: _own("не об обращении"),
}


def _labels(field: Field) -> Mapping[str, str]:
    return field.offers or {choice.value: choice.label for choice in field.question.choices}
