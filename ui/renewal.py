"""«Продлить» where only a new login helps: the password is asked above the page, and the page stays as it is.

Everything here has a place of its own on every page, empty or not, so that nothing else on the page is drawn anew.
"""

import uuid

import streamlit as st

from core.errors import Refusal
from services import renewal
from services.sessions import Known
from ui import session
from ui.faults import safely
from ui.html import draw, tag

PASSWORD, CODE = "portal_renewal_password", "portal_renewal_code"
LOST = "Не удалось продлить сеанс в этом браузере. Разрешите файлы cookie для этого сайта и попробуйте ещё раз."


def bridge() -> None:
    """Draw, unseen, what opens the prompt, and what exchanges a ticket for the cookie while the page goes on."""
    st.button("Продлить", key="portal_renew", on_click=_open)
    ticket = st.session_state.get("portal_renewal_ticket")
    if ticket is not None:
        draw(tag("div", data_portal_ticket=ticket, data_portal_then="portal_renewal"))
        st.button("Продолжить", key="portal_renewal_kept", on_click=_close)
        st.button("Повторить", key="portal_renewal_lost", on_click=_lost)


def prompt(known: Known) -> None:
    """Draw the question for the password, if «Продлить» was pressed, above the page."""
    with st.container(key="p-renewal"):
        if mark := st.session_state.get("portal_renewal"):
            _ask(known, mark)


def _ask(known: Known, mark: str) -> None:
    with st.form("portal-renewal", border=False):
        draw(
            tag("h2", "Продлить сеанс", cls="p-renewal-title"),
            tag("p", "Закончится через ", session.clock(), ". Введённое на странице останется на месте.",
                data_portal_renewal=mark),
        )  # fmt: skip
        st.text_input("Пароль", type="password", key=PASSWORD, autocomplete="current-password")
        if renewal.asks_code(known.actor):
            st.text_input("Код из приложения", key=CODE, autocomplete="one-time-code")
        if trouble := st.session_state.get("portal_renewal_trouble"):
            draw(tag("p", trouble, cls="p-remark", role="alert"))
        with st.container(horizontal=True):
            st.form_submit_button("Продлить сеанс", type="primary", on_click=_renew)
            st.form_submit_button("Не сейчас", type="tertiary", on_click=_close)


def _open() -> None:
    st.session_state["portal_renewal"] = str(uuid.uuid4())  # the browser leads to the password once


@safely
def _renew() -> None:
    known = session.current()
    if known is None:
        return
    password, code = (st.session_state.get(name, "") for name in (PASSWORD, CODE))
    st.session_state[PASSWORD] = ""
    try:
        opened = renewal.renew(known.actor, password, code, session.visitor())
    except Refusal as refusal:
        st.session_state["portal_renewal_trouble"] = str(refusal)
        _open()
        return
    st.session_state.pop("portal_renewal_trouble", None)
    st.session_state["portal_renewal_ticket"] = opened.ticket


def _close() -> None:
    for name in ("portal_renewal", "portal_renewal_ticket", "portal_renewal_trouble", PASSWORD, CODE):
        st.session_state.pop(name, None)


def _lost() -> None:
    st.session_state.pop("portal_renewal_ticket", None)
    st.session_state["portal_renewal_trouble"] = LOST
