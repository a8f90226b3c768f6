"""«Моя учётная запись»: how long my session lasts, and how I log in."""

import ui
from core.actor import Permission
from ui import own_sessions

employee = ui.require(Permission.MANAGE_OWN_ACCOUNT)

ui.title("Моя учётная запись", employee.name)
own_sessions.block(employee)
