"""«Удаление данных»: the manager's page."""

import pytest

from core.actor import Actor
from services import consents, deletion_requests
from tests import _people
from tests._kept import everything
from tests.pages._visit import visit, words


@pytest.fixture
def manager() -> Actor:
    return _people.an_employee("manager", name="Руководов Р. Р.")


def test_a_request_is_erased_after_it_was_told_what_goes(manager: Actor) -> None:
    maria = _people.a_consumer()
    deletion_requests.ask(maria)
    page = visit("staff", manager, "deletions")
    assert "Щербакова Мария Ивановна, 57-000001-8" in words(page)

    page.button(key="erase-1-ask").click().run()
    assert "Вернуть удалённое будет нельзя" in words(page)
    page.button(key="erase-1-yes").click().run()

    assert "Учётная запись 57-000001-8 удалена" in page.success[0].value
    assert "Запросов нет" in words(page)
    assert "Щербакова" not in everything()


def test_what_is_in_the_way_is_said_in_the_place_of_the_button(manager: Actor) -> None:
    maria = _people.a_consumer()
    deletion_requests.ask(maria)
    number = _people.a_sent_application(maria)

    page = visit("staff", manager, "deletions")

    assert f"Отправка {number} ждёт регистрации" in words(page)
    assert "erase-1-ask" not in [button.key for button in page.button]


def test_what_has_come_in_the_way_meanwhile_is_said_and_nothing_is_erased(manager: Actor) -> None:
    maria = _people.a_consumer()
    deletion_requests.ask(maria)
    page = visit("staff", manager, "deletions")
    page.button(key="erase-1-ask").click().run()
    number = _people.a_sent_application(maria)

    page.button(key="erase-1-yes").click().run()

    assert number in page.error[0].value.replace("\\", "")
    assert "Щербакова" in words(page)


def test_consents_taken_back_are_listed(manager: Actor) -> None:
    consents.revoke(_people.a_consumer(), "pdn_transfer")

    assert "передачу персональных данных третьим лицам" in words(visit("staff", manager, "deletions"))


def test_the_page_is_the_managers_alone() -> None:
    assert "Удаление данных" not in words(visit("staff", _people.an_employee("operator"), "deletions"))
