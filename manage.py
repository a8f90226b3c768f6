"""Commands of the portal: ``python manage.py --help``."""

import getpass
import logging
import os
import signal
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Annotated

import typer
from pydantic import ValidationError

from core.actor import Actor, Permission, Role, Side
from core.errors import Invalid, Refusal
from core.settings import settings

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)

CLERK = Actor(user_id=0, side=Side.STAFF, name="командная строка", permissions=frozenset(Permission), role=Role.MANAGER)
"""Who acts on the command line: whoever may run it already owns the database."""


@app.command()
def run() -> None:
    """Migrate, load demo data into an empty database, and serve both portals and the worker until Ctrl-C."""
    from deploy.serve import serve

    sys.exit(serve())


@app.command()
def migrate() -> None:
    """Bring the database to the present form."""
    from db.migrate import migrate as upgrade
    from db.migrate import revisions

    upgrade()
    print(f"The database is at revision {revisions()[0]}.")


@app.command()
def demo(
    applications: Annotated[int, typer.Option(min=30, max=2_000_000, help="How many applications to draw.")] = 600,
) -> None:
    """Load invented demo data into an empty database; a database with anybody in it is left alone."""
    from services import demo as data

    if settings().production:  # everybody in it has a password that stands in the README
        print("This is a production start (see docs/settings.md): no demo data are loaded.", file=sys.stderr)
        raise typer.Exit(1)
    loaded = data.load(applications)
    print(f"Loaded: {loaded}." if loaded else "The database is not empty: nothing was loaded.")


@app.command()
def worker() -> None:
    """Deliver letters and scan files until told to stop."""
    from services.worker import work

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    stop = Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: stop.set())
    work(stop)


@app.command("create-employee")
def create_employee(
    email: str,
    name: Annotated[str, typer.Option(help="Full name, as colleagues and the journal will see it.")],
    role: Annotated[Role, typer.Option(help="What the employee may do.")],
    password_stdin: Annotated[
        bool, typer.Option(help="Read a password from standard input; nobody is invited.")
    ] = False,
    link: Annotated[bool, typer.Option(help="Print the link of the invitation, where there is no mail yet.")] = False,
) -> None:
    """Open an account in the staff app: the employee is invited by letter and sets a password of their own."""
    from services import employees

    with _refusals():
        if password_stdin:
            employees.create(CLERK, email, name, role, _password(from_stdin=True))
            print(f"{email} may now log in at {settings().staff_url} as {role.value}.")
            return
        user_id = employees.invite(CLERK, email, name, role)
        if link:
            print(employees.invitation(CLERK, user_id))
        else:
            print(f"An invitation is on its way to {email}; it can be used for {settings().link_hours} hours.")


@app.command("set-password")
def set_password(
    email: str,
    side: Annotated[Side, typer.Option(help="Whose account: of a consumer (public) or of an employee (staff).")],
    password_stdin: Annotated[bool, typer.Option(help="Read the password from standard input.")] = False,
) -> None:
    """Set a new password for somebody who has lost theirs; every session of the account ends."""
    from services import access

    with _refusals():
        access.set_password(CLERK, side, email, _password(from_stdin=password_stdin))
    print(f"{email} has a new password.")


@app.command("shut-account")
def shut_account(
    email: str,
    side: Annotated[Side, typer.Option(help="Whose account: of a consumer (public) or of an employee (staff).")],
) -> None:
    """Shut an account at once, with all its sessions."""
    from services import access

    with _refusals():
        access.shut(CLERK, side, email)
    print(f"{email} can no longer log in.")


@app.command("reset-second-factor")
def reset_second_factor(
    email: str,
    side: Annotated[Side, typer.Option(help="Whose account: of a consumer (public) or of an employee (staff).")],
) -> None:
    """Take the second factor of somebody who lost the telephone away; every session of the account ends."""
    from services import second_factor

    with _refusals():
        second_factor.reset_of(CLERK, side, email)
    print(f"{email} now logs in with the password alone.")


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def export(
    context: typer.Context,
    code: str,
    out: Annotated[Path, typer.Option(help="File to write, .xlsx.")],
) -> None:
    """Write a report to a file; its parameters are given as --name value, such as --since 2026-01-01."""
    from services import reports

    try:
        answers = _parameters(context.args, reports.asked(CLERK, code))
        written = reports.write(CLERK, code, answers, out)
    except Invalid as invalid:
        for name, sentence in invalid.remarks.items():
            print(f"{_option(name)}: {sentence}", file=sys.stderr)
        raise typer.Exit(1) from invalid
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        raise typer.Exit(1) from refusal
    except OSError as trouble:
        print(f"{out} cannot be written: {trouble.strerror}.", file=sys.stderr)
        raise typer.Exit(1) from trouble
    print(f"{written.rows} rows in {out}.")


@app.command()
def check() -> None:
    """Check configuration, database, storage, mail, virus scanner; one line each, exit code 1 if one is wrong."""
    from services import readiness

    found = {
        "configuration": "",
        "database": readiness.database(),
        "storage": readiness.storage(),
        "mail": readiness.mail(),
        "virus scanner": readiness.virus_scanner(),
    }
    for what, trouble in found.items():
        print(f"{what}: {trouble or 'ok'}")
    raise typer.Exit(1 if any(found.values()) else 0)


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except Refusal as refusal:
        for sentence in refusal.remarks.values() if isinstance(refusal, Invalid) else [str(refusal)]:
            print(sentence, file=sys.stderr)
        raise typer.Exit(1) from refusal


def _password(*, from_stdin: bool) -> str:
    return sys.stdin.readline().rstrip("\n") if from_stdin else getpass.getpass("Password: ")


def _parameters(arguments: list[str], known: Collection[str]) -> dict[str, str]:
    if len(arguments) % 2 or not all(name.startswith("--") for name in arguments[::2]):
        print("Parameters are given in pairs: --name value.", file=sys.stderr)
        raise typer.Exit(2)
    given = {name[2:].replace("-", "_"): value for name, value in zip(arguments[::2], arguments[1::2], strict=True)}
    if unknown := [_option(name) for name in given if name not in known]:
        print(
            f"The report has no {', '.join(unknown)}; it has {', '.join(_option(name) for name in known)}.",
            file=sys.stderr,
        )
        raise typer.Exit(2)
    return given


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _wrong_settings() -> Iterator[str]:
    try:
        settings()
    except ValidationError as wrong:
        for error in wrong.errors():
            where = ".".join(str(part) for part in error["loc"])
            named = f"PORTAL_{where.upper()}: " if where else ""
            yield f"{named}{error['msg'].removeprefix('Value error, ')}"
        return
    if settings().database_url or settings().forms_dir:
        from services import readiness

        if settings().database_url and (trouble := readiness.address()):
            yield trouble
        if settings().forms_dir and (trouble := readiness.declarations()):
            yield f"PORTAL_FORMS_DIR: {trouble}"


def _told(fault: Exception) -> str:
    # Never in the fault's own words: they may quote a password.
    from sqlalchemy.exc import SQLAlchemyError

    if isinstance(fault, SQLAlchemyError):
        kind = type(fault).__name__
        return f"The database cannot be used ({kind}): see PORTAL_DATABASE_URL, and run `manage.py migrate` once."
    if isinstance(fault, OSError):
        return f"{fault.filename or 'A file'} cannot be used: {fault.strerror or type(fault).__name__}."
    return ""


def main() -> None:
    """Run a command; a wrong setting, and a database or folder that cannot be used, are told in one line."""
    os.umask(0o077)  # whatever the portal writes, and its children too, is nobody else's to read
    if wrong := list(_wrong_settings()):
        for sentence in wrong:
            print(f"configuration: {sentence}", file=sys.stderr)
        sys.exit(1)
    try:
        app()
    except Exception as fault:
        if not (sentence := _told(fault)):
            raise
        print(sentence, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
