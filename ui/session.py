"""Who looks at the page: the browser's cookie, the server's session, and the bridge between them."""

import uuid

import streamlit as st

from core import cookies
from core.actor import Actor, Side, Visitor
from core.clock import now
from core.errors import NotFound
from services import second_factor, sessions
from services.second_factor import Halfway
from services.sessions import Known
from ui.html import Html, tag

_KEPT_AFTER_LOGOUT = ("portal_said",)
LOST = "Не удалось открыть сеанс в этом браузере. Разрешите файлы cookie для этого сайта и войдите ещё раз."
OVER = "Сеанс завершён. Войдите снова. Начатые формы сохранены в черновиках."
OVER_AT_WORK = "Сеанс завершён. Войдите снова."


def side() -> Side:
    """Return the portal this script run belongs to."""
    found: Side = st.session_state["portal_side"]
    return found


def visitor() -> Visitor:
    """Return the browser that knocks."""
    agent = st.context.headers.get("User-Agent")
    return Visitor(
        address=st.context.ip_address if isinstance(st.context.ip_address, str) else "127.0.0.1",
        device=agent if isinstance(agent, str) else "",
        browser=_cookie(cookies.browser_name(side())),
    )


def current() -> Known | None:
    """Return who is logged in, asked anew of the database in every run and callback.

    A websocket that was taken over with a leaked session id carries another browser's cookie, or none, and gets
    nobody's session.
    """
    session_id = st.session_state.get("portal_session")
    if session_id is None:
        return _from_cookie()
    if not sessions.same_browser(st.session_state["portal_browser"], visitor().browser):
        _forget()
        return None
    known = sessions.by_id(side(), session_id)
    if known is None:
        _forget()
        say("warning", over())
    return known


def actor() -> Actor:
    """Return who acts; to be called only where somebody is logged in."""
    known = current()
    if known is None:
        st.rerun()
    return known.actor


def over() -> str:
    """Return the sentence about a session that has ended; only consumers have drafts."""
    return OVER if side() is Side.PUBLIC else OVER_AT_WORK


def sign_in(user_id: int) -> None:
    """Let a person just recognised in: at once, or, with a second factor, after the code.

    However somebody was recognised, by a password or by a link of a letter, this is the one door.
    """
    half = second_factor.halfway(user_id, visitor())
    if half is None:
        _open(user_id)
    else:
        st.session_state["portal_half"] = half


def halfway() -> bool:
    """Tell whether this tab waits for the code of a second factor."""
    return "portal_half" in st.session_state


def finish(code: str) -> None:
    """Complete the login with the *code*; raise ``Refusal`` if it does not fit or comes too late."""
    half: Halfway | None = st.session_state.get("portal_half")
    if half is None:
        raise NotFound(second_factor.LATE)
    try:
        _open(second_factor.finish(half, code, visitor()))
    except NotFound:
        give_up()
        raise
    give_up()


def give_up() -> None:
    """Forget the half of a login: the password is asked for again."""
    st.session_state.pop("portal_half", None)


def _open(user_id: int) -> None:
    opened = sessions.begin(user_id, visitor())
    st.session_state["portal_session"] = opened.session_id
    st.session_state["portal_browser"] = sessions.browser_mark(visitor().browser)
    st.session_state["portal_ticket"] = opened.ticket
    st.session_state.pop("portal_left", None)


def sign_out(message: str = "") -> None:
    """End the session in every tab and take the cookie away."""
    if (known := current()) is not None:
        sessions.end(known.actor)
    _forget()
    st.session_state["portal_take_cookie"] = str(uuid.uuid4())
    if message:
        say("info", message)


def bridging() -> bool:
    """Draw what exchanges the ticket for the cookie; tell whether the page must wait for it."""
    ticket = st.session_state.get("portal_ticket")
    if (mark := st.session_state.pop("portal_take_cookie", None)) is not None:
        st.html(f'<div data-portal-logout="{mark}"></div>')
    if ticket is None:
        return False
    st.html(f'<div data-portal-ticket="{ticket}"></div>')
    with st.container(key="portal_hidden"):
        st.button("Продолжить", key="portal_cookie_kept", on_click=_cookie_kept)
        st.button("Повторить вход", key="portal_cookie_lost", on_click=_cookie_lost)
    return True


def say(kind: str, text: str) -> None:
    """Have *text* shown on top of the next page drawn: a ``success``, ``info``, ``warning`` or ``error``."""
    st.session_state["portal_said"] = (kind, text)


def link_token() -> str:
    """Return the token of the link from a letter that was followed in this browser just now; empty if none was."""
    return _cookie(cookies.link_name(side()))


def _cookie_kept() -> None:
    st.session_state.pop("portal_ticket", None)


def _cookie_lost() -> None:
    sign_out()
    say("error", LOST)


def _from_cookie() -> Known | None:
    if st.session_state.get("portal_left"):
        return None  # the cookie of the handshake is older than the logout
    known = sessions.by_token(side(), _cookie(cookies.session_name(side())))
    if known is not None:
        st.session_state["portal_session"] = known.actor.session_id
        st.session_state["portal_browser"] = sessions.browser_mark(visitor().browser)
    return known


def _forget() -> None:
    for name in [name for name in st.session_state if name not in _KEPT_AFTER_LOGOUT and name != "portal_side"]:
        del st.session_state[name]
    st.session_state["portal_left"] = True


def _cookie(name: str) -> str:
    value = st.context.cookies.get(name)
    return value if isinstance(value, str) else ""


def clock() -> Html:
    """Return how long the session still lasts; the browser counts it down."""
    known = current()
    left = max(0, int((known.expires_at - now()).total_seconds())) if known else 0
    return tag("span", f"{-(-left // 60)} мин", data_portal_left=str(left), cls="p-left")
