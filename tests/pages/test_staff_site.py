"""Who sees what in the staff app."""

import pytest

from core.actor import Permission, Role
from tests import _people
from tests.pages._visit import again, visit, words

EVERYBODYS = {"Потребители", "Моя учётная запись"}
MENU = {
    Role.OPERATOR: {"Заявки", "Новые отправки", "Обращения", "Отчёты"} | EVERYBODYS,
    Role.LAWYER: {"Заявки", "Новые отправки", "Обращения", "Отчёты"} | EVERYBODYS,
    Role.ENGINEER: {"Заявки", "Обращения", "Отчёты"} | EVERYBODYS,
    Role.ECONOMIST: {"Заявки", "Обращения", "Отчёты"} | EVERYBODYS,
    Role.MANAGER: {"Заявки", "Новые отправки", "Обращения", "Удаление данных", "Отчёты"} | EVERYBODYS,
    Role.ADMIN: {"Сотрудники", "Журнал"} | EVERYBODYS,
    Role.AUDITOR: {"Заявки", "Журнал"} | EVERYBODYS,
}
EVERYTHING = {title for titles in MENU.values() for title in titles}
PAGES = (
    "", "submissions", "submission", "application", "appeals", "appeal", "reports", "journal", "consumers", "consumer",
    "open-account", "employee", "security", "second-factor",
)  # fmt: skip


@pytest.mark.parametrize("role", Role)
def test_the_menu_shows_what_the_role_may_do_and_nothing_else(role: Role) -> None:
    page = visit("staff", _people.an_employee(role))

    titles = {link.label for link in page.page_link}
    assert titles & EVERYTHING == MENU[role]
    assert not page.exception


@pytest.mark.parametrize("url", PAGES)
def test_whoever_is_not_known_finds_the_login_at_every_address(url: str) -> None:
    page = visit("staff", None, url)

    assert "Вход для сотрудников" in words(page)
    assert [field.label for field in page.text_input] == [
        "Адрес электронной почты или регистрационный номер",
        "Пароль",
    ]


def test_a_consumer_does_not_get_into_the_staff_app() -> None:
    page = visit("staff", _people.a_consumer())

    assert "Вход для сотрудников" in words(page)


@pytest.mark.parametrize("url", ["submissions", "journal", "employees", "employee", "open-account", "second-factor"])
def test_an_address_that_is_not_for_the_role_leads_to_the_first_page(url: str) -> None:
    page = visit("staff", _people.an_employee("engineer"), url)

    assert "Таких заявок нет" in words(page)


@pytest.mark.parametrize("url", ["application", "submission", "appeals", "reports"])
def test_the_administrator_sees_no_business_data(url: str) -> None:
    consumer = _people.a_consumer()
    reg_no = _people.a_registered_application(consumer)

    page = visit("staff", _people.an_employee("admin"), url, no=reg_no)

    assert "Пригласить сотрудника" in words(page)
    assert consumer.name not in words(page)


def test_no_role_has_two_first_pages() -> None:
    admin, others = Permission.MANAGE_EMPLOYEES, Permission.SEE_APPLICATIONS

    both = [role for role in Role if {admin, others} <= _people.an_employee(role).permissions]

    assert both == []


def test_a_card_that_is_not_there_is_said_and_a_way_on_is_offered() -> None:
    page = visit("staff", _people.an_employee("engineer"), "application", no="999/26")

    assert "Заявка 999/26 не найдена" in words(page)
    assert "На главную" in {link.label for link in page.page_link}


def test_following_a_link_keeps_the_session() -> None:
    page = visit("staff", _people.an_employee("engineer"))

    page = again(page, "reports")

    assert "Заявки по статусам" in words(page)
