"""Zip archives: the list at the end and the files themselves must tell the same."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from core.inspection import office, tail
from core.inspection._content import DAMAGED, WINDOW, Content, Unfit
from core.inspection._member import BEHIND, BOMB, ENCRYPTED, Member

_MOST_MEMBERS = 5_000
_LONGEST_LIST = 4 * 1024 * 1024
"""Bytes of the list at the end."""
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2}
_UTF8 = 0x800
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_LARGEST = 400 * 1024 * 1024


def members(content: Content) -> Iterator[Member]:
    """Yield what lies in a zip; the rules for office documents are looked at on the way."""
    _list_is_bearable(content)
    with opened(content) as archive:
        infos = archive.infolist()
        _hold_together(content, infos)
        part = office.check(archive)
        for info in infos:
            yield Member(
                name=_name(info),
                size=info.file_size,
                content=_unpacker(archive, info),
                folder=info.is_dir(),
                link=stat.S_ISLNK(info.external_attr >> 16),
                part=part,
            )


@contextmanager
def opened(content: Content) -> Iterator[zipfile.ZipFile]:
    """Open a zip; what is wrong with its list is told as damage."""
    with content.opened() as file:
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, struct.error, ValueError, OverflowError, OSError, NotImplementedError) as strange:
            raise Unfit(DAMAGED) from strange
        with archive:
            yield archive


def _list_is_bearable(content: Content) -> None:
    end = tail.end_of_zip(content)
    if end is None:
        raise Unfit(DAMAGED)
    count, length, _, comment = struct.unpack("<10xHIIH", content.exactly(end, 22))
    if count > _MOST_MEMBERS or length > _LONGEST_LIST:
        raise Unfit(BOMB)
    if end + 22 + comment != content.size:
        raise Unfit(BEHIND)


def _hold_together(content: Content, infos: list[zipfile.ZipInfo]) -> None:
    """See that no file overlaps another, that nothing stands before the first, and that nothing is locked."""
    if not infos:
        raise Unfit("архив пустой. Приложите другой файл")
    ordered = sorted(infos, key=lambda info: info.header_offset)
    if ordered[0].header_offset != 0:
        raise Unfit("перед началом архива спрятаны другие данные. Соберите архив заново")
    ends = [info.header_offset for info in ordered[1:]] + [content.size]
    for info, following in zip(ordered, ends, strict=True):
        if info.flag_bits & _ENCRYPTED:
            raise Unfit(ENCRYPTED)
        if info.compress_type not in _METHODS:
            raise Unfit("архив сжат способом, который нельзя проверить. Соберите его заново обычным способом ZIP")
        if (
            info.header_offset + 30 + len(info.orig_filename.encode("cp437", "replace")) + info.compress_size
            > following
        ):
            raise Unfit(DAMAGED)
        if info.file_size > _LARGEST:
            raise Unfit(BOMB)
    if sum(info.file_size for info in infos) > _LARGEST:
        raise Unfit(BOMB)
    if len({info.filename for info in infos}) != len(infos):
        raise Unfit("в архиве несколько файлов с одним именем. Соберите архив заново")


def _name(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _UTF8:
        return info.orig_filename
    try:  # what Windows in Russian wrote, and Python read as American
        return info.orig_filename.encode("cp437").decode("cp866")
    except UnicodeError:
        return info.orig_filename


def _unpacker(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], Iterator[bytes]]:
    def unpack() -> Iterator[bytes]:
        try:
            with archive.open(info) as file:
                while piece := file.read(WINDOW):
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as strange:
            raise Unfit(DAMAGED) from strange

    return unpack
