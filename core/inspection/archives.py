"""Archives: everything in them is looked at as far as it can be unpacked, within bounds, archives in archives too."""

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from core.inspection import names, ole, pdf, programs, rars, sevens, zips
from core.inspection._content import HEAD, Content, Unfit
from core.inspection._member import BOMB, Member

MOST_MEMBERS = 2_000
"""Files in one archive with all that are in it."""
MOST_UNPACKED = 400 * 1024 * 1024
"""Bytes."""
MOST_TIMES = 120
"""How many times larger than itself an archive may become; small ones may become as large as ``FREE``."""
FREE = 10 * 1024 * 1024
DEEPEST = 2
"""An archive may hold archives, and those none."""
_PARTS = frozenset({"bin", "svg"})
"""Settings of printers, formulas and drawings inside office documents; what they hold is looked at all the same."""
_UNCHECKED = frozenset(
    "ace arc arj bz2 cab cpio gz lha lz lz4 lzh lzma rpm tar tbz tgz txz wim xar xz z zoo zst".split()  # noqa: SIM905 - as words
)
"""Kinds of archives that are not looked into."""
_SEEN = frozenset(
    "pdf jpg jpeg png tif tiff bmp gif doc docx xls xlsx rtf odt sig p7s txt xml csv dwg".split()  # noqa: SIM905 - as words
)
"""What may lie unseen in an archive whose packing we do not know: no program, and no archive."""


@dataclass(slots=True)
class Budget:
    """What one file may cost to look through, with all the archives in it."""

    members: int = MOST_MEMBERS
    unpacked: int = MOST_UNPACKED
    within: list[str] = field(default_factory=list)
    """Names of the archives that are open now, the outermost first."""

    def spend(self, members: int = 0, unpacked: int = 0) -> None:
        """Take away what was used; raise ``Unfit`` when nothing is left."""
        self.members -= members
        self.unpacked -= unpacked
        if self.members < 0:
            raise Unfit(f"в архиве больше {MOST_MEMBERS} файлов. Разделите его на части")
        if self.unpacked < 0:
            raise Unfit(BOMB)


def look(content: Content, extension: str) -> None:
    """Look at an archive that calls itself by *extension*."""
    if _kind_of(content.read(0, 8)) != extension:
        raise Unfit(f"внутри не {extension}. Соберите архив заново")
    through(content, Budget())


def through(content: Content, budget: Budget) -> None:
    """Look at everything an archive, or a document packed like one, holds."""
    kind = _kind_of(content.read(0, 8))
    members = _MEMBERS[kind](content)
    before = budget.unpacked
    for member in _counted(members, budget):
        where = f"«{names.shown(member.name)}»"
        if trick := names.trick(member.name):
            raise Unfit(f"в архиве есть {trick}: {where}. Соберите архив заново")
        if member.link:
            raise Unfit(f"в архиве есть ссылка на другой файл: {where}. Соберите архив заново, без ссылок")
        if not member.folder:
            _examine(member, where, budget)
        if before - budget.unpacked > max(FREE, content.size * MOST_TIMES):
            raise Unfit(BOMB)


def _counted(members: Iterable[Member], budget: Budget) -> Iterator[Member]:
    for member in members:
        budget.spend(members=1)
        yield member


def _examine(member: Member, where: str, budget: Budget) -> None:
    extension = names.extension(member.name)
    if extension in (programs.EXTENSIONS - _PARTS if member.part else programs.EXTENSIONS):
        raise Unfit(f"в архиве есть программа или сценарий: {where}. Уберите её и соберите архив заново")
    if extension in _UNCHECKED:
        raise Unfit(f"в архиве есть архив, который нельзя проверить: {where}. Приложите его содержимое отдельно")
    if member.content is None:
        if extension not in _SEEN:
            raise Unfit(f"в архиве есть файл, который нельзя проверить: {where}. Соберите архив заново как ZIP")
        budget.spend(unpacked=member.size)
        return
    pieces = iter(member.content())
    head = b""
    while len(head) < HEAD and (piece := next(pieces, b"")):
        head += piece
    if what := (programs.binary if member.part else programs.signature)(head):
        raise Unfit(f"в архиве есть {what}: {where}. Уберите и соберите архив заново")
    if head.startswith((b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd")):
        raise Unfit(f"в архиве есть архив, который нельзя проверить: {where}. Приложите его содержимое отдельно")
    if _kind_of(head) or head.startswith((b"%PDF-", ole.MAGIC)):
        _inside(head, pieces, where, budget)
    else:
        budget.spend(unpacked=len(head))
        for piece in pieces:
            budget.spend(unpacked=len(piece))


def _inside(head: bytes, pieces: Iterator[bytes], where: str, budget: Budget) -> None:
    """Unpack one member beside and look at it as at a file of its own."""
    with tempfile.TemporaryFile() as aside:
        for piece in chain([head], pieces):
            budget.spend(unpacked=len(piece))
            aside.write(piece)
        aside.flush()
        content = Content(aside.fileno())
        try:
            if head.startswith(b"%PDF-"):
                pdf.look(content, "pdf")
            elif head.startswith(ole.MAGIC):
                ole.look(content, "")
            else:
                _deeper(content, where, budget)
        except Unfit as unfit:
            raise Unfit(f"в архиве не подходит файл {where}: {unfit}") from unfit


def _deeper(content: Content, where: str, budget: Budget) -> None:
    if len(budget.within) >= DEEPEST:
        raise Unfit("архивы вложены друг в друга слишком глубоко. Приложите их содержимое отдельно")
    budget.within.append(where)
    through(content, budget)
    budget.within.pop()


def _kind_of(head: bytes) -> str:
    return next((kind for beginning, kind in _BEGINNINGS.items() if head.startswith(beginning)), "")


_BEGINNINGS = {b"PK\x03\x04": "zip", b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!\x1a\x07": "rar"}
_MEMBERS = {"zip": zips.members, "7z": sevens.members, "rar": rars.members}
