"""Serve everything on one machine: both portals and the worker, as children that end together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType

from core.settings import ROOT, settings

BOUNDS = (
    "--http", "deploy.protocol:Http", "--ws", "deploy.protocol:Stream",
    "--h11-max-incomplete-event-size", "16384", "--limit-concurrency", "3000", "--timeout-keep-alive", "10",
    "--ws-max-size", "1048576", "--ws-max-queue", "16",
)  # fmt: skip
"""What uvicorn is told about slow, large and many requests; docs/deployment.md says the same to systemd."""
READY_SECONDS = 90
STOP_SECONDS = 10
PEOPLE = """
Demo logins, all with the password Demo-portal-2026
  consumers   ivanov@example.org (person), romashka@example.org (company), petrov@example.org (entrepreneur)
  employees   operator@, lawyer@, engineer@, economist@, manager@, admin@, auditor@example.org
"""


def serve() -> int:
    """Serve until Ctrl-C, a closed terminal, or until one of the children dies; return the exit code."""
    if trouble := _trouble():
        print(trouble, file=sys.stderr)
        return 1
    asked: list[int] = []  # to stop: the signals that came
    try:
        _on_signal(_interrupt)
        loaded = _prepare()
        _on_signal(
            lambda sign, _: asked.append(sign)
        )  # from here on nothing is cut short: no child is started and forgotten
    except KeyboardInterrupt:
        return _stopped()
    children: list[subprocess.Popen[bytes]] = []
    try:
        _start(children)
        return _watch(children, asked, demo=loaded)
    finally:
        _stop(children)


def _watch(children: Sequence[subprocess.Popen[bytes]], asked: Sequence[int], *, demo: bool) -> int:
    ready = _ready(children, asked)
    if asked:
        return _stopped()
    if not ready:
        print("The portal did not start: see the lines above.", file=sys.stderr)
        return 1
    _greet(demo=demo)
    dead = _first_dead(children, asked)
    if dead is None:
        return _stopped()
    print(f"{_name(dead)} ended by itself.", file=sys.stderr)
    return 1


def _stopped() -> int:
    with suppress(OSError):  # the terminal may be gone
        print("\nStopped.", flush=True)
    return 0


def _on_signal(handler: Callable[[int, FrameType | None], object]) -> None:
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if sign != signal.SIGHUP or signal.getsignal(sign) != signal.SIG_IGN:  # under nohup it stays ignored
            signal.signal(sign, handler)


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


def _start(children: list[subprocess.Popen[bytes]]) -> None:
    common = [sys.executable, "-m", "uvicorn", "--host", settings().listen, "--log-level", "warning",
              "--no-access-log", "--no-server-header", *BOUNDS]  # fmt: skip
    commands: Sequence[list[str]] = (
        [*common, "--port", str(settings().public_port), "public_app:app"],
        [*common, "--port", str(settings().staff_port), "staff_app:app"],
        [sys.executable, str(ROOT / "manage.py"), "worker"],
    )
    for command in commands:
        # A group of their own: Ctrl-C reaches only us, and we end them in order.
        child = subprocess.Popen(command, cwd=ROOT, env=_environment(), start_new_session=True)
        children.append(child)


def _environment() -> dict[str, str]:
    return {**os.environ, "PORTAL_DATA_DIR": str(Path(settings().data_dir).resolve())}


def _ready(children: Sequence[subprocess.Popen[bytes]], asked: Sequence[int]) -> bool:
    deadline = time.monotonic() + READY_SECONDS
    waiting = [settings().public_port, settings().staff_port]
    while waiting and time.monotonic() < deadline and not asked:
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


def _first_dead(children: Sequence[subprocess.Popen[bytes]], asked: Sequence[int]) -> subprocess.Popen[bytes] | None:
    while not asked:
        for child in children:
            if child.poll() is not None:
                return child
        _pause()
    return None


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
