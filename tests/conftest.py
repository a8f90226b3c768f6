"""What every test gets: data of its own, and a migrated empty database where it asks for one."""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import forms
from benchmarks._portal import LOG_CONFIG, Portal, serving
from core import clock
from core.settings import settings
from db import migrate
from db import session as db_session
from db.base import Row
from services import login
from tests import _postgres

PORTAL = "portal"
"""The PostgreSQL database of all tests, one after another."""


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the test a data folder, settings and an engine of its own; the machine's settings do not count."""
    for name in [name for name in os.environ if name.startswith("PORTAL_")]:
        monkeypatch.delenv(name)
    folder = tmp_path / "data"
    monkeypatch.setenv("PORTAL_DATA_DIR", str(folder))
    forget()
    yield folder
    forget()


@pytest.fixture(autouse=True)
def answered_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a login be answered as soon as it is known; the test of its evenness asks for the wait itself."""
    monkeypatch.setattr(login, "REFUSES_EVERY_SECONDS", 0.0)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a migrated empty SQLite database, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    migrated(f"sqlite:///{path}", path.parent)
    return path


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_postgres.Cluster]:
    """Run a PostgreSQL with a migrated database; where none is installed the test is skipped."""
    programs = _postgres.binaries()
    if programs is None:
        pytest.skip(_postgres.INSTALL)
    with _postgres.cluster(programs) as cluster:
        cluster.create(PORTAL)
        migrated(cluster.url(PORTAL), tmp_path_factory.mktemp("postgres"))
        yield cluster


@pytest.fixture
def sqlite_database(own_data: Path, sqlite_template: Path) -> str:
    """Give the test an empty SQLite database."""
    own_data.mkdir(exist_ok=True)
    shutil.copy(sqlite_template, own_data / "portal.sqlite3")
    return "sqlite"


@pytest.fixture
def postgresql_database(own_data: Path, postgres: _postgres.Cluster, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Give the test an empty PostgreSQL database."""
    own_data.mkdir(exist_ok=True)
    monkeypatch.setenv("PORTAL_DATABASE_URL", postgres.url(PORTAL))
    forget()
    yield "postgresql"
    forget()
    postgres.empty(PORTAL, Row.metadata.tables)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str:
    """Run the test twice, on an empty database of each kind; return which."""
    kind: str = request.getfixturevalue(f"{request.param}_database")
    return kind


@pytest.fixture
def own_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the test a folder for the company's own forms; what was found there is forgotten at the end."""
    folder = tmp_path / "own forms"
    folder.mkdir()
    monkeypatch.setenv("PORTAL_FORMS_DIR", str(folder))
    settings.cache_clear()
    yield folder
    for name, module in list(sys.modules.items()):
        if Path(getattr(module, "__file__", None) or "").parent == folder:
            del sys.modules[name]
            delattr(forms, name.removeprefix("forms."))
    forms.__path__[:] = [path for path in forms.__path__ if path != str(folder)]


class Time:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = clock.now()

    def passes(self, **parts: float) -> None:
        """Move on by *parts* of a ``timedelta``."""
        self.now += timedelta(**parts)

    def is_now(self, moment: datetime) -> None:
        """Set the clock."""
        self.now = moment


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    """Stop the portal's clock and hand it to the test."""
    stopped = Time()
    monkeypatch.setattr(clock, "now", lambda: stopped.now)
    return stopped


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """Serve the consumer portal over demo data, with the logging of production and every logger heard."""
    folder = tmp_path_factory.mktemp("served")
    told = json.loads(LOG_CONFIG.read_text(encoding="utf-8"))
    told["root"] = {"handlers": ["out"], "level": "DEBUG"}
    config = folder / "logging.json"
    config.write_text(json.dumps(told), encoding="utf-8")
    with serving(folder, applications=60, log_config=config) as portal:
        yield portal


def migrated(url: str, folder: Path) -> None:
    """Bring the database at *url* to the present form, and let go of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_DATA_DIR", str(folder))
        patch.setenv("PORTAL_DATABASE_URL", url)
        forget()
        migrate.migrate()
        forget()


def forget() -> None:
    """Forget the settings and close the engine."""
    db_session.reset()
    settings.cache_clear()
