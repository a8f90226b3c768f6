"""Acts that are asked about twice: what follows is told before the button that does it."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.actor import Actor
from ui.act import act
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

    def go_on(actor: Actor) -> None:
        do(actor)
        st.session_state.pop(name, None)

    with st.container(key=f"p-sure-{key}", border=True):
        draw(*(tag("p", sentence) for sentence in told))
        with st.container(key=f"p-sure-ways-{key}", horizontal=True, gap="small"):
            st.button(yes, key=f"{key}-yes", type="primary", on_click=act(go_on, done=done))
            st.button(no, key=f"{key}-no", on_click=st.session_state.pop, args=(name, None))
