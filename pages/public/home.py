"""«Главная»: what is with my application, what was begun, and what can be sent."""

from itertools import groupby

import streamlit as st

import ui
from core.actor import Permission
from forms._form import Need
from services import appeals, cards, drafts, forms, submissions
from workflows._workflow import Ball

consumer = ui.require(Permission.FOLLOW_OWN_APPLICATIONS)
live = [line for line in cards.mine(consumer) if not line.status.closes][:3]
begun = drafts.mine(consumer)
waiting = submissions.mine(consumer, waiting_only=True, limit=3)

ui.title("Личный кабинет")
ui.unconfirmed(consumer)
for line in live:
    with ui.row(f"live-{line.id}"):
        yours = line.status.ball is Ball.APPLICANT
        name, address = ui.plain(line.object_name), ui.plain(line.object_address)
        ui.link(f"application?no={line.reg_no}", f"**{name}**, {address}")
        ui.draw(
            ui.phases(line.status),
            ui.badge(line.status_label, ui.tone(line.status)),
            ui.tag("strong", f" {line.status.ball.label}"),
            ui.tag("p", (line.status.you if yours else line.status.we) or line.status.meaning, cls="p-under"),
        )
    if yours and line.status.asks:
        ui.deeds.awaited(forms.of_card(consumer, line.reg_no), line.status.asks)
if not (live or begun):
    ui.draw(
        ui.tag(
            "ol",
            ui.tag("li", "Заполните заявку ниже: это занимает около 20 минут, начатое сохраняется."),
            ui.tag("li", "Мы зарегистрируем её за один день и пришлём номер."),
            ui.tag("li", "Следите за статусом и получайте документы здесь, в разделе «Заявки»."),
            cls="p-note-box",
        )
    )
asked = [appeal for appeal in appeals.mine(consumer, limit=20) if appeal.ball is Ball.APPLICANT]
if asked:
    ui.heading("Вопрос к вам")
for appeal in asked:
    ui.talk.row(appeal)
if waiting:
    ui.heading("Отправлено, ожидает регистрации")
    ui.deeds.waiting(waiting)
if begun:
    ui.heading("Черновики")
for draft in begun:
    with ui.row(f"draft-{ui.widget_key(draft.form)}"):
        ui.link(draft.target, f"**{draft.title}**")
        ui.draw(
            ui.tag("span", "Продолжить", cls="p-link"),
            ui.tag("span", f" сохранено {ui.moment(draft.saved_at)}", cls="p-muted"),
        )

ui.heading("Подать заявку или заявление")
wanted = st.text_input("Найти форму", key="home-sought", placeholder="Например: счётчик или вернуть деньги")
offered = forms.sought(forms.available(consumer), wanted)
if not offered:
    ui.say("Такой формы нет. Напишите нам через «Обращение» или очистите строку поиска.")
for need, group in groupby(offered, key=lambda form: form.need):
    ui.deeds.group(need, list(group), unfolded=bool(wanted) or need is Need.CONNECT)
