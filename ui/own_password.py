"""One's own password and address, as the security pages of both portals show them."""

import streamlit as st

from core.actor import Actor
from forms.access.changed_email import ChangedEmail
from forms.access.changed_password import ChangedPassword
from services import access, own_email
from ui.act import act
from ui.html import draw, tag
from ui.small import Small
from ui.widgets import heading, say

AGAIN = "Письмо отправлено. Если его нет, проверьте папку «Спам»."
CHANGED = "Пароль изменён. Вход на других устройствах завершён."
ASKED = (
    "Мы выслали письмо на новый адрес. Откройте ссылку из него, и адрес сменится. На прежний адрес тоже ушло письмо."
)


def own_password(actor: Actor) -> None:
    """Draw the address and the password of whoever looks, with the forms that change them."""
    mine = own_email.mine(actor)
    unconfirmed(actor)
    heading("Электронная почта")
    draw(tag("p", mine.email, tag("span", ", подтверждена" if mine.confirmed else ", не подтверждена", cls="p-muted")))
    with st.expander("Сменить адрес", key="own-email-fold"):
        say((ChangedEmail.__doc__ or "").strip(), muted=True)
        Small(ChangedEmail, key="own-email", do=_change_email, submit="Выслать ссылку", done=ASKED).draw()
    heading("Пароль")
    with st.expander("Сменить пароль", key="own-password-fold"):
        say((ChangedPassword.__doc__ or "").strip(), muted=True)
        form = Small(
            ChangedPassword, key="own-password", do=access.change_password, submit="Сменить пароль", done=CHANGED
        )
        form.about = (mine.email, actor.name)
        form.draw()


def unconfirmed(actor: Actor) -> None:
    """Draw a word about an address that is not confirmed yet, with the way to do it; nothing if it is."""
    mine = own_email.mine(actor)
    if mine.confirmed:
        return
    with st.container(key="p-unconfirmed", horizontal=True, vertical_alignment="center"):
        draw(tag("p", "Подтвердите адрес ", tag("strong", mine.email), ": ссылка в письме."))
        st.button("Отправить ещё раз", key="confirm-again", type="tertiary",
                  on_click=act(own_email.send_again, done=AGAIN))  # fmt: skip


def _change_email(actor: Actor, given: ChangedEmail) -> bool:
    own_email.change(actor, given.old_password, given.email)
    return True
