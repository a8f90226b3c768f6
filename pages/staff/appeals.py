"""«Обращения»: what waits for an answer, the most urgent first, and whatever else there is."""

import streamlit as st

import ui
from core.actor import Permission
from services import appeal_view
from services.appeal_view import View

PAGE = 40
employee = ui.require(Permission.ANSWER_APPEALS)

ui.title("Обращения")
with st.container(key="p-bar", horizontal=True, vertical_alignment="center"):
    view = st.segmented_control(
        "Какие обращения", list(View), format_func=lambda view: view.label, default=View.WAITING, required=True,
        key="appeals-view", persist_state="session", label_visibility="collapsed",
    )  # fmt: skip
trail = ui.Trail("appeals", view)
lines = appeal_view.queue(employee, view, after=trail.after, limit=PAGE + 1)
shown, more = lines[:PAGE], len(lines) > PAGE
if not shown:
    ui.say(ui.talk.NOTHING[view], muted=True)
else:
    with ui.rows("appeals", "№", "Ответить до", "Статус", "Получено", "Заявитель", "Тема", "Что"):
        for line in shown:
            ui.line(
                "appeals",
                line.id,
                f"appeal?no={line.number}",
                f"**{line.number}**",
                ui.talk.term(line),
                ui.talk.standing(line),
                ui.moment(line.sent_at),
                line.applicant,
                line.topic,
                line.kind,
            )
trail.draw((shown[-1].due_on, shown[-1].id) if more else None)
