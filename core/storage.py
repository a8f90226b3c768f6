"""The document store: a folder of files named by the SHA-256 of what they hold."""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from core import clock
from core.errors import NotFound
from core.settings import settings

ONE_MIB = 1024 * 1024
_PARTIAL = ".part"
YOUNG = timedelta(hours=1)
"""How long content is left alone after it was put: whoever put it may not have named it yet."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What was put: the hexadecimal SHA-256 that names it and its size in bytes."""

    sha256: str
    size: int


class Incoming:
    """Content on its way into the store: a file beside it, hashed while it is written, until it is kept or dropped."""

    def __init__(self) -> None:
        folder = settings().files
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f".{secrets.token_hex(16)}{_PARTIAL}"
        """Where it lies meanwhile."""
        self.size = 0
        """In bytes, so far."""
        self._file, self._digest = self.path.open("xb"), hashlib.sha256()

    def write(self, chunk: bytes) -> None:
        """Take the next bytes."""
        self._digest.update(chunk)
        self.size += len(chunk)
        self._file.write(chunk)

    def whole(self) -> None:
        """Say that nothing more comes; on return it survives a power cut and can be read."""
        if not self._file.closed:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()

    def keep(self) -> Stored:
        """Move it into the store under its name; equal content is kept once."""
        self.whole()
        target = _place(self._digest.hexdigest())
        target.parent.mkdir(exist_ok=True)
        self.path.replace(target)
        _sync(target.parent)
        return Stored(target.name, self.size)

    def drop(self) -> None:
        """Throw away what has not been kept."""
        with suppress(OSError):  # on a full disk even the closing fails, for it writes the rest
            self._file.close()
        self.path.unlink(missing_ok=True)


@contextmanager
def incoming(content: Iterable[bytes] = ()) -> Iterator[Incoming]:
    """Begin to take content in, *content* first; what is not kept when the block ends is gone."""
    begun = Incoming()
    try:
        for chunk in content:
            begun.write(chunk)
        yield begun
    finally:
        begun.drop()


def put(content: Iterable[bytes]) -> Stored:
    """Keep *content*; equal content is kept once. On return it survives a power cut."""
    with incoming(content) as begun:
        return begun.keep()


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


def sweep_partial() -> int:
    """Remove what was begun more than ``YOUNG`` ago and never kept, after a crash; return how many."""
    left = [place for place in settings().files.glob(f".*{_PARTIAL}") if not _is_young(place)]
    for place in left:
        place.unlink(missing_ok=True)
    return len(left)


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
