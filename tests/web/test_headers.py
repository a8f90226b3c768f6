"""Every answer of both portals carries the security headers, whatever gave it."""

import re
from collections.abc import Iterator

import pytest

from core.actor import Side
from core.settings import settings
from tests._people import a_consumer, an_employee
from tests.web._client import HOST, Answer, Browser
from web import edge
from web.bodies import LARGEST
from web.headers import always
from web.site import STREAMLIT

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW")
ELSEWHERE = (
    "/",
    "/applications",
    "/link-over",
    "/nowhere/x",
    "/index.html",
    "/static/index.html",
    "/%00",
    "//",
    "/é",
    "*",
)


def addresses(side: Side) -> list[str]:
    built = edge.public() if side is Side.PUBLIC else edge.staff()
    own = [route.path for route in built["routes"]]
    theirs = [line.split(" ", 1)[1] for line in STREAMLIT if " /" in line]
    filled = [re.sub(r"\{\w+(:\w+)?\}", "x", path) for path in (*own, *theirs)]
    assets = [re.findall(r"/static-ru-[^\"]+\.js", Browser(side).get("/").text)[0], "/ui/boot.js", "/documents/pdn"]
    return [*dict.fromkeys((*filled, *assets, *ELSEWHERE))]


def walked(side: Side, browser: Browser) -> Iterator[tuple[str, Answer]]:
    """Ask for everything there is by every method, and be refused by every middleware."""
    for path in addresses(side):
        for method in METHODS:
            if (method, path) != ("POST", "/auth/logout"):
                yield f"{method} {path}", browser.ask(method, path, {})
        yield f"long {path}", browser.ask("POST", path, {"content-length": str(LARGEST + 1)})
        yield f"strange {path}", browser.ask("GET", path, {"host": "evil.example"})
        yield f"stream {path}", browser.stream(path)
        yield f"strange stream {path}", browser.stream(path, origin="http://evil.example")
    yield "stream", browser.stream()
    for _ in range(200):
        last = browser.ask("GET", "/link/x", {}, address="198.51.100.1")
    yield "too often", last
    yield "logout", browser.post("/auth/logout", {})


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("known", [True, False])
@pytest.mark.usefixtures("sqlite_database")
def test_every_answer_of_every_route_carries_the_security_headers(side: Side, known: bool) -> None:  # noqa: FBT001 - two walks
    browser, wanted = Browser(side), always()
    if known:
        browser.log_in(a_consumer() if side is Side.PUBLIC else an_employee("manager"))
    statuses = set()

    for what, answer in walked(side, browser):
        statuses.add(answer.status)
        # A file's own policy is tighter: it is the only header a route may set itself.
        policy = answer.header("content-security-policy")
        assert policy == wanted["Content-Security-Policy"] or policy.startswith("default-src 'none'; "), what
        assert policy.count("unsafe") == policy.count("*") == policy.count("http") == 0, what
        for name in set(wanted) - {"Content-Security-Policy", "Referrer-Policy"}:
            assert answer.header(name) == wanted[name], (what, name)
        assert answer.header("referrer-policy") in {"same-origin", "no-referrer"}, what
        for leak in ("server", "x-powered-by", "access-control-allow-origin"):
            assert answer.header(leak) == "", (what, leak)

    assert statuses >= {101, 200, 303, 400, 403, 404, 405, 413, 429} | (set() if known else {401})


@pytest.mark.usefixtures("sqlite_database")
def test_under_https_every_answer_says_so_for_a_year(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_PUBLIC_URL", "https://lk.example.org")
    monkeypatch.setenv("PORTAL_STAFF_URL", "https://staff.example.org")
    monkeypatch.setenv("PORTAL_SECRET", "s" * 40)
    settings.cache_clear()
    browser = Browser(Side.PUBLIC, host="lk.example.org")

    answers = [browser.get("/"), browser.get("/x/y"), browser.get("/", host=HOST + ".evil"), browser.stream("/x")]

    assert {answer.header("strict-transport-security") for answer in answers} == {"max-age=31536000; includeSubDomains"}


def test_the_policy_allows_no_inline_script_no_eval_and_no_other_host(public: Browser) -> None:
    policy = public.get("/").header("content-security-policy")

    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy
    assert policy.startswith("default-src 'none'; script-src 'self'; ")
    assert "frame-ancestors 'none'" in policy
