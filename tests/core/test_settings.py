import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import ValidationError

from core.settings import Settings, settings

SECRET = "s" * 32


def test_out_of_the_box_everything_lies_in_the_data_folder(own_data: Path) -> None:
    ours = settings()

    assert ours.data_dir == own_data
    assert ours.database == f"sqlite:///{own_data / 'portal.sqlite3'}"
    assert ours.files == own_data / "files"
    assert not ours.production


def test_database_and_files_may_lie_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_DATABASE_URL", "postgresql+psycopg://portal@db/portal")
    monkeypatch.setenv("PORTAL_FILES_URL", "file:///srv/portal/files")

    ours = Settings()

    assert ours.database == "postgresql+psycopg://portal@db/portal"
    assert ours.files == Path("/srv/portal/files")


def test_settings_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    before = settings()
    monkeypatch.setenv("PORTAL_SESSION_MINUTES", "7")

    assert settings() is before


def test_a_production_start_needs_a_secret() -> None:
    with pytest.raises(ValidationError, match="PORTAL_SECRET is not set"):
        Settings(public_url="https://portal.example.org", staff_url="https://staff.example.org")


@pytest.mark.parametrize(
    ("public", "staff"),
    [
        ("http://localhost:8501", "https://staff.example.org"),
        ("https://portal.example.org", "http://localhost:8502"),
        ("https://localhost:8501", "http://localhost:8502"),
    ],
)
def test_one_https_address_of_two_is_refused(public: str, staff: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SECRET", SECRET)

    with pytest.raises(ValidationError, match="must both be https"):
        Settings(public_url=public, staff_url=staff)


def test_a_short_secret_is_refused_even_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SECRET", SECRET[:-1])

    with pytest.raises(ValidationError, match="too short"):
        Settings()


def test_with_https_and_a_secret_the_portal_starts_for_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SECRET", SECRET)
    monkeypatch.setenv("PORTAL_PUBLIC_URL", "https://portal.example.org/")
    monkeypatch.setenv("PORTAL_STAFF_URL", "https://staff.example.org")

    ours = Settings()

    assert ours.production
    assert ours.public_url == "https://portal.example.org"
    assert ours.key == SECRET.encode()


@pytest.mark.parametrize("url", ["http://portal.example.org", "ftp://localhost", "https://a:b", "a.example.org", ""])
def test_an_address_people_would_not_be_safe_at_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SECRET", SECRET)
    monkeypatch.setenv("PORTAL_STAFF_URL", url)

    with pytest.raises(ValidationError, match="https"):
        Settings()


@pytest.mark.parametrize("url", ["http://localhost:9000", "http://127.0.0.1", "http://[::1]:8501"])
def test_plain_http_is_fine_on_this_machine(url: str) -> None:
    assert not Settings(public_url=url).production


@pytest.mark.parametrize(
    ("name", "value"),
    [("SESSION_MINUTES", "0"), ("MAX_FILE_MIB", "1000"), ("PUBLIC_PORT", "70000")],
)
def test_a_setting_out_of_bounds_stops_the_start(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"PORTAL_{name}", value)

    with pytest.raises(ValidationError):
        Settings()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("TIME_ZONE", "Orel/Centre", "is not a time zone"),
        ("TIME_ZONE", "", "is not a time zone"),
        ("TIME_ZONE", "../../etc/passwd", "is not a time zone"),
        ("SMTP_URL", "mail.example.org:587", "must look like smtp://"),
        ("SMTP_URL", "https://mail.example.org", "must look like smtp://"),
        ("SMTP_URL", "smtp:mail.example.org", "must look like smtp://"),
        ("SMTP_URL", "smtp://user:hunter2/x@mail.example.org", "must look like smtp://"),
        ("FILES_URL", "/srv/portal/files", "must look like file:///"),
        ("FILES_URL", "file://srv/portal/files", "must look like file:///"),
        ("FILES_URL", "s3://bucket/files", "must look like file:///"),
        ("FORMS_DIR", "forms", "must be the absolute path of a folder"),
        ("FORMS_DIR", "/nowhere/forms", "must be the absolute path of a folder"),
        ("MAIL_FROM", "Портал <portal@example.org>", "must be one e-mail address"),
        ("MAIL_FROM", "portal", "must be one e-mail address"),
        ("MAIL_FROM", "portal@example.org\nBcc: all@example.org", "must be one e-mail address"),
    ],
)
def test_a_setting_of_the_wrong_kind_is_told_in_one_sentence(
    name: str, value: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"PORTAL_{name}", value)

    with pytest.raises(ValidationError) as refused:
        Settings()

    [error] = refused.value.errors()
    assert sentence in error["msg"]
    assert error["loc"] == (name.lower(),)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("url", ["smtp://mail.example.org", "smtps://user:p%40ss@mail.example.org:465"])
def test_a_mail_server_may_be_named_in_two_ways(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SMTP_URL", url)

    assert Settings().smtp_url.get_secret_value() == url


def test_the_key_is_made_once_and_only_its_owner_may_read_it(own_data: Path) -> None:
    key = Settings().key

    assert len(key) >= 32
    assert Settings().key == key
    assert stat.S_IMODE((own_data / "secret").stat().st_mode) == 0o600


def test_processes_that_start_together_read_one_complete_key(own_data: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: Settings().key, range(32)))

    assert len(keys) == 1
    assert len(keys.pop()) >= 32
    assert [path.name for path in own_data.iterdir()] == ["secret"]


def test_no_secret_shows_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SECRET", SECRET)
    monkeypatch.setenv("PORTAL_SMTP_URL", "smtp://user:hunter2@mail.example.org")

    assert SECRET not in repr(Settings())
    assert "hunter2" not in repr(Settings())


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_described(name: str) -> None:
    assert Settings.model_fields[name].description
