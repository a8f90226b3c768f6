"""RAR archives of both kinds: names, sizes, passwords and links; what is only stored in them is read as well."""

import struct
from collections.abc import Callable, Iterator
from functools import partial

from core.inspection._content import DAMAGED, Content, Unfit
from core.inspection._member import BEHIND, BOMB, ENCRYPTED, PART, Member

_OLD, _NEW = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"
_MOST_BLOCKS = 20_000
_MOST = 400 * 1024 * 1024
"""Bytes, unpacked."""
_FOUR, _STORED_OLD = 4, 0x30


def members(content: Content) -> Iterator[Member]:
    """Yield what lies in a RAR; raise ``Unfit`` if it has a password."""
    total = 0
    for member in _new(content) if content.read(0, 8) == _NEW else _old(content):
        total += member.size
        if total > _MOST:
            raise Unfit(BOMB)
        yield member


def _new(content: Content) -> Iterator[Member]:
    at = len(_NEW)
    for _block in range(_MOST_BLOCKS):
        block = _Block(content, at)
        if block.kind == 4:
            raise Unfit(ENCRYPTED)
        if block.kind == 1 and block.number() & 1:
            raise Unfit(PART)
        if block.kind == 2:
            yield block.member()
        at = block.end
        if block.kind == 5:
            return _nothing_behind(content, at)
    raise Unfit(DAMAGED)


class _Block:
    """One block of a RAR 5 archive, read from its beginning on."""

    def __init__(self, content: Content, at: int) -> None:
        self._content = content
        self._raw, self._at = content.read(at, 128 * 1024), 4  # the checksum comes first
        length = self.number()
        self._data = at + self._at + length
        self._raw = self._raw[: self._at + length]
        if len(self._raw) < self._at + length or not length:
            raise Unfit(DAMAGED)
        self.kind, flags = self.number(), self.number()
        self._extra = self.number() if flags & 1 else 0
        self._packed = self.number() if flags & 2 else 0
        self._split = bool(flags & 0x18)
        self.end = self._data + self._packed
        if self.end > content.size:
            raise Unfit(DAMAGED)

    def number(self) -> int:
        """Return the next number, seven bits a byte."""
        value = 0
        for place in range(10):
            if self._at >= len(self._raw):
                raise Unfit(DAMAGED)
            byte = self._raw[self._at]
            self._at += 1
            value |= (byte & 0x7F) << (7 * place)
            if not byte & 0x80:
                return value
        raise Unfit(DAMAGED)

    def member(self) -> Member:
        """Return the file this block begins."""
        if self._split:
            raise Unfit(PART)
        flags, size, _attributes = self.number(), self.number(), self.number()
        self._at += _FOUR * ((flags >> 1 & 1) + (flags >> 2 & 1))
        packing, _system, length = self.number(), self.number(), self.number()
        name = self._raw[self._at : self._at + length].decode("utf-8", "replace")
        link = self._extras()
        stored = not packing >> 7 & 7
        content = partial(self._content.pieces, self._data, self.end) if stored else None
        return Member(name, size, content, folder=bool(flags & 1), link=link)

    def _extras(self) -> bool:
        """Read what is told besides; tell whether the file is a link, raise if it has a password."""
        self._at, link = len(self._raw) - self._extra, False
        if self._at < 0:
            raise Unfit(DAMAGED)
        while self._at < len(self._raw):
            length = self.number()
            following = self._at + length
            kind = self.number()
            if kind == 1:
                raise Unfit(ENCRYPTED)
            link = link or kind == 5
            self._at = following
        return link


def _old(content: Content) -> Iterator[Member]:
    at = len(_OLD)
    for _block in range(_MOST_BLOCKS):
        if at == content.size:  # the mark of the end may be missing
            return None
        kind, flags, length = struct.unpack("<2xBHH", content.exactly(at, 7))
        head = content.exactly(at, length) if length >= 7 else b""
        more = struct.unpack("<I", head[7:11])[0] if flags & 0x8000 and len(head) >= 11 else 0
        if not head:
            raise Unfit(DAMAGED)
        if kind == 0x73:
            _usable(flags)
        if kind == 0x74:
            more |= struct.unpack("<I", head[32:36])[0] << 32 if flags & 0x100 and len(head) >= 36 else 0
            yield _old_member(content, at + length, head, flags)
        at += length + more
        if kind == 0x7B:
            return _nothing_behind(content, at)
        if at > content.size:
            raise Unfit(DAMAGED)
    raise Unfit(DAMAGED)


def _usable(flags: int) -> None:
    if flags & 0x80:
        raise Unfit(ENCRYPTED)
    if flags & 0x01:
        raise Unfit(PART)


def _old_member(content: Content, at: int, head: bytes, flags: int) -> Member:
    if len(head) < 32:
        raise Unfit(DAMAGED)
    packed, size, system, method, length, attributes = struct.unpack("<IIB9xBHI", head[7:32])
    if flags & 0x04:
        raise Unfit(ENCRYPTED)
    if flags & 0x03:
        raise Unfit(PART)
    begins = 40 if flags & 0x100 else 32
    raw = head[begins : begins + length]
    name = _unpacked_name(raw) if flags & 0x200 else raw.decode("cp866", "replace")
    link = system == 3 and attributes & 0o170000 == 0o120000
    whole: Callable[[], Iterator[bytes]] = partial(content.pieces, at, at + packed)
    return Member(name, size, whole if method == _STORED_OLD else None, folder=flags & 0xE0 == 0xE0, link=link)


def _unpacked_name(raw: bytes) -> str:
    """Return a name kept twice: in the letters of DOS, and after a zero in a packed form of Unicode."""
    plain, zero, packed = raw.partition(b"\0")
    if not zero:
        return raw.decode("utf-8", "replace")
    letters, high, at, flags, left = bytearray(), packed[:1], 1, 0, 0
    while at < len(packed):
        if not left:
            flags, at, left = packed[at], at + 1, 8
        left -= 2
        step = flags >> left & 3
        if step == 0:
            letters += packed[at : at + 1] + b"\0"
            at += 1
        elif step == 1:
            letters += packed[at : at + 1] + high
            at += 1
        elif step == 2:
            letters += packed[at : at + 2]
            at += 2
        else:
            at = _repeated(letters, plain, packed, at, high)
    return bytes(letters).decode("utf-16-le", "replace")


def _repeated(letters: bytearray, plain: bytes, packed: bytes, at: int, high: bytes) -> int:
    length = packed[at] if at < len(packed) else 0
    shift = packed[at + 1] if length & 0x80 and at + 1 < len(packed) else 0
    for _letter in range((length & 0x7F) + 2):
        place = len(letters) // 2
        low = plain[place] if place < len(plain) else 0
        letters += bytes([low + shift & 0xFF]) + (high if length & 0x80 else b"\0")
    return at + (2 if length & 0x80 else 1)


def _nothing_behind(content: Content, at: int) -> None:
    if not content.only_padding(at):
        raise Unfit(BEHIND)
