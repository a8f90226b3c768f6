"""One appeal: the thread, and beside it the answer or a question."""

import streamlit as st

import ui
from core.actor import Actor, Permission
from forms.contact.appeal import AnswerBy
from forms.desk.answer import Answer, MessageKind
from services import appeals
from services.appeal_view import ANSWERED, CLOSED

employee = ui.require(Permission.ANSWER_APPEALS)
number = ui.asked("no")
thread = appeals.thread(employee, number)
line, answered = thread.line, thread.line.status == ANSWERED
key = f"answer-{number}"


def send(actor: Actor, given: Answer) -> None:
    """Send it as what it is; what is written after an answer adds to it."""
    if given.kind is MessageKind.QUESTION and not answered:
        appeals.ask(actor, number, given.text, version=thread.version)
        ui.flash("success", "Вопрос отправлен заявителю.")
    else:
        appeals.answer(actor, number, given.text, version=thread.version)
        ui.flash("success", "Ответ отправлен заявителю.")


ui.link("appeals", "← Обращения")
ui.title(f"Обращение № {number}", f"{line.kind}: {line.topic}")
said, reply = st.columns(2, gap="large")
with said:
    ui.talk.thread(thread)
with reply:
    ui.talk.state(thread)
    ui.draw(ui.facts([("Получено", ui.moment(line.sent_at)), ("Как ответить", thread.answer_by.label)]))
    ui.link(f"consumer?id={thread.consumer_id}", f"Заявитель: {ui.plain(line.applicant)}")
    if thread.application_no:
        ui.link(f"application?no={thread.application_no}", f"О заявке {thread.application_no}")
    if line.status != CLOSED or ui.Small.begun(key):
        ui.heading("Дополнить ответ" if answered else "Написать заявителю")
        if thread.answer_by is AnswerBy.POST:
            ui.say("Заявитель просил ответить письмом: ответ здесь его не заменит.")
        ui.Small(
            Answer,
            key=key,
            do=send,
            submit="Отправить",
            only={"text", "files"} if answered else None,
            holder=ui.Shelf(employee, appeals.draft_of(employee, number)),
        ).draw()
