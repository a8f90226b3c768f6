"""streamlit-authenticator's controller and model over our own accounts, and a form that password managers can fill in.

Its form tells them to stay away (``autocomplete="off"``; OWASP ASVS 5.0, V6.2.7), so the fields are drawn here. Its
cookie, its token and its dictionary of users are replaced: the cookie is HttpOnly and set by the edge, the session is a
row, and a password is checked by ``services.login``.
"""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

import streamlit as st
from streamlit_authenticator.controllers import AuthenticationController
from streamlit_authenticator.models import AuthenticationModel
from streamlit_authenticator.utilities import Validator

from core import strength
from core.errors import NotFound, Refusal
from core.settings import settings
from core.turns import Turns
from services import login
from ui import session
from ui.faults import safely
from ui.html import draw, tag

NAME = "Адрес электронной почты или регистрационный номер"
PASSWORD = "Пароль"  # noqa: S105 - a label
ENTER = "Войти"
CODE = "Код из приложения или код восстановления"
TURNS = Turns(rest_seconds=0.3)
"""Each login draws two pages: twenty at once would stop everybody else's."""
EMPTY = "Введите адрес электронной почты или регистрационный номер и пароль."


class _Validator(Validator):  # type: ignore[misc] # the library ships no types
    """Any alphabet; the library's own rule refuses Cyrillic."""

    def validate_password(self, password: str) -> bool:
        return not strength.refusal(password)


class _Model(AuthenticationModel):  # type: ignore[misc] # the library ships no types
    """Checks one person against the database; never holds anybody else's credentials."""

    def __init__(self, validator: Validator) -> None:
        super().__init__({"usernames": {}}, auto_hash=False, secret_key="", validator=validator)
        self.user_id = 0
        self.refusal = ""

    def check_credentials(self, username: str, password: str) -> bool:
        try:
            self.user_id = login.check(session.side(), username, password, session.visitor())
        except Refusal as refusal:
            self.refusal = str(refusal)
            return False
        self.credentials["usernames"] = {username: {"name": username, "email": "", "roles": []}}
        return True

    def _record_failed_login_attempts(self, *_: Any, **__: Any) -> None:
        """Failures are counted in the database."""


class _Controller(AuthenticationController):  # type: ignore[misc] # the library ships no types
    def __init__(self) -> None:
        self.validator = _Validator()
        self.authentication_model = _Model(self.validator)

    def login(self, username: str = "", password: str = "", *_: Any, **__: Any) -> bool:
        """Hand the password on as it was typed: the library would cut spaces off its ends."""
        return bool(self.authentication_model.login(username.strip(), password))


def in_turn() -> AbstractContextManager[None]:
    """Return what a run waits in, if it is to log somebody in: the whole run, from the first line to the last."""
    pressed = st.session_state.get(f"FormSubmitter:login-{ENTER}")
    return TURNS.turn(session.visitor().address) if pressed else nullcontext()


def form(title: str = "Вход") -> None:
    """Draw the login form; whoever is let in gets a session and the page they came for."""
    with st.form("login"):
        st.subheader(title)
        name = st.text_input(NAME, autocomplete="username")
        password = st.text_input(PASSWORD, type="password", autocomplete="current-password")
        if not st.form_submit_button(ENTER):
            return
    if not name.strip() or not password:
        st.error(EMPTY)
        return
    controller = _Controller()
    entered = controller.login(name, password)
    st.session_state["authentication_status"] = None  # who is let in is not the library's to remember
    if not entered:
        st.error(controller.authentication_model.refusal)
        return
    session.sign_in(controller.authentication_model.user_id)
    st.rerun()


def code() -> None:
    """Ask whoever gave the right password for the code of the second factor; there is no session yet."""
    _, middle, _ = st.columns([1, 2, 1])
    with middle, st.form("login-code", enter_to_submit=True):
        st.subheader("Подтвердите вход")
        draw(
            tag("p", "Пароль верный. Теперь введите шесть цифр, которые показывает приложение на вашем телефоне."),
            tag(
                "p",
                "Нет телефона? Введите один из кодов восстановления. Кодов тоже нет? Работникам поможет "
                f"администратор, потребителям — телефон {settings().hot_line}.",
                cls="p-hint",
            ),
        )
        st.text_input(CODE, key="login-code-typed", max_chars=40, autocomplete="one-time-code")
        if trouble := st.session_state.pop("login-code:trouble", ""):
            st.error(trouble)
        st.form_submit_button("Войти", on_click=_finish)
    with middle:
        st.button("Войти под другим именем", type="tertiary", on_click=session.give_up)


@safely
def _finish() -> None:
    typed = st.session_state.get("login-code-typed", "")
    st.session_state["login-code-typed"] = ""
    try:
        session.finish(typed)
    except NotFound as late:
        session.say("warning", str(late))
    except Refusal as refusal:
        st.session_state["login-code:trouble"] = str(refusal)
