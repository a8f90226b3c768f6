"""«Подать похожую»: begin a form with the answers of one that was sent."""

import streamlit as st

from core.actor import Actor
from core.errors import Conflict
from services import similar
from ui.act import act
from ui.html import draw, tag
from ui.shell import go, link


def offer_similar(consumer: Actor, number: str, code: str) -> None:
    """Draw the button that begins form *code* with the answers of the sending *number*, where that can be done.

    If such a form is begun already, the person chooses which answers to go on with.
    """
    begun, asked = f"similar-{number}:begun", f"similar-{number}:asked"
    if key := st.session_state.pop(begun, ""):
        go(f"fill?form={key}")
    if not similar.possible(consumer, code):
        return

    def begin(actor: Actor) -> None:
        try:
            st.session_state[begun] = similar.begin(actor, number)
        except Conflict as conflict:
            st.session_state[asked] = str(conflict)

    def instead(actor: Actor) -> None:
        st.session_state[begun] = similar.begin(actor, number, instead=True)

    if told := st.session_state.pop(asked, ""):
        with st.container(key=f"p-sure-similar-{number}", border=True):
            draw(tag("p", told))
            link(f"fill?form={code}", "Продолжить начатую")
            st.button("Заменить ответами из отправленной", key=f"similar-{number}-instead", on_click=act(instead))
    else:
        st.button("Подать похожую", key=f"similar-{number}", on_click=act(begin))
