"""What the administrator does: employees and the journal."""

import pytest

from core.actor import Actor, Role, Side
from services import employees, login
from tests import _people
from tests.pages._visit import visit, words


@pytest.fixture
def admin() -> Actor:
    return _people.an_employee("admin", name="Зуев Кирилл Михайлович")


def test_an_employee_just_created_is_listed_and_may_log_in(admin: Actor) -> None:
    page = visit("staff", admin)

    page.text_input("employee-w-name").set_value("Осипов Игорь Николаевич").run()
    page.text_input("employee-w-email").set_value("Osipov@Example.org").run()
    page.selectbox("employee-w-role").set_value("engineer").run()
    page.text_input("employee-w-password").set_value("шесть зелёных опор").run()
    page.button("employee-submit").click().run()

    assert page.success[0].value == "Сотрудник создан, может входить."
    assert "Осипов Игорь Николаевич" in words(page)
    assert login.check(Side.STAFF, "osipov@example.org", "шесть зелёных опор", _people.VISITOR)
    assert [line.role for line in employees.everybody(admin)] == [Role.ADMIN, Role.ENGINEER]


def test_the_password_does_not_stay_in_the_form(admin: Actor) -> None:
    page = visit("staff", admin)
    for name, text in (
        ("name", "Осипов Игорь Николаевич"),
        ("email", "o@example.org"),
        ("password", "шесть опор, ура"),
    ):
        page.text_input(f"employee-w-{name}").set_value(text).run()
    page.selectbox("employee-w-role").set_value("engineer").run()

    page.button("employee-submit").click().run()

    assert page.text_input("employee-w-password").value == ""
    assert "шесть опор, ура" not in str(page.session_state.to_dict())


def test_a_taken_address_is_said_beside_its_field(admin: Actor) -> None:
    _people.an_employee("engineer", email="taken@example.org")
    page = visit("staff", admin)
    for name, text in (("name", "Осипов Игорь"), ("email", "taken@example.org"), ("password", "шесть опор, ура")):
        page.text_input(f"employee-w-{name}").set_value(text).run()
    page.selectbox("employee-w-role").set_value("engineer").run()

    page.button("employee-submit").click().run()

    assert "Сотрудник с этим адресом уже есть." in words(page)
    assert page.text_input("employee-w-name").value == "Осипов Игорь"


def test_the_journal_says_who_did_what_with_which_number(admin: Actor) -> None:
    operator = _people.an_employee("operator", name="Гусева Анна Викторовна")
    reg_no = _people.a_registered_application(by=operator)

    said = words(visit("staff", admin, "journal"))

    assert "Гусева Анна Викторовна, Оператор ЦОП" in said
    assert "Регистрация заявки" in said
    assert f"<td>{reg_no}</td>" in said
    assert "Щербакова" not in said
