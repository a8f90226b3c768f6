"""PDF: what it can do by itself, and what is hidden in it, told without drawing a page."""

import re
import zlib

from core.inspection import programs, tail
from core.inspection._content import DAMAGED, WINDOW, Content, Unfit

ENCRYPTED = "он защищён паролем или от изменений. Сохраните его без защиты и приложите ещё раз"
UNREADABLE = "его внутреннее устройство нельзя проверить. Напечатайте его заново в PDF и приложите ещё раз"
_REASONS: tuple[tuple[bytes, str], ...] = (
    (rb"/Encrypt(?![A-Za-z])", ENCRYPTED),
    (rb"/JavaScript(?![A-Za-z])", "в нём есть сценарий JavaScript. Напечатайте его заново в PDF и приложите ещё раз"),
    (rb"/Launch(?![A-Za-z])", "он запускает другие программы. Напечатайте его заново в PDF и приложите ещё раз"),
    (rb"/EmbeddedFile(?![A-Za-z])|/EF\s*(?:<<|\d+\s+\d+\s+R)|/GoToE(?![A-Za-z])",
     "внутрь вложены другие файлы. Приложите их отдельно, а сам документ напечатайте заново в PDF"),
    (rb"/RichMedia(?![A-Za-z])|/Rendition(?![A-Za-z])|/ImportData(?![A-Za-z])|/SubmitForm(?![A-Za-z])",
     "в нём есть видео, звук или кнопки, которые что-то отправляют. Напечатайте его заново в PDF"),
    (rb"/XFA(?=[\s\[\d])", "это изменяемая форма XFA. Напечатайте её в PDF и приложите ещё раз"),
)  # fmt: skip
_WANTED = re.compile(b"|".join(b"(%s)" % pattern for pattern, _ in _REASONS))
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb">>\s*stream\r?\n")
_OBJECT = re.compile(rb"\d\s+obj\b")
_FLATE = re.compile(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\s*\]?\s*(?=[/>])")
_OVERLAP = 8 * 1024
"""Bytes: the longest dictionary of a packed stream of objects that is understood."""
_MOST_STREAMS = 100_000
_MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes of packed objects in one document."""
_END = b"%%EOF"
_MOST_JUNK = 1024
"""Bytes a careless scanner may leave behind the end."""


def look(content: Content, _: str) -> None:
    """Look at a PDF; it must begin with its own mark, for what stands before it is read by other programs."""
    if not content.read(0, 5).startswith(b"%PDF-"):
        raise Unfit("он начинается не как PDF. Напечатайте его заново в PDF и приложите ещё раз")
    if tail.holds_zip(content):
        raise Unfit(tail.ARCHIVE)
    left, streams, end = _MOST_UNPACKED, _MOST_STREAMS, -1
    for at, piece in content.windows(_OVERLAP):
        _search(piece)
        end = at + place if (place := piece.rfind(_END)) >= 0 else end
        for found in _STREAM.finditer(piece):
            streams -= 1
            if streams < 0:
                raise Unfit(UNREADABLE)
            if _holds_objects(piece[max(0, found.start() - _OVERLAP) : found.start() + 2]):
                left -= _unpacked(content, at + found.end(), left)
    _ends_there(content, end)


def _search(text: bytes) -> None:
    if found := _WANTED.search(_plain(text)):
        raise Unfit(_REASONS[(found.lastindex or 1) - 1][1])


def _plain(text: bytes) -> bytes:
    return _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), text) if b"#" in text else text


def _holds_objects(before: bytes) -> bool:
    dictionary = _plain(_dictionary(before))
    if b"/ObjStm" not in dictionary and b"/First" not in dictionary:
        return False
    if b"/Filter" not in dictionary:
        return False  # it is plain text and has been searched already
    if not _FLATE.search(dictionary) or b"/DecodeParms" in dictionary or b"/DP" in dictionary:
        raise Unfit(UNREADABLE)
    return True


def _dictionary(before: bytes) -> bytes:
    starts = [found.end() for found in _OBJECT.finditer(before)]
    return before[starts[-1] :] if starts else before


def _unpacked(content: Content, at: int, most: int) -> int:
    """Search the packed stream that begins at *at*; return how long it was."""
    unpacker, total, before = zlib.decompressobj(), 0, b""
    try:
        for packed in content.pieces(at):
            waiting = packed
            while waiting and not unpacker.eof:
                text = unpacker.decompress(waiting, WINDOW)
                waiting = unpacker.unconsumed_tail
                total += len(text)
                if total > most:
                    raise Unfit("при распаковке он становится слишком большим. Напечатайте его заново в PDF")
                _search(before + text)
                before = text[-128:]
            if unpacker.eof:
                return total
    except zlib.error as strange:
        raise Unfit(UNREADABLE) from strange
    raise Unfit(DAMAGED)


def _ends_there(content: Content, end: int) -> None:
    if end < 0:
        raise Unfit(DAMAGED)
    at = end + len(_END)
    if content.only_padding(at):
        return
    behind = content.read(at, _MOST_JUNK + 1).strip(b"\0 \t\r\n\x1a")
    if content.size - at > _MOST_JUNK or b"<" in behind or programs.binary(behind):
        raise Unfit("за его концом спрятаны другие данные. Напечатайте его заново в PDF и приложите ещё раз")
