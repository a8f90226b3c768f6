import logging
import re

import pytest

from core.actor import Side
from services import files, texts
from tests._people import a_consumer
from tests.web._client import Browser
from web import frontend

CODE = re.compile(r"[0-9A-F]{4}-[0-9A-F]{2}")


def broken(*_: object, **__: object) -> None:
    raise ZeroDivisionError("a secret of the database")


def test_a_fault_in_a_route_is_apologised_for_with_the_code_of_the_log(
    public: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(texts, "page", broken)

    answer = public.get("/documents/pdn")

    assert answer.status == 500
    assert "наша ошибка" in answer.text
    [code] = CODE.findall(answer.text)
    [record] = [record for record in caplog.records if record.name == "portal"]
    assert code in record.getMessage()
    assert record.exc_info is not None


@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_a_fault_shows_nothing_of_itself(public: Browser, monkeypatch: pytest.MonkeyPatch, accept: str) -> None:
    monkeypatch.setattr(files, "open_for", broken)
    public.log_in(a_consumer())

    answer = public.get("/files/x", accept=accept)

    assert answer.status == 500
    for word in ("Traceback", "ZeroDivisionError", "secret", "Internal Server Error", ".py"):
        assert word not in answer.text


def test_a_fault_is_answered_with_the_security_headers(public: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "page", broken)

    answer = public.get("/documents/pdn")

    assert "default-src 'none'" in answer.header("content-security-policy")
    assert answer.header("x-content-type-options") == "nosniff"
    assert answer.header("cache-control") == "no-store"


def test_a_fault_of_a_middleware_is_caught_too(public: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontend.FrontEnd, "_index", broken)

    answer = public.get("/")

    assert (answer.status, answer.header("x-frame-options")) == (500, "DENY")


@pytest.mark.usefixtures("sqlite_database")
def test_a_fault_while_a_stream_is_opened_is_an_answer_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.web._client._greet", broken)

    answer = Browser(Side.PUBLIC).stream()

    assert answer.status == 500
    assert "наша ошибка" in answer.text


def test_a_fault_is_one_line_of_the_access_log(
    public: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="portal.access")
    monkeypatch.setattr(texts, "page", broken)

    public.get("/documents/pdn")

    assert [r.getMessage().split(" ")[:3] for r in caplog.records if r.name == "portal.access"] == [
        ["GET", "/documents/{code}", "500"]
    ]
