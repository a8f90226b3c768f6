"""«Главная»: what is with my application, what was begun, and what can be sent."""

from itertools import groupby

import streamlit as st

import ui
from core.actor import Permission
from forms._form import Mode
from services import appeals, cards, drafts, forms, submissions
from workflows._workflow import Ball

consumer = ui.require(Permission.FOLLOW_OWN_APPLICATIONS)
live = [line for line in cards.mine(consumer) if not line.status.closes][:3]
begun = drafts.mine(consumer)

ui.title("Личный кабинет")
ui.unconfirmed(consumer)
if live:
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
elif not begun:
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
waiting = submissions.mine(consumer, waiting_only=True, limit=3)
if waiting:
    ui.heading("Отправлено, ожидает регистрации")
for sent in waiting:
    with ui.row(f"sent-{sent.number}"):
        ui.link(f"sent?no={sent.number}", f"**№ {sent.number}**, {sent.title}")
        ui.say(f"{sent.status_label}. Зарегистрируем до {ui.day(sent.register_by)}.", muted=True)
if begun:
    ui.heading("Черновики")
    for draft in begun:
        with ui.row(f"draft-{draft.form}"):
            ui.link(draft.target, f"**{draft.title}**")
            ui.say(f"Сохранено {ui.moment(draft.saved_at)}. Продолжить", muted=True)

ui.heading("Подать заявку или заявление")
sought = st.text_input("Найти форму", key="home-sought", placeholder="Например: 15 кВт")
offered = [form for form in forms.available(consumer) if sought.lower() in f"{form.title} {form.summary}".lower()]
if not offered:
    ui.say("Такой формы нет. Напишите нам через «Обращение» или очистите строку поиска.")
for need, group in groupby(offered, key=lambda form: form.need):
    ui.draw(ui.tag("h3", need.label, cls="p-group"))
    for form in group:
        with st.container(key=f"p-form-{form.code}", border=True):
            ui.draw(ui.tag("strong", form.title), ui.tag("p", form.summary, cls="p-muted p-under"))
            with st.container(key=f"p-ways-{form.code}", horizontal=True):
                if Mode.FILL in form.modes:
                    ui.link(f"fill?form={form.code}", "Заполнить")
                if Mode.DOWNLOAD in form.modes:
                    ui.draw(ui.tag("a", "Скачать", href=f"/blanks/{form.code}", download="download", cls="p-link"))
                if Mode.SEND in form.modes:
                    ui.link(f"send?form={form.code}", "Отправить")
