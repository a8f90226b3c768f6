import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import scanner
from core.scanner import NotScanned, Verdict
from core.settings import settings
from tests._clamd import VIRUS, clamd


def use(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("PORTAL_CLAMD_URL", url)
    settings.cache_clear()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "content"
    path.write_bytes(b"%PDF-1.7 harmless" * 20_000)
    return path


def test_without_a_scanner_every_file_is_clean(file: Path) -> None:
    assert scanner.verdict(file) is Verdict.CLEAN
    assert scanner.trouble() == ""


def test_a_harmless_file_is_clean_and_was_sent_whole(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with clamd() as server:
        use(monkeypatch, server.url)

        assert scanner.verdict(file) is Verdict.CLEAN
        assert server.scanned == [file.stat().st_size]
        assert scanner.trouble() == ""


def test_what_is_found_is_told_by_its_name(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(b"x" * 100_000 + VIRUS)
    with clamd() as server:
        use(monkeypatch, server.url)

        assert scanner.found(file) == "Eicar-Test-Signature"
        assert scanner.verdict(file) is Verdict.INFECTED


def test_a_file_longer_than_the_scanner_takes_is_not_called_clean(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with clamd(stream_max=1000) as server:
        use(monkeypatch, server.url)

        with pytest.raises(NotScanned):
            scanner.found(file)
        assert scanner.verdict(file) is Verdict.WAITING


@pytest.mark.parametrize("banner", [b"stream: lstat() failed ERROR\0", b"\0", b"OK\0", b"stream: OK and more\0"])
def test_any_other_answer_is_no_verdict(file: Path, monkeypatch: pytest.MonkeyPatch, banner: bytes) -> None:
    with clamd(banner=banner) as server:
        use(monkeypatch, server.url)

        assert scanner.verdict(file) is Verdict.WAITING
        assert scanner.trouble() == "virus scanner answers something else than PONG"


def test_a_scanner_that_is_not_there_gives_no_verdict(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, "tcp://127.0.0.1:1")

    assert scanner.verdict(file) is Verdict.WAITING
    assert scanner.trouble() == "virus scanner cannot be used: ConnectionRefusedError"


def test_a_scanner_behind_a_socket_that_is_not_there_gives_no_verdict(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, f"unix://{tmp_path}/no.sock")

    assert scanner.verdict(file) is Verdict.WAITING
    assert scanner.trouble() == "virus scanner cannot be used: FileNotFoundError"


@pytest.fixture
def real(tmp_path: Path) -> Iterator[str]:
    """Run the clamd of the system with one signature of our own; where there is none the test is skipped."""
    program = shutil.which("clamd")
    if program is None:
        pytest.skip("no clamd here: install the Debian package clamav-daemon")
    (tmp_path / "own.ndb").write_text("Own.Test:0:*:" + VIRUS.hex() + "\n")
    config, line = tmp_path / "clamd.conf", tmp_path / "clamd.sock"
    config.write_text(f"LocalSocket {line}\nDatabaseDirectory {tmp_path}\nForeground yes\nStreamMaxLength 1M\n")
    process = subprocess.Popen([program, "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket(socket.AF_UNIX) as knock:
            if line.exists() and knock.connect_ex(str(line)) == 0:
                break
        time.sleep(0.1)
    yield f"unix://{line}"
    process.terminate()
    process.wait()


def test_the_real_scanner_says_the_same(real: str, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, real)

    assert scanner.trouble() == ""
    assert scanner.verdict(file) is Verdict.CLEAN
    file.write_bytes(VIRUS)
    assert scanner.verdict(file) is Verdict.INFECTED
    file.write_bytes(bytes(3 * 1024 * 1024))
    assert scanner.verdict(file) is Verdict.WAITING
