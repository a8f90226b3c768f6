"""«Профиль», «История»: what I sent, and what else I did."""

import ui
from core.actor import Permission
from services import history, submissions

consumer = ui.require(Permission.FOLLOW_OWN_APPLICATIONS)

ui.title("Профиль")
ui.tabs(ui.PROFILE, "history")
ui.heading("Отправленные документы")
for sent in submissions.mine(consumer):
    with ui.row(f"history-{sent.number}"):
        ui.link(f"sent?no={sent.number}", f"**№ {sent.number}**, {sent.title}")
        ui.say(f"{ui.moment(sent.sent_at)}. {sent.status_label}.", muted=True)
ui.heading("События")
ui.draw(ui.table(("Когда", "Что"), [(ui.moment(line.at), line.text) for line in history.mine(consumer)]))
