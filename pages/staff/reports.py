"""«Отчёты»: choose one, narrow it down, look how it begins, take it as a workbook."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import ui
from core.actor import Permission
from services import reports

employee = ui.require(Permission.SEE_REPORTS)
offered = reports.available(employee)
code = ui.asked("code")

if not code:
    ui.title("Отчёты")
    with ui.rows("reports"):
        for report in offered:
            target = f"reports?code={report.code}"
            ui.line("reports", report.code, target, f"**{ui.plain(report.title)}**", report.summary)


def preview(answers: Mapping[str, Any], _: str) -> reports.Preview:
    """Look how the report begins."""
    return reports.preview(employee, code, answers)


if code:
    chosen = reports.export(employee, code)
    ui.link("reports", "← Отчёты")
    ui.title(chosen.title, (chosen.__doc__ or "").strip())
    asked = ui.Live(chosen.asks(), key=f"report-{code}", start=reports.defaults(employee, code), act=preview)
    if begins := asked.draw():
        query = urlencode({name: answer for name, answer in asked.answers.items() if answer not in {None, ""}})
        ui.draw(
            ui.tag("a", "Скачать .xlsx", href=f"/exports/{code}?{query}", download="download", cls="p-button"),
            ui.tag("span", f" Строк: {begins.count}. Ниже первые {len(begins.rows)}.", cls="p-muted"),
        )
        ui.draw(ui.table(begins.columns, begins.rows, cls="p-dense p-one-line"))
