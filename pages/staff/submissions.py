"""«Новые отправки»: what waits for registration, the most urgent first."""

import ui
from core import clock
from core.actor import Permission
from services import submissions

PAGE = 40
clerk = ui.require(Permission.REGISTER_SUBMISSIONS)
trail = ui.Trail("submissions")
waiting = submissions.waiting(clerk, after=trail.after, limit=PAGE + 1)
shown, more = waiting[:PAGE], len(waiting) > PAGE
today = clock.today()

ui.title("Новые отправки", "Регистрируем за один день: сверху то, что ждать не может.")
if not shown:
    ui.say("Всё зарегистрировано. Новые отправки появятся здесь сами.", muted=True)
else:
    with ui.rows("submissions", "№", "Зарегистрировать до", "Отправлено", "Заявитель", "Форма", "По заявке", "Файлов"):
        for row, sheet in shown:
            late = sheet.register_by < today
            word = "просрочено" if late else "сегодня" if sheet.register_by == today else ""
            ui.line(
                "submissions",
                row,
                f"submission?no={sheet.number}",
                f"**{sheet.number}**",
                ui.joined(ui.day(sheet.register_by), " ", ui.badge(word, "late" if late else "turn") if word else ""),
                ui.moment(sheet.sent_at),
                sheet.applicant,
                sheet.title,
                sheet.application_no,
                str(len(sheet.files)),
            )
trail.draw((shown[-1][1].register_by, shown[-1][0]) if more else None)
