"""The consumer portal over demo data, served as in production, for whoever wants to knock at it."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.settings import ROOT, settings
from db import session
from deploy.serve import BOUNDS

READY_SECONDS = 120
PASSWORD = "Demo-portal-2026"  # noqa: S105 - of the invented people
LOG_CONFIG = ROOT / "deploy" / "logging.json"


@dataclass(slots=True)
class Portal:
    """The portal: where it is, and the process that serves it, which can be killed and started again."""

    url: str
    data: Path
    log: Path
    """All that was written to the standard output and error."""
    environment: Mapping[str, str]
    log_config: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Of the serving process."""
        assert self.process is not None  # it is asked while the portal runs
        return self.process.pid

    def start(self) -> None:
        """Serve, and wait until the portal is ready."""
        command = ["--log-config", str(self.log_config), "public_app:app"]
        self.process = _started(command, self.url, self.log, self.environment, "readyz")

    def kill(self) -> None:
        """End it as a power cut does: it is told nothing."""
        assert self.process is not None  # only what runs is killed
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        if self.process is not None and self.process.poll() is None:
            _stopped(self.process)

    def consumers(self, count: int) -> list[str]:
        """Return the e-mail addresses of *count* consumers, who can all log in with ``PASSWORD``."""
        with sqlite3.connect(f"file:{self.data / 'portal.sqlite3'}?mode=ro", uri=True) as database:
            rows = database.execute(
                "SELECT users.email FROM users JOIN applications USING (consumer_id)"
                " WHERE users.side = 'public' GROUP BY users.id ORDER BY count(*) DESC, users.id LIMIT ?",
                (count,),
            ).fetchall()
        if len(rows) < count:
            raise RuntimeError(f"the demo has {len(rows)} consumers with applications, {count} are needed")
        return [email for (email,) in rows]


@contextmanager
def serving(
    data: Path, *, applications: int = 600, log_config: Path = LOG_CONFIG, forms: Path | None = None
) -> Iterator[Portal]:
    """Migrate and fill the folder *data*, and serve the consumer portal over it until the block ends.

    Declarations in the folder *forms* are among its forms.
    """
    port = _free_port()
    url = f"http://localhost:{port}"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")},
        "PORTAL_DATA_DIR": str(data),
        "PORTAL_PUBLIC_PORT": str(port),
        "PORTAL_PUBLIC_URL": url,
        "PORTAL_FORMS_DIR": str(forms or ""),
    }
    for command in (("migrate",), ("demo", "--applications", str(applications))):
        subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
        )
    portal = Portal(url, data, data / "server.log", environment, log_config)
    try:
        portal.start()
        yield portal
    finally:
        portal.stop()


@contextmanager
def within(portal: Portal) -> Iterator[None]:
    """Let the services of this process work over the data of *portal* until the block ends."""
    before = os.environ.copy()
    for name in [name for name in os.environ if name.startswith("PORTAL_")]:
        del os.environ[name]
    os.environ["PORTAL_DATA_DIR"] = str(portal.data)
    _forget()
    try:
        yield
    finally:
        _forget()
        os.environ.clear()
        os.environ.update(before)
        settings.cache_clear()


def _forget() -> None:
    session.reset()
    settings.cache_clear()


@contextmanager
def serving_bare(script: Path) -> Iterator[str]:
    """Serve a *script* that is a Streamlit app of its own, with nothing of the portal; yield its address."""
    url, log = f"http://localhost:{_free_port()}", script.with_suffix(".log")
    command = ["--log-level", "warning", "--app-dir", str(script.parent), f"{script.stem}:app"]
    process = _started(command, url, log, dict(os.environ), "_stcore/health")
    try:
        yield url
    finally:
        _stopped(process)


def _started(
    command: Sequence[str], url: str, log: Path, environment: Mapping[str, str], ready: str
) -> subprocess.Popen[bytes]:
    serve = [sys.executable, "-m", "uvicorn", "--port", url.rpartition(":")[2], "--no-access-log", "--no-server-header"]
    with log.open("ab") as written:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [*serve, *BOUNDS, *command], cwd=ROOT, env=environment, stdout=written, stderr=written
        )
    _wait_until_ready(process, f"{url}/{ready}", log)
    return process


def _stopped(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own address
                if answer.status == 200:  # noqa: PLR2004 - OK
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError(f"the portal did not start:\n{log.read_text(errors='replace')}")
