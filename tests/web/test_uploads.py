"""The upload route of both portals."""

import asyncio

import pytest
from starlette.types import Message

from core import cookies
from core.actor import Side
from core.settings import settings
from core.storage import ONE_MIB
from db.models import DraftFile, File
from services import uploads as use_cases
from tests import _people
from tests._kept import kept, the_only
from tests._people import a_consumer, a_pdf, an_employee
from tests.web._client import Answer, Browser
from web import uploads

PLAN = "/uploads/tp_15/plan"


def left_behind() -> list[str]:
    return [path.name for path in settings().files.glob(".*")] if settings().files.exists() else []


def test_a_file_is_taken_and_described(public: Browser) -> None:
    public.log_in(a_consumer())

    answer = public.put(PLAN, "План «Ёлка» № 7.pdf", a_pdf())

    assert answer.status == 201
    file = the_only(File)
    assert answer.json == {
        "id": file.public_id, "name": "План «Ёлка» № 7.pdf", "size": len(a_pdf()), "verdict": "clean",
    }  # fmt: skip
    assert answer.header("cache-control") == "no-store"
    assert public.get(f"/files/{file.public_id}").body == a_pdf()
    assert left_behind() == []


def test_an_employee_brings_a_document_for_a_card(staff: Browser) -> None:
    reg_no = _people.a_registered_application()
    staff.log_in(an_employee())

    answer = staff.put(f"/uploads/document.{reg_no.replace('/', '-')}/files", "ту.pdf", a_pdf("ТУ"))

    assert answer.status == 201
    assert staff.get(f"/files/{answer.json['id']}").body == a_pdf("ТУ")


@pytest.mark.parametrize("other", ["public", "staff"])
def test_a_visitor_uploads_nothing(request: pytest.FixtureRequest, other: str) -> None:
    browser: Browser = request.getfixturevalue(other)

    answer = browser.put(PLAN, "план.pdf", a_pdf())

    assert answer.status == 401
    assert "Войдите" in answer.json["error"]
    assert left_behind() == []


def test_a_session_of_one_portal_is_nobody_in_the_other(public: Browser, staff: Browser) -> None:
    public.log_in(a_consumer())
    token = public.jar[cookies.session_name(Side.PUBLIC)]
    staff.jar[cookies.session_name(Side.STAFF)] = token

    assert staff.put(PLAN, "план.pdf", a_pdf()).status == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": ""},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"content-type": "text/plain"},
        {"content-type": "multipart/form-data; boundary=x"},
        {"content-type": ""},
    ],
)
def test_another_site_cannot_upload(public: Browser, headers: dict[str, str]) -> None:
    public.log_in(a_consumer())

    assert public.put(PLAN, "план.pdf", a_pdf(), **headers).status == 403
    assert kept(File) == []


def test_a_refusal_is_told_in_words(public: Browser) -> None:
    public.log_in(a_consumer())

    answer = public.put(PLAN, "план.pdf", b"MZ\x90\0" + bytes(100))

    assert answer.status == 422
    assert answer.json["error"].startswith("Файл «план.pdf» не принят: внутри программа")
    assert kept(File) == []
    assert left_behind() == []


@pytest.mark.parametrize("path", ["/uploads/tp_15/nothing", "/uploads/nothing/plan", "/uploads/tp_15/%00"])
def test_a_place_that_takes_no_file_is_not_found(public: Browser, path: str) -> None:
    public.log_in(a_consumer())

    assert public.put(path, "план.pdf", a_pdf()).status in {404, 405}


@pytest.mark.parametrize("name", ["", "%FF", "%D0", "x" * 4000])
def test_a_name_that_cannot_be_read_is_told(public: Browser, name: str) -> None:
    public.log_in(a_consumer())

    answer = public.put(PLAN, "план.pdf", a_pdf(), x_file_name=name)

    assert answer.status == 400
    assert "Имя файла" in answer.json["error"]


def test_a_file_chosen_by_somebody_else_in_the_same_browser_is_not_taken(public: Browser) -> None:
    maria, anna = a_consumer(), a_consumer(email="anna@example.org")
    public.log_in(anna)

    assert public.put(PLAN, "план.pdf", a_pdf(), x_file_owner=use_cases.owner(maria)).status == 409
    assert public.put(PLAN, "план.pdf", a_pdf(), x_file_owner=use_cases.owner(anna)).status == 201


@pytest.mark.parametrize("told", ["", "many", "-1", "1e3", "٣"])
def test_an_upload_must_tell_its_length(public: Browser, told: str) -> None:
    public.log_in(a_consumer())

    assert public.put(PLAN, "план.pdf", a_pdf(), content_length=told.encode().decode("latin-1")).status == 411


def test_a_file_above_the_limit_is_refused_before_it_is_read(public: Browser) -> None:
    public.log_in(a_consumer())

    answer = asyncio.run(unread(public, settings().max_file_mib * ONE_MIB + 1))

    assert answer.status == 413
    assert "больше 10 МБ" in answer.json["error"]
    assert answer.header("connection") == "close"


def test_a_full_draft_is_told_before_the_file_is_read(public: Browser) -> None:
    public.log_in(a_consumer())
    for place in range(20):
        assert public.put(PLAN, f"{place}.pdf", a_pdf(str(place))).status == 201

    answer = asyncio.run(unread(public, 10))

    assert answer.status == 422
    assert "не больше 20 файлов" in answer.json["error"]


def test_a_session_has_a_quota_of_what_really_came(public: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_MAX_SESSION_UPLOAD_MIB", "1")
    settings.cache_clear()
    public.log_in(a_consumer())
    large = b"MZ" + bytes(700 * 1024)

    answers = [public.put(PLAN, "план.pdf", large).status for _ in range(2)]

    assert answers == [422, 413]
    assert public.put(PLAN, "план.pdf", a_pdf(), content_length=str(600 * 1024)).status == 413


def test_what_never_came_is_not_counted(public: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_MAX_SESSION_UPLOAD_MIB", "1")
    settings.cache_clear()
    public.log_in(a_consumer())

    for _ in range(3):
        assert public.put(PLAN, "план.pdf", a_pdf(), content_length=str(900 * 1024)).status == 400
    assert public.put(PLAN, "план.pdf", a_pdf()).status == 201


def test_a_file_that_is_longer_than_was_told_is_not_taken(public: Browser) -> None:
    public.log_in(a_consumer())

    assert public.put(PLAN, "план.pdf", a_pdf(), content_length="10").status == 400
    assert left_behind() == []


def test_a_line_that_falls_silent_is_given_up(public: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "IDLE_SECONDS", 0.05)
    public.log_in(a_consumer())

    answer = asyncio.run(exchange(public, 1000, [{"type": "http.request", "body": b"%PDF-", "more_body": True}]))

    assert answer.status == 408
    assert left_behind() == []


def test_a_line_that_is_cut_leaves_nothing(public: Browser) -> None:
    public.log_in(a_consumer())
    cut: list[Message] = [{"type": "http.request", "body": b"%PDF-", "more_body": True}, {"type": "http.disconnect"}]

    asyncio.run(exchange(public, 1000, cut))

    assert kept(DraftFile) == []
    assert left_behind() == []


def test_a_session_has_so_many_uploads_at_once(public: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "IDLE_SECONDS", 0.5)
    public.log_in(a_consumer())

    async def together() -> list[int]:
        begun: list[Message] = [{"type": "http.request", "body": b"%PDF-", "more_body": True}]
        held = [asyncio.create_task(exchange(public, 1000, begun)) for _ in range(uploads.MOST_AT_ONCE_EACH)]
        await asyncio.sleep(0.3)
        further = await exchange(public, 1000, begun)
        assert further.header("retry-after") == "3"
        return [further.status, *[answer.status for answer in await asyncio.gather(*held)]]

    assert asyncio.run(together()) == [503] + [408] * uploads.MOST_AT_ONCE_EACH
    assert public.put(PLAN, "план.pdf", a_pdf()).status == 201


async def unread(browser: Browser, length: int) -> Answer:
    """Announce *length* bytes and fail if anybody reads one of them."""
    return await exchange(browser, length, [])


async def exchange(browser: Browser, length: int, messages: list[Message]) -> Answer:
    """Send a file of *length* bytes, of which these *messages* come, and then silence."""
    headers = {
        "host": browser.host, "content-length": str(length), "content-type": "application/octet-stream",
        "origin": f"http://{browser.host}", "x-file-name": "plan.pdf",
        "cookie": "; ".join(f"{name}={value}" for name, value in browser.jar.items()),
    }  # fmt: skip
    scope = {
        "type": "http", "http_version": "1.1", "asgi": {"version": "3.0"}, "method": "PUT", "scheme": "http",
        "path": PLAN, "raw_path": PLAN.encode(), "query_string": b"", "root_path": "", "state": {},
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("192.0.2.7", 1), "server": ("localhost", 80),
    }  # fmt: skip
    waiting, got = list(messages), list[Message]()

    async def receive() -> Message:
        assert messages, "not to be read"
        if not waiting:
            await asyncio.sleep(3600)
        return waiting.pop(0)

    async def send(message: Message) -> None:
        got.append(message)

    await browser.app(scope, receive, send)
    head: Message = {"status": 0, "headers": []}
    head = next((message for message in got if message["type"] == "http.response.start"), head)
    return Answer(
        head["status"],
        [(name.decode().lower(), value.decode()) for name, value in head["headers"]],
        b"".join(message.get("body", b"") for message in got if message["type"] == "http.response.body"),
    )
