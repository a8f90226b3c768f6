import json
import logging
import re

import pytest

from core.actor import Actor, Side
from core.settings import ROOT
from db.models import User
from db.session import transaction
from services import links, submissions
from services.links import Purpose
from tests._people import a_consumer, a_registered_application, a_sent_application, an_employee
from tests.web._client import Browser
from web import edge
from web.site import Site

LINE = re.compile(r"(GET|POST|PUT|DELETE|OTHER|WEBSOCKET|HEAD|OPTIONS) /\S* \d{3} \d+ ms \d+ B (public|staff)")


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "portal.access"]


@pytest.fixture(autouse=True)
def _heard(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="portal.access")


@pytest.mark.parametrize(
    ("method", "path", "line"),
    [
        ("GET", "/files/6f9b", "GET /files/{public_id} 303"),
        ("GET", "/link/a-token", "GET /link/{token} 303"),
        ("GET", "/application?no=001/26", "GET /{page} 200"),
        ("GET", "/maria@example.org", "GET /{nowhere} 404"),
        ("GET", "/a/b/c", "GET /{nowhere} 404"),
        ("GET", "/ui/boot.js", "GET /ui/{name} 200"),
        ("GET", "/media/abc.png", "GET /media/{file_id:path} 401"),
        ("PUT", "/_stcore/upload_file/session/file", "PUT /{nowhere} 404"),
        ("PUT", "/uploads/tp_15/passport", "PUT /uploads/{key}/{question} 403"),
        ("GET", "/_stcore/health", "GET /_stcore/health 200"),
        ("PUT", "/auth/session", "PUT /auth/session 405"),
        ("SECRET-METHOD", "/x/y", "OTHER /{nowhere} 404"),
    ],
)
def test_a_request_is_one_line_with_the_template_of_its_address(
    public: Browser, caplog: pytest.LogCaptureFixture, method: str, path: str, line: str
) -> None:
    public.ask(method, path, {})

    [written] = lines(caplog)
    assert written.startswith(f"{line} ")
    assert LINE.fullmatch(written)
    assert written.endswith(" public")


def test_the_line_tells_the_size_of_the_answer(public: Browser, caplog: pytest.LogCaptureFixture) -> None:
    size = len(public.get("/documents/pdn").body)

    assert f" {size} B " in lines(caplog)[0]


def test_an_asset_is_written_without_its_name(public: Browser, caplog: pytest.LogCaptureFixture) -> None:
    script = re.findall(r"/static-ru-[^\"]+\.js", public.get("/").text)[0]
    caplog.clear()

    public.get(script)

    assert lines(caplog)[0].startswith("GET /static/{asset} 200 ")


def test_a_stream_is_a_line_too(staff: Browser, caplog: pytest.LogCaptureFixture) -> None:
    staff.stream()
    staff.stream(origin="http://evil.example")

    opened, refused = lines(caplog)
    assert opened.startswith("WEBSOCKET /_stcore/stream 101 ")
    assert opened.endswith(" staff")
    assert refused.startswith("WEBSOCKET /_stcore/stream 403 ")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_whoever_watches_over_the_portal_does_not_fill_the_log(
    public: Browser, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    public.get(path)

    assert lines(caplog) == []


def test_nothing_that_opens_a_door_or_leads_to_a_person_is_in_any_log(
    caplog: pytest.LogCaptureFixture,
    sqlite_database: str,  # noqa: ARG001 - the database must be there
) -> None:
    caplog.set_level(logging.DEBUG)  # of every logger there is
    consumer, employee = a_consumer(), an_employee("manager", email="manager@example.org")
    sheet = submissions.sheet(consumer, a_sent_application(consumer))
    reg_no = a_registered_application(consumer)
    assert sheet.copy is not None
    secrets = [sheet.copy.public_id, sheet.number, reg_no, consumer.name, "maria@example.org", "manager@example.org"]
    for side, actor in ((Side.PUBLIC, consumer), (Side.STAFF, employee)):
        secrets += journey(side, actor, sheet.copy.public_id, reg_no)
    secrets.append("192.0.2.7")

    told = "\n".join(f"{record.name} {record.getMessage()} {record.exc_text or ''}" for record in ours(caplog))

    assert "GET /files/{public_id} 200" in told
    assert [secret for secret in secrets if secret in told] == []


def journey(side: Side, actor: Actor, public_id: str, reg_no: str) -> list[str]:
    """Walk through every route there is; return the secrets that were used."""
    with transaction() as session:
        token = links.make(session, session.get_one(User, actor.user_id), Purpose.RESET).rpartition("/")[2]
    browser = Browser(side)
    browser.get("/")
    session_id = browser.log_in(actor)
    places = {"public_id": public_id, "token": token, "code": "tp_15", "name": "portal.css"}
    routes = (edge.public if side is Side.PUBLIC else edge.staff)()["routes"]
    for route in routes:
        path = re.sub(r"\{(\w+)(:\w+)?\}", lambda found: places.get(found[1], session_id), route.path)
        for method in ("GET", "HEAD", "POST", "PUT", "DELETE"):
            if (method, path) != ("POST", "/auth/logout"):
                browser.ask(method, f"{path}?no={reg_no}&email=maria@example.org", {"user-agent": session_id})
    used = [*browser.jar.values(), token, session_id]
    for path in (f"/{token}", f"/{token}/{public_id}", f"/media/{token}", f"/_stcore/upload_file/{session_id}/{token}"):
        for method in ("GET", "PUT"):
            browser.ask(method, path, {})
    browser.stream(f"/_stcore/stream?{token}", sec_websocket_protocol=f"streamlit, {token}, {session_id}")
    browser.post("/auth/session", {"ticket": token})
    browser.post("/auth/logout", {})
    return used


def ours(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """Return the records of the portal's edge and of what serves it; the test's own preparations aside."""
    return [record for record in caplog.records if not record.name.startswith(("asyncio", "faker"))]


def test_the_logging_of_production_writes_the_access_log_and_no_address() -> None:
    told = json.loads((ROOT / "deploy" / "logging.json").read_text(encoding="utf-8"))

    assert told["loggers"]["portal"]["level"] == "INFO"
    assert told["loggers"]["uvicorn"]["level"] == "WARNING"
    assert told["loggers"]["uvicorn.access"]["level"] == "CRITICAL"


def test_every_own_route_has_a_template_without_its_values() -> None:
    for built in (edge.public(), edge.staff()):
        site = Site(built["routes"], "/static-ru-x/")
        for route in built["routes"]:
            path = re.sub(r"\{\w+(:\w+)?\}", "value", route.path)
            for method in route.methods:
                assert site.at({"type": "http", "path": path, "method": method}).name == route.path
