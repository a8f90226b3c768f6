import asyncio

import pytest
from starlette.types import Receive, Scope, Send

from core.actor import Side
from tests._people import a_consumer
from tests.web._client import Browser
from web import gate


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent/x", "/_stcore/script-health-check", "/component/x/index.html"]
)
def test_what_nobody_needs_is_closed(public: Browser, path: str) -> None:
    public.log_in(a_consumer())

    assert public.get(path).status == 404


@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE", "OPTIONS"])
def test_streamlits_own_way_for_files_is_closed_to_everybody(public: Browser, method: str) -> None:
    public.log_in(a_consumer())

    for path in ("/_stcore/upload_file/session/file", "/_stcore/upload_file"):
        assert public.ask(method, path, {}).status == 404


def test_media_is_for_those_who_are_logged_in(public: Browser) -> None:
    assert public.get("/media/x.pdf").status == 401
    public.log_in(a_consumer())
    assert public.get("/media/x.pdf").status == 200


def test_another_host_name_is_not_answered(public: Browser) -> None:
    public.host = "evil.example"

    assert public.get("/healthz").status == 400


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
