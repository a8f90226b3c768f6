"""«Сотрудники»: who works here, and the door for one more."""

import streamlit as st

import ui
from core.actor import Actor, Permission, Role
from forms.desk.employee import NewEmployee
from services import employees

admin = ui.require(Permission.MANAGE_EMPLOYEES)
everybody = employees.everybody(admin)


def create(actor: Actor, given: NewEmployee) -> int:
    """Open the account."""
    return employees.create(actor, given.email, given.name, Role(given.role.value), given.password)


ui.title("Сотрудники")
those, another = st.columns([3, 2], gap="large")
with those:
    ui.draw(
        ui.table(
            ("Фамилия, имя, отчество", "Роль", "Почта", "Работает с"),
            [
                (
                    person.name if person.active else ui.joined(person.name, " ", ui.badge("уволен", "late")),
                    person.role.label,
                    person.email,
                    ui.moment(person.since),
                )
                for person in everybody
            ],
            cls="p-dense",
        )
    )
with another:
    ui.heading("Новый сотрудник")
    ui.say((NewEmployee.__doc__ or "").strip(), muted=True)
    ui.Small(NewEmployee, key="employee", do=create, submit="Создать", done="Сотрудник создан, может входить.").draw()
