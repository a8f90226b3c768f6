"""Registration: one card, one button, straight into the cabinet."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

import ui
from services import accounts

checker = ui.Human(accounts.WHAT)
kinds = {kind.value: kind for kind in accounts.CARDS}
kind = kinds.get(ui.asked("kind"), next(iter(accounts.CARDS)))
card = accounts.CARDS[kind]


def register(answers: Mapping[str, Any], _: str) -> accounts.Registered:
    """Open the account and let the person in."""
    return accounts.register_answers(ui.visitor(), kind, answers, checker.proof())


ui.title(f"Регистрация: {kind.label.lower()}")
ui.say(f"{card.__doc__} Поля со звёздочкой обязательны. Сканы документов не нужны.", muted=True)
with st.container(horizontal=True, gap="medium"):
    for other in accounts.CARDS:
        if other is not kind:
            ui.link(f"register?kind={other.value}", other.label)

form = ui.Ask(card, key=f"register-{kind.value}", start={}, act=register, submit="Зарегистрироваться", human=checker)
if form.remarks.get("email") == accounts.TAKEN:
    with st.container(key="p-taken", gap="xsmall"):
        ui.say(accounts.TAKEN)
        ui.link("", "Войти")
        ui.link("forgotten", "Восстановить пароль")
if registered := form.draw():
    ui.flash(
        "success",
        f"Ваш регистрационный номер **{registered.account_no}**. Мы отправили его на почту.",
    )
    ui.sign_in(registered.user_id)
    ui.go("")
