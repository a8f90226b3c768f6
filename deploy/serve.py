"""Serve everything on one machine: both portals and the worker, as children that end together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from core.settings import ROOT, settings

READY_SECONDS = 90
STOP_SECONDS = 10
PEOPLE = """
Demo logins, all with the password Demo-portal-2026
  consumers   ivanov@example.org (person), romashka@example.org (company), petrov@example.org (entrepreneur)
  employees   operator@, lawyer@, engineer@, economist@, manager@, admin@example.org
"""


def serve() -> int:
    """Serve until Ctrl-C or until one of the children dies; return the exit code."""
    if trouble := _trouble():
        print(trouble, file=sys.stderr)
        return 1
    loaded = _prepare()
    children = _start()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, _interrupt)
    try:
        if not _ready(children):
            print("The portal did not start: see the lines above.", file=sys.stderr)
            return 1
        _greet(demo=loaded)
        dead = _first_dead(children)
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0
    else:
        print(f"{_name(dead)} ended by itself.", file=sys.stderr)
        return 1
    finally:
        _stop(children)


def _trouble() -> str:
    try:
        settings().data_dir.mkdir(parents=True, exist_ok=True)
        probe = settings().data_dir / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as trouble:
        folder = settings().data_dir
        return f"The folder {folder} cannot be written ({trouble.strerror}): set PORTAL_DATA_DIR to one that can."
    for name, port in (("PORTAL_PUBLIC_PORT", settings().public_port), ("PORTAL_STAFF_PORT", settings().staff_port)):
        with socket.socket() as knock:
            knock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                knock.bind((settings().listen, port))
            except OSError:
                return f"Port {port} is busy: stop what listens there, or set {name} to another."
    return ""


def _prepare() -> bool:
    from db.migrate import migrate
    from services import demo

    migrate()
    if settings().production:
        return False
    loaded = demo.load()
    if loaded:
        print(f"Demo data loaded: {loaded.applications} applications, {loaded.users} logins.")
    return demo.present()


def _start() -> list[subprocess.Popen[bytes]]:
    common = [sys.executable, "-m", "uvicorn", "--host", settings().listen, "--log-level", "warning",
              "--no-access-log", "--no-server-header", "--ws", "websockets-sansio"]  # fmt: skip
    commands: Sequence[list[str]] = (
        [*common, "--port", str(settings().public_port), "public_app:app"],
        [*common, "--port", str(settings().staff_port), "staff_app:app"],
        [sys.executable, str(ROOT / "manage.py"), "worker"],
    )
    # A group of their own: Ctrl-C reaches only us, and we end them in order.
    return [subprocess.Popen(command, cwd=ROOT, env=_environment(), start_new_session=True) for command in commands]


def _environment() -> dict[str, str]:
    return {
        **os.environ,
        "PORTAL_DATA_DIR": str(Path(settings().data_dir).resolve()),
        "STREAMLIT_SERVER_MAX_UPLOAD_SIZE": str(settings().max_file_mib),
    }


def _ready(children: Sequence[subprocess.Popen[bytes]]) -> bool:
    deadline = time.monotonic() + READY_SECONDS
    waiting = [settings().public_port, settings().staff_port]
    while waiting and time.monotonic() < deadline:
        if any(child.poll() is not None for child in children):
            return False
        waiting = [port for port in waiting if not _answers(port)]
        _pause()
    return not waiting


def _answers(port: int) -> bool:
    with socket.socket() as knock:
        knock.settimeout(1)
        return knock.connect_ex((settings().listen, port)) == 0


def _greet(*, demo: bool) -> None:
    print(f"\nConsumer portal  {settings().public_url}\nStaff app        {settings().staff_url}")
    if demo:
        print(PEOPLE)
    print("Ctrl-C ends everything.", flush=True)


def _first_dead(children: Sequence[subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
    while True:
        for child in children:
            if child.poll() is not None:
                return child
        _pause()


def _stop(children: Sequence[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _pause() -> None:
    time.sleep(0.2)  # the supervisor has nothing else to do


def _interrupt(_: int, __: FrameType | None) -> None:
    raise KeyboardInterrupt


def _name(child: subprocess.Popen[bytes]) -> str:
    return str(child.args[-1]) if isinstance(child.args, list) else "A part of the portal"
