"""One appeal with its answers."""

import ui
from core.actor import Permission
from services import appeals

consumer = ui.require(Permission.WRITE_APPEALS)
thread = appeals.thread(consumer, ui.asked("no"))

ui.title(f"Обращение № {thread.line.number}", f"{thread.line.kind}: {thread.line.topic}")
answered = thread.line.status == appeals.ANSWERED
ui.draw(ui.badge(thread.line.status_label, "done" if answered else "note"))
if not answered:
    ui.say(f"Ответим до {ui.day(thread.line.due_on)}.")
if thread.application_no:
    ui.link(f"application?no={thread.application_no}", f"О заявке {thread.application_no}")
ui.thread(thread)
