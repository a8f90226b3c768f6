"""What a consumer can do: the forms of the main page, those of a card, and what was done with them before."""

from collections.abc import Sequence

import streamlit as st

from forms._form import Mode, Need
from services.forms import Offered
from services.submissions import WAITING, Sent
from ui.html import draw, tag
from ui.shell import link
from ui.widgets import badge, day, moment, row, say

STATUS_TONES = {"waiting": "note", "returned": "late"}
"""Status of a sending → tone of its badge; every other is done."""


def group(need: Need, offered: Sequence[Offered], *, unfolded: bool) -> None:
    """Draw the forms of one *need*, each with the ways to use it; those that open later stand below, and say when."""
    with st.expander(need.label, expanded=unfolded, key=f"p-need-{need}"):
        for form in offered:
            if not form.later:
                _form(form)
        later = [tag("li", tag("strong", form.title), tag("span", form.later)) for form in offered if form.later]
        if later:
            draw(tag("ul", *later, cls="p-later"))


def _form(form: Offered) -> None:
    with st.container(key=f"p-form-{form.code}", border=True):
        draw(tag("strong", form.title), tag("p", form.summary, cls="p-muted p-under"))
        with st.container(key=f"p-ways-{form.code}", horizontal=True):
            for mode in form.modes:
                if mode is Mode.DOWNLOAD:
                    draw(tag("a", mode.label, href=f"/blanks/{form.code}", download="download", cls="p-link"))
                else:
                    link(form.target(mode), mode.label)


def awaited(offered: Sequence[Offered], asks: str) -> None:
    """Draw the form called *asks* as the one thing to do, if it is among those *offered*."""
    for form in offered:
        if form.code == asks:
            with st.container(key=f"p-first-{form.about.replace('/', '-')}"):
                link(_way(form), form.deed)


def menu(offered: Sequence[Offered], asks: str) -> None:
    """Draw all other forms *offered*, each opens where it stands."""
    others = [form for form in offered if form.code != asks]
    if not others:
        return
    with st.expander("Действия", key="p-deeds"):
        for form in others:
            with st.container(key=f"p-deed-{form.code}", gap=None):
                link(_way(form), form.deed)
                draw(tag("p", form.summary, cls="p-hint"))


def waiting(entries: Sequence[Sent]) -> None:
    """Draw what waits for registration, or was returned, each a row that leads to it."""
    for sent in entries:
        with row(f"sent-{sent.number}"):
            about = f", по заявке {sent.application_no}" if sent.application_no else ""
            link(sent.page, f"**№ {sent.number}**, {sent.title}{about}")
            waits = (
                f"Зарегистрируем до {day(sent.register_by)}." if sent.status == WAITING else "Откройте: там причина."
            )
            say(f"{sent.status_label}. {waits}", muted=True)


def sent_before(entries: Sequence[Sent]) -> None:
    """Draw what was sent, each a row that leads to it."""
    for sent in entries:
        with row(f"sent-{sent.number}"):
            link(sent.page, f"**№ {sent.number}**, {sent.title}")
            draw(
                badge(sent.status_label, STATUS_TONES.get(sent.status, "done")),
                tag("span", f" {moment(sent.sent_at)}", cls="p-muted"),
            )


def _way(form: Offered) -> str:
    return form.target(Mode.FILL if Mode.FILL in form.modes else Mode.SEND)
