"""«Заявки»: the queue of all applications, each row a way into its card."""

import streamlit as st

import ui
from core.actor import Permission
from services import appeal_view, cards, submissions

PAGE = 40
VIEWS = ("Все", "В работе", "Мои")
employee = ui.require(Permission.SEE_APPLICATIONS)
statuses = {"": "Все статусы", **{status.code: status.label for status in cards.statuses()}}

with st.container(key="p-bar", horizontal=True, vertical_alignment="center"):
    view = st.segmented_control(
        "Какие заявки", VIEWS, default=VIEWS[0], required=True, key="queue-view", persist_state="session",
        label_visibility="collapsed",
    )  # fmt: skip
    if ui.has("submissions"):
        ui.link("submissions", f"Новые отправки: {submissions.count_waiting(employee)}")
    if ui.has("appeals"):
        ui.link("appeals", f"Обращения: {appeal_view.count_waiting(employee)}")
    status = st.selectbox(
        "Статус", list(statuses), format_func=statuses.__getitem__, key="queue-status", persist_state="session",
        label_visibility="collapsed", width=320,
    )  # fmt: skip
    with st.form("queue-find", clear_on_submit=True, border=False, width=280):
        field, button = st.columns([3, 2], gap="small")
        sought = field.text_input("Рег. №", placeholder="Рег. №, например 001/26", label_visibility="collapsed")
        pressed = button.form_submit_button("Открыть", width="stretch")

if pressed and sought.strip():
    if cards.find(employee, sought):
        ui.go(f"application?no={sought.strip()}")
    st.warning(f"Заявки с номером {ui.plain(sought)} нет. Проверьте номер: он выглядит как 001/26.")

trail = ui.Trail("queue", f"{view}, {status}")
lines = cards.queue(
    employee, status=status, live=view == "В работе", own=view == "Мои", after=trail.after, limit=PAGE + 1
)
shown, more = lines[:PAGE], len(lines) > PAGE
if not shown:
    ui.say("Таких заявок нет. Выберите другой статус или «Все».", muted=True)
else:
    with ui.rows("queue", "Рег. №", "Дата", "Заявитель", "Объект", "Адрес", "Статус", "Исполнитель", "кВт"):
        for line in shown:
            ui.line(
                "queue",
                line.id,
                f"application?no={line.reg_no}",
                f"**{line.reg_no}**",
                ui.day(line.registered_on),
                line.applicant,
                line.object_name,
                line.object_address,
                ui.badge(line.status_label, ui.tone(line.status)),
                line.assignee,
                line.power_kw,
            )
trail.draw((shown[-1].registered_on, shown[-1].id) if more else None)
