"""«Профиль», «Сотрудники»: who acts for the organisation; inviting, seating and shutting out."""

import streamlit as st

import ui
from core.actor import Actor, Permission, Seat
from forms.people.invitation import Invitation
from services import people

consumer = ui.require(Permission.FOLLOW_OWN_APPLICATIONS)
owner = consumer.may(Permission.MANAGE_PEOPLE)
TONES = {people.State.WORKS: "done", people.State.INVITED: "turn", people.State.LATE: "late", people.State.SHUT: "late"}


def seat(person: people.Person, place: Seat) -> None:
    """Draw the button that gives the person another place."""
    label = "Сделать владельцем" if place is Seat.OWNER else "Сделать сотрудником"
    ui.sure(
        f"seat-{person.user_id}",
        label,
        lambda actor: people.seat(actor, person.user_id, place),
        told=[f"{person.name}. {people.SEAT_MEANINGS[place]}"],
        yes=label,
        done=f"{ui.plain(person.name)}: место изменено.",
    )


def manage(person: people.Person) -> None:
    """Draw what the owner may do with this person, and why not where not."""
    if person.state is people.State.SHUT:
        ui.say("Чтобы вернуть доступ, пригласите сотрудника ещё раз на тот же адрес.", muted=True)
        return
    if person.last_owner:
        ui.say("Единственный владелец: закрыть доступ нельзя. Сначала сделайте владельцем другого.", muted=True)
        return
    if person.state is people.State.WORKS:
        seat(person, Seat.MEMBER if person.seat is Seat.OWNER else Seat.OWNER)
    else:
        again = ui.act(lambda actor: people.invite_again(actor, person.user_id), done="Приглашение отправлено ещё раз.")
        st.button("Отправить ещё раз", key=f"again-{person.user_id}", on_click=again)
    ui.sure(
        f"shut-{person.user_id}",
        "Закрыть доступ" if person.state is people.State.WORKS else "Отменить приглашение",
        lambda actor: people.shut_out(actor, person.user_id),
        told=[
            f"{person.name} больше не войдёт, открытые сеансы завершатся сразу.",
            "Всё, что уже отправлено, останется в кабинете.",
        ],
        yes="Закрыть доступ",
        no="Оставить",
        done=f"{ui.plain(person.name)}: доступ закрыт.",
    )


def invite(actor: Actor, given: Invitation) -> None:
    """Invite by letter."""
    people.invite(actor, given)


ui.title("Профиль")
ui.tabs(ui.PROFILE, "people")
ui.say("Кто работает в кабинете вашей организации. Пароль у каждого свой, чужой никому не нужен.", muted=True)
for person in people.everybody(consumer):
    with st.container(key=f"p-person-{person.user_id}", border=True):
        ui.draw(
            ui.tag("p", ui.tag("strong", person.name), " (вы)" if person.you else ""),
            ui.tag("p", person.email, cls="p-muted"),
            ui.tag("p", ui.badge(person.seat.label), " ", ui.badge(person.state.label, TONES[person.state])),
        )
        if person.until:
            ui.say(f"Ссылка из письма действует до {ui.moment(person.until)}.", muted=True)
        if owner:
            with st.container(key=f"p-manage-{person.user_id}", horizontal=True, gap="small"):
                manage(person)
if owner:
    ui.heading("Пригласить сотрудника")
    ui.say((Invitation.__doc__ or "").strip(), muted=True)
    ui.Small(
        Invitation, key="invitation", do=invite, submit="Отправить приглашение",
        done="Приглашение отправлено. Сотрудник появится в кабинете, когда откроет ссылку из письма.",
    ).draw()  # fmt: skip
else:
    ui.say("Приглашает сотрудников и закрывает им доступ владелец кабинета.", muted=True)
