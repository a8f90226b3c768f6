"""Compound files of old Office (MS-CFB): what streams there are, and what the first bytes of two of them say."""

import struct
from dataclasses import dataclass

from core.inspection import tail
from core.inspection._content import DAMAGED, Content, Unfit

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
MACROS = "в нём есть макросы. Сохраните его без макросов или как PDF и приложите ещё раз"
ENCRYPTED = "он защищён паролем. Сохраните его без пароля и приложите ещё раз"
PACKAGE = "внутрь вложены другие файлы. Приложите их отдельно, а сам документ сохраните как PDF"
_LAST_SECTOR = 0xFFFFFFFA
"""Higher numbers are marks."""
_MOST_SECTORS = 1_000_000
_MOST_ENTRIES = 20_000
_MACRO_NAMES = frozenset({"macros", "vba", "_vba_project", "_vba_project_cur", "vbaproject.bin"})
_ENCRYPTED_NAMES = frozenset({"encryptedpackage", "encryptioninfo", "encryptedsummary"})
_FILEPASS, _BOUNDSHEET, _EOF = 0x002F, 0x0085, 0x000A
_MACRO_SHEETS = frozenset({1, 6})
"""Kinds of sheets that hold macros of Excel 4 or modules of Visual Basic."""
_WORD_ENCRYPTED = 0x0100
_WANTED = {"doc": "worddocument", "xls": "workbook"}
_LOOKED_AT = 256 * 1024
"""Bytes of the workbook in which its list of sheets stands."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    start: int
    size: int


class _Compound:
    """The sectors of a compound file and how they follow one another."""

    def __init__(self, content: Content) -> None:
        head = content.exactly(0, 512)
        version, shift = struct.unpack("<2xHxxH", head[24:32])
        if head[:8] != MAGIC or (version, shift) not in {(3, 9), (4, 12)}:
            raise Unfit(DAMAGED)
        self.content = content
        self.sector: int = 1 << shift
        self._count, self._directory = struct.unpack("<II", head[44:52])
        self._cutoff, self._mini_fat, _, self._more, _ = struct.unpack("<5I", head[56:76])
        self._first = struct.unpack("<109I", head[76:512])
        if self._count * self.sector > content.size:
            raise Unfit(DAMAGED)
        self._tables = self._table_sectors()

    def entries(self) -> list[_Entry]:
        """Return storages and streams."""
        found = list[_Entry]()
        for at in self._chain(self._directory):
            raw = self.content.exactly(at, self.sector)
            for place in range(0, self.sector, 128):
                length = struct.unpack("<H", raw[place + 64 : place + 66])[0]
                if raw[place + 66] in {1, 2, 5} and 2 <= length <= 64:
                    name = raw[place : place + length - 2].decode("utf-16-le", "replace")
                    found.append(_Entry(name.lower(), *struct.unpack("<II", raw[place + 116 : place + 124])))
            if len(found) > _MOST_ENTRIES:
                raise Unfit(DAMAGED)
        return found

    def beginning(self, entry: _Entry, root: _Entry, length: int) -> bytes:
        """Return the first *length* bytes of a stream."""
        length = min(length, entry.size)
        if entry.size >= self._cutoff:
            return self._joined(entry.start, length)
        return self._small(entry.start, root, length)

    def _joined(self, start: int, length: int) -> bytes:
        read = b""
        for at in self._chain(start):
            if len(read) >= length:
                break
            read += self.content.exactly(at, min(self.sector, max(1, self.content.size - at)))
        return read[:length]

    def _small(self, start: int, root: _Entry, length: int) -> bytes:
        inside = self._joined(root.start, min(root.size, _LOOKED_AT * 4))
        table = self._joined(self._mini_fat, _LOOKED_AT)
        read, seen = b"", 0
        while start <= _LAST_SECTOR and len(read) < length and seen < 4096:
            read += inside[start * 64 : start * 64 + 64]
            if start * 4 + 4 > len(table):
                raise Unfit(DAMAGED)
            (start,) = struct.unpack("<I", table[start * 4 : start * 4 + 4])
            seen += 1
        return read[:length]

    def _table_sectors(self) -> list[int]:
        tables = [sector for sector in self._first if sector <= _LAST_SECTOR]
        following, per = self._more, self.sector // 4
        while following <= _LAST_SECTOR and len(tables) < self._count:
            more = struct.unpack(f"<{per}I", self.content.exactly(self._at(following), self.sector))
            tables.extend(sector for sector in more[:-1] if sector <= _LAST_SECTOR)
            following = more[-1]
        return tables[: self._count]

    def _chain(self, sector: int) -> list[int]:
        """Return where the sectors of one chain lie."""
        places, per = list[int](), self.sector // 4
        while sector <= _LAST_SECTOR:
            places.append(self._at(sector))
            if len(places) > _MOST_SECTORS or sector // per >= len(self._tables):
                raise Unfit(DAMAGED)
            at = self._at(self._tables[sector // per]) + sector % per * 4
            (sector,) = struct.unpack("<I", self.content.exactly(at, 4))
            if len(places) * self.sector > self.content.size + self.sector:  # it runs in a circle
                raise Unfit(DAMAGED)
        return places

    def _at(self, sector: int) -> int:
        return (sector + 1) * self.sector


def look(content: Content, extension: str) -> None:
    """Look at a compound file, a document of Word or Excel by its *extension*; any other when it is empty."""
    if tail.holds_zip(content):
        raise Unfit(tail.ARCHIVE)
    compound = _Compound(content)
    entries = compound.entries()
    names = {entry.name: entry for entry in entries}
    if names.keys() & _ENCRYPTED_NAMES:
        raise Unfit(ENCRYPTED)
    if names.keys() & _MACRO_NAMES:
        raise Unfit(MACROS)
    if "\x01ole10native" in names:
        raise Unfit(PACKAGE)
    if not entries:
        raise Unfit(DAMAGED)
    main = names.get("worddocument") or names.get("workbook") or names.get("book")
    if extension and (main is None or (main.name == "worddocument") != (_WANTED[extension] == "worddocument")):
        raise Unfit(f"внутри не {extension}. Откройте его и сохраните заново в нужном виде")
    if main is not None:
        begins = compound.beginning(main, entries[0], _LOOKED_AT)
        (_word if main.name == "worddocument" else _workbook)(begins)


def _word(begins: bytes) -> None:
    if len(begins) >= 12 and struct.unpack("<H", begins[10:12])[0] & _WORD_ENCRYPTED:
        raise Unfit(ENCRYPTED)


def _workbook(begins: bytes) -> None:
    at = 0
    while at + 4 <= len(begins):
        kind, length = struct.unpack("<HH", begins[at : at + 4])
        if kind == _FILEPASS:
            raise Unfit(ENCRYPTED)
        if kind == _BOUNDSHEET and at + 10 <= len(begins) and begins[at + 9] in _MACRO_SHEETS:
            raise Unfit(MACROS)
        if kind == _EOF:
            return
        at += 4 + length
