import pytest

from core.actor import Side, Visitor
from services import sessions
from tests._people import a_consumer
from tests.pages._visit import again, visit, words
from ui import session


@pytest.fixture(autouse=True)
def _database(sqlite_database: str) -> None:
    """Give the test an empty database."""


def test_a_websocket_taken_over_by_another_browser_has_nobodys_session(monkeypatch: pytest.MonkeyPatch) -> None:
    page = visit("public", a_consumer())
    assert "Подать заявку или заявление" in words(page)

    monkeypatch.setattr(session, "_cookie", lambda name: "another browser" if "browser" in name else "")

    assert "Вход в личный кабинет" in words(again(page, ""))


def test_a_session_ended_elsewhere_is_over_here_at_the_next_step() -> None:
    page = visit("public", a_consumer())
    known = sessions.by_id(Side.PUBLIC, page.session_state["portal_session"])
    assert known is not None

    sessions.end(known.actor)

    text = words(again(page, "applications"))
    assert "Вход в личный кабинет" in text
    assert "Сеанс завершён" in page.warning[0].value


def test_the_cookie_of_the_handshake_recognises_whoever_comes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    opened = sessions.begin(a_consumer().user_id, Visitor(browser="b"))
    redeemed = sessions.redeem(Side.PUBLIC, opened.ticket, "b")
    assert redeemed is not None
    jar = {"portal_public": redeemed[0], "portal_public_browser": "b"}
    monkeypatch.setattr(session, "_cookie", lambda name: jar.get(name, ""))

    assert "Подать заявку или заявление" in words(visit("public", None))


def test_a_made_up_cookie_recognises_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "_cookie", lambda _: "x" * 43)

    assert "Вход в личный кабинет" in words(visit("public", None))
