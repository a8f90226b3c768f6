"""The virus scanner: clamd's INSTREAM, spoken here in a few lines; what was not scanned is never called clean."""

import re
import socket
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit

from core.settings import settings

PATIENCE_SECONDS = 60
"""How long one answer is waited for."""
_CHUNK = 64 * 1024
_LONGEST_ANSWER = 4096


class Verdict(StrEnum):
    """What is known of a file."""

    CLEAN = "clean"
    WAITING = "waiting"
    INFECTED = "infected"


class NotScanned(Exception):  # noqa: N818 - it is no fault: the file waits
    """The scanner gave no verdict."""


def verdict(path: Path) -> Verdict:
    """Return what the scanner says of the file at *path*; without a scanner every file is clean."""
    if not settings().clamd_url:
        return Verdict.CLEAN
    try:
        return Verdict.INFECTED if found(path) else Verdict.CLEAN
    except NotScanned:
        return Verdict.WAITING


def found(path: Path) -> str:
    """Return the name of what was found in the file at *path*, empty if nothing; raise ``NotScanned``."""
    try:
        with _connected() as scanner, path.open("rb") as file:
            scanner.sendall(b"zINSTREAM\0")
            while chunk := file.read(_CHUNK):
                scanner.sendall(len(chunk).to_bytes(4, "big") + chunk)
            scanner.sendall(bytes(4))
            answer = _answer(scanner)
    except OSError as trouble:  # a scanner that closes the line: the file is longer than its StreamMaxLength
        raise NotScanned(type(trouble).__name__) from trouble
    if answer == "stream: OK":
        return ""
    if infected := re.fullmatch(r"stream: (.+) FOUND", answer):
        return infected[1]
    raise NotScanned(answer or "no answer")


def trouble() -> str:
    """Return why the scanner does not answer, in English; empty if it does, or if there is none."""
    if not settings().clamd_url:
        return ""
    try:
        with _connected() as scanner:
            scanner.sendall(b"zPING\0")
            answer = _answer(scanner)
    except OSError as fault:
        return f"virus scanner cannot be used: {type(fault).__name__}"
    return "" if answer == "PONG" else "virus scanner answers something else than PONG"


def _connected() -> socket.socket:
    url = urlsplit(settings().clamd_url)
    if url.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            line.settimeout(PATIENCE_SECONDS)
            line.connect(unquote(url.path))
        except OSError:
            line.close()
            raise
        return line
    return socket.create_connection((url.hostname or "", url.port or 0), PATIENCE_SECONDS)


def _answer(scanner: socket.socket) -> str:
    told = b""
    while not told.endswith((b"\0", b"\n")) and len(told) < _LONGEST_ANSWER:
        if not (piece := scanner.recv(_LONGEST_ANSWER)):
            break
        told += piece
    return told.rstrip(b"\0\n").decode("utf-8", "replace")
