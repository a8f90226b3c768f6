"""The type of content by how it begins: libmagic where it is installed, else the package ``filetype``."""

from collections.abc import Callable
from functools import cache

import filetype

from core.inspection import ole


def media_type(head: bytes) -> str:
    """Return the media type of what begins with *head*; empty if nobody knows it."""
    return _sniffer()(head)


def is_heic(head: bytes) -> bool:
    """Tell whether it is a photograph as iPhones keep it."""
    return head[4:8] == b"ftyp" and head[8:12] in {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"}


def with_libmagic() -> bool:
    """Tell whether libmagic is here."""
    return _sniffer() is not _by_filetype


@cache
def _sniffer() -> Callable[[bytes], str]:
    try:
        import magic
    except ImportError:  # the package is here, the library of the system is not
        return _by_filetype
    teller = magic.Magic(mime=True)
    return lambda head: str(teller.from_buffer(head))


def _by_filetype(head: bytes) -> str:
    if head.startswith(ole.MAGIC):  # which of the old documents it is, is told by its streams
        return "application/x-ole-storage"
    return str(filetype.guess_mime(head) or "")
