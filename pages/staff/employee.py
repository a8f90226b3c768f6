"""One employee: how the account stands, and what an administrator may do with it."""

import streamlit as st

import ui
from core.actor import Actor, Permission, Role
from forms.desk.new_role import NewRole
from services import employees, second_factor
from services.employees import State

admin = ui.require(Permission.MANAGE_EMPLOYEES)
person = employees.one(admin, ui.number("id"))
myself = person.id == admin.user_id


def change_role(actor: Actor, given: NewRole) -> None:
    """Give another role."""
    employees.change_role(actor, person.id, Role(given.role.value))


ui.link("", "← Сотрудники")
ui.title(person.name)
about, work = st.columns([3, 2], gap="large")
with about:
    ui.draw(
        ui.facts(
            [
                ("Роль", person.role.label),
                ("Почта", person.email),
                ("Состояние", person.state.label),
                ("Вход с кодом из приложения", "подключён" if person.second_factor else "не подключён"),
                ("Учётная запись открыта", ui.moment(person.since)),
                ("Последний вход", ui.moment(person.last_login) if person.last_login else "не входил"),
            ]
        )
    )
    if ui.has("journal"):
        ui.link(f"journal?who={person.email}", "Что делал: в журнале")
with work:
    if myself:
        ui.say("Это вы. Роль и доступ вам меняет другой администратор.", muted=True)
    elif person.state is State.BLOCKED:
        ui.sure(
            "unblock",
            "Разблокировать",
            lambda actor: employees.unblock(actor, person.id),
            told=["Сотрудник снова войдёт со своим прежним паролем."],
            yes="Разблокировать",
            done="Учётная запись разблокирована.",
        )
    else:
        ui.heading("Роль")
        ui.Small(
            NewRole, key=f"role-{person.id}", do=change_role, start={"role": person.role.value},
            submit="Сменить роль", done="Роль изменена.",
        ).draw()  # fmt: skip
        ui.heading("Доступ")
        if person.state is State.INVITED:
            ui.sure(
                "reinvite",
                "Отправить приглашение ещё раз",
                lambda actor: employees.reinvite(actor, person.id),
                told=["Ссылка из прежнего письма перестанет действовать."],
                yes="Отправить приглашение ещё раз",
                done="Новое приглашение отправлено.",
            )
        if person.second_factor:
            ui.sure(
                "reset",
                "Сбросить вход с кодом",
                lambda actor: second_factor.reset(actor, person.id),
                told=["Если сотрудник потерял телефон. Убедитесь, что просит он сам: для входа хватит пароля."],
                yes="Сбросить вход с кодом",
                done="Вход с кодом отключён, сотруднику сообщили.",
            )
        ui.sure(
            "block",
            "Заблокировать",
            lambda actor: employees.block(actor, person.id),
            told=["Все сеансы сотрудника закончатся сразу, войти он больше не сможет."],
            yes="Заблокировать",
            done="Учётная запись заблокирована.",
        )
