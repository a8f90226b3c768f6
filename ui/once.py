"""What is shown once, on paper if one likes: recovery codes, a temporary password."""

import streamlit as st

from core.settings import settings
from services.applicants import Issued
from ui.html import Html, draw, joined, tag
from ui.widgets import moment

_ISSUED = "portal_issued"


def paper(title: str, *inside: str, text: str, file: str = "") -> Html:
    """Return something shown once: to be printed alone, copied, or, if it has a name as a *file*, saved."""
    ways = [
        tag("button", "Распечатать", type="button", data_portal_print="1", cls="p-way"),
        tag("button", "Скопировать", type="button", data_portal_copy=text, cls="p-way"),
    ]
    if file:
        ways.append(
            tag("button", "Сохранить в файл", type="button", data_portal_save=file, data_text=text, cls="p-way")
        )
    return tag(
        "section", tag("h2", title), joined(*inside), tag("div", *ways, cls="p-ways", role="group"), cls="p-paper"
    )


def issue(account: Issued) -> None:
    """Have the memo with a temporary password shown until somebody says that it was handed over."""
    st.session_state[_ISSUED] = account


def memo() -> bool:
    """Draw the memo with the temporary password just given, if there is one; tell whether there was."""
    account: Issued | None = st.session_state.get(_ISSUED)
    if account is None:
        return False
    draw(
        tag("h1", "Временный пароль выдан", cls="p-title"),
        tag("p", "Передайте памятку заявителю лично. Больше этот пароль не увидит никто, и вы тоже.", cls="p-turn-box"),
        paper(
            f"Вход в личный кабинет {settings().company_name}",
            tag(
                "dl",
                *_row("Кому", account.name),
                *_row("Адрес кабинета", settings().public_url),
                *_row("Логин", account.email),
                *_row("или регистрационный номер", account.account_no),
                *_row("Временный пароль", tag("code", account.password, cls="p-key")),
                *_row("Действует до", moment(account.until)),
                cls="p-memo",
            ),
            tag(
                "ol",
                tag("li", "Откройте адрес кабинета и введите логин и временный пароль. Дефисы вводите тоже."),
                tag("li", "Придумайте свой пароль: кабинет сразу об этом попросит."),
                tag("li", "Никому не сообщайте пароль. Сотрудники компании его не спрашивают."),
            ),
            tag("p", f"Помощь: {settings().hot_line}, {settings().company_hours}.", cls="p-muted"),
            text=account.password,
        ),
    )
    st.button("Памятка передана", key="issued-done", type="primary", on_click=st.session_state.pop, args=(_ISSUED,))
    return True


def _row(label: str, value: str) -> tuple[Html, Html]:
    return tag("dt", label), tag("dd", value)
