"""What a real server answers to requests no browser makes."""

import asyncio
import socket
import time
from urllib.parse import urlsplit

import pytest

from benchmarks._portal import Portal
from benchmarks._websocket import Person
from web.headers import always

HANDSHAKE = (
    "GET {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


def said(served: Portal, *parts: str | bytes) -> tuple[int, str, str]:
    """Send raw bytes; return status, head and body of the first answer."""
    place = urlsplit(served.url)
    with socket.create_connection((place.hostname, place.port), timeout=30) as knock:
        for part in parts:
            knock.sendall(part.encode() if isinstance(part, str) else part)
        answer = b""
        while b"\r\n\r\n" not in answer and (piece := knock.recv(65536)):
            answer += piece
        head, _, body = answer.partition(b"\r\n\r\n")
        length = int(
            next((line.split(b":")[1] for line in head.lower().split(b"\r\n") if b"content-length:" in line), 0)
        )
        while len(body) < length and (piece := knock.recv(65536)):
            body += piece
    return int(head.split(b" ")[1]), head.decode("latin-1"), body.decode(errors="replace")


def asked(served: Portal, line: str, *headers: str) -> str:
    host = urlsplit(served.url).netloc
    return "\r\n".join((line, f"Host: {host}", *headers, "", ""))


def upgrade(served: Portal, path: str = "/_stcore/stream", host: str = "", origin: str = "") -> str:
    own = urlsplit(served.url).netloc
    return HANDSHAKE.format(path=path, host=host or own, origin=origin or served.url)


def cases(served: Portal) -> dict[str, tuple[int, str | bytes]]:
    """Return what may come and the status of its answer, by name."""
    return {
        "a page": (200, asked(served, "GET / HTTP/1.1")),
        "a file without a session": (303, asked(served, "GET /files/x HTTP/1.1")),
        "nowhere": (404, asked(served, "GET /a/b HTTP/1.1")),
        "a method nobody knows": (404, asked(served, "BREW /tea/now HTTP/1.1")),
        "a method that is not allowed": (405, asked(served, "DELETE /auth/session HTTP/1.1")),
        "all there is": (404, asked(served, "OPTIONS * HTTP/1.1")),
        "another host": (400, "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
        "no host": (400, "GET / HTTP/1.1\r\n\r\n"),
        "two hosts": (400, asked(served, "GET / HTTP/1.1", "Host: evil.example")),
        "a huge header": (431, asked(served, "GET / HTTP/1.1", f"X: {'x' * 20_000}")),
        "a header without end": (400, b"GET / HTTP/1.1\r\nX: " + b"x" * 200_000),
        "no HTTP at all": (400, "hello\r\n\r\n"),
        "a body announced too long": (413, asked(served, "POST /auth/session HTTP/1.1", "Content-Length: 9999999999")),
        "a body of unknown length that grows": (
            413,
            asked(served, "POST / HTTP/1.1", "Transfer-Encoding: chunked")
            + f"FFF\r\n{'x' * 4095}\r\n5\r\nxxxxx\r\n",
        ),
        "two lengths": (
            400, asked(served, "POST / HTTP/1.1", "Transfer-Encoding: chunked", "Content-Length: 5") + "0\r\n\r\n",
        ),
        "metrics": (404, asked(served, "GET /_stcore/metrics HTTP/1.1")),
        "an agent": (404, asked(served, "POST /_stcore/agent/mcp HTTP/1.1", "Content-Length: 0")),
        "a stream of another page": (403, upgrade(served, origin="https://evil.example")),
        "a stream of a page on the visitor's own machine": (403, upgrade(served, origin="http://localhost:1")),
        "a stream at another host": (400, upgrade(served, host="evil.example")),
        "a stream elsewhere": (404, upgrade(served, path="/files/x")),
        "a stream without a key": (400, upgrade(served).replace("Sec-WebSocket-Key", "X-Key")),
    }  # fmt: skip


def test_every_answer_of_the_real_server_carries_the_security_headers(served: Portal) -> None:
    for what, (status, request) in cases(served).items():
        got, head, body = said(served, request)

        assert got == status, (what, head)
        for name, value in always().items():
            given = [
                line.partition(": ")[2] for line in head.split("\r\n") if line.lower().startswith(f"{name.lower()}:")
            ]
            assert given == [value], (what, name)
        assert "server:" not in head.lower(), what
        if status >= 400:
            assert any("а" <= mark <= "я" for mark in body), what
            assert "Traceback" not in body, what


def test_a_head_that_comes_slowly_is_cut_off(served: Portal) -> None:
    place = urlsplit(served.url)
    with socket.create_connection((place.hostname, place.port), timeout=60) as knock:
        knock.sendall(b"GET / HTTP/1.1\r\n")

        answer = b""
        while piece := knock.recv(65536):
            answer += piece

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"Content-Security-Policy" in answer


def test_a_stream_is_opened_for_our_own_page(served: Portal) -> None:
    assert said(served, upgrade(served))[0] == 101


def test_nothing_of_a_whole_visit_is_in_any_log(served: Portal) -> None:
    email = served.consumers(1)[0]

    async def visit() -> Person:
        person = await Person(served.url, email).come()
        await person.log_in()
        for url in ("applications", "profile", ""):
            await person.open(url)
        await person.go()
        return person

    person = asyncio.run(visit())
    time.sleep(0.3)  # the server writes the last lines

    told = served.log.read_text(errors="replace")
    assert "portal.access INFO POST /auth/session 200" in told
    assert "portal.access INFO WEBSOCKET /_stcore/stream 101" in told
    assert [secret for secret in (email, "127.0.0.1", *person.cookies.values()) if secret in told] == []
    assert "Traceback" not in told


@pytest.mark.parametrize(
    "path", ["/link/very-secret-token", "/files/very-secret-id", "/very-secret-page?a=very-secret"]
)
def test_an_address_is_in_no_log(served: Portal, path: str) -> None:
    said(served, asked(served, f"GET {path} HTTP/1.1"))
    time.sleep(0.2)

    assert "very-secret" not in served.log.read_text(errors="replace")
