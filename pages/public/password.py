"""«Новый пароль»: where the link of a letter leads to."""

import ui

ui.choose_password()
