import inspect
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from core import clock
from core.actor import ROLE_PERMISSIONS, Permission, Role
from core.catalogue import catalogue
from db.models import Application
from db.session import reading
from exports import _workbook
from exports._columns import Column
from exports._export import BATCH, Export, Query
from exports._parameters import Period
from exports.applications_by_status import ApplicationsByStatus
from exports.applications_register import ApplicationsRegister
from forms._form import Form
from forms._questions import check, questions
from tests._people import a_registered_application
from tests.exports._register import (
    FEW,
    MANY,
    a_reader,
    an_applicant,
    an_application,
    peak_of_memory,
    several_applications,
)

YEAR = Period(since=date(2026, 1, 1), until=date(2026, 12, 31))
DECLARED = catalogue("exports", Export)
every_report = pytest.mark.parametrize("code", DECLARED)


class Numbers(Export[Period]):
    """Только номера и объекты."""

    title = "Номера"
    roles = frozenset({Role.MANAGER})
    parameters = Period
    columns = (Column("Рег. №", 11), Column("Объект", 30))

    def query(self, given: Period) -> Query:
        """Ask for numbers."""
        return (
            select(Application.reg_no, Application.object_name).where(*given.conditions()).order_by(Application.reg_no)
        )


def test_reports_are_found_by_their_file_names() -> None:
    assert DECLARED["applications_register"] is ApplicationsRegister
    assert DECLARED["applications_by_status"] is ApplicationsByStatus


@every_report
def test_the_code_of_a_report_is_its_file_name(code: str) -> None:
    assert DECLARED[code].code() == code


@every_report
def test_a_report_says_in_one_russian_sentence_what_it_is(code: str) -> None:
    sentence = inspect.cleandoc(DECLARED[code].__doc__ or "")

    assert re.fullmatch(r"[А-ЯЁ][^\n]+\.", sentence)


@every_report
def test_the_title_of_a_report_can_name_a_file_and_a_sheet(code: str) -> None:
    assert re.fullmatch(r"[^\[\]:*?/\\<>|\"]{3,26}", DECLARED[code].title)


@every_report
def test_whoever_may_run_a_report_may_see_reports(code: str) -> None:
    assert DECLARED[code].roles
    assert all(Permission.SEE_REPORTS in ROLE_PERMISSIONS[role] for role in DECLARED[code].roles)


@every_report
def test_headers_differ_and_columns_are_wide_enough_to_read(code: str) -> None:
    report = DECLARED[code]
    columns = report(a_reader("manager")).columns_for(check(report.asks(), {}))

    assert len({column.title for column in columns}) == len(columns)
    assert all(5 <= column.width <= 80 for column in columns)


@every_report
def test_the_parameters_of_a_report_are_sound_as_they_begin(code: str) -> None:
    assert questions(DECLARED[code].asks())
    assert check(DECLARED[code].asks(), {})


@every_report
@pytest.mark.usefixtures("database")
def test_every_row_has_a_cell_for_every_column(code: str) -> None:
    a_registered_application()
    given = this_year(DECLARED[code])

    rows = everything(DECLARED[code], given)

    assert [len(row) for row in rows] == [len(DECLARED[code](a_reader("manager")).columns_for(given))]


@pytest.mark.parametrize("code", ["applications_by_status", "applications_register"])
@pytest.mark.usefixtures("database")
def test_the_count_is_the_number_of_rows(code: str) -> None:
    an_application("001/26", status="in_work")
    an_application("002/26", registered_on=date(2025, 12, 31))
    an_application("003/26", status="contract")

    with reading() as session:
        report = DECLARED[code](a_reader("manager"))
        count = report.count(session, YEAR)

    assert count == len(everything(DECLARED[code])) == 2


@pytest.mark.usefixtures("database")
def test_a_record_is_a_row_unless_the_report_says_otherwise() -> None:
    an_application("001/26", object_name="гараж")

    assert everything(Numbers) == [("001/26", "гараж")]


@pytest.mark.usefixtures("database")
def test_what_is_registered_meanwhile_does_not_enter_the_report() -> None:
    applicant = an_applicant()
    several_applications({"reg_no": f"{n:04}/26", "consumer_id": applicant} for n in range(BATCH + 1))

    with reading() as session:
        rows = Numbers(a_reader("manager")).rows(session, YEAR)
        first = next(rows)
        an_application("9999/26", consumer_id=applicant)
        rest = list(rows)

    assert [first, *rest] == [(f"{n:04}/26", "жилой дом") for n in range(BATCH + 1)]
    assert len(everything(Numbers)) == BATCH + 2


@pytest.mark.usefixtures("database")
def test_a_workbook_of_many_rows_takes_no_more_memory_than_one_of_few(tmp_path: Path) -> None:
    applicant = an_applicant()
    several_applications({"reg_no": f"{n}/26", "consumer_id": applicant} for n in range(FEW))
    peak_of_writing(tmp_path)  # what is loaded and compiled once is no matter of rows

    few = peak_of_writing(tmp_path)
    several_applications({"reg_no": f"{n}/27", "consumer_id": applicant} for n in range(MANY - FEW))
    many = peak_of_writing(tmp_path)

    assert many - few < 100_000


def peak_of_writing(folder: Path) -> int:
    with reading() as session, peak_of_memory() as peak:
        rows = Numbers(a_reader("manager")).rows(session, YEAR)
        _workbook.write(folder / "report.xlsx", sheet="Номера", columns=Numbers.columns, rows=rows, facts=[])
    return peak[0]


def this_year(report: type[Export[Any]]) -> Form:
    today = clock.today()
    return check(report.asks(), {"since": today.replace(month=1, day=1), "until": today, "form": "tp_15"})


def everything(report: type[Export[Any]], given: Form = YEAR) -> list[Sequence[object]]:
    with reading() as session:
        return list(report(a_reader("manager")).rows(session, given))
