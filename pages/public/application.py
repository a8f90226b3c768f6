"""The card of one application, in the words of the customer's guide."""

import streamlit as st

import ui
from core.actor import Permission
from services import cards, texts
from ui.html import Html, tag
from workflows._workflow import Ball

consumer = ui.require(Permission.FOLLOW_OWN_APPLICATIONS)
card = cards.whole(consumer, ui.asked("no"))
status = card.status

ui.title(card.object_name, card.object_address)
ui.draw(
    tag("p", f"Рег. № {card.reg_no} от {ui.day(card.registered_on)} ", cls="p-muted"),
    ui.phases(status),
)
ui.draw(
    tag(
        "section",
        tag("h2", "Сейчас"),
        tag("p", ui.badge(card.status_label, ui.tone(status)), Html(" "), tag("strong", status.ball.label)),
        tag("p", status.meaning),
        tag("p", tag("strong", "Что делать вам: "), status.you) if status.you else "",
        tag("p", tag("strong", "Что делаем мы: "), status.we) if status.we else "",
        tag("p", tag("strong", "Пояснение: "), ui.lines(card.status_note)) if card.status_note else "",
        cls="p-turn-box" if status.ball is Ball.APPLICANT else "p-note-box",
    )
)
terms = ui.document_link(texts.terms(card.procedure), "Посмотреть условия типового договора")
rows, papers = st.columns([3, 2], gap="large")
with rows:
    ui.draw(
        ui.facts(
            [
                ("Статус заявки", card.status_label),
                (
                    "Дата направления абоненту проекта договора и ТУ",
                    ui.joined(ui.day(card.dates["offer_sent_on"]), tag("span", terms, cls="p-under")),
                ),
                ("Дата заключения договора", ui.day(card.dates["contract_concluded_on"])),
                ("Информация о ходе исполнения договора ТП", card.progress["contract_progress"]),
                ("Информация о ходе выполнения технических условий", card.progress["tu_progress"]),
                ("Дата фактической подачи напряжения", ui.day(card.dates["energized_on"])),
                ("Дата подписания документов о ТП", ui.day(card.dates["docs_signed_on"])),
            ]
        )
    )
with papers:
    ui.heading("Документы")
    ui.documents(card.documents)
ui.heading("Объект и мощность")
ui.draw(ui.facts(card.facts, wide=True))
if card.submission_no:
    ui.link(f"sent?no={card.submission_no}", f"Что вы отправили, № {card.submission_no}")
if card.submission_copy:
    ui.draw(ui.file_link(card.submission_copy, inline=False, label="Скачать копию"))
ui.heading("История")
ui.draw(
    tag(
        "ul",
        *(
            tag("li", tag("time", ui.moment(event.at)), " ", tag("strong", event.status_to), " ", ui.lines(event.text))
            for event in card.events
        ),
        cls="p-history",
    )
)
ui.link(f"appeals?application={card.reg_no}", "Задать вопрос по этой заявке")
