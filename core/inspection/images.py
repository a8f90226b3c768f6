"""Images: walked from the first byte to the last, so that nothing is hidden behind or inside them."""

import re
import struct
from collections.abc import Iterator

from core.inspection import programs, tail
from core.inspection._content import DAMAGED, WINDOW, Content, Unfit

HIDDEN = "за изображением спрятаны другие данные. Откройте его, сохраните заново как изображение и приложите ещё раз"
SCRIPT = "в изображение вписан сценарий. Откройте его, сохраните заново как изображение и приложите ещё раз"
_MOST_PARTS = 100_000
"""Segments, chunks or blocks: an honest image has far fewer."""
_MOST_PAGES, _MOST_TAGS = 1_000, 512
"""Of a TIFF, and of one page of it."""
_NEAR = 16 * 1024
"""Bytes in which the next mark or block is looked for first."""
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_DIB_HEADERS = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
_BITS = frozenset({1, 2, 4, 8, 16, 24, 32})


def jpeg(content: Content, _: str) -> None:
    """Look at a JPEG; a phone may put a second picture or a short film behind it, and nothing else may stand there."""
    _no_scripts(content)
    end = _jpeg_end(content, 0)
    while end < content.size and not content.only_padding(end):
        following = content.read(end, 16)
        if following.startswith(b"\xff\xd8\xff"):
            end = _jpeg_end(content, end)
        elif following[4:8] == b"ftyp":
            end = _film_end(content, end)
        elif content.read(content.size - 4, 4) == b"SEFT":  # the notes of a Samsung camera
            return
        else:
            raise Unfit(HIDDEN)


def png(content: Content, _: str) -> None:
    """Look at a PNG, chunk by chunk."""
    _no_scripts(content)
    at, first = 8, True
    for _part in range(_MOST_PARTS):
        length, name = struct.unpack(">I4s", content.exactly(at, 8))
        if not name.isalpha() or (first and name != b"IHDR") or at + 12 + length > content.size:
            raise Unfit(DAMAGED)
        at, first = at + 12 + length, False
        if name == b"IEND":
            return _nothing_behind(content, at)
    raise Unfit(DAMAGED)


def gif(content: Content, _: str) -> None:
    """Look at a GIF, block by block."""
    _no_scripts(content)
    screen = content.exactly(6, 7)
    if screen.startswith(b"/*") or all(0x20 <= byte < 0x7F for byte in screen):  # its size reads as a script
        raise Unfit(SCRIPT)
    at = 13 + _palette(screen[4])
    for _part in range(_MOST_PARTS):
        kind = content.exactly(at, 1)
        if kind == b";":
            return _nothing_behind(content, at + 1)
        if kind == b"!":
            at = _blocks_end(content, at + 2)
        elif kind == b",":
            at = _blocks_end(content, at + 11 + _palette(content.exactly(at + 9, 1)[0]))
        else:
            raise Unfit(DAMAGED)
    raise Unfit(DAMAGED)


def bmp(content: Content, _: str) -> None:
    """Look at a bitmap: its header says how long it is."""
    _no_scripts(content)
    told, pixels, header = struct.unpack("<I4xII", content.exactly(2, 16))
    if header not in _DIB_HEADERS or pixels >= content.size:
        raise Unfit(DAMAGED)
    layout = "<HHHH" if header in {12, 16} else "<iiHH"
    width, height, planes, bits = struct.unpack(layout, content.exactly(18, struct.calcsize(layout)))
    if planes != 1 or bits not in _BITS:
        raise Unfit(DAMAGED)
    needed = pixels + (width * bits + 31) // 32 * 4 * abs(height)
    compressed = header not in {12, 16} and content.exactly(30, 4) not in {b"\0\0\0\0", b"\x03\0\0\0", b"\x06\0\0\0"}
    if not compressed and needed > content.size:
        raise Unfit(DAMAGED)
    _nothing_behind(content, max(told, 0) if compressed else max(needed, min(told, needed + 1024)))


def tiff(content: Content, _: str) -> None:
    """Look at a TIFF: what no directory of it names is hidden."""
    _no_scripts(content)
    order = "<" if content.exactly(0, 2) == b"II" else ">"
    mark, first = struct.unpack(f"{order}HI", content.exactly(2, 6))
    if mark != 42:
        raise Unfit(DAMAGED)
    waiting, seen, end = [first], set[int](), 8
    while waiting:
        at = waiting.pop()
        if at in seen or len(seen) > _MOST_PAGES:
            raise Unfit(DAMAGED)
        seen.add(at)
        end = max(end, _directory(content, order, at, waiting))
    _nothing_behind(content, end)


def _directory(content: Content, order: str, at: int, waiting: list[int]) -> int:
    (count,) = struct.unpack(f"{order}H", content.exactly(at, 2))
    if count > _MOST_TAGS:
        raise Unfit(DAMAGED)
    entries = content.exactly(at + 2, count * 12 + 4)
    values = dict[int, tuple[int, ...]]()
    end: int = at + 6 + count * 12
    for place in range(count):
        entry = entries[place * 12 : place * 12 + 12]
        tag, kind, number = struct.unpack(f"{order}HHI", entry[:8])
        size = number * _SIZES.get(kind, 1)
        (where,) = struct.unpack(f"{order}I", entry[8:])
        if size > 4:
            end = max(end, where + size)
        if tag in _POINTING:
            values[tag] = _numbers(content, order, kind, number, entry[8:] if size <= 4 else where)
    for starts, lengths in ((273, 279), (324, 325), (513, 514)):
        pairs = zip(values.get(starts, ()), values.get(lengths, ()), strict=False)
        end = max([end, *(start + length for start, length in pairs)])
    waiting.extend(start for tag in (330, 34665, 34853, 40965) for start in values.get(tag, ()))
    (following,) = struct.unpack(f"{order}I", entries[-4:])
    if following:
        waiting.append(following)
    if end > content.size:
        raise Unfit(DAMAGED)
    return end


_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
"""Bytes of each type of value."""
_POINTING = frozenset({273, 279, 324, 325, 513, 514, 330, 34665, 34853, 40965})
"""Tags that say where something lies and how long it is."""


def _numbers(content: Content, order: str, kind: int, count: int, where: bytes | int) -> tuple[int, ...]:
    letter = {3: "H", 4: "I", 13: "I"}.get(kind)
    if letter is None or count * 4 > WINDOW:
        raise Unfit(DAMAGED)
    length = count * _SIZES[kind]
    raw = where[:length] if isinstance(where, bytes) else content.exactly(where, length)
    return struct.unpack(f"{order}{count}{letter}", raw)


def _jpeg_end(content: Content, at: int) -> int:
    at += 2
    for _part in range(_MOST_PARTS):
        mark, kind = content.exactly(at, 2)
        if mark != 0xFF:
            raise Unfit(DAMAGED)
        if kind == 0xFF:  # filling
            at += 1
        elif kind == 0xD9:
            return at + 2
        elif kind == 0x01 or 0xD0 <= kind <= 0xD7:
            at += 2
        else:
            (length,) = struct.unpack(">H", content.exactly(at + 2, 2))
            at += 2 + max(2, length)
            if kind == 0xDA:
                at = _marker_after(content, at)
    raise Unfit(DAMAGED)


def _marker_after(content: Content, at: int) -> int:
    span = _NEAR
    while piece := content.read(at, span):
        if found := _MARKER.search(piece):
            return at + found.start()
        at += max(1, len(piece) - 1)
        span = WINDOW
    raise Unfit(DAMAGED)


def _film_end(content: Content, at: int) -> int:
    for length, name in _boxes(content, at):
        if length < 8 or not re.fullmatch(rb"[\w \xa9-]{4}", name):
            return at
        at += length
    return at


def _boxes(content: Content, at: int) -> Iterator[tuple[int, bytes]]:
    while len(head := content.read(at, 16)) == 16:
        length, name = struct.unpack(">I4s", head[:8])
        if length == 1:
            (length,) = struct.unpack(">Q", head[8:])
        if at + length > content.size:
            raise Unfit(HIDDEN)
        yield length, name
        at += length


def _palette(flags: int) -> int:
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks_end(content: Content, at: int) -> int:
    while piece := content.read(at, _NEAR):
        here = 0
        while here < len(piece):
            if not piece[here]:
                return at + here + 1
            here += 1 + piece[here]
        at += here
    raise Unfit(DAMAGED)


def _nothing_behind(content: Content, at: int) -> None:
    if not content.only_padding(at):
        raise Unfit(HIDDEN)


def _no_scripts(content: Content) -> None:
    if tail.holds_zip(content):
        raise Unfit(tail.ARCHIVE)
    if any(programs.marks(piece) for _, piece in content.windows(overlap=32)):
        raise Unfit(SCRIPT)
