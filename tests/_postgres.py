"""A throw-away PostgreSQL for one run of the tests: found on the machine, started in a temporary folder, removed."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

INSTALL = "no PostgreSQL here: install it (Debian: apt-get install postgresql) or put its bin folder on PATH"
STARTS_WITHIN_SECONDS = 30
_SYSTEM_USER = "postgres"
"""Who runs the server where the tests run as root, which PostgreSQL refuses."""
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "listen_addresses=")
_PLANS = ("random_page_cost=1.1",)
"""As on the disks of today, which have no arm to move."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running server, reached through a socket in its own folder, so that no port can be taken."""

    sockets: Path

    def url(self, database: str) -> str:
        """Return SQLAlchemy's address of *database*."""
        return f"postgresql+psycopg://{_SYSTEM_USER}@/{database}?host={self.sockets}"

    def create(self, database: str) -> None:
        """Create *database*, in UTF-8 and empty."""
        self._run("postgres", sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(database)))

    def drop(self, database: str) -> None:
        """Drop *database* and whoever is still connected to it."""
        self._run("postgres", sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))

    def empty(self, database: str, tables: Iterable[str]) -> None:
        """Delete every row and begin every number anew: sixty times quicker than TRUNCATE for a handful of rows."""
        freed = sql.SQL("SET LOCAL lock_timeout = '10s'; SET LOCAL session_replication_role = replica;")
        one = sql.SQL("DELETE FROM {0}; SELECT setval(pg_get_serial_sequence({1}, 'id'), 1, false);")
        rows = (one.format(sql.Identifier(table), sql.Literal(table)) for table in tables)
        self._run(database, sql.Composed([sql.SQL("BEGIN;"), freed, *rows, sql.SQL("COMMIT")]))

    def _run(self, database: str, statement: sql.Composed) -> None:
        where = f"host={self.sockets} user={_SYSTEM_USER} dbname={database}"
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(statement)


def binaries() -> Path | None:
    """Return the folder of PostgreSQL's programs, or ``None`` if there is none on this machine."""
    candidates = [*_configured(), *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), *_on_path()]
    return next((folder for folder in candidates if _complete(folder)), None)


@contextmanager
def cluster(programs: Path) -> Iterator[Cluster]:
    """Start a server with the *programs* found, and stop it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="portal-pg-"))  # short: the name of a socket has 107 characters at most
    try:
        if _is_root():
            shutil.chown(folder, _SYSTEM_USER, _SYSTEM_USER)
        _initialise(programs, folder)
        with _running(programs, folder):
            yield Cluster(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _configured() -> Iterator[Path]:
    if program := shutil.which("pg_config"):
        told = subprocess.run([program, "--bindir"], capture_output=True, text=True, check=True)
        yield Path(told.stdout.strip())


def _on_path() -> Iterator[Path]:
    if program := shutil.which("initdb"):
        yield Path(program).resolve().parent


def _complete(folder: Path) -> bool:
    return all((folder / program).exists() for program in ("initdb", "postgres", "pg_isready"))


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _initialise(programs: Path, folder: Path) -> None:
    encoding = ("--encoding=UTF8", "--locale=C.UTF-8")
    with _started(programs / "initdb", folder, "-U", _SYSTEM_USER, "-A", "trust", "--no-sync", *encoding) as made:
        if made.wait():
            raise RuntimeError(_said(folder))


@contextmanager
def _running(programs: Path, folder: Path) -> Iterator[None]:
    settings = (*_QUICK, *_PLANS, f"unix_socket_directories={folder}")
    with _started(programs / "postgres", folder, *(f"--{setting}" for setting in settings)) as server:
        try:
            _wait_until_ready(programs, folder, server)
            yield
        finally:
            server.send_signal(signal.SIGINT)  # without waiting for clients


def _started(program: Path, folder: Path, *options: str) -> subprocess.Popen[bytes]:
    owner = _SYSTEM_USER if _is_root() else None
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            [program, "-D", folder / "data", *options],
            cwd=folder,
            stdout=log,
            stderr=log,
            user=owner,
            group=owner,
            extra_groups=() if owner else None,
        )


def _wait_until_ready(programs: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while subprocess.run([programs / "pg_isready", "-q", "-h", folder], check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(_said(folder))
        time.sleep(0.05)


def _said(folder: Path) -> str:
    return f"PostgreSQL did not start:\n{(folder / 'log').read_text(errors='replace')}"
