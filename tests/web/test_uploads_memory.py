"""Files and the memory of the process that takes them: a real uvicorn, watched from outside."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from core import cookies
from core.actor import Side, Visitor
from core.settings import ROOT, settings
from core.storage import ONE_MIB
from services import sessions
from tests._people import a_consumer, a_pdf
from tests.conftest import forget
from tests.core.inspection._containers import a_7z, a_zip
from tests.core.inspection._papers import a_pdf_of

ALLOWED_MIB = 16
LARGE_MIB = 100
PATIENCE_SECONDS = 120
FORM = "appeal/files"
pytestmark = pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="memory is read from /proc")


@dataclass(frozen=True)
class Server:
    """A running portal, and somebody logged in there."""

    port: int
    pid: int
    cookie: str

    def send(self, name: str, content: bytes) -> tuple[int, bytes]:
        """Upload a file; return status and body of the answer."""
        request = urllib.request.Request(
            f"http://localhost:{self.port}/uploads/{FORM}", content, self.headers(name), method="PUT"
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 - our own address
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read()

    def headers(self, name: str) -> dict[str, str]:
        """Return what our own page sends with a file."""
        return {
            "Content-Type": "application/octet-stream", "Origin": f"http://localhost:{self.port}",
            "X-File-Name": name, "Cookie": self.cookie,
        }  # fmt: skip

    def resident(self, what: str = "VmRSS") -> int:
        """Return how much memory the process has, or had at its peak, in bytes."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith(f"{what}:"):
                return int(line.split()[1]) * 1024
        raise AssertionError(what)

    def begin(self) -> int:
        """Forget the peak; return the memory in use now."""
        Path(f"/proc/{self.pid}/clear_refs").write_text("5")
        return self.resident()

    def grown(self, since: int) -> int:
        """Return by how many bytes the process was larger at its peak."""
        return self.resident("VmHWM") - since


@pytest.fixture
def server(sqlite_database: str, own_data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:  # noqa: ARG001 - the database must be there
    """Serve the consumer portal as in production, with the largest limit."""
    monkeypatch.setenv("PORTAL_MAX_FILE_MIB", str(LARGE_MIB))
    monkeypatch.setenv("PORTAL_MAX_SESSION_UPLOAD_MIB", "1000")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    monkeypatch.setenv("PORTAL_PUBLIC_URL", f"http://localhost:{port}")
    forget()
    opened = sessions.begin(a_consumer().user_id, Visitor(browser="browser"))
    redeemed = sessions.redeem(Side.PUBLIC, opened.ticket, "browser")
    assert redeemed is not None
    command = [sys.executable, "-m", "uvicorn", "--port", str(port), "--log-level", "warning", "public_app:app"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PORTAL_DATA_DIR": str(own_data)})
    try:
        _wait(process, port)
        running = Server(port, process.pid, f"{cookies.session_name(Side.PUBLIC)}={redeemed[0]}")
        assert running.send("first.pdf", a_pdf())[0] == 201  # what is loaded once is not counted
        yield running
    finally:
        process.terminate()
        process.wait(30)


def test_two_gigabytes_are_refused_by_size_before_they_come(server: Server) -> None:
    before = server.begin()
    head = "".join(f"{name}: {value}\r\n" for name, value in server.headers("large.pdf").items())
    with socket.create_connection(("localhost", server.port), PATIENCE_SECONDS) as line:
        line.sendall(
            f"PUT /uploads/{FORM} HTTP/1.1\r\nHost: localhost:{server.port}\r\n{head}"
            f"Content-Length: {2 * 1024 * ONE_MIB}\r\n\r\n".encode()
        )
        answer = line.recv(4096)
        sent = _pushed(line)

    assert answer.startswith(b"HTTP/1.1 413")
    assert sent < 64 * ONE_MIB, "the line stays open although the file is refused"
    assert server.grown(before) < ALLOWED_MIB * ONE_MIB
    assert not list(settings().files.glob(".*"))


@pytest.mark.parametrize("kind", ["pdf", "zip", "7z"])
def test_a_hundred_megabytes_are_taken_without_being_in_memory(server: Server, kind: str) -> None:
    content = _large(kind)
    before = server.begin()

    status, body = server.send(f"large.{kind}", content)

    assert (status, len(content) > (LARGE_MIB - 2) * ONE_MIB) == (201, True), body
    assert server.grown(before) < ALLOWED_MIB * ONE_MIB


def _large(kind: str) -> bytes:
    noise = os.urandom(ONE_MIB) * (LARGE_MIB - 1)
    if kind == "zip":
        return a_zip({"noise.csv": noise}, method=0)
    if kind == "7z":
        return a_7z({"noise.csv": noise}, "copy")
    return a_pdf_of(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(noise), noise))


def _pushed(line: socket.socket) -> int:
    """Push as much as the server takes; return how many bytes it were."""
    line.settimeout(5)
    chunk, sent = bytes(ONE_MIB), 0
    try:
        while sent < 2 * 1024 * ONE_MIB:
            sent += line.send(chunk)
    except OSError:  # closed, or not read any more
        return sent
    return sent


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/readyz", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail("the portal did not start")
