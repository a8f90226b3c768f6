"""«Журнал»: who did what, when and from where; the newest lines."""

import ui
from core.actor import Permission
from services import journal_view

admin = ui.require(Permission.SEE_JOURNAL)

ui.title("Журнал", f"Последние {journal_view.NEWEST} записей.")
ui.draw(
    ui.table(
        ("Когда", "Кто", "Откуда", "Что", "Номер", "Подробности"),
        [
            (ui.moment(line.at), line.who or "—", line.address, line.act, line.thing, line.facts)
            for line in journal_view.newest(admin)
        ],
        cls="p-dense p-journal",
    )
)
