"""One appeal: the question, and beside it the answer."""

import streamlit as st

import ui
from core.actor import Actor, Permission
from forms.desk.answer import Answer
from services import appeals

employee = ui.require(Permission.ANSWER_APPEALS)
number = ui.asked("no")
thread = appeals.thread(employee, number)
line, answered = thread.line, thread.line.status == appeals.ANSWERED


def answer(actor: Actor, given: Answer) -> None:
    """Answer it."""
    appeals.answer(actor, number, given.text, version=thread.version)


ui.link("appeals", "← Обращения")
ui.title(f"Обращение № {number}", f"{line.applicant}. {line.kind}: {line.topic}")
ui.draw(
    ui.badge(line.status_label, "done" if answered else "turn"),
    ui.tag("span", f" получено {ui.moment(line.sent_at)}, ответить до {ui.day(line.due_on)}, ", cls="p-muted"),
    ui.tag("span", thread.answer_by, cls="p-muted"),
)
if thread.application_no:
    ui.link(f"application?no={thread.application_no}", f"О заявке {thread.application_no}")
said, reply = st.columns(2, gap="large")
with said:
    ui.thread(thread)
with reply:
    if not answered or ui.Small.begun(f"answer-{number}"):
        ui.heading("Ответ")
        ui.say((Answer.__doc__ or "").strip(), muted=True)
        ui.Small(
            Answer, key=f"answer-{number}", do=answer, submit="Отправить ответ", done="Ответ отправлен заявителю."
        ).draw()
