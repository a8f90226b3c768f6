import asyncio
from collections.abc import Iterator

import pytest
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message, Receive, Scope, Send

from core.settings import settings
from tests._people import a_consumer
from tests.web._client import Browser
from web import bodies, edge
from web.bodies import LARGEST, BoundedBodies

PATHS = (
    "/auth/session",
    "/auth/logout",
    "/",
    "/healthz",
    "/files/x",
    "/documents/pdn",
    "/_stcore/health",
    "/nowhere/x",
)
METHODS = ("GET", "POST", "PUT", "DELETE")


def endless(taken: list[int]) -> Iterator[bytes]:
    for number in range(10_000):
        taken.append(number)
        yield b"x" * 1024
    raise AssertionError("read to the end")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", METHODS)
def test_a_body_beyond_the_limit_is_refused_by_its_announced_length(public: Browser, method: str, path: str) -> None:
    public.log_in(a_consumer())

    answer = public.ask(method, path, {"content-length": str(LARGEST + 1)})

    assert answer.status == 413
    assert "слишком большой" in answer.text
    assert answer.header("connection") == "close"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", METHODS)
def test_a_body_of_unknown_length_is_refused_while_it_comes(public: Browser, method: str, path: str) -> None:
    public.log_in(a_consumer())
    taken: list[int] = []

    answer = public.ask(method, path, {}, chunks=endless(taken))

    assert answer.status == 413
    assert len(taken) * 1024 <= LARGEST + 2048


@pytest.mark.parametrize("length", ["many", "-1", "1e3", "+5", "9" * 30, ""])
def test_a_length_that_is_none_is_refused(public: Browser, length: str) -> None:
    assert public.ask("POST", "/auth/session", {"content-length": length}).status == 400


def test_two_lengths_are_refused(public: Browser) -> None:
    answer = public.ask("POST", "/auth/session", {"content-length": "2", "transfer-encoding": "chunked"})

    assert answer.status == 400


def test_a_small_body_of_unknown_length_arrives_whole() -> None:
    assert seen("POST", "/auth/session", [b"1" * 1000, b"", b"2" * 1000]) == b"1" * 1000 + b"2" * 1000


def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "SECONDS", 0.01)

    answered = exchange("POST", "/auth/session", [b"1"], more=True)

    assert answered == 408


@pytest.mark.parametrize(("method", "begin"), bodies.STREAMS)
def test_a_declared_stream_is_left_to_its_route_which_reads_it_as_it_comes(method: str, begin: str) -> None:
    assert len(seen(method, f"{begin}x", [b"x" * LARGEST] * 3)) == 3 * LARGEST


def test_a_stream_that_stalls_counts_as_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "STALLED_SECONDS", 0.01)

    with pytest.raises(ClientDisconnect):
        exchange("PUT", "/uploads/x", [b"1"], more=True)


def test_only_the_routes_of_uploads_are_streams() -> None:
    assert {begin for _, begin in bodies.STREAMS} == {"/uploads/"}
    assert {method for method, _ in bodies.STREAMS} == {"PUT"}


@pytest.mark.parametrize("path", ["/", "/files/x"])
def test_a_head_that_is_too_long_is_refused(public: Browser, path: str) -> None:
    assert public.get(path, x="x" * bodies.LARGEST_HEAD).status == 431
    assert public.get(f"{path}?{'x' * bodies.LARGEST_HEAD}").status == 431
    assert public.stream(x="x" * bodies.LARGEST_HEAD).status == 431


def test_every_middleware_that_reads_a_body_stands_behind_the_bound() -> None:
    order = [middleware.cls.__name__ for middleware in edge.public()["middleware"]]

    assert order.index("BoundedBodies") < order.index("FrontEnd") < order.index("Gate")
    assert settings().max_file_mib  # the gate's own bound of an upload; see test_gate.py


def seen(method: str, path: str, chunks: list[bytes]) -> bytes:
    """Return the body a route behind the bound reads."""
    found: list[bytes] = []
    exchange(method, path, chunks, found=found)
    return b"".join(found)


def exchange(
    method: str, path: str, chunks: list[bytes], *, more: bool = False, found: list[bytes] | None = None
) -> int:
    """Send *chunks* of unknown length, and no end if there is *more*; return the status."""
    coming = iter(chunks)
    status = 0

    async def inner(scope: Scope, receive: Receive, _: Send) -> None:
        async for part in Request(scope, receive).stream():
            if found is not None:
                found.append(part)

    async def receive() -> Message:
        part = next(coming, None)
        if part is None and more:
            await asyncio.sleep(30)
        return {"type": "http.request", "body": part or b"", "more_body": part is not None}

    async def send(message: Message) -> None:
        nonlocal status
        status = message.get("status", status)

    scope = {
        "type": "http", "method": method, "path": path, "query_string": b"",
        "headers": [(b"transfer-encoding", b"chunked")],
    }  # fmt: skip
    asyncio.run(BoundedBodies(inner)(scope, receive, send))
    return status
