"""«Профиль», «Вход и безопасность»: how long my session lasts, and how I log in."""

import ui
from core.actor import Permission

consumer = ui.require(Permission.MANAGE_OWN_ACCOUNT)

ui.title("Профиль")
ui.tabs(ui.PROFILE, "security")
ui.draw(ui.tag("p", "До окончания сеанса ", ui.session_clock(), cls="p-clock"))
ui.draw_own_password(consumer)
ui.say(
    "Выходите из кабинета через «Выйти», особенно на чужом компьютере, и не сохраняйте на нём пароль в браузере.",
    muted=True,
)
ui.own_factor(consumer)
