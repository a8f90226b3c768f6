"""7z archives (7zFormat.txt of the LZMA SDK): names, sizes, passwords, and the files where their packing is plain."""

import bz2
import lzma
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from core.inspection._content import DAMAGED, WINDOW, Content, Unfit
from core.inspection._member import BEHIND, BOMB, ENCRYPTED, Member
from core.inspection._seven_header import Folder, Header, Streams, read_header, read_streams

_LONGEST_HEADER = 4 * 1024 * 1024
_LARGEST_DICTIONARY = 32 * 1024 * 1024
"""Bytes of memory an unpacker may ask for; nobody packs ten mebibytes with more."""
_MOST = 400 * 1024 * 1024
"""Bytes, unpacked."""
UNKNOWN = "архив сжат способом, который нельзя проверить. Соберите его заново как ZIP"
_AES = b"\x06\xf1\x07\x01"


class _Unpacker(Protocol):
    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class _Packed:
    """Where one packed stream lies."""

    at: int
    length: int


def members(content: Content) -> Iterator[Member]:
    """Yield what lies in a 7z; raise ``Unfit`` if it has a password."""
    header = _header(content)
    for folder in header.streams.folders:
        _not_encrypted(folder)
    sizes = [size for group in header.streams.sizes for size in group]
    if sum(sizes) > _MOST:
        raise Unfit(BOMB)
    holders = iter(_holders(content, header.streams))
    for entry in header.entries:
        if not entry.has_stream:
            yield Member(entry.name, 0, _nothing, folder=entry.folder, link=entry.link)
            continue
        size, unpack = next(holders, (0, _nothing))
        yield Member(entry.name, size, unpack, link=entry.link)


def _nothing() -> Iterator[bytes]:
    return iter(())


def _header(content: Content) -> Header:
    offset, length = struct.unpack("<QQ", content.exactly(12, 16))
    if not length:
        raise Unfit("архив пустой. Приложите другой файл")
    if length > _LONGEST_HEADER or 32 + offset + length > content.size:
        raise Unfit(DAMAGED)
    if not content.only_padding(32 + offset + length):
        raise Unfit(BEHIND)
    raw = b"".join(content.pieces(32 + offset, 32 + offset + length))
    for _again in range(4):  # a header may be packed, and its header too
        if raw[:1] != b"\x17":
            return read_header(raw)
        raw = _unpacked_header(content, read_streams(raw[1:]))
    raise Unfit(DAMAGED)


def _unpacked_header(content: Content, streams: Streams) -> bytes:
    if len(streams.folders) != 1:
        raise Unfit(DAMAGED)
    _not_encrypted(streams.folders[0])
    size, unpack = _holders(content, streams)[0]
    if size > _LONGEST_HEADER:
        raise Unfit(DAMAGED)
    return b"".join(unpack())


def _not_encrypted(folder: Folder) -> None:
    if any(coder.method == _AES for coder in folder.coders):
        raise Unfit(ENCRYPTED)


def _holders(content: Content, streams: Streams) -> list[tuple[int, Callable[[], Iterator[bytes]]]]:
    """Return size and unpacker of every file that has content, in the order of the archive."""
    found: list[tuple[int, Callable[[], Iterator[bytes]]]] = []
    at, place = 32 + streams.pack_at, 0
    for folder, sizes in zip(streams.folders, streams.sizes, strict=True):
        lengths = streams.pack_sizes[place : place + folder.packed]
        if len(lengths) != folder.packed:
            raise Unfit(DAMAGED)
        shared = _Shared(content, folder, _Packed(at, sum(lengths)))
        before = 0
        for size in sizes:
            found.append((size, shared.part(before, size)))
            before += size
        at, place = at + sum(lengths), place + folder.packed
    return found


class _Shared:
    """One packed stream with the files that lie in it one after another; it is unpacked once, in their order."""

    def __init__(self, content: Content, folder: Folder, packed: _Packed) -> None:
        self._content, self._folder, self._packed = content, folder, packed
        self._stream: Iterator[bytes] | None = None
        self._at, self._rest = 0, b""
        if _unpacker(folder) is None:
            raise Unfit(UNKNOWN)

    def part(self, at: int, size: int) -> Callable[[], Iterator[bytes]]:
        """Return what unpacks the *size* bytes at *at*; to be called in the order of the files."""

        def unpack() -> Iterator[bytes]:
            if self._stream is None:
                self._stream = self._unpacked()
            self._skip_to(at)
            left = size
            while left:
                piece = self._next(left)
                left -= len(piece)
                yield piece

        return unpack

    def _skip_to(self, at: int) -> None:
        while self._at < at:
            self._next(min(WINDOW, at - self._at))

    def _next(self, most: int) -> bytes:
        assert self._stream is not None  # whoever asks has begun to unpack
        if not self._rest:
            self._rest = next(self._stream, b"")
            if not self._rest:
                raise Unfit(DAMAGED)
        piece, self._rest = self._rest[:most], self._rest[most:]
        self._at += len(piece)
        return piece

    def _unpacked(self) -> Iterator[bytes]:
        unpacker = _unpacker(self._folder)
        pieces = self._content.pieces(self._packed.at, self._packed.at + self._packed.length)
        if unpacker is None:
            raise Unfit(DAMAGED)
        try:
            yield from _through(unpacker, pieces)
        except (lzma.LZMAError, zlib.error, OSError, EOFError, ValueError) as strange:
            raise Unfit(DAMAGED) from strange


def _through(unpacker: "_Unpacker | bytes", pieces: Iterator[bytes]) -> Iterator[bytes]:
    if isinstance(unpacker, bytes):  # it was only copied
        yield from pieces
        return
    for packed in pieces:
        waiting = packed
        while True:
            piece = unpacker.decompress(waiting, WINDOW)
            waiting = getattr(unpacker, "unconsumed_tail", b"")
            if piece:
                yield piece
            if getattr(unpacker, "eof", False):
                return
            if len(piece) < WINDOW and not waiting:
                break


def _unpacker(folder: Folder) -> "_Unpacker | bytes | None":
    """Return a fresh unpacker of a folder with one plain coder; ``None`` if it is packed in another way."""
    if len(folder.coders) != 1:
        return None
    [coder] = folder.coders
    if coder.method == b"\0":
        return b""
    if coder.method == b"\x04\x01\x08":
        return zlib.decompressobj(-zlib.MAX_WBITS)
    if coder.method == b"\x04\x02\x02":
        return bz2.BZ2Decompressor()
    return _lzma(coder.method, coder.properties)


def _lzma(method: bytes, properties: bytes) -> lzma.LZMADecompressor | None:
    if method == b"\x21" and len(properties) == 1 and properties[0] <= 40:
        size = (2 | (properties[0] & 1)) << (properties[0] // 2 + 11)
        chosen: dict[str, int] = {"id": lzma.FILTER_LZMA2, "dict_size": min(size, 2**32 - 1)}
    elif method == b"\x03\x01\x01" and len(properties) == 5 and properties[0] < 225:
        shape, size = struct.unpack("<BI", properties)
        chosen = {"id": lzma.FILTER_LZMA1, "dict_size": size, "lc": shape % 9, "lp": shape // 9 % 5, "pb": shape // 45}
    else:
        return None
    if size > _LARGEST_DICTIONARY:
        return None
    return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[{**chosen, "dict_size": max(size, 4096)}])
