"""«Заявки»: what was sent and waits, and what is accepted for consideration."""

import streamlit as st

import ui
from core.actor import Permission
from services import cards, submissions

consumer = ui.require(Permission.FOLLOW_OWN_APPLICATIONS)
waiting = submissions.mine(consumer, waiting_only=True)
trail = st.session_state.setdefault("applications-trail", [])
lines = cards.mine(consumer, after=trail[-1] if trail else None, limit=cards.PAGE + 1)

ui.title("Заявки")
if waiting:
    ui.heading("Отправлено, ожидает регистрации")
    ui.deeds.waiting(waiting)
    ui.heading("Приняты к рассмотрению")
if not lines:
    ui.say("Здесь появятся заявки, которые мы зарегистрировали. Подать заявку можно на главной странице.", muted=True)
else:
    with st.container(key="p-heads"):
        for column, head in zip(
            st.columns(ui.LIST_WIDTHS),
            ("Рег. №", "Дата регистрации", "Наименование объекта", "Адрес объекта"),
            strict=True,
        ):
            column.markdown(head)
for line in lines[: cards.PAGE]:
    with ui.row(f"application-{line.id}"):
        number, registered, name, address = st.columns(ui.LIST_WIDTHS, vertical_alignment="center")
        with number:
            ui.link(f"application?no={line.reg_no}", f"**{line.reg_no}**")
        with registered:
            ui.say(ui.day(line.registered_on))
        with name:
            ui.say(line.object_name)
        with address:
            ui.say(line.object_address)
        ui.draw(ui.badge(line.status_label, ui.tone(line.status)))

with st.container(key="p-pager", horizontal=True):
    if trail:
        st.button("Назад", on_click=trail.pop)
    if len(lines) > cards.PAGE:
        last = lines[cards.PAGE - 1]
        st.button("Дальше", on_click=trail.append, args=((last.registered_on, last.id),))
