"""Who looks at the page: the browser's cookie, the server's session, and the bridge between them."""

import json
import uuid

import streamlit as st

from core import cookies
from core.actor import Actor, Side, Visitor
from core.clock import local
from core.errors import NotFound
from services import second_factor, sessions
from services.second_factor import Halfway
from services.sessions import Known
from ui import waiting
from ui.html import Html, tag

_KEPT_AFTER_LOGOUT = ("portal_said", "portal_side")
LOST = "Не удалось открыть сеанс в этом браузере. Разрешите файлы cookie для этого сайта и войдите ещё раз."
RAN_OUT = "Время сеанса вышло. Войдите снова: вы вернётесь на эту страницу, введённое на ней сохранено."
ENDED = "Сеанс завершён. Войдите снова. Начатые формы сохранены в черновиках."
ENDED_AT_WORK = "Сеанс завершён. Войдите снова."


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
        known = sessions.by_token(side(), _cookie(cookies.session_name(side())))
    elif not sessions.same_browser(st.session_state["portal_browser"], visitor().browser):
        _forget()
        waiting.throw_away()
        return None
    else:
        known = sessions.by_id(side(), session_id)
    if known is not None:
        _recognise(known)
    elif session_id is not None:
        _leave(session_id)
    return known


def actor() -> Actor:
    """Return who acts; to be called only where somebody is logged in."""
    known = current()
    if known is None:
        st.rerun()
    return known.actor


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


def sign_out(message: str = "") -> None:
    """End the session in every tab and take the cookie away."""
    if (known := current()) is not None:
        sessions.end(known.actor)
    _forget()
    st.session_state["portal_take_cookie"] = str(uuid.uuid4())
    waiting.throw_away()
    if message:
        say("info", message)


def arrive(known: Known, url: str) -> None:
    """Take the opening of another page for a sign of life; keys and buttons are told by the browser.

    A run alone is none: the page's own clock causes runs, and so does a connection that comes back.
    """
    here = (url, st.query_params.to_dict())
    if st.session_state.get("portal_here") != here:
        st.session_state["portal_here"] = here
        sessions.seen(known)


def expire() -> None:
    """Turn to the login if the session is over, as the browser's clock or another tab says; if not, nothing happens."""
    current()


def beckon() -> None:
    """Draw, unseen, what looks again for the session another tab may have opened meanwhile."""
    with st.container(key="portal_hidden"):
        st.button("Войти вслед за другой вкладкой", key="portal_again")


def bridging() -> bool:
    """Draw what exchanges the ticket for the cookie; tell whether the page must wait for it."""
    ticket = st.session_state.get("portal_ticket")
    if (mark := st.session_state.pop("portal_take_cookie", None)) is not None:
        st.html(f'<div data-portal-logout="{mark}"></div>')
    if ticket is None:
        return False
    st.html(f'<div data-portal-ticket="{ticket}" data-portal-then="portal_cookie"></div>')
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


def _recognise(known: Known) -> None:
    # The id may be another than before: a session that was renewed in one tab goes on in all.
    if "portal_session" not in st.session_state:
        st.session_state["portal_browser"] = sessions.browser_mark(visitor().browser)
    st.session_state["portal_session"] = known.actor.session_id
    st.session_state["portal_user"] = known.actor.user_id
    waiting.give_back(known.actor.user_id)


def _leave(session_id: str) -> None:
    if sessions.ran_out(session_id):
        waiting.put_by(st.session_state.get("portal_user", 0))
        said = RAN_OUT
    else:
        said = ENDED if side() is Side.PUBLIC else ENDED_AT_WORK
    _forget()
    say("warning", said)


def _forget() -> None:
    stays = (*_KEPT_AFTER_LOGOUT, waiting.NAME)
    for name in [name for name in st.session_state if name not in stays]:
        del st.session_state[name]


def _cookie(name: str) -> str:
    value = st.context.cookies.get(name)
    return value if isinstance(value, str) else ""


def told() -> tuple[Html, Html]:
    """Return how long the session still lasts in large type, and what that time depends on."""
    known = current()
    latest = f"{local(known.expires_at):%H:%M}" if known else ""
    return (
        tag("p", "До окончания сеанса ", clock(), cls="p-clock"),
        tag("p", "Пока вы работаете, сеанс продлевается сам, но не дольше чем до ", latest, ".", cls="p-muted"),
    )


def clock() -> Html:
    """Return how long the session still lasts; the browser counts it down to the nearer of its ends."""
    known = current()
    if known is None:
        return tag("span", "0 мин", cls="p-left")
    told = known.clock()
    minutes = -(-min(told["idle"], told["absolute"]) // 60_000)
    return tag("span", f"{minutes} мин", data_portal_left=json.dumps(told), cls="p-left")
