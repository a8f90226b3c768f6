"""Ways in beside the password, the same in both portals: forgotten, given by a link, confirmed by a link."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.actor import Duty
from core.settings import settings
from forms.access.forgotten import Forgotten
from services import access, own_email, recovery, sessions
from ui import session
from ui.ask import Ask
from ui.faults import safely
from ui.html import draw, tag
from ui.human import Human
from ui.shell import go, link, owing
from ui.widgets import say, title

SENT = (
    "Если такой адрес зарегистрирован в системе, на него выслана ссылка для нового пароля. Она действует {minutes} мин."
)
NO_LETTER = "Письма нет? Проверьте папку «Спам» и адрес. Запросить ссылку ещё раз можно через пять минут."
CHANGED = "Пароль сохранён. Вход на других устройствах завершён."
WELCOME = "Пароль сохранён. Добро пожаловать в личный кабинет."


def forgotten() -> None:
    """Draw «Восстановление пароля»: an address, a button, and an answer that tells nothing about the address."""
    checker = Human(recovery.WHAT)

    def ask(answers: Mapping[str, Any], _: str) -> bool:
        recovery.ask(session.visitor(), session.side(), answers, checker.proof())
        st.session_state["portal_asked"] = True
        return True

    title("Восстановление пароля")
    if st.session_state.pop("portal_asked", False):
        told = SENT.format(minutes=settings().reset_minutes)
        draw(tag("div", tag("p", told), tag("p", NO_LETTER), cls="p-note-box", role="status"))
    else:
        say((Forgotten.__doc__ or "").strip(), muted=True)
    Ask(Forgotten, key="forgotten", start={}, act=ask, submit="Восстановить пароль", human=checker).draw()
    say(f"Нет доступа к почте? Позвоните нам: {settings().hot_line}.", muted=True)
    link("", "Вернуться ко входу")


def choose_password() -> None:
    """Draw «Новый пароль»: the page a link of recovery or of an invitation leads to."""
    if (entered := st.session_state.pop("portal_way_in", None)) is not None:
        _let_in(*entered)
    waiting = recovery.waiting(session.side(), session.link_token())

    def choose(answers: Mapping[str, Any], _: str) -> None:
        user_id = recovery.choose_password(session.visitor(), session.side(), session.link_token(), answers)
        form.forget()
        # The link is used up now: the page that asked for the password is not drawn again.
        st.session_state["portal_way_in"] = (user_id, WELCOME if waiting.invited else CHANGED)

    title("Первый пароль" if waiting.invited else "Новый пароль", f"Учётная запись {waiting.email}")
    say((waiting.form.__doc__ or "").strip(), muted=True)
    form = Ask(waiting.form, key="password", start={}, act=choose, submit="Сохранить пароль")
    form.about = (waiting.email,)
    form.draw()


def first_password() -> None:
    """Draw «Первый вход»: a password of one's own in the place of a temporary one, before anything else."""
    actor = owing(Duty.NEW_PASSWORD)
    asked = access.asked(owes_consents=access.must_consent(actor))

    def replace(answers: Mapping[str, Any], _: str) -> None:
        access.replace_temporary(owing(Duty.NEW_PASSWORD), session.visitor(), answers)
        form.forget()
        session.say("success", "Пароль сохранён. Теперь входите только с ним.")

    title("Придумайте свой пароль", "Вы вошли с временным паролем. Замените его, и кабинет откроется.")
    say((asked.__doc__ or "").strip(), muted=True)
    form = Ask(asked, key="first-password", start={}, act=replace, submit="Сохранить и продолжить")
    form.about = (actor.name,)
    form.draw()


def confirm_email() -> None:
    """Draw the page a link that confirms an address leads to: a button, for programs that read letters press none."""
    if confirmed := st.session_state.pop("portal_confirmed", ""):
        title("Адрес подтверждён", f"Теперь вход и уведомления связаны с адресом {confirmed}.")
        link("", "На главную")
        return
    waiting = own_email.waiting(session.side(), session.link_token())
    title("Подтверждение адреса", waiting.email)
    told = (
        "После подтверждения входите с этим адресом." if waiting.new else "Нажмите кнопку, и адрес будет подтверждён."
    )
    say(told)
    st.button("Подтвердить адрес", type="primary", key="confirm-email", on_click=_confirm)


def link_over() -> None:
    """Draw what to do when a link is over."""
    title("Ссылка больше не действует")
    say("Её срок истёк, ей уже воспользовались, или после неё пришла новая. Откройте ссылку из последнего письма.")
    say("Для нового пароля запросите ещё одну ссылку. Приглашение повторит тот, кто его отправил.")
    link("forgotten", "Восстановить пароль")
    link("", "На главную" if session.current() else "Войти")
    say(f"Не получается? Позвоните нам: {settings().hot_line}.", muted=True)


@safely
def _confirm() -> None:
    email = own_email.confirm(session.visitor(), session.side(), session.link_token())
    st.session_state["portal_confirmed"] = email


def _let_in(user_id: int, said: str) -> None:
    known = session.current()
    if known is not None and known.actor.user_id != user_id:
        sessions.end(known.actor)  # somebody else was logged in here
    session.say("success", said)
    session.sign_in(user_id)
    go("")
