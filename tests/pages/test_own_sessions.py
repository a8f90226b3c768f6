"""«Вход и безопасность»: where I am logged in."""

import pytest

from core.actor import Actor, Side, Visitor
from services import sessions
from tests import _people
from tests.conftest import Time
from tests.pages._visit import visit, words

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


def elsewhere(actor: Actor, address: str = "198.51.100.4") -> str:
    opened = sessions.begin(actor.user_id, Visitor(address, FIREFOX, "another browser"))
    assert sessions.redeem(actor.side, opened.ticket, "another browser") is not None
    return opened.session_id


@pytest.mark.parametrize(("side", "role"), [("public", ""), ("staff", "engineer"), ("staff", "admin")])
def test_everybody_sees_device_address_and_time_of_their_sessions(side: str, role: str, time: Time) -> None:
    actor = _people.an_employee(role) if role else _people.a_consumer()
    elsewhere(actor)

    text = words(visit(side, actor, "security"))

    assert "Активные сеансы" in text
    assert "Firefox, Linux" in text
    assert "198.51.100.4" in text
    assert f"{time.now:%Y}" in text


def test_one_session_is_ended_from_the_list_and_its_id_is_not_on_the_page() -> None:
    consumer = _people.a_consumer()
    other = elsewhere(consumer)
    page = visit("public", consumer, "security")
    assert other not in words(page)
    assert other not in str([button.key for button in page.button])
    elsewhere(consumer, "203.0.113.9")  # the list on the screen is older than this one

    [end] = [button for button in page.button if button.label == "Завершить"]
    end.click().run()

    assert page.success[0].value == "Сеанс завершён."
    assert sessions.by_id(Side.PUBLIC, other) is None
    assert "203.0.113.9" in words(page)
    assert "198.51.100.4" not in words(page)


def test_what_ended_meanwhile_is_told() -> None:
    consumer = _people.a_consumer()
    other = elsewhere(consumer)
    page = visit("public", consumer, "security")
    known = sessions.by_id(Side.PUBLIC, other)
    assert known is not None
    sessions.end(known.actor)

    [end] = [button for button in page.button if button.label == "Завершить"]
    end.click().run()

    assert "уже завершён" in page.error[0].value


def test_all_others_are_ended_at_once() -> None:
    consumer = _people.a_consumer()
    ids = [elsewhere(consumer), elsewhere(consumer)]
    page = visit("public", consumer, "security")

    page.button("p-sessions-end-others").click().run()

    assert page.success[0].value == "Завершено сеансов: 2."
    assert [sessions.by_id(Side.PUBLIC, session_id) for session_id in ids] == [None, None]
    assert sessions.by_id(Side.PUBLIC, page.session_state["portal_session"]) is not None
