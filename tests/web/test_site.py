"""What of Streamlit's can be reached: every route the installed version registers has a decision."""

import re
from collections.abc import Iterator

import pytest
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from streamlit.runtime import Runtime
from streamlit.web.server.starlette.starlette_app import App

from core import cookies
from core.actor import Side
from core.settings import ROOT
from tests._people import a_consumer
from tests.web._client import Answer, Browser
from web.site import STREAMLIT, Door

EVERY_METHOD = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


@pytest.fixture
def registered() -> Iterator[set[str]]:
    """Return the routes Streamlit registers for an app without any of ours."""
    before = Runtime._instance  # noqa: SLF001 - one process, one runtime: it is put back
    Runtime._instance = None  # noqa: SLF001 - one process, one runtime: it is put back
    try:
        app = App(ROOT / "public_app.py")._build_starlette_app()  # noqa: SLF001 - built, not served
        yield {line for route in app.routes for line in lines(route)}
    finally:
        Runtime._instance = before  # noqa: SLF001 - one process, one runtime: it is put back


def lines(route: BaseRoute) -> list[str]:
    if isinstance(route, WebSocketRoute):
        return [f"WEBSOCKET {route.path}"]
    if isinstance(route, Mount):
        return [f"MOUNT {route.name}"]
    assert isinstance(route, Route)
    methods = set(route.methods or EVERY_METHOD)
    if methods >= EVERY_METHOD:
        return [f"ANY {route.path}"]
    return [f"{method} {route.path}" for method in methods if method != "HEAD"]


def reach(browser: Browser, line: str) -> Answer:
    method, path = line.split(" ", 1)
    address = re.sub(r"\{\w+(:path)?\}", "x", path)
    return browser.ask("POST" if method == "ANY" else method, address, {})


def test_every_route_of_streamlit_has_a_decision_and_no_decision_outlives_its_route(registered: set[str]) -> None:
    assert registered == set(STREAMLIT)


@pytest.mark.parametrize("line", [line for line, door in STREAMLIT.items() if door is Door.CLOSED])
def test_a_closed_route_is_not_there_even_for_those_who_are_logged_in(public: Browser, line: str) -> None:
    public.log_in(a_consumer())

    answer = reach(public, line)

    assert answer.status in {404, 405}
    assert "streamlit" not in answer.text


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"])
@pytest.mark.parametrize("path", ["/_stcore/new-in-an-upgrade", "/_stcore/agent", "/_stcore/", "/oauth2callback/x"])
def test_what_an_upgrade_may_bring_is_closed_until_it_is_decided(public: Browser, method: str, path: str) -> None:
    public.log_in(a_consumer())

    assert public.ask(method, path, {}).status == 404


@pytest.mark.parametrize("line", ["GET /_stcore/health", "GET /_stcore/host-config"])
def test_what_the_front_end_needs_before_a_login_is_open(public: Browser, line: str) -> None:
    assert reach(public, line).text.startswith("streamlit")


def test_a_guarded_route_asks_who_comes(public: Browser) -> None:
    assert reach(public, "GET /media/{file_id:path}").status == 401


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/auth/session", "GET, HEAD, POST"),
        ("GET", "/auth/logout", "POST"),
        ("POST", "/healthz", "GET, HEAD"),
        ("DELETE", "/files/x", "GET, HEAD"),
        ("TRACE", "/documents/pdn", "GET, HEAD"),
    ],
)
def test_a_wrong_method_is_told_the_right_ones_in_russian(
    public: Browser, method: str, path: str, allowed: str
) -> None:
    answer = public.ask(method, path, {})

    assert (answer.status, answer.header("allow")) == (405, allowed)
    assert "обратиться нельзя" in answer.text


@pytest.mark.parametrize("path", ["/auth/sessions", "/healthzzz/x", "/auth/session/x", "/favicon.png.html", "/auth/"])
def test_an_address_that_only_begins_like_ours_is_nowhere(public: Browser, path: str) -> None:
    answer = public.get(path)

    assert answer.status == 404
    assert "streamlit" not in answer.text


def test_a_browser_is_shown_a_page_and_a_program_a_sentence(public: Browser) -> None:
    page = public.get("/nothing/here", accept="text/html,*/*")
    sentence = public.get("/nothing/here")

    assert page.header("content-type") == "text/html; charset=utf-8"
    assert "<html lang=ru>" in page.text
    assert "Такой страницы нет" in page.text
    assert sentence.text == "Такой страницы нет. Проверьте адрес."


def test_the_other_portals_cookie_opens_nothing_guarded(public: Browser, staff: Browser) -> None:
    public.log_in(a_consumer())
    stray = Browser(Side.STAFF, jar={cookies.session_name(Side.STAFF): public.jar[cookies.session_name(Side.PUBLIC)]})

    assert stray.get("/media/x").status == 401
    assert staff.get("/media/x").status == 401
