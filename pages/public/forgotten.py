"""«Забыли пароль?»: how to get back in."""

import ui
from core.settings import settings

ui.title("Восстановление пароля")
ui.say(
    f"Позвоните в центр обслуживания потребителей по телефону {settings().hot_line} или придите с паспортом: "
    "сотрудник проверит, что это вы, и поможет войти."
)
ui.link("", "Вернуться ко входу")
