"""Login, and the way in for those who come for the first time."""

import streamlit as st

import ui

CARDS = (
    ("person", "Физическое лицо", "Для дома, дачи, гаража. Понадобится СНИЛС."),
    ("company", "Юридическое лицо", "Для организаций. Понадобятся ОГРН и ИНН."),
    ("entrepreneur", "Индивидуальный предприниматель", "Для ИП. Понадобятся ОГРНИП и ИНН."),
)

left, right = st.columns(2, gap="large")
with left:
    ui.login_form("Вход в личный кабинет")
    ui.link("forgotten", "Забыли пароль?")
    ui.link("help?article=enter", "Не получается войти?")
with right:
    ui.heading("Впервые здесь? Зарегистрируйтесь")
    for kind, name, about in CARDS:
        with ui.row(f"register-{kind}"):
            ui.link(f"register?kind={kind}", f"**{name}**")
            ui.say(about, muted=True)
ui.draw(
    ui.tag(
        "p",
        ui.document_link("phases", "Проверить, как проходит присоединение"),
        ": пять шагов и сроки по закону.",
        cls="p-note-box",
    )
)
