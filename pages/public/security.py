"""«Профиль», «Вход и безопасность»: how long my session lasts, and how I log in."""

import ui
from core.actor import Permission
from ui import own_sessions

consumer = ui.require(Permission.MANAGE_OWN_ACCOUNT)

ui.title("Профиль")
ui.tabs(ui.PROFILE, "security")
own_sessions.block(consumer)
ui.say(
    "Выходите из кабинета через «Выйти», особенно на чужом компьютере, и не сохраняйте на нём пароль в браузере.",
    muted=True,
)
