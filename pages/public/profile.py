"""«Профиль»: what I told about myself, how long my session lasts, what I did."""

import streamlit as st

import ui
from core.actor import Permission
from services import accounts, history, submissions

consumer = ui.require(Permission.FOLLOW_OWN_APPLICATIONS)
profile = accounts.profile(consumer)

ui.title("Профиль", profile.name)
data, safety, consents, past = st.tabs(["Данные", "Вход и безопасность", "Согласия", "История"])
with data:
    ui.draw(
        ui.facts(
            [
                ("Регистрационный номер", ui.tag("strong", profile.account_no)),
                ("Тип", profile.kind.label),
                *profile.rows,
                ("Зарегистрирован", ui.moment(profile.registered_at)),
            ]
        )
    )
    ui.say("Если данные изменились, напишите нам через «Обращение»: мы учтём это в ваших заявках.", muted=True)
with safety:
    ui.draw(ui.tag("p", "До окончания сеанса ", ui.session_clock(), cls="p-clock"))
    ui.say(
        "Выходите из кабинета через «Выйти», особенно на чужом компьютере, и не сохраняйте на нём пароль в браузере.",
        muted=True,
    )
with consents:
    ui.draw(
        ui.table(
            ("Документ", "Редакция", "Когда"),
            [
                (
                    ui.document_link(given.code, given.title),
                    given.version,
                    ui.moment(given.given_at),
                )
                for given in profile.consents
            ],
        )
    )
with past:
    ui.heading("Отправленные документы")
    for sent in submissions.mine(consumer):
        with ui.row(f"history-{sent.number}"):
            ui.link(f"sent?no={sent.number}", f"**№ {sent.number}**, {sent.title}")
            ui.say(f"{ui.moment(sent.sent_at)}. {sent.status_label}.", muted=True)
    ui.heading("События")
    ui.draw(ui.table(("Когда", "Что"), [(ui.moment(line.at), line.text) for line in history.mine(consumer)]))
