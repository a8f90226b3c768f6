"""Where I am logged in: every session of mine with its device, and the way to end it."""

import streamlit as st

from core.actor import Actor
from core.devices import described
from services import sessions
from services.sessions import Active
from ui import session
from ui.act import act
from ui.html import draw, tag
from ui.widgets import badge, heading, moment, say


def own_sessions(actor: Actor) -> None:
    """Draw how long this session lasts, and the list of all sessions of *actor*."""
    active = sessions.mine(actor)
    draw(*session.told())
    heading("Активные сеансы")
    say("Здесь видно, где вы вошли. Незнакомый сеанс завершите и сразу смените пароль.", muted=True)
    for number, entry in enumerate(active):
        _row(number, entry)
    if len(active) > 1:
        st.button("Завершить все остальные", key="p-sessions-end-others", on_click=act(_end_others))


def _row(number: int, entry: Active) -> None:
    with st.container(key=f"p-session-{number}", horizontal=True, vertical_alignment="center"):
        draw(
            tag(
                "div",
                tag("strong", described(entry.device)),
                " ",
                badge("это устройство", "done") if entry.here else "",
                tag("p", _told(entry), cls="p-muted"),
                cls="p-session",
            )
        )
        if not entry.here:
            end = act(lambda actor: sessions.end_one(actor, entry.id), done="Сеанс завершён.")
            st.button("Завершить", key=f"p-sessions-end-{number}", on_click=end)


def _told(entry: Active) -> str:
    address = f"Адрес {entry.address}. " if entry.address else ""
    last = "Активен сейчас." if entry.here else f"Последнее действие {moment(entry.seen_at)}."
    return f"{address}Вход {moment(entry.began_at)}. {last}"


def _end_others(actor: Actor) -> None:
    ended = sessions.end_others(actor)
    session.say("success", f"Завершено сеансов: {ended}." if ended else "Других сеансов уже нет.")
