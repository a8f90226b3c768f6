"""The end of a file: an archive is read from there, whatever the file begins with."""

import struct

from core.inspection._content import Content

ARCHIVE = "в нём спрятан архив. Откройте его, сохраните заново и приложите ещё раз"
_LONGEST_COMMENT = 65_535
_RECORD = 22
"""Bytes of the record that ends a zip."""


def holds_zip(content: Content) -> bool:
    """Tell whether a program that unpacks archives would find one in the file."""
    return end_of_zip(content) is not None


def end_of_zip(content: Content) -> int | None:
    """Return where the record that ends a zip lies; ``None`` if there is no such thing."""
    start = max(0, content.size - _LONGEST_COMMENT - _RECORD)
    last = content.read(start, _LONGEST_COMMENT + _RECORD)
    at = last.rfind(b"PK\x05\x06")
    while at >= 0:
        record = last[at : at + _RECORD]
        if len(record) == _RECORD and _holds_together(content, start + at, record):
            return start + at
        at = last.rfind(b"PK\x05\x06", 0, at)
    return None


def _holds_together(content: Content, at: int, record: bytes) -> bool:
    disk, first, here, count, size, offset, _ = struct.unpack("<4xHHHHIIH", record)
    if disk != first or here != count:
        return False
    if not count or 0xFFFFFFFF in {size, offset}:  # an empty archive, or a large one
        return True
    return at >= size and content.read(at - size, 4) == b"PK\x01\x02"
