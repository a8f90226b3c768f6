"""One applicant: who they are, who logs in for them, and what an employee may do about their account."""

import functools

import streamlit as st

import ui
from core.actor import Actor, Permission
from forms.account.for_known import ForKnown
from services import applicants, second_factor

employee = ui.require(Permission.FIND_APPLICANTS)
card = applicants.card(employee, ui.number("id"))
opens = employee.may(Permission.OPEN_ACCOUNTS)


def open_account(actor: Actor, given: ForKnown) -> None:
    """Open an account; the password is shown once."""
    ui.issue(applicants.open_for(actor, card.id, given.email))


def replace(user_id: int) -> None:
    """Draw what gives a temporary password."""
    ui.sure(
        f"replace-{user_id}",
        "Выдать временный пароль",
        lambda actor: ui.issue(applicants.replace_password(actor, user_id)),
        told=[
            "Сначала проверьте, кто просит: паспорт или доверенность.",
            "Все сеансы закончатся, прежний пароль перестанет действовать, заявителю придёт письмо.",
        ],
        yes="Выдать временный пароль",
        done="",
    )


ui.link("consumers", "← Потребители")
ui.title(card.name, card.kind.label)
about, work = st.columns([3, 2], gap="large")
with about:
    if card.rows:
        ui.identity.masked_rows(f"consumer-{card.id}", employee, card.rows, ui.identity.of_applicant(card.id))
    if card.applications:
        ui.heading("Заявки")
        for reg_no, name in card.applications:
            ui.link(f"application?no={reg_no}", f"{reg_no}, {ui.plain(name)}")
with work:
    ui.heading("Учётная запись")
    if not card.people:
        ui.say("У потребителя нет личного кабинета.", muted=True)
        if opens:
            ui.say((ForKnown.__doc__ or "").strip(), muted=True)
            ui.Small(ForKnown, key=f"for-known-{card.id}", do=open_account, submit="Открыть учётную запись").draw()
    for person in card.people:
        state = "закрыта" if not person.active else "действует"
        if person.temporary_until:
            state = f"временный пароль до {ui.moment(person.temporary_until)}"
        ui.draw(
            ui.facts(
                [
                    ("Регистрационный номер", person.account_no),
                    ("Кто входит", f"{person.name}, {person.seat.lower()}"),
                    ("Почта", person.email),
                    ("Учётная запись", state),
                    ("Вход с кодом", "подключён" if person.second_factor else "не подключён"),
                ]
            )
        )
        if opens and person.active:
            replace(person.user_id)
        if opens and person.second_factor:
            ui.sure(
                f"reset-{person.user_id}",
                "Сбросить вход с кодом",
                functools.partial(second_factor.reset, user_id=person.user_id),
                told=["Если потеряны и телефон, и коды восстановления. Проверьте паспорт. Все сеансы закончатся."],
                yes="Сбросить вход с кодом",
                done="Вход с кодом отключён.",
            )
if card.consents:
    ui.heading("Согласия")
    ui.draw(
        ui.table(
            ("Кто", "Документ", "Редакция", "Дано", "Отозвано"),
            [
                (line.who, line.title, line.version, ui.moment(line.given_at),
                 ui.moment(line.revoked_at) if line.revoked_at else "—")
                for line in card.consents
            ],
            cls="p-dense",
        )
    )  # fmt: skip
