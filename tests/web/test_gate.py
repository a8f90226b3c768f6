import asyncio

import pytest
from starlette.types import Receive, Scope, Send

from core.actor import Side
from core.settings import settings
from core.storage import ONE_MIB
from tests._people import a_consumer
from tests.web._client import Answer, Browser
from web import gate

UPLOAD = "/_stcore/upload_file/session/file"


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent/x", "/_stcore/script-health-check", "/component/x/index.html"]
)
def test_what_nobody_needs_is_closed(public: Browser, path: str) -> None:
    public.log_in(a_consumer())

    assert public.get(path).status == 404


def test_a_visitor_uploads_nothing(public: Browser) -> None:
    assert put(public, 10).status == 401


def test_somebody_logged_in_may_upload(public: Browser) -> None:
    public.log_in(a_consumer())

    assert put(public, 10).text.startswith("streamlit")


def test_an_upload_must_tell_its_length(public: Browser) -> None:
    public.log_in(a_consumer())

    assert public.ask("PUT", UPLOAD, {"content-length": "many"}).status == 411


def test_an_upload_above_the_limit_is_refused_before_it_is_read(public: Browser) -> None:
    public.log_in(a_consumer())

    answer = put(public, settings().max_file_mib * ONE_MIB + gate.FORM_OVERHEAD + 1)

    assert answer.status == 413
    assert "больше" in answer.text


def test_one_session_has_a_quota(public: Browser) -> None:
    public.log_in(a_consumer())
    each = settings().max_file_mib * ONE_MIB
    fits = settings().max_session_upload_mib // settings().max_file_mib

    answers = [put(public, each).status for _ in range(fits + 1)]

    assert answers == [200] * fits + [413]


def test_media_is_for_those_who_are_logged_in(public: Browser) -> None:
    assert public.get("/media/x.pdf").status == 401
    public.log_in(a_consumer())
    assert public.get("/media/x.pdf").status == 200


def test_another_host_name_is_not_answered(public: Browser) -> None:
    public.host = "evil.example"

    assert public.get("/healthz").status == 400


def put(browser: Browser, length: int) -> Answer:
    """Announce an upload of *length* bytes."""
    return browser.ask("PUT", UPLOAD, {"content-length": str(length)})


def test_a_file_is_never_compressed_on_its_way() -> None:
    seen = []

    async def inner(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append((scope["path"], dict(scope["headers"]).get(b"accept-encoding")))

    async def nothing(*_: object) -> None:
        raise AssertionError("not asked")

    for path in ("/files/x", "/_stcore/health"):
        scope = {"type": "http", "path": path, "headers": [(b"accept-encoding", b"gzip")]}
        asyncio.run(gate.Gate(inner, Side.PUBLIC)(scope, nothing, nothing))  # type: ignore[arg-type] # never called

    assert seen == [("/files/x", None), ("/_stcore/health", b"gzip")]
