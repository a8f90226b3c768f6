"""Acts that are asked about twice: what follows is told before the button that does it."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.actor import Actor
from ui import session
from ui.faults import safely
from ui.html import Html, draw, tag


def sure(
    key: str,
    label: str,
    do: Callable[[Actor], object],
    *,
    told: Sequence[str | Html],
    yes: str,
    done: str = "",
    no: str = "Не надо",
) -> None:
    """Draw a button; pressed, it gives way to what follows (*told*) with a way on (*yes*) and a way back (*no*)."""
    name = f"{key}:sure"
    if not st.session_state.get(name):
        st.button(label, key=f"{key}-ask", on_click=st.session_state.__setitem__, args=(name, True))
        return

    @safely
    def go_on() -> None:
        known = session.current()
        if known is None:
            return
        do(known.actor)
        st.session_state.pop(name, None)
        if done:
            session.say("success", done)

    with st.container(key=f"p-sure-{key}", border=True):
        draw(*(tag("p", sentence) for sentence in told))
        with st.container(key=f"p-sure-ways-{key}", horizontal=True, gap="small"):
            st.button(yes, key=f"{key}-yes", type="primary", on_click=go_on)
            st.button(no, key=f"{key}-no", on_click=st.session_state.pop, args=(name, None))
