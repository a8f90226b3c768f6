"""The document store: a folder of files named by the SHA-256 of what they hold."""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from core import clock
from core.errors import NotFound
from core.settings import settings

ONE_MIB = 1024 * 1024
YOUNG = timedelta(hours=1)
"""How long content is left alone after it was put: whoever put it may not have named it yet."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What was put: the hexadecimal SHA-256 that names it and its size in bytes."""

    sha256: str
    size: int


def put(content: Iterable[bytes]) -> Stored:
    """Keep *content*; equal content is kept once. On return it survives a power cut."""
    folder = settings().files
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f".{secrets.token_hex(16)}.part"
    digest, size = hashlib.sha256(), 0
    try:
        with partial.open("xb") as file:
            for chunk in content:
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        target = _place(digest.hexdigest())
        target.parent.mkdir(exist_ok=True)
        partial.replace(target)
        _sync(target.parent)
    finally:
        partial.unlink(missing_ok=True)
    return Stored(digest.hexdigest(), size)


def path(sha256: str) -> Path:
    """Return where the content named *sha256* lies; raise ``NotFound`` if it is gone."""
    place = _place(sha256)
    if not place.is_file():
        raise NotFound("Файл не найден в хранилище. Сообщите об этом в центр обслуживания потребителей.")
    return place


def old() -> Iterator[str]:
    """Yield the SHA-256 of all content that was last put more than ``YOUNG`` ago."""
    for place in settings().files.glob("??/*"):
        if not _is_young(place):
            yield place.name


def forget(sha256: str) -> bool:
    """Remove content that nobody names; tell whether it was there and old enough. Putting it meanwhile keeps it."""
    place, aside = _place(sha256), settings().files / f".{secrets.token_hex(16)}.gone"
    if _is_young(place):
        return False
    place.replace(aside)
    if _is_young(aside):  # put again between the two looks
        aside.replace(place)
        return False
    aside.unlink()
    return True


def _is_young(place: Path) -> bool:
    try:
        put_at = place.stat().st_mtime
    except FileNotFoundError:  # another worker has just removed it
        return True
    return put_at > (clock.now() - YOUNG).timestamp()


def _place(sha256: str) -> Path:
    return settings().files / sha256[:2] / sha256


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
