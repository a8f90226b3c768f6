"""The commands, run as an operator runs them."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import openpyxl
import pyotp
import pytest

from core.actor import Side, Visitor
from core.errors import Refusal
from core.settings import ROOT
from db.models import Letter, User
from services import forms, links, login, second_factor
from tests._kept import kept, the_only
from tests._own_forms import put
from tests._people import PASSWORD, a_consumer, a_registered_application, a_sent_form, an_employee

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
    assert done.stdout.splitlines() == [
        "configuration: ok",
        "database: ok",
        "storage: ok",
        "mail: ok",
        "virus scanner: ok",
    ]


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


def test_a_production_start_loads_no_demo_even_by_hand() -> None:
    production = {
        "PORTAL_PUBLIC_URL": "https://lk.example.org",
        "PORTAL_STAFF_URL": "https://s.example.org",
        "PORTAL_SECRET": "s" * 40,
    }
    assert manage("migrate", **production).returncode == 0

    done = manage("demo", **production)

    assert done.returncode == 1
    assert "no demo data are loaded" in done.stderr
    assert kept(User) == []


def test_plain_http_is_refused_anywhere_but_on_loopback() -> None:
    done = manage("check", PORTAL_PUBLIC_URL="http://lk.example.org")

    assert done.returncode == 1
    assert "use https" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TIME_ZONE", "Orel/Centre"),
        ("SMTP_URL", "mail.example.org hunter2"),
        ("FILES_URL", "files"),
        ("FORMS_DIR", "forms"),
        ("MAIL_FROM", "portal"),
        ("DATABASE_URL", "hunter2"),
        ("DATABASE_URL", "nosuch://portal:hunter2@db.example.org/portal"),
        ("DATABASE_URL", "postgresql+psycopg://portal:hunter2@db.example.org:port/portal"),
        ("DATABASE_URL", "mysql+pymysql://portal:hunter2@db.example.org/portal"),
    ],
)
@pytest.mark.parametrize("command", ["check", "worker"])
def test_a_wrong_value_stops_every_command_with_one_sentence(command: str, name: str, value: str) -> None:
    done = manage(command, **{f"PORTAL_{name}": value})

    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert line.startswith(f"configuration: PORTAL_{name}: ")
    assert "hunter2" not in line


def test_a_form_of_the_company_that_cannot_be_used_stops_every_command_with_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "tp_15.py").touch()

    done = manage("check", PORTAL_FORMS_DIR=str(tmp_path))

    assert done.returncode == 1
    sentence = "the portal has tp_15 already, give the file another name"
    assert done.stderr == f"configuration: PORTAL_FORMS_DIR: {tmp_path / 'tp_15.py'}: {sentence}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("migrate",),
        ("demo",),
        ("run",),
        ("export", "applications_register", "--out", "/dev/null"),
        ("create-employee", "a@example.org", "--name", "А Б", "--role", "admin", "--password-stdin"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_database_that_cannot_be_reached_is_one_clear_sentence(arguments: tuple[str, ...]) -> None:
    url = "postgresql+psycopg://nobody:hunter2@/none?host=/nowhere"

    done = manage(*arguments, typed="пять простых слов подряд\n", **free_ports(), PORTAL_DATABASE_URL=url)

    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert line.startswith("The database cannot be used (OperationalError)")
    assert "hunter2" not in line


def test_a_data_folder_that_is_a_file_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")

    done = manage("migrate", PORTAL_DATA_DIR=str(tmp_path / "file"))

    assert done.returncode == 1
    assert done.stderr.splitlines() == [f"{tmp_path / 'file'} cannot be used: File exists."]


def test_nobody_else_may_read_what_the_portal_writes(own_data: Path) -> None:
    assert manage("migrate").returncode == 0

    done = manage("demo", "--applications", "30")

    assert done.returncode == 0, done.stderr
    written = [own_data, *own_data.rglob("*")]
    assert any(path.parent.parent == own_data / "files" for path in written)
    assert [path for path in written if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


@pytest.mark.usefixtures("sqlite_database")
def test_an_employee_made_on_the_command_line_can_log_in() -> None:
    done = manage(
        "create-employee", "Sidorova@example.org", "--name", "Сидорова Анна", "--role", "engineer", "--password-stdin",
        typed="пять простых слов подряд\n",
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert login.check(Side.STAFF, "sidorova@example.org", "пять простых слов подряд", VISITOR)


@pytest.mark.usefixtures("sqlite_database")
def test_a_lost_password_is_set_anew_and_an_account_is_shut() -> None:
    a_consumer()

    done = manage(
        "set-password", "maria@example.org", "--side", "public", "--password-stdin", typed="новая фраза из слов\n"
    )
    assert done.returncode == 0, done.stderr
    assert login.check(Side.PUBLIC, "maria@example.org", "новая фраза из слов", VISITOR)

    assert manage("shut-account", "maria@example.org", "--side", "public").returncode == 0
    with pytest.raises(Refusal):
        login.check(Side.PUBLIC, "maria@example.org", "новая фраза из слов", VISITOR)
    assert manage("shut-account", "nobody@example.org", "--side", "staff").returncode == 1


@pytest.mark.usefixtures("sqlite_database")
def test_an_employee_is_invited_by_letter_or_by_a_link_on_the_terminal() -> None:
    done = manage("create-employee", "a@example.org", "--name", "Анна", "--role", "admin")
    assert done.returncode == 0, done.stderr
    assert "/link/" not in done.stdout
    assert the_only(Letter).to == "a@example.org"

    done = manage("create-employee", "b@example.org", "--name", "Борис", "--role", "engineer", "--link")
    assert done.returncode == 0, done.stderr
    token = done.stdout.strip().rpartition("/link/")[2]
    found = links.look(Side.STAFF, token)
    assert found
    assert (found.email, found.purpose) == ("b@example.org", "invitation")


@pytest.mark.usefixtures("sqlite_database")
def test_a_lost_telephone_is_reset_on_the_command_line() -> None:
    admin = an_employee("admin", email="admin@example.org")
    key = second_factor.offer(admin, PASSWORD).secret.replace(" ", "")
    second_factor.confirm(admin, pyotp.TOTP(key).now())

    done = manage("reset-second-factor", " Admin@Example.org", "--side", "staff")

    assert done.returncode == 0, done.stderr
    assert not second_factor.required(admin.user_id)
    assert manage("reset-second-factor", "admin@example.org", "--side", "staff").returncode == 1
    assert manage("reset-second-factor", "nobody@example.org", "--side", "public").returncode == 1


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
    sheet, asked = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets
    assert reg_no in {cell.value for row in sheet.iter_rows() for cell in row}
    assert ("Составил", "командная строка") in list(asked.iter_rows(values_only=True))


@pytest.mark.usefixtures("sqlite_database")
def test_the_answers_of_a_form_of_the_company_are_exported_to_a_workbook(tmp_path: Path, own_forms: Path) -> None:
    put(own_forms, "plan", 'area: Annotated[Count, Field(title="Площадь")]\n')
    a_sent_form(a_consumer(), forms.declared()["plan"], area="54")

    done = manage(
        "export", "answers_of_a_form", "--out", str(tmp_path / "out.xlsx"), "--form", "plan",
        PORTAL_FORMS_DIR=str(own_forms),
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    header, row, *_ = openpyxl.load_workbook(tmp_path / "out.xlsx")["Ответы по форме"].iter_rows(values_only=True)
    assert dict(zip(header, row, strict=True))["Площадь"] == 54


@pytest.mark.usefixtures("sqlite_database")
def test_a_parameter_the_report_does_not_ask_for_is_named(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"

    done = manage("export", "applications_register", "--out", str(out), "--sinse", "2026-01-01", "--by", "received_on")

    assert done.returncode == 2
    assert done.stderr.strip() == (
        "The report has no --sinse; it has --since, --until, --by, --status, --band, --voltage."
    )
    assert not out.exists()


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


@pytest.mark.usefixtures("sqlite_database")
@pytest.mark.parametrize("early", [True, False], ids=["while it starts", "while it serves"])
def test_a_closed_terminal_leaves_nothing_behind(own_data: Path, early: bool) -> None:  # noqa: FBT001 - a parameter
    an_employee("admin")  # nobody waits for demo data
    ports = free_ports()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run"],
        cwd=ROOT,
        env={**os.environ, **ports},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: len(belonging_to(own_data)) > 1 if early else all(map(listens, ports.values())))
    finally:
        process.send_signal(signal.SIGHUP)

    assert process.wait(30) == 0
    assert not any(map(listens, ports.values()))
    assert belonging_to(own_data) == []


def free_ports() -> dict[str, str]:
    """Return settings that name two ports nobody listens on."""
    with socket.socket() as public, socket.socket() as staff:
        for taken in (public, staff):
            taken.bind(("127.0.0.1", 0))
        return {
            "PORTAL_PUBLIC_PORT": str(public.getsockname()[1]),
            "PORTAL_STAFF_PORT": str(staff.getsockname()[1]),
        }


def listens(port: str) -> bool:
    """Tell whether somebody answers at the port."""
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", int(port))) == 0


def belonging_to(folder: Path) -> list[str]:
    """Return the numbers of the processes that keep their data in the folder; this one is none of them."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it ended, or is another's
            if f"PORTAL_DATA_DIR={folder}".encode() in (process / "environ").read_bytes().split(b"\0"):
                found.append(process.name)
    return [name for name in found if name != str(os.getpid())]


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait until something holds, or fail."""
    deadline = time.monotonic() + 90
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


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
        umask=0o022,
        check=False,
    )
