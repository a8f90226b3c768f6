"""A zip archive given out piece by piece while it is made: it is never whole in memory or on disk."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

CHUNK = 256 * 1024
"""Bytes read at a time."""


class _Outlet(io.RawIOBase):
    """What the archive writes into: it keeps only what was not taken yet."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override] # the archive writes bytes
        self._waiting.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        data, self._waiting = b"".join(self._waiting), []
        return data


def stream(entries: Iterable[tuple[str, bytes | Path]]) -> Iterator[bytes]:
    """Yield a zip archive of *entries*: the name of each, and its content or the file that holds it.

    Content is deflated; files are stored as they are, for documents and pictures are packed already.
    """
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_STORED) as archive:
        for name, content in entries:
            if isinstance(content, bytes):
                archive.writestr(name, content, zipfile.ZIP_DEFLATED)
            else:
                yield from _filed(archive, outlet, name, content)
            yield outlet.taken()
    yield outlet.taken()


def _filed(archive: zipfile.ZipFile, outlet: _Outlet, name: str, path: Path) -> Iterator[bytes]:
    about = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
    with path.open("rb") as file, archive.open(about, "w") as entry:
        while chunk := file.read(CHUNK):
            entry.write(chunk)
            yield outlet.taken()
