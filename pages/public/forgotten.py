"""«Забыли пароль?»: how to get back in."""

import ui

ui.forgotten()
