"""What was sent: the answers, the files, the frozen copy, and what happens next."""

import ui
from core.actor import Permission
from services import submissions

consumer = ui.require(Permission.FOLLOW_OWN_APPLICATIONS)
sheet = submissions.sheet(consumer, ui.asked("no"))

ui.title(f"Отправка № {sheet.number}", sheet.title)
ui.draw(ui.badge(sheet.status_label, {"waiting": "note", "returned": "late"}.get(sheet.status, "done")))
if sheet.sent_by:
    ui.say(f"Отправил: {sheet.sent_by}.", muted=True)
if sheet.status == submissions.WAITING:
    ui.say(f"Отправлено {ui.moment(sheet.sent_at)}. Зарегистрируем до {ui.day(sheet.register_by)} и сообщим об этом.")
if sheet.returned_reason:
    ui.draw(ui.tag("div", ui.tag("strong", "Почему возвращено: "), ui.lines(sheet.returned_reason), cls="p-turn-box"))
if sheet.application_no:
    word = "Открыть заявку" if sheet.status == submissions.REGISTERED else "О заявке"
    ui.link(f"application?no={sheet.application_no}", f"{word} {sheet.application_no}")
if sheet.appeal_no:
    ui.link(f"appeal?no={sheet.appeal_no}", f"Обращение № {sheet.appeal_no}")
if sheet.copy:
    ui.draw(ui.kept_files([("Копия того, что вы отправили", sheet.copy)]))
ui.sheet(sheet.readable)
if sheet.files:
    ui.heading("Приложенные файлы")
    ui.draw(ui.kept_files(sheet.files))
ui.offer_similar(consumer, sheet.number, sheet.form)
ui.link("applications", "Мои заявки")
