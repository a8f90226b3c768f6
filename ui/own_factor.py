"""The block of a person's own second factor: connecting it, its recovery codes, switching it off."""

from collections.abc import Sequence

import streamlit as st

from core.actor import Actor
from forms.factor.begin import Begin
from forms.factor.code import Code
from forms.factor.switch_off import SwitchOff
from services import second_factor
from services.second_factor import Offer
from ui import session
from ui.html import Html, draw, tag
from ui.once import paper
from ui.small import Small

_CODES = "portal_recovery_codes"
WIDTH = 560
"""Of the small forms, in pixels."""
FILE = "Коды восстановления.txt"
WHAT = (
    "Кроме пароля при входе понадобится код из приложения на телефоне. Тот, кто узнает или подберёт ваш пароль, "
    "без телефона не войдёт."
)
APPLICATIONS = "Подойдёт любое приложение с кодами: Яндекс Ключ, Google Authenticator, Aegis, FreeOTP и другие."


def own_factor(actor: Actor) -> None:
    """Draw the actor's own second factor as it stands, and what can be done with it."""
    draw(tag("h2", "Вход с кодом из приложения", cls="p-section"))
    stands = second_factor.state(actor)
    if stands.since is None:
        _connect(actor)
        return
    draw(
        tag(
            "p",
            tag("span", "подключён", cls="p-badge p-done"),
            f" Неиспользованных кодов восстановления: {stands.codes_left}.",
        )
    )
    if stands.codes_left <= 3:  # noqa: PLR2004 - soon there are none
        draw(tag("p", "Кодов восстановления осталось мало. Получите новые.", cls="p-remark"))
    with st.expander("Новые коды восстановления", key="factor-renew-fold", width=WIDTH):
        draw(tag("p", "Прежние коды перестанут действовать.", cls="p-muted"))
        Small(Code, key="factor-renew", do=_renew, submit="Получить новые коды").draw()
    if stands.demanded:
        draw(tag("p", second_factor.ROLE_NEEDS_IT, cls="p-muted"))
        return
    with st.expander("Отключить", key="factor-off-fold", width=WIDTH):
        draw(tag("p", (SwitchOff.__doc__ or "").strip(), cls="p-muted"))
        Small(SwitchOff, key="factor-off", do=_switch_off, submit="Отключить", done="Вход с кодом отключён.").draw()


def enrol(actor: Actor) -> None:
    """Draw the connecting for somebody whose role demands it; nothing else is open until it is done."""
    draw(
        tag("h1", "Подключите вход с кодом", cls="p-title"),
        tag("p", "Ваша роль входит с паролем и кодом из приложения. Подключите его сейчас: это займёт две минуты."),
    )
    _confirming(second_factor.offered(actor) or second_factor.offer(actor))


def codes_to_keep() -> bool:
    """Draw the recovery codes just made, once; tell whether there were any, for until they are kept nothing else is."""
    fresh: Sequence[str] = st.session_state.get(_CODES, ())
    if not fresh:
        return False
    draw(
        tag("h1", "Сохраните коды восстановления", cls="p-title"),
        tag(
            "p",
            "Если телефон потеряется, вместо кода из приложения введите один из этих. Каждый действует один раз. "
            "Больше мы их не покажем: распечатайте их или сохраните туда, где лежат ваши пароли.",
        ),
        paper(
            "Коды восстановления",
            tag("ol", *(tag("li", tag("code", code)) for code in fresh), cls="p-codes"),
            text="\n".join(fresh),
            file=FILE,
        ),
    )
    st.button("Коды сохранены", key="factor-kept", type="primary", on_click=st.session_state.pop, args=(_CODES,))
    return True


def _connect(actor: Actor) -> None:
    draw(tag("p", WHAT))
    if (waiting := second_factor.offered(actor)) is not None and st.session_state.get("factor:begun"):
        _confirming(waiting)
        return
    with st.expander("Подключить", key="factor-begin-fold", width=WIDTH):
        draw(tag("p", (Begin.__doc__ or "").strip(), cls="p-muted"))
        Small(Begin, key="factor-begin", do=_begin, submit="Подключить").draw()


def _confirming(waiting: Offer) -> None:
    draw(
        tag(
            "ol",
            tag("li", "Откройте на телефоне приложение с кодами. ", tag("span", APPLICATIONS, cls="p-muted")),
            tag(
                "li",
                "Добавьте в нём новую запись и наведите камеру на рисунок.",
                Html(f'<img src="{waiting.picture}" alt="QR-код с ключом" class="p-qr">'),
                tag("span", "Приложение на этом же телефоне или нет камеры? Введите в него ключ: "),
                tag("code", waiting.secret, cls="p-key"),
                tag("div", _copy(waiting.secret), cls="p-ways"),
            ),
            tag("li", "Введите шесть цифр, которые показывает приложение."),
            cls="p-steps",
        )
    )
    with st.container(key="factor-first-width", width=WIDTH):
        Small(Code, key="factor-first", do=_confirm, submit="Подтвердить").draw()


def _copy(secret: str) -> Html:
    plain = secret.replace(" ", "")
    return tag("button", "Скопировать ключ", type="button", data_portal_copy=plain, cls="p-way")


def _begin(actor: Actor, given: Begin) -> None:
    second_factor.offer(actor, given.old_password)
    st.session_state["factor:begun"] = True


def _confirm(actor: Actor, given: Code) -> None:
    st.session_state[_CODES] = second_factor.confirm(actor, given.digits)
    st.session_state.pop("factor:begun", None)


def _renew(actor: Actor, given: Code) -> None:
    st.session_state[_CODES] = second_factor.renew_codes(actor, given.digits, session.visitor())


def _switch_off(actor: Actor, given: SwitchOff) -> None:
    second_factor.switch_off(actor, given.old_password, given.digits, session.visitor())
