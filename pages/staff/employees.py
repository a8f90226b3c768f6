"""«Сотрудники»: who works here, how each stands, and the invitation for one more."""

import streamlit as st

import ui
from core.actor import Actor, Permission, Role
from forms.desk.employee import NewEmployee
from services import employees

TONES = {"invited": "turn", "works": "done", "blocked": "late"}
admin = ui.require(Permission.MANAGE_EMPLOYEES)
roles = {"": "Все роли", **{role.value: role.label for role in Role}}
states = {"": "Все", **{state.value: state.label for state in employees.State}}


def invite(actor: Actor, given: NewEmployee) -> int:
    """Open the account and send the letter."""
    return employees.invite(actor, given.email, given.name, Role(given.role.value))


another = ui.Small(
    NewEmployee, key="employee", do=invite, submit="Пригласить",
    done="Приглашение отправлено. Сотрудник откроет ссылку из письма и задаст свой пароль.",
)  # fmt: skip

ui.title("Сотрудники")
with st.container(key="p-bar", horizontal=True, vertical_alignment="center"):
    find = st.text_input(
        "Имя или почта", placeholder="Имя или почта", key="employees-find", persist_state="session",
        label_visibility="collapsed", width=280,
    )  # fmt: skip
    role = st.selectbox(
        "Роль", list(roles), format_func=roles.__getitem__, key="employees-role", persist_state="session",
        label_visibility="collapsed", width=220,
    )  # fmt: skip
    state = st.selectbox(
        "Состояние", list(states), format_func=states.__getitem__, key="employees-state", persist_state="session",
        label_visibility="collapsed", width=180,
    )  # fmt: skip
shown = employees.everybody(
    admin, find=find, role=Role(role) if role else None, state=employees.State(state) if state else None
)
with st.expander("Пригласить сотрудника", key="employee-fold", width=640, expanded=bool(another.remarks)):
    ui.say((NewEmployee.__doc__ or "").strip(), muted=True)
    another.draw()

if not shown:
    ui.say("Таких сотрудников нет. Измените условия отбора.", muted=True)
else:
    with ui.rows("employees", "Сотрудник", "Роль", "Почта", "Состояние", "Вход с кодом", "Последний вход"):
        for person in shown:
            ui.line(
                "employees",
                person.id,
                f"employee?id={person.id}",
                f"**{ui.plain(person.name)}**",
                person.role.label,
                person.email,
                ui.badge(person.state.label, TONES[person.state]),
                "да" if person.second_factor else "нет",
                ui.moment(person.last_login) if person.last_login else "не входил",
            )
