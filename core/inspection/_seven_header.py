"""The header of a 7z archive: a small language of its own, read with bounds."""

import struct
from dataclasses import dataclass, field

from core.inspection._content import DAMAGED, Unfit

_MOST = 20_000
"""Files, folders or streams."""
_FILE_ATTRIBUTE_REPARSE_POINT = 0x400
_UNIX, _LINK = 0x8000, 0o120000


@dataclass(frozen=True, slots=True)
class Coder:
    """One step of packing."""

    method: bytes
    properties: bytes


@dataclass(frozen=True, slots=True)
class Folder:
    """Steps of packing that belong together."""

    coders: tuple[Coder, ...]
    packed: int
    """Streams that it is read from."""
    outs: int
    main: int
    """Which of its outputs is the unpacked content."""


@dataclass(slots=True)
class Streams:
    """Where the packed streams lie, and what they unpack to."""

    pack_at: int = 0
    pack_sizes: list[int] = field(default_factory=list)
    folders: list[Folder] = field(default_factory=list)
    sizes: list[list[int]] = field(default_factory=list)
    """By folder, of the files in it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list of files."""

    name: str
    has_stream: bool
    folder: bool
    link: bool


@dataclass(frozen=True, slots=True)
class Header:
    """The whole header."""

    streams: Streams
    entries: list[Entry]


class _Reader:
    """Bytes read one after another; to read beyond the end is damage."""

    def __init__(self, raw: bytes) -> None:
        self.raw, self.at = raw, 0

    def take(self, length: int) -> bytes:
        """Return the next *length* bytes."""
        piece = self.raw[self.at : self.at + length]
        if length < 0 or len(piece) != length:
            raise Unfit(DAMAGED)
        self.at += length
        return piece

    def byte(self) -> int:
        """Return the next byte."""
        return self.take(1)[0]

    def number(self, most: int = 2**63) -> int:
        """Return a number of one to nine bytes, none above *most*."""
        first, value = self.byte(), 0
        for place in range(8):
            mask = 0x80 >> place
            if not first & mask:
                value += (first & (mask - 1)) << (8 * place)
                break
            value += self.byte() << (8 * place)
        if value > most:
            raise Unfit(DAMAGED)
        return value

    def count(self) -> int:
        """Return how many things follow."""
        return self.number(_MOST)

    def bits(self, count: int, *, maybe_all: bool = False) -> list[bool]:
        """Return *count* bits, the highest of each byte first."""
        if maybe_all and self.byte():
            return [True] * count
        raw = self.take((count + 7) // 8)
        return [bool(raw[place // 8] & (0x80 >> place % 8)) for place in range(count)]

    def digests(self, count: int) -> None:
        """Pass over checksums."""
        self.take(4 * sum(self.bits(count, maybe_all=True)))

    def must(self, mark: int) -> None:
        """Read a mark that has to stand here."""
        if self.byte() != mark:
            raise Unfit(DAMAGED)


def read_header(raw: bytes) -> Header:
    """Return what an unpacked header says."""
    reader = _Reader(raw)
    reader.must(0x01)
    mark, streams = reader.byte(), Streams()
    if mark == 0x02:  # properties of the archive
        while reader.byte():
            reader.take(reader.number(2**20))
        mark = reader.byte()
    if mark == 0x03:  # other streams
        _streams(reader)
        mark = reader.byte()
    if mark == 0x04:
        streams = _streams(reader)
        mark = reader.byte()
    return Header(streams, _entries(reader) if mark == 0x05 else [])


def read_streams(raw: bytes) -> Streams:
    """Return where the packed header lies."""
    return _streams(_Reader(raw))


def _streams(reader: _Reader) -> Streams:
    streams, mark = Streams(), reader.byte()
    unpacked: list[list[int]] = []
    if mark == 0x06:
        _pack_info(reader, streams)
        mark = reader.byte()
    if mark == 0x07:
        unpacked = _folders(reader, streams)
        mark = reader.byte()
    streams.sizes = [[sizes[folder.main]] for folder, sizes in zip(streams.folders, unpacked, strict=True)]
    if mark == 0x08:
        _files_in_folders(reader, streams)
        mark = reader.byte()
    if mark:
        raise Unfit(DAMAGED)
    return streams


def _pack_info(reader: _Reader, streams: Streams) -> None:
    streams.pack_at, count = reader.number(), reader.count()
    mark = reader.byte()
    if mark == 0x09:
        streams.pack_sizes = [reader.number() for _ in range(count)]
        mark = reader.byte()
    if mark == 0x0A:
        reader.digests(count)
        mark = reader.byte()
    if mark:
        raise Unfit(DAMAGED)


def _folders(reader: _Reader, streams: Streams) -> list[list[int]]:
    reader.must(0x0B)
    count = reader.count()
    reader.must(0x00)  # nothing is kept elsewhere
    streams.folders = [_folder(reader) for _ in range(count)]
    reader.must(0x0C)
    unpacked = [[reader.number() for _ in range(folder.outs)] for folder in streams.folders]
    mark = reader.byte()
    if mark == 0x0A:
        reader.digests(count)
        mark = reader.byte()
    if mark:
        raise Unfit(DAMAGED)
    return unpacked


def _folder(reader: _Reader) -> Folder:
    coders, ins, outs = list[Coder](), 0, 0
    for _ in range(reader.number(32)):
        flags = reader.byte()
        method = reader.take(flags & 0x0F)
        into, out = (reader.number(32), reader.number(32)) if flags & 0x10 else (1, 1)
        coders.append(Coder(method, reader.take(reader.number(2**16)) if flags & 0x20 else b""))
        ins, outs = ins + into, outs + out
    if not outs:
        raise Unfit(DAMAGED)
    bound = [(reader.number(64), reader.number(64)) for _ in range(outs - 1)]
    packed = ins - len(bound)
    if packed < 1:
        raise Unfit(DAMAGED)
    if packed > 1:
        for _ in range(packed):
            reader.number(64)
    free = [place for place in range(outs) if place not in {out for _, out in bound}]
    if len(free) != 1:
        raise Unfit(DAMAGED)
    return Folder(tuple(coders), packed, outs, free[0])


def _files_in_folders(reader: _Reader, streams: Streams) -> None:
    mark = reader.byte()
    counts = [1] * len(streams.folders)
    if mark == 0x0D:
        counts = [reader.count() for _ in streams.folders]
        mark = reader.byte()
    if sum(counts) > _MOST:
        raise Unfit(DAMAGED)
    wholes = [sizes[0] for sizes in streams.sizes]
    told = mark == 0x09
    streams.sizes = [_split(reader, whole, count, told) for whole, count in zip(wholes, counts, strict=True)]
    if told:
        mark = reader.byte()
    if mark == 0x0A:
        reader.digests(sum(counts))  # some may be known already; nothing is read behind them but the end
        return _to_end(reader)
    if mark:
        raise Unfit(DAMAGED)
    return None


def _to_end(reader: _Reader) -> None:
    reader.must(0x00)


def _split(reader: _Reader, whole: int, count: int, told: bool) -> list[int]:  # noqa: FBT001 - as the header says
    if not count:
        return []
    sizes = [reader.number() for _ in range(count - 1)] if told else [0] * (count - 1)
    last = whole - sum(sizes)
    if last < 0:
        raise Unfit(DAMAGED)
    return [*sizes, last]


def _entries(reader: _Reader) -> list[Entry]:
    count = reader.count()
    names, empty, files, attributes = [""] * count, [False] * count, [False] * count, [0] * count
    while kind := reader.byte():
        part = _Reader(reader.take(reader.number(2**26)))
        if kind == 0x0E:
            empty = part.bits(count)
        elif kind == 0x0F:
            marks = iter(part.bits(sum(empty)))
            files = [bare and next(marks) for bare in empty]
        elif kind == 0x11:
            part.must(0x00)
            names = part.raw[1:].decode("utf-16-le", "replace").split("\0")[:count]
        elif kind == 0x15:
            given = part.bits(count, maybe_all=True)
            part.must(0x00)
            attributes = [struct.unpack("<I", part.take(4))[0] if one else 0 for one in given]
    if len(names) != count:
        raise Unfit(DAMAGED)
    return [
        Entry(
            name=name,
            has_stream=not bare,
            folder=bare and not file,
            link=_is_link(attribute),
        )
        for name, bare, file, attribute in zip(names, empty, files, attributes, strict=True)
    ]


def _is_link(attributes: int) -> bool:
    if attributes & _FILE_ATTRIBUTE_REPARSE_POINT:
        return True
    return bool(attributes & _UNIX) and (attributes >> 16) & 0o170000 == _LINK
