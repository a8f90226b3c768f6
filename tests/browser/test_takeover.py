"""A websocket session id is in the addresses of uploads, and so in logs of proxies: knowing it must open nothing."""

import pytest

from tests.browser._wire import Wire
from tests.browser.conftest import PASSWORD, Portal

pytestmark = pytest.mark.browser

VICTIM = "Иванов Иван Иванович"
LOGIN = "Вход в личный кабинет"


@pytest.fixture
def victim(portal: Portal) -> Wire:
    """Return somebody who has logged in, whose connection has just been cut."""
    wire = Wire(portal.public, {})
    wire.log_in("ivanov@example.org", PASSWORD)
    assert VICTIM in wire.words()
    wire.close()
    return wire


def test_the_browser_that_logged_in_comes_back_to_its_own_page(portal: Portal, victim: Wire) -> None:
    back = Wire(portal.public, dict(victim.jar), victim.session_id).run()

    assert back.session_id == victim.session_id
    assert VICTIM in back.words()
    back.close()


def test_a_stranger_without_cookies_gets_nobodys_session(portal: Portal, victim: Wire) -> None:
    thief = Wire(portal.public, {}, victim.session_id).run()

    assert thief.session_id == victim.session_id, "Streamlit itself hands the session over"
    assert LOGIN in thief.words()
    assert VICTIM not in thief.words()
    thief.run()
    assert VICTIM not in thief.words()
    thief.close()


def test_another_person_gets_at_most_their_own_session(portal: Portal, victim: Wire) -> None:
    other = Wire(portal.public, {})
    other.log_in("romashka@example.org", PASSWORD)
    other.close()

    thief = Wire(portal.public, dict(other.jar), victim.session_id).run()

    assert thief.session_id == victim.session_id
    assert VICTIM not in thief.words()
    thief.run()
    assert VICTIM not in thief.words()
    thief.close()


def test_a_stolen_session_cookie_is_worthless_to_a_websocket_after_logout(portal: Portal, victim: Wire) -> None:
    stolen = dict(victim.jar)
    victim.post("/auth/logout", {})

    for session_id in ("", victim.session_id):
        thief = Wire(portal.public, dict(stolen), session_id).run()
        assert LOGIN in thief.words()
        assert VICTIM not in thief.words()
        thief.close()
