"""The end of a session while somebody types: what is kept, for whom, and what is thrown away."""

import uuid

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core.actor import Actor, Side, Visitor
from forms.contact.appeal import NewAppeal
from services import appeals, sessions
from tests import _people
from tests._people import PASSWORD
from tests.conftest import Time
from tests.pages._visit import again, visit, words
from ui import session, waiting

TYPED = "Приедет завтра в десять"


@pytest.fixture(autouse=True)
def _database(sqlite_database: str) -> None:
    """Give the test an empty database."""


@pytest.fixture
def engineer() -> Actor:
    return _people.an_employee("engineer", email="engineer@example.org")


@pytest.fixture
def number() -> str:
    sent = appeals.send(_people.a_consumer(), _people.valid_answers(NewAppeal), str(uuid.uuid4()))
    return sent.number


def answering(engineer: Actor, number: str) -> AppTest:
    """Return the page of an appeal with an answer half typed into a form that no draft keeps."""
    page = visit("staff", engineer, "appeal", no=number)
    return page.text_area(f"answer-{number}-w-text").set_value(TYPED).run()


def log_in(page: AppTest, email: str) -> AppTest:
    page.text_input[0].set_value(email)
    page.text_input[1].set_value(PASSWORD)
    page.button[0].click().run()
    return page.button(key="portal_cookie_kept").click().run()


def here(page: AppTest) -> Actor:
    known = sessions.by_id(Side.STAFF, page.session_state["portal_session"])
    assert known is not None
    return known.actor


def held(page: AppTest) -> str:
    """Return all that the server still holds for this tab."""
    return repr(page.session_state)


def test_after_a_session_that_ran_out_the_same_person_finds_the_same_page_as_it_was(
    engineer: Actor, number: str, time: Time
) -> None:
    page = answering(engineer, number)
    time.passes(minutes=30)

    page.button(key="portal_over").click().run()

    assert "Вход для сотрудников" in words(page)
    assert page.warning[0].value == session.RAN_OUT
    assert TYPED not in words(page)
    assert TYPED in held(page)
    log_in(page, "engineer@example.org")
    assert page.text_area(f"answer-{number}-w-text").value == TYPED
    page.button(f"answer-{number}-submit").click().run()
    assert appeals.thread(engineer, number).messages[-1].text == TYPED


def test_a_form_that_was_opened_by_a_button_is_open_again(time: Time) -> None:
    _people.an_employee("manager", email="manager@example.org")
    reg_no = _people.a_registered_application()
    key = f"move-{reg_no.replace('/', '-')}"
    page = log_in(visit("staff", None, "application", no=reg_no), "manager@example.org")
    page.button(f"{key}-choose-in_work").click().run()
    page.text_area(f"{key}-in_work-w-comment").set_value(TYPED).run()
    time.passes(minutes=30)
    page.button(key="portal_over").click().run()
    assert "Вход для сотрудников" in words(page)

    log_in(page, "manager@example.org")

    assert page.text_area(f"{key}-in_work-w-comment").value == TYPED


def test_a_consumers_draft_comes_back_with_what_was_typed_last(time: Time) -> None:
    page = visit("public", _people.a_consumer(), "appeals")
    time.passes(minutes=30)
    field = "appeal-w-text"
    page.text_area(field).set_value(TYPED).run()
    assert "Вход в личный кабинет" in words(page)

    log_in(page, "maria@example.org")

    assert page.text_area(field).value == TYPED


def test_what_is_typed_at_the_very_end_is_kept_with_the_rest(engineer: Actor, number: str, time: Time) -> None:
    page = answering(engineer, number)
    time.passes(minutes=30)

    page.text_area(f"answer-{number}-w-text").set_value(f"{TYPED} утра").run()

    assert "Вход для сотрудников" in words(page)
    log_in(page, "engineer@example.org")
    assert page.text_area(f"answer-{number}-w-text").value == f"{TYPED} утра"


def test_pressing_a_button_at_the_very_end_does_nothing_and_loses_nothing(
    engineer: Actor, number: str, time: Time
) -> None:
    page = answering(engineer, number)
    time.passes(minutes=30)

    page.button(f"answer-{number}-submit").click().run()

    assert len(appeals.thread(engineer, number).messages) == 1
    log_in(page, "engineer@example.org")
    assert page.text_area(f"answer-{number}-w-text").value == TYPED


def test_nothing_of_one_person_is_left_for_the_next_in_the_same_tab(engineer: Actor, number: str, time: Time) -> None:
    page = answering(engineer, number)
    _people.an_employee("lawyer", email="lawyer@example.org")
    time.passes(minutes=30)
    page.button(key="portal_over").click().run()

    log_in(page, "lawyer@example.org")

    assert page.text_area(f"answer-{number}-w-text").value == ""
    assert TYPED not in held(page)


def test_nothing_comes_back_after_somebody_else_was_in_between(engineer: Actor, number: str, time: Time) -> None:
    page = answering(engineer, number)
    _people.an_employee("lawyer", email="lawyer@example.org")
    time.passes(minutes=30)
    page.button(key="portal_over").click().run()
    log_in(page, "lawyer@example.org")
    time.passes(minutes=30)
    page.button(key="portal_over").click().run()

    log_in(page, "engineer@example.org")

    assert page.text_area(f"answer-{number}-w-text").value == ""


def test_nothing_is_kept_after_a_logout(engineer: Actor, number: str) -> None:
    page = answering(engineer, number)

    page.button(key="p-exit-wide").click().run()

    assert TYPED not in held(page)
    log_in(page, "engineer@example.org")
    assert page.text_area(f"answer-{number}-w-text").value == ""


@pytest.mark.parametrize("later", [0, 60])
def test_nothing_is_kept_in_a_tab_whose_session_somebody_ended(
    engineer: Actor, number: str, time: Time, later: int
) -> None:
    page = answering(engineer, number)
    sessions.end(here(page))
    time.passes(minutes=later)

    page.button(key="portal_over").click().run()

    assert page.warning[0].value == session.ENDED_AT_WORK
    assert TYPED not in held(page)


def test_a_browsers_clock_that_is_wrong_ends_nothing(engineer: Actor, number: str, time: Time) -> None:
    page = answering(engineer, number)
    time.passes(minutes=29)

    page.button(key="portal_over").click().run()

    assert page.text_area(f"answer-{number}-w-text").value == TYPED
    time.passes(minutes=1)
    assert sessions.by_id(Side.STAFF, page.session_state["portal_session"]) is None, "the press was no sign of life"


def test_opening_another_page_is_a_sign_of_life(engineer: Actor, number: str, time: Time) -> None:
    page = answering(engineer, number)
    time.passes(minutes=20)

    again(page, "appeals")

    known = sessions.by_id(Side.STAFF, page.session_state["portal_session"])
    assert known is not None
    assert known.seen_at == time.now


def test_a_run_that_opens_nothing_is_no_sign_of_life(engineer: Actor, number: str, time: Time) -> None:
    page = answering(engineer, number)
    began = time.now
    time.passes(minutes=20)

    page.run()

    known = sessions.by_id(Side.STAFF, page.session_state["portal_session"])
    assert known is not None
    assert known.seen_at == began


def test_passwords_are_never_put_by(monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[str, object] = {
        "own:answers": {"present": "прежний пароль", "phone": "+7"},
        "own:secret": ("present",),
        "answer:answers": {"text": TYPED},
        "own-w-phone": "+7",
    }
    monkeypatch.setattr(st, "session_state", state)

    waiting.put_by(7)

    assert state[waiting.NAME] == (7, {"own:answers": {"phone": "+7"}, "answer:answers": {"text": TYPED}})


def test_a_form_names_its_passwords() -> None:
    page = visit("public", None, "register", kind="person")

    assert page.session_state["register-person:secret"] == ("password", "password_again")


def test_a_session_renewed_in_one_tab_goes_on_in_the_other(engineer: Actor, number: str, time: Time) -> None:
    page = answering(engineer, number)
    old = sessions.begin(engineer.user_id, Visitor(browser=""))
    token = sessions.redeem(Side.STAFF, old.ticket, "")
    assert token is not None
    page.session_state["portal_session"] = old.session_id
    time.passes(minutes=25)
    new = sessions.begin(engineer.user_id, Visitor(browser=""))
    assert sessions.redeem(Side.STAFF, new.ticket, "", token[0]) is not None
    time.passes(minutes=10)

    page.run()

    assert page.session_state["portal_session"] == new.session_id
    assert page.text_area(f"answer-{number}-w-text").value == TYPED
