"""«Обращения»: what waits for an answer, the most urgent first."""

import ui
from core import clock
from core.actor import Permission
from services import appeals

employee = ui.require(Permission.ANSWER_APPEALS)
lines = appeals.waiting(employee)
today = clock.today()

ui.title("Обращения", "Ждут ответа: сверху те, чей срок ближе.")
if not lines:
    ui.say("На все обращения ответили.", muted=True)
else:
    with ui.rows("appeals", "№", "Ответить до", "Получено", "Заявитель", "Тема", "Что"):
        for line in lines:
            word = "просрочено" if line.due_on < today else "сегодня" if line.due_on == today else ""
            ui.line(
                "appeals",
                line.number,
                f"appeal?no={line.number}",
                f"**{line.number}**",
                ui.joined(
                    ui.day(line.due_on), " ", ui.badge(word, "late" if line.due_on < today else "turn") if word else ""
                ),
                ui.moment(line.sent_at),
                line.applicant,
                line.topic,
                line.kind,
            )
