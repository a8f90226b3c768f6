"""«Профиль», «Вход и безопасность»: how long my session lasts, where I am logged in, and how I log in."""

import ui
from core.actor import Permission

consumer = ui.require(Permission.MANAGE_OWN_ACCOUNT)

ui.title("Профиль")
ui.tabs(ui.PROFILE, "security")
ui.own_sessions(consumer)
ui.say(
    "Выходите из кабинета через «Выйти», особенно на чужом компьютере, и не сохраняйте на нём пароль в браузере.",
    muted=True,
)
ui.own_password(consumer)
ui.own_factor(consumer)
