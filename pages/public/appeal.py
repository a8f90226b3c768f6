"""One appeal: how it stands, what was said, and the next message."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

import ui
from core.actor import Actor, Permission
from forms.contact.reply import Reply
from services import appeals, drafts, notifications
from services.appeal_view import ANSWERED, CLOSED, Line
from workflows._workflow import Ball

consumer = ui.require(Permission.WRITE_APPEALS)
number = ui.asked("no")
thread = appeals.thread(consumer, number)
line, key = thread.line, appeals.draft_of(consumer, number)
draft = ui.Draft(consumer, Reply, key)
notifications.read(consumer, f"appeal?no={number}")


def send(answers: Mapping[str, Any], send_key: str) -> Line:
    """Send the message as it stands."""
    return appeals.write(ui.require(Permission.WRITE_APPEALS), number, answers, send_key)


def close(actor: Actor) -> None:
    """Close the appeal."""
    appeals.close(actor, number)


def carry_over(actor: Actor) -> None:
    """Begin a new appeal with what was not sent here."""
    appeals.carry_over(actor, number)


ui.title(f"Обращение № {number}", f"{line.kind}: {line.topic}")
ui.talk.state(thread)
if thread.application_no:
    ui.link(f"application?no={thread.application_no}", f"О заявке {thread.application_no}")
ui.talk.thread(thread)
if line.answered_at and line.status in {ANSWERED, CLOSED}:
    ui.link(f"fill?form=survey&appeal={number}", "Оцените ответ")
if line.status == CLOSED:
    if draft.view.saved_at:
        ui.talk.unsent(draft.view)
        st.button("Перенести в новое обращение", on_click=ui.act(carry_over, done="Перенесено. Допишите и отправьте."))
        drop = ui.act(lambda actor: drafts.drop(actor, key), done="Удалено.")
        st.button("Удалить неотправленное", type="tertiary", on_click=drop)
    ui.link(f"appeals?application={thread.application_no}", "Написать новое обращение")
else:
    ui.heading("Ответить на вопрос" if line.ball is Ball.APPLICANT else "Написать ещё")
    ui.say((Reply.__doc__ or "").strip(), muted=True)
    if ui.Ask(Reply, key=f"reply-{number}", start=draft.view.answers, act=send, keeper=draft).draw():
        ui.flash("success", "Сообщение отправлено.")
        st.rerun()
    ui.sure(
        f"close-{number}",
        "Вопрос решён",
        close,
        told=(
            "Закрыть обращение? Переписка останется, но писать в него больше нельзя будет.",
            *(("Начатое сообщение отправлено не будет, но не пропадёт.",) if draft.view.saved_at else ()),
        ),
        yes="Да, закрыть",
        done="Обращение закрыто. Спасибо, что сообщили.",
    )
