"""The commands, run as an operator runs them."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from core.actor import Side, Visitor
from core.settings import ROOT
from services import login
from tests._people import a_registered_application

VISITOR = Visitor(address="192.0.2.1")


def test_help_names_every_command_in_english() -> None:
    done = manage("--help")

    assert done.returncode == 0
    for command in ("run", "migrate", "demo", "worker", "create-employee", "export", "check"):
        assert command in done.stdout


def test_check_tells_each_part_in_one_line(sqlite_database: str) -> None:
    done = manage("check")

    assert sqlite_database == "sqlite"
    assert done.returncode == 0
    assert done.stdout.splitlines() == ["configuration: ok", "database: ok", "storage: ok", "mail: ok"]


def test_check_fails_on_a_database_that_was_not_migrated(own_data: Path) -> None:
    done = manage("check")

    assert own_data.exists()
    assert done.returncode == 1
    assert "run `manage.py migrate`" in done.stdout


def test_migrate_brings_an_empty_folder_to_the_present_form() -> None:
    assert manage("migrate").returncode == 0
    assert manage("check").returncode == 0


def test_a_production_start_without_a_secret_is_refused() -> None:
    done = manage("check", PORTAL_PUBLIC_URL="https://lk.example.org", PORTAL_STAFF_URL="https://s.example.org")

    assert done.returncode == 1
    assert "PORTAL_SECRET is not set" in done.stderr
    assert "Traceback" not in done.stderr


def test_plain_http_is_refused_anywhere_but_on_loopback() -> None:
    done = manage("check", PORTAL_PUBLIC_URL="http://lk.example.org")

    assert done.returncode == 1
    assert "use https" in done.stderr


@pytest.mark.usefixtures("sqlite_database")
def test_an_employee_made_on_the_command_line_can_log_in() -> None:
    done = manage(
        "create-employee", "Sidorova@example.org", "--name", "Сидорова Анна", "--role", "engineer", "--password-stdin",
        typed="пять простых слов подряд\n",
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert login.check(Side.STAFF, "sidorova@example.org", "пять простых слов подряд", VISITOR)


@pytest.mark.usefixtures("sqlite_database")
def test_a_short_password_of_an_employee_is_refused_with_the_reason() -> None:
    done = manage("create-employee", "a@example.org", "--name", "А", "--role", "admin", "--password-stdin", typed="1\n")

    assert done.returncode == 1
    assert "Пароль" in done.stderr


@pytest.mark.usefixtures("sqlite_database")
def test_the_register_is_exported_to_a_workbook(tmp_path: Path) -> None:
    reg_no = a_registered_application()

    done = manage("export", "applications_register", "--out", str(tmp_path / "out.xlsx"), "--since", "2020-01-01")

    assert done.returncode == 0, done.stderr
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert reg_no in {cell.value for row in sheet.iter_rows() for cell in row}


@pytest.mark.usefixtures("sqlite_database")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nothing", "--out", "x.xlsx"], 1),
        (["applications_register", "--out", "/nowhere/at/all/x.xlsx"], 1),
        (["applications_register", "--out", "x.xlsx", "--since", "yesterday"], 1),
        (["applications_register", "--out", "x.xlsx", "since"], 2),
        (["applications_register"], 2),
    ],
)
def test_a_wrong_export_says_why_and_ends_with_an_honest_code(tmp_path: Path, arguments: list[str], code: int) -> None:
    done = manage("export", *[str(tmp_path / part) if part == "x.xlsx" else part for part in arguments])

    assert done.returncode == code
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_a_busy_port_is_one_clear_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        done = manage("run", PORTAL_PUBLIC_PORT=port)

    assert done.returncode == 1
    assert done.stderr.strip() == f"Port {port} is busy: stop what listens there, or set PORTAL_PUBLIC_PORT to another."


def test_a_folder_that_cannot_be_written_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")

    done = manage("run", PORTAL_DATA_DIR=str(tmp_path / "file"))

    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def manage(*arguments: str, typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command with the settings of the test."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "120", **environment},
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
