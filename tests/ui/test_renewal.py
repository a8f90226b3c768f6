"""«Продлить» by password, above a page that stays."""

import uuid

import pytest
from streamlit.testing.v1 import AppTest

from core.actor import Actor, Side
from forms.contact.appeal import NewAppeal
from services import appeals, sessions
from tests import _people
from tests._people import PASSWORD
from tests.pages._visit import visit, words
from ui.renewal import CODE, LOST
from ui.renewal import PASSWORD as FIELD

TYPED = "Приедет завтра в десять"


@pytest.fixture(autouse=True)
def _database(sqlite_database: str) -> None:
    """Give the test an empty database."""


@pytest.fixture
def engineer() -> Actor:
    return _people.an_employee("engineer", email="engineer@example.org")


@pytest.fixture
def page(engineer: Actor) -> AppTest:
    number = appeals.send(_people.a_consumer(), _people.valid_answers(NewAppeal), str(uuid.uuid4())).number
    page = visit("staff", engineer, "appeal", no=number)
    page.text_area(f"answer-{number}-w-text").set_value(TYPED).run()
    assert "Продлить сеанс" not in words(page)
    return page.button(key="portal_renew").click().run()


def press(page: AppTest, label: str = "Продлить сеанс") -> AppTest:
    [button] = [button for button in page.button if button.label == label]
    return button.click().run()


def keys(page: AppTest) -> set[str | None]:
    return {button.key for button in page.button}


def test_the_password_opens_a_new_session_without_leaving_the_page(page: AppTest, engineer: Actor) -> None:
    old = page.session_state["portal_session"]
    page.text_input(FIELD).set_value(PASSWORD)

    press(page)

    ticket = page.session_state["portal_renewal_ticket"]
    assert f'data-portal-ticket="{ticket}"' in words(page)
    assert page.text_area[0].value == TYPED, "the page is drawn beside the ticket"
    assert sessions.by_id(Side.STAFF, old) is not None, "the old session lasts until the new cookie is there"
    assert sessions.redeem(Side.STAFF, ticket, "") is not None
    page.button(key="portal_renewal_kept").click().run()
    assert page.text_area[0].value == TYPED
    assert "Продлить сеанс" not in words(page)
    assert ticket not in words(page)
    assert PASSWORD not in repr(page.session_state)
    assert len([entry for entry in sessions.mine(engineer) if entry.id != old]) == 1


def test_a_wrong_password_is_told_and_asked_again(page: AppTest) -> None:
    page.text_input(FIELD).set_value("не тот пароль")

    press(page)

    assert "Неверный логин или пароль" in words(page)
    assert page.text_input(FIELD).value == ""
    assert "portal_renewal_kept" not in keys(page)
    assert page.text_area[0].value == TYPED


def test_one_may_think_better_of_it(page: AppTest) -> None:
    press(page, "Не сейчас")

    assert "Продлить сеанс" not in words(page)
    assert page.text_area[0].value == TYPED


def test_a_browser_that_keeps_no_cookie_is_told_so_and_the_session_lasts_as_long_as_it_would(page: AppTest) -> None:
    page.text_input(FIELD).set_value(PASSWORD)
    press(page)

    page.button(key="portal_renewal_lost").click().run()

    assert LOST in words(page)
    assert page.text_area[0].value == TYPED
    assert "portal_renewal_lost" not in keys(page)


def test_who_has_a_second_factor_is_asked_the_code_too(page: AppTest, engineer: Actor) -> None:
    paper, *_ = _people.a_second_factor(engineer, keep=page.session_state["portal_session"])
    page.run()
    page.text_input(FIELD).set_value(PASSWORD)
    page.text_input(CODE).set_value("654321")
    press(page)
    assert "Код не подходит" in words(page)

    page.text_input(FIELD).set_value(PASSWORD)
    page.text_input(CODE).set_value(paper)
    press(page)

    assert "data-portal-ticket" in words(page)
