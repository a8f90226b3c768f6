from pathlib import Path

import pytest

from core.settings import settings
from services import readiness
from tests.conftest import forget


@pytest.mark.usefixtures("database")
def test_a_migrated_portal_has_no_troubles() -> None:
    assert readiness.troubles() == []
    assert readiness.mail() == ""


def test_a_database_that_was_not_migrated_is_told_with_what_to_do() -> None:
    [trouble] = readiness.troubles()

    assert trouble.startswith("database is at nothing")
    assert "manage.py migrate" in trouble


def test_a_database_that_cannot_be_reached_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_DATABASE_URL", "postgresql+psycopg://nobody@/none?host=/nowhere")
    forget()

    assert readiness.database() == "database cannot be used: OperationalError"


@pytest.mark.usefixtures("sqlite_database")
def test_a_store_that_cannot_be_made_is_told(own_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own_data / "taken").write_text("a file, not a folder")
    monkeypatch.setenv("PORTAL_FILES_URL", f"file://{own_data}/taken/files")
    settings.cache_clear()

    assert readiness.troubles() == ["document store cannot be used: Not a directory"]


def test_a_mail_server_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SMTP_URL", "smtp://127.0.0.1:1")
    settings.cache_clear()

    assert readiness.mail() == "mail server cannot be used: ConnectionRefusedError"


def test_an_address_no_database_can_have_is_told_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_DATABASE_URL", "postgresql+psycopg://portal:hunter2@db.example.org:port/portal")
    forget()

    assert readiness.address() == readiness.database()
    assert readiness.address().startswith("PORTAL_DATABASE_URL: must look like")
    assert "hunter2" not in readiness.address()


def test_a_virus_scanner_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert readiness.virus_scanner() == ""
    monkeypatch.setenv("PORTAL_CLAMD_URL", "tcp://127.0.0.1:1")
    settings.cache_clear()

    assert readiness.virus_scanner() == "virus scanner cannot be used: ConnectionRefusedError"
