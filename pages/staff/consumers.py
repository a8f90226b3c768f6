"""«Потребители»: applicants, and the door for one who has no account."""

import streamlit as st

import ui
from core.actor import Permission
from services import applicants
from services.applicants import CARDS, PAGE

employee = ui.require(Permission.FIND_APPLICANTS)
business = employee.may(Permission.SEE_APPLICATIONS)

ui.title("Потребители")
with st.container(key="p-bar", horizontal=True, vertical_alignment="center"):
    text = st.text_input(
        "Кого ищете",
        placeholder="Имя или его часть, почта, рег. номер, ИНН, СНИЛС" if business else "Почта или рег. номер целиком",
        key="consumers-find", persist_state="session", label_visibility="collapsed", width=420,
    )  # fmt: skip
    if employee.may(Permission.OPEN_ACCOUNTS):
        ui.draw(ui.tag("span", "Открыть учётную запись:", cls="p-muted"))
        for kind in CARDS:
            ui.link(f"open-account?kind={kind.value}", kind.label)

trail = ui.Trail("consumers", text)
lines = applicants.found(employee, text, after=trail.after, limit=PAGE + 1)
shown, more = lines[:PAGE], len(lines) > PAGE
if not shown and (text or business):
    ui.say("Никого не нашли. Почту, рег. номер, ИНН и СНИЛС вводите целиком, имя можно частью.", muted=True)
elif not shown:
    ui.say("Введите почту или регистрационный номер: списка потребителей у вашей роли нет.", muted=True)
else:
    with ui.rows("consumers", "Рег. номер", "Потребитель", "Тип", "ИНН", "Почта"):
        for line in shown:
            ui.line(
                "consumers",
                line.id,
                f"consumer?id={line.id}",
                f"**{line.account_no or 'без кабинета'}**",
                line.name,
                line.kind.label,
                line.inn if business else "",
                line.email,
            )
trail.draw(shown[-1].id if more else None)
