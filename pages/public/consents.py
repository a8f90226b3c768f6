"""«Профиль», «Согласия»: what I agreed to, in which wording, when and from where; and taking it back."""

from collections.abc import Callable
from datetime import date

import streamlit as st

import ui
from core.actor import Actor, Permission
from services import consents

consumer = ui.require(Permission.FOLLOW_OWN_APPLICATIONS)


def give(code: str) -> None:
    """Draw the button that agrees to the wording in force."""

    def do(actor: Actor) -> None:
        consents.give(actor, code, ui.visitor())

    st.button("Дать согласие", key=f"give-{code}", on_click=ui.act(do, done="Согласие записано."))


def wording(version: str) -> str:
    """Return the date of a wording as people read it."""
    return ui.day(date.fromisoformat(version))


def revoking(code: str) -> Callable[[Actor], None]:
    """Return what takes the consent back."""
    return lambda actor: consents.revoke(actor, code)


ui.title("Профиль")
ui.tabs(ui.PROFILE, "consents")
ui.say("Здесь видно, на что вы согласились и что можно отозвать. Текст открывается рядом.", muted=True)
for given in consents.mine(consumer):
    with st.container(key=f"p-consent-{given.code}", border=True):
        ui.draw(
            ui.tag("p", ui.tag("strong", ui.document_link(given.code, given.title))),
            ui.tag(
                "p",
                ui.badge("действует", "done")
                if given.live
                else ui.badge("отозвано", "late")
                if given.revoked_at
                else ui.badge("не дано", "note"),
            ),
        )
        if given.given_at:
            where = f", с адреса {given.address}" if given.address else ""
            until = f" Отозвано {ui.moment(given.revoked_at)}." if given.revoked_at else ""
            ui.say(f"Дано {ui.moment(given.given_at)}{where}. Редакция от {wording(given.version)}.{until}", muted=True)
        if not given.same_wording:
            ui.say(f"{consents.WORDINGS_APART} По ссылке — новая, от {wording(given.newest)}.")
        if not given.live or not given.same_wording:
            give(given.code)
        if given.live and given.revoking:
            ui.sure(
                f"revoke-{given.code}",
                "Отозвать",
                revoking(given.code),
                told=[given.revoking],
                yes="Да, отозвать",
                no="Оставить",
                done="Согласие отозвано. Мы отправили вам письмо.",
            )
        elif given.standing:
            ui.say(given.standing, muted=True)
ui.link("profile", "Удалить учётную запись или скачать свои данные")
