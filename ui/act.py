"""Acts behind buttons: what was pressed is done before the page is drawn, and a refusal is said, not thrown."""

from collections.abc import Callable

import streamlit as st

from core.actor import Actor
from ui import session
from ui.faults import safely
from ui.html import draw, tag


def act(do: Callable[[Actor], object], *, done: str = "") -> Callable[[], None]:
    """Return a callback that does *do* as whoever is logged in at that moment, and then says *done*."""

    @safely
    def callback() -> None:
        known = session.current()
        if known is None:
            return
        do(known.actor)
        if done:
            session.say("success", done)

    return callback


def confirm(key: str, label: str, warning: str, do: Callable[[Actor], object], done: str) -> None:
    """Draw an act of consequence: folded up, with what it will do above the button that does it."""
    with st.expander(label, key=f"{key}-fold"):
        draw(tag("p", warning, cls="p-muted"))
        st.button(label, key=f"{key}-do", type="primary", on_click=act(do, done=done))
