"""Reports: parameters, the beginning of the report, the way to the workbook."""

import re
from datetime import date
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from core.actor import Actor
from forms.other import OtherDocument
from services import reports
from tests import _people
from tests.pages._visit import visit, words

CODE = "applications_register"


@pytest.fixture
def manager() -> Actor:
    return _people.an_employee("manager")


def test_each_role_is_offered_its_own_reports(manager: Actor) -> None:
    engineer = _people.an_employee("engineer")

    for employee in (manager, engineer):
        said = words(visit("staff", employee, "reports"))
        declared = {code: report.title for code, report in reports.declared().items()}
        own = {offered.code for offered in reports.available(employee)}
        assert {code for code, title in declared.items() if title in said} == own


def test_a_report_shows_how_it_begins_and_how_long_it_is(manager: Actor) -> None:
    reg_no = _people.a_registered_application()

    page = visit("staff", manager, "reports", code=CODE)

    assert "Строк: 1." in words(page)
    assert f"<td>{reg_no}</td>" in words(page)


def test_a_parameter_counts_as_soon_as_it_is_given(manager: Actor) -> None:
    _people.a_registered_application()
    page = visit("staff", manager, "reports", code=CODE)

    page.selectbox(f"report-{CODE}-w-status").select("completed").run()

    assert "Строк: 0." in words(page)
    assert "status=completed" in words(page)


def test_a_parameter_can_be_taken_back(manager: Actor) -> None:
    _people.a_registered_application()
    page = visit("staff", manager, "reports", code=CODE)
    page.selectbox(f"report-{CODE}-w-status").select("completed").run()

    page.selectbox(f"report-{CODE}-w-status").set_value(None).run()

    assert "Строк: 1." in words(page)
    assert "status=" not in words(page)


def test_the_link_carries_the_parameters_to_the_workbook(manager: Actor) -> None:
    page = visit("staff", manager, "reports", code=CODE)

    asked = parse_qs(urlsplit(re.findall(rf'href="(/exports/{CODE}[^"]*)"', unescape(words(page)))[0]).query)
    assert asked["since"] == [reports.defaults(manager, CODE)["since"].isoformat()]
    assert asked["by"] == ["registered_on"]
    assert "status" not in asked


def test_a_period_that_ends_before_it_begins_is_said_and_gives_no_workbook(manager: Actor) -> None:
    page = visit("staff", manager, "reports", code=CODE)

    page.date_input(f"report-{CODE}-w-until").set_value(date(2020, 1, 1)).run()

    assert "Конец периода раньше его начала" in words(page)
    assert "/exports/" not in words(page)


def test_a_report_of_another_role_is_not_found() -> None:
    page = visit("staff", _people.an_employee("engineer"), "reports", code="no_such_report")

    assert "Такого отчёта нет" in words(page)


def test_the_answers_of_a_form_have_the_columns_of_the_form_that_is_chosen() -> None:
    number = _people.a_sent_form(_people.a_consumer(), OtherDocument)
    page = visit("staff", _people.an_employee("operator"), "reports", code="answers_of_a_form")
    before = words(page)

    page.selectbox("report-answers_of_a_form-w-form").select("other").run()

    assert number not in before
    assert f"<td>{number}</td>" in words(page)
    assert ">Зачем вы отправляете документ</th>" in words(page)
    assert "form=other" in words(page)
