"""A running portal with demo data, and a Chromium to walk through it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""
START_SECONDS = 120
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PASSWORD = "Demo-portal-2026"


@dataclass(frozen=True)
class Portal:
    """Where the running portal is."""

    public: str
    staff: str
    data: Path


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """Start everything as a newcomer does, on free ports and an empty folder."""
    with running(tmp_path_factory.mktemp("portal")) as portal:
        yield portal


@contextmanager
def running(data: Path, **settings: str) -> Iterator[Portal]:
    """Run everything on free ports with *settings*, and end it as Ctrl-C does."""
    public, staff = _free_port(), _free_port()
    environment = {
        **os.environ,
        "PORTAL_DATA_DIR": str(data),
        "PORTAL_PUBLIC_PORT": str(public),
        "PORTAL_STAFF_PORT": str(staff),
        "PORTAL_PUBLIC_URL": f"http://localhost:{public}",
        "PORTAL_STAFF_URL": f"http://localhost:{staff}",
        **settings,
    }
    with (data / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "run"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        try:
            for port in (public, staff):
                _wait_until_ready(process, port, data / "log.txt")
            yield Portal(f"http://localhost:{public}", f"http://localhost:{staff}", data)
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0, "Ctrl-C ends everything cleanly"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start one headless Chromium for the run."""
    if not CHROMIUM:
        pytest.skip("no Chromium here: install the Debian package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def someone(chromium: Browser) -> Iterator[BrowserContext]:
    """Open a fresh browser of one person, who asks no other host for anything and sees no error in the console."""
    context, troubles = watched(chromium)
    yield context
    context.close()
    assert troubles == []


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    """Give the consumer a phone."""
    context, troubles = watched(chromium, viewport={"width": 390, "height": 844})
    yield context
    context.close()
    assert troubles == []


def watched(chromium: Browser, **screen: Any) -> tuple[BrowserContext, list[str]]:
    """Open a fresh browser, on this *screen*; the list gathers its errors and what it asked of other hosts."""
    screen = {"viewport": {"width": 1280, "height": 900}} | screen
    context = chromium.new_context(locale="en-US", accept_downloads=True, **screen)
    context.set_default_timeout(30_000)
    expect.set_options(timeout=20_000)
    troubles: list[str] = []
    context.on("request", lambda request: _note_stranger(troubles, request.url))
    context.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    context.on("weberror", lambda error: troubles.append(str(error.error)))
    return context, troubles


def log_in(page: Page, url: str, name: str, landed: Locator | None = None) -> None:
    """Log in at *url* and wait for the page behind the login."""
    page.goto(url)
    page.get_by_label("Адрес электронной почты или регистрационный номер").fill(name)
    page.get_by_label("Пароль", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Войти").click()
    (landed or page.locator(".p-title, .p-refusal").first).wait_for()


def settle(page: Page) -> None:
    """Wait until the page has been drawn to the end."""
    page.wait_for_timeout(150)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(50)


def _note_stranger(troubles: list[str], url: str) -> None:
    if not url.startswith(("http://localhost:", "data:", "blob:")):
        troubles.append(f"asked {url}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/readyz", timeout=2) as answer:
                assert answer.status == 200
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
    pytest.fail(f"the portal did not start:\n{log.read_text(errors='replace')}")
