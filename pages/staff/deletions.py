"""«Удаление данных»: who asked for it, by when it must be done, what goes and what stays."""

from collections.abc import Callable

import streamlit as st

import ui
from core import clock
from core.actor import Actor, Permission
from services import consents, deletion

employee = ui.require(Permission.DECIDE_DELETIONS)
today = clock.today()
requests = deletion.waiting(employee)
revoked = consents.revoked(employee)


def erasing(request_id: int) -> Callable[[Actor], None]:
    """Return what erases the account that was asked to be."""
    return lambda actor: deletion.erase(actor, request_id)


ui.title("Удаление данных", "Запросы потребителей. Сверху те, чей срок ближе: закон даёт 10 рабочих дней.")
if not requests:
    ui.say("Запросов нет.", muted=True)
for line in requests:
    word = "просрочено" if line.due_on < today else "сегодня" if line.due_on == today else ""
    with st.container(key=f"p-deletion-{line.id}", border=True):
        about, act = st.columns([3, 2], gap="large")
        with about:
            ui.draw(
                ui.facts(
                    [
                        ("Кто просит", f"{line.name}, {line.account_no}"),
                        ("Заявитель", line.applicant),
                        ("Получен", ui.moment(line.asked_at)),
                        (
                            "Решить до",
                            ui.joined(
                                ui.day(line.due_on),
                                " ",
                                ui.badge(word, "late" if line.due_on < today else "turn") if word else "",
                            ),
                        ),
                    ]
                )
            )
        with act:
            if line.obstacle:
                ui.say(line.obstacle)
            else:
                ui.sure(
                    f"erase-{line.id}",
                    "Удалить",
                    erasing(line.id),
                    told=[
                        f"Удалим: {'; '.join(line.plan.goes)}.",
                        f"Останется: {'; '.join(what for what, _ in line.plan.stays)}.",
                        "Вернуть удалённое будет нельзя. Человек получит последнее письмо.",
                    ],
                    yes="Удалить навсегда",
                    done=f"Учётная запись {line.account_no} удалена.",
                )
if revoked:
    ui.heading("Отозванные согласия")
    ui.draw(
        ui.table(
            ("Когда", "Кто", "Рег. номер", "Согласие"),
            [(ui.moment(row.revoked_at), row.applicant, row.account_no, row.title) for row in revoked],
            cls="p-dense",
        )
    )
