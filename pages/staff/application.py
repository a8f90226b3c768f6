"""The card of one application: what it is, what can be done with it now, what was said about it."""

import streamlit as st

import ui
from core.actor import Permission
from services import cards, files, submissions

employee = ui.require(Permission.SEE_APPLICATIONS)
card = cards.whole(employee, ui.asked("no"))

ui.link("", "← Заявки")
ui.title(f"{card.reg_no}, {card.object_name}", card.object_address)
about, work, talk = st.columns([3, 4, 3], gap="large")
with about:
    ui.heading("Заявитель и объект")
    ui.identity.masked_rows(
        f"application-{card.reg_no}", employee, card.applicant_rows, ui.identity.of_application(card.reg_no)
    )
    ui.draw(ui.facts(card.facts))
    ui.heading("Прислал заявитель")
    if card.submission_no and files.reads_submissions(employee):
        ui.link(f"submission?no={card.submission_no}", f"Заявка, отправка № {card.submission_no}")
    ui.card.sent(employee, submissions.of_card(employee, card.reg_no))
with work:
    ui.heading("Сейчас")
    ui.card.now(employee, card)
    ui.heading("Перевести")
    ui.card.moves(card)
    ui.heading("Документы")
    ui.card.paperwork(employee, card)
    ui.heading("Даты")
    ui.card.dates(employee, card)
    ui.heading("Ход исполнения")
    ui.card.progress(employee, card)
with talk:
    ui.heading("История")
    ui.events(card.events)
