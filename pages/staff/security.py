"""«Моя учётная запись»: how long my session lasts, and how I log in."""

import ui
from core.actor import Permission

employee = ui.require(Permission.MANAGE_OWN_ACCOUNT)

ui.title("Моя учётная запись", employee.name)
ui.draw(ui.tag("p", "До окончания сеанса ", ui.session_clock(), cls="p-clock"))
ui.draw_own_password(employee)
ui.own_factor(employee)
