"""The content of a file on disk, read piece by piece, and the word for a file that will not do."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

HEAD = 64 * 1024
"""Bytes from which a type is told."""
WINDOW = 256 * 1024
"""Bytes in memory at once."""
DAMAGED = "он повреждён или загружен не целиком. Откройте его, сохраните заново и приложите ещё раз"


class Unfit(Exception):  # noqa: N818 - it is said of the file, and becomes a refusal
    """The file will not do; the message continues «Файл … не принят: » and has no full stop at its end."""


class Content:
    """Bytes of an open file; what lies beyond the end is empty."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.size = os.fstat(descriptor).st_size
        """In bytes."""

    @classmethod
    @contextmanager
    def at(cls, path: Path) -> "Iterator[Content]":
        """Open the file at *path*."""
        with path.open("rb") as file:
            yield cls(file.fileno())

    def opened(self) -> BinaryIO:
        """Return the same bytes as a file of its own."""
        return os.fdopen(os.dup(self._descriptor), "rb")

    def read(self, at: int, length: int) -> bytes:
        """Return up to *length* bytes from *at* on, never more than a window holds."""
        if at < 0 or length <= 0:
            return b""
        return os.pread(self._descriptor, min(length, WINDOW), at)

    def exactly(self, at: int, length: int) -> bytes:
        """Return *length* bytes from *at* on; a file that ends before is damaged."""
        piece = self.read(at, length)
        if len(piece) != length:
            raise Unfit(DAMAGED)
        return piece

    def pieces(self, at: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Yield the bytes from *at* to *end*, one after another."""
        end = self.size if end is None else min(end, self.size)
        while at < end and (piece := self.read(at, end - at)):
            yield piece
            at += len(piece)

    def windows(self, overlap: int) -> Iterator[tuple[int, bytes]]:
        """Yield place and bytes of pieces that overlap, so that nothing shorter than *overlap* is cut in two."""
        at = 0
        while piece := self.read(at, WINDOW):
            yield at, piece
            if at + len(piece) >= self.size:
                return
            at += len(piece) - overlap

    def only_padding(self, at: int) -> bool:
        """Tell whether nothing but blanks and zeros comes from *at* on."""
        return not any(piece.strip(b"\0 \t\r\n\f\x1a") for piece in self.pieces(at))
