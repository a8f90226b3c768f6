"""«Уведомления»: what happened, newest first."""

from itertools import groupby

import streamlit as st

import ui
from core import clock
from core.actor import Permission
from services import notifications

consumer = ui.require(Permission.FOLLOW_OWN_APPLICATIONS)
notices = notifications.mine(consumer)

ui.title("Уведомления")
if any(notice.unread for notice in notices):
    st.button("Прочитать все", on_click=ui.act(notifications.read_all))
if not notices:
    ui.say("Пока ничего не произошло. Здесь появятся сообщения о ваших заявках.", muted=True)
for date, group in groupby(notices, key=lambda notice: clock.local(notice.at).date()):
    ui.draw(ui.tag("h2", ui.day(date), cls="p-group"))
    for notice in group:
        with ui.row(f"notice-{notice.id}"):
            text = f"**{notice.text}**" if notice.unread else notice.text
            ui.link(notice.link, text)
            ui.say(f"{clock.local(notice.at):%H:%M}{', новое' if notice.unread else ''}", muted=True)
