from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from core import clock
from core.actor import Actor, Permission, Role
from core.errors import Forbidden, Invalid, NotFound
from db.models import JournalEntry
from db.session import reading
from forms.tp_15 import ApplicationUpTo15
from services import journal_view, reports
from tests._people import a_consumer, a_registered_application, a_sent_application, an_employee
from tests.conftest import Time
from tests.exports._register import a_reader, an_applicant, an_application, several_applications

REGISTER, BY_STATUS, ANSWERS = "applications_register", "applications_by_status", "answers_of_a_form"
YEAR = {"since": "2026-01-01", "until": "2026-12-31"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "report.xlsx"


def exported() -> list[tuple[int | None, str, dict[str, Any]]]:
    query = select(JournalEntry).where(JournalEntry.act == "report.exported").order_by(JournalEntry.id)
    with reading() as session:
        return [(entry.user_id, entry.object, entry.facts) for entry in session.scalars(query)]


def this_year() -> dict[str, str]:
    today = clock.today()
    return {"since": f"{today.year}-01-01", "until": f"{today.year}-12-31"}


def parameters(path: Path) -> dict[str, object]:
    return {str(name): value for name, value in load_workbook(path)["Параметры"].iter_rows(min_row=2, values_only=True)}


@pytest.mark.parametrize(
    ("role", "codes"),
    [
        ("operator", [ANSWERS, REGISTER]),
        ("lawyer", [ANSWERS, REGISTER]),
        ("engineer", [BY_STATUS]),
        ("economist", [BY_STATUS]),
        ("manager", [BY_STATUS, ANSWERS, REGISTER]),
    ],
)
def test_each_role_has_its_own_reports_by_title(role: str, codes: list[str]) -> None:
    assert [report.code for report in reports.available(a_reader(role))] == codes


def test_a_report_in_the_list_has_a_title_and_a_sentence() -> None:
    [offered] = [report for report in reports.available(a_reader("operator")) if report.code == REGISTER]

    assert offered.title == "Реестр заявок на ТП"
    assert offered.summary == "Все заявки периода по одной в строке: заявитель, объект, мощность, сроки, плата."


@pytest.mark.usefixtures("database")
def test_who_may_not_see_reports_is_forbidden_everything(path: Path) -> None:
    for actor in (a_consumer(), an_employee("admin")):
        with pytest.raises(Forbidden):
            reports.available(actor)
        with pytest.raises(Forbidden):
            reports.export(actor, REGISTER)
        with pytest.raises(Forbidden):
            reports.preview(actor, REGISTER, {})
        with pytest.raises(Forbidden):
            reports.write(actor, REGISTER, {}, path)
    assert not path.exists()


@pytest.mark.parametrize("code", ["nothing", "_workbook", "../applications_register", ""])
def test_an_unknown_report_is_not_found(code: str) -> None:
    with pytest.raises(NotFound, match="Такого отчёта нет"):
        reports.export(a_reader("manager"), code)


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("engineer", REGISTER),
        ("engineer", ANSWERS),
        ("economist", REGISTER),
        ("economist", ANSWERS),
        ("operator", BY_STATUS),
        ("lawyer", BY_STATUS),
    ],
)
@pytest.mark.usefixtures("database")
def test_a_report_of_another_role_is_not_found(role: str, code: str, path: Path) -> None:
    actor = an_employee(role)

    with pytest.raises(NotFound):
        reports.preview(actor, code, YEAR)
    with pytest.raises(NotFound):
        reports.write(actor, code, YEAR, path)
    assert not path.exists()
    assert exported() == []


def test_permission_without_a_role_opens_no_report() -> None:
    manager = a_reader("manager")
    nobody = Actor(1, manager.side, "Никто", frozenset({Permission.SEE_REPORTS}))

    assert reports.available(nobody) == []
    with pytest.raises(NotFound):
        reports.export(nobody, REGISTER)


def test_parameters_begin_with_the_current_year(time: Time) -> None:
    time.is_now(datetime(2026, 11, 22, tzinfo=UTC))

    began = reports.defaults(a_reader("manager"), REGISTER)

    assert {name: str(value) for name, value in began.items()} == {
        "since": "2026-01-01",
        "until": "2026-12-31",
        "by": "registered_on",
    }


@pytest.mark.usefixtures("database")
def test_a_preview_shows_the_first_twenty_rows_and_counts_all() -> None:
    applicant = an_applicant()
    several_applications({"reg_no": f"{n:03}/26", "consumer_id": applicant} for n in range(1, 24))

    preview = reports.preview(an_employee("operator"), REGISTER, YEAR)

    assert preview.count == 23
    assert [row[1] for row in preview.rows] == [f"{n:03}/26" for n in range(1, 21)]


@pytest.mark.usefixtures("database")
def test_a_preview_shows_cells_as_excel_does() -> None:
    an_application(reg_no="001/26")

    preview = reports.preview(an_employee("manager"), REGISTER, YEAR)

    shown = dict(zip(preview.columns, preview.rows[0], strict=True))
    assert shown["№ п/п"] == "1"
    assert shown["Дата регистрации"] == "03.03.2026"
    assert shown["Всего, кВт"] == "7,500"
    assert shown["Оплачено, ₽"] == "0,00"
    assert shown["Плата с НДС, ₽"] == ""
    assert shown["СНИЛС"] == "•••-•••-••• 65"


@pytest.mark.usefixtures("database")
def test_unsound_parameters_are_told_in_russian_and_nothing_is_written(path: Path) -> None:
    actor, wrong = an_employee("manager"), {"since": "2026-05-02", "until": "2026-05-01", "status": "nowhere"}

    with pytest.raises(Invalid) as of_preview:
        reports.preview(actor, REGISTER, wrong)
    with pytest.raises(Invalid) as of_writing:
        reports.write(actor, REGISTER, wrong, path)

    assert of_preview.value.remarks == of_writing.value.remarks
    assert of_writing.value.remarks == {
        "until": "Конец периода раньше его начала. Исправьте одну из дат.",
        "status": "Выберите один из вариантов.",
    }
    assert not path.exists()
    assert exported() == []


@pytest.mark.usefixtures("database")
def test_a_registered_application_is_in_the_workbook(path: Path) -> None:
    number = a_registered_application()

    written = reports.write(an_employee("operator"), REGISTER, {}, path)

    rows = pd.read_excel(path, sheet_name="Реестр заявок на ТП", dtype=str)
    assert written.rows == 1
    assert rows["Рег. №"].iloc[0] == number
    assert rows["Заявитель"].iloc[0] == "Щербакова Мария Ивановна"
    assert rows["СНИЛС"].iloc[0] == "028-278-217 65"
    assert rows["Статус"].iloc[0] == "Зарегистрирована"


@pytest.mark.usefixtures("database")
def test_the_file_is_named_in_russian_with_the_local_date(path: Path, time: Time) -> None:
    actor = an_employee("manager")
    time.is_now(datetime(2026, 11, 21, 21, 30, tzinfo=UTC))

    assert reports.write(actor, REGISTER, {}, path).name == "Реестр заявок на ТП 22.11.2026.xlsx"


@pytest.mark.usefixtures("database")
def test_the_second_sheet_tells_what_was_asked_when_and_by_whom(path: Path, time: Time) -> None:
    actor = an_employee("manager", name="Ёлкина Анна")
    time.is_now(datetime(2026, 11, 22, 9, 15, tzinfo=UTC))

    reports.write(actor, BY_STATUS, {**YEAR, "by": "received_on", "voltage": "10"}, path)

    assert parameters(path) == {
        "Отчёт": "Заявки по статусам",
        "С": "01.01.2026",
        "По": "31.12.2026",
        "По какой дате отбирать": "по дате поступления",
        "Статус": "все",
        "Максимальная мощность": "все",
        "Напряжение": "10 кВ",
        "Сформирован": datetime(2026, 11, 22, 12, 15),  # noqa: DTZ001 - Excel keeps naive moments
        "Составил": "Ёлкина Анна, Руководитель",
    }


@pytest.mark.usefixtures("database")
def test_an_export_is_journalled_with_its_parameters_and_the_number_of_rows(path: Path) -> None:
    applicant, actor = an_applicant(), an_employee("lawyer")
    several_applications({"reg_no": f"{n:03}/26", "consumer_id": applicant} for n in range(3))

    reports.write(actor, REGISTER, YEAR, path)

    parameters = {"since": "2026-01-01", "until": "2026-12-31", "by": "registered_on"}
    assert exported() == [(actor.user_id, REGISTER, {"rows": 3, "parameters": parameters})]


@pytest.mark.usefixtures("database")
def test_the_answers_of_a_form_leave_the_portal_under_the_name_of_the_form_and_are_journalled(path: Path) -> None:
    a_sent_application(a_consumer())
    actor, asked = an_employee("lawyer"), {**this_year(), "form": "tp_15"}

    written = reports.write(actor, ANSWERS, asked, path)

    assert written.rows == reports.preview(actor, ANSWERS, asked).count == 1
    assert parameters(path)["Форма"] == ApplicationUpTo15.title
    assert exported() == [(actor.user_id, ANSWERS, {"rows": 1, "parameters": asked})]
    [line] = journal_view.newest(an_employee("auditor"), journal_view.Wanted(act="report.exported"))
    assert f"Форма: {ApplicationUpTo15.title}" in line.facts


@pytest.mark.usefixtures("database")
def test_a_form_that_never_was_cannot_be_asked_for(path: Path) -> None:
    actor = an_employee("manager")

    with pytest.raises(Invalid) as refused:
        reports.write(actor, ANSWERS, {"form": "invented"}, path)

    assert refused.value.remarks == {"form": "Выберите один из вариантов."}
    assert not path.exists()


@pytest.mark.usefixtures("database")
def test_a_preview_is_not_journalled_as_an_export() -> None:
    reports.preview(an_employee("manager"), REGISTER, YEAR)

    assert exported() == []


@pytest.mark.parametrize("code", [REGISTER, BY_STATUS, ANSWERS])
@pytest.mark.usefixtures("database")
def test_an_empty_report_is_a_sound_workbook(path: Path, code: str) -> None:
    actor = an_employee("manager")

    written = reports.write(actor, code, YEAR, path)

    book = load_workbook(path)
    title = reports.export(actor, code).title
    assert written.rows == 0
    assert book.sheetnames == [title, "Параметры"]
    assert book[title].max_row == 1 + any(column.total for column in reports.export(actor, code).columns)
    assert reports.preview(actor, code, YEAR).rows == ()


@pytest.mark.parametrize("role", Role)
def test_a_role_that_may_see_reports_has_at_least_one(role: Role) -> None:
    actor = a_reader(role.value)

    if actor.may(Permission.SEE_REPORTS):
        assert reports.available(actor)
    else:
        assert not any(role in report.roles for report in reports.declared().values())
