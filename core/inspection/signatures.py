"""Detached signatures: a ContentInfo of signed data (RFC 5652), as DER, PEM or bare base64."""

import base64
import binascii
import re

from core.inspection._content import Content, Unfit

SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
"""Object identifier 1.2.840.113549.1.7.2, encoded."""
NOT_ONE = "внутри не электронная подпись (PKCS#7). Приложите файл подписи, который создала программа подписания"
_PEM = re.compile(rb"\s*-----BEGIN (PKCS7|CMS|PKCS #7 SIGNED DATA)-----\s*")
_SPAN = 1024
"""Bytes of text in which the beginning of a signature is told."""
_TEXT = re.compile(rb"[A-Za-z0-9+/=#\s-]*")
"""What base64 and the lines around it are written with."""


def look(content: Content, _: str) -> None:
    """Look at a signature."""
    head = content.read(0, _SPAN)
    if head.startswith(b"\x30"):
        length = _signed(head)
        if length is not None and not content.only_padding(length):
            raise Unfit("за подписью спрятаны другие данные. Приложите файл подписи без изменений")
        return
    text = head.removeprefix(b"\xef\xbb\xbf")
    begun = _PEM.match(text)
    body = re.sub(rb"\s", b"", (text[begun.end() :] if begun else text).partition(b"-")[0])
    _signed(_decoded(body[: len(body) // 4 * 4]))
    _only_text(content)


def _signed(head: bytes) -> int | None:
    """Return how long the structure says it is; ``None`` if it does not."""
    if head[:1] != b"\x30" or len(head) < 2:
        raise Unfit(NOT_ONE)
    first, at, length = head[1], 2, None
    if first < 0x80:
        length = 2 + first
    elif first > 0x80:
        at = 2 + (first & 0x7F)
        length = at + int.from_bytes(head[2:at], "big")
    if head[at : at + len(SIGNED_DATA)] != SIGNED_DATA:
        raise Unfit(NOT_ONE)
    return length


def _decoded(body: bytes) -> bytes:
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error as strange:
        raise Unfit(NOT_ONE) from strange


def _only_text(content: Content) -> None:
    for place, piece in enumerate(content.pieces()):
        if not _TEXT.fullmatch(piece.removeprefix(b"\xef\xbb\xbf") if not place else piece):
            raise Unfit(NOT_ONE)
