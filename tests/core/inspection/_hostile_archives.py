"""Hostile archives."""

import io
import stat
import struct
import zipfile
from collections.abc import Callable

from tests._people import a_pdf
from tests.core.inspection._containers import (
    AES,
    BCJ,
    a_7z,
    a_compound,
    a_rar,
    a_zip,
    an_old_rar,
    rar_extra,
    rar_locked,
    with_flag,
)
from tests.core.inspection._papers import a_docx, a_pdf_of

Made = tuple[str, str, Callable[[], bytes]]
EXE = b"MZ\x90\0" + bytes(300)
SCRIPT = b"@echo off\r\ndel *\r\n"
_MANY = 2_001


def _linked() -> bytes:
    kept, info = io.BytesIO(), zipfile.ZipInfo("ссылка.pdf")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return kept.getvalue()


def _overlapping() -> bytes:
    """Return a zip whose list names one file's content many times under other names."""
    single = a_zip({"a.txt": bytes(1_000_000)})
    at = single.rindex(b"PK\x01\x02")
    end = single.rindex(b"PK\x05\x06")
    line = single[at:end]
    lines = line + b"".join(line.replace(b"a.txt", f"{letter}.txt".encode()) for letter in "bcdefgh")
    count = lines.count(b"PK\x01\x02")
    return single[:at] + lines + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(lines), at, 0)


def _understated() -> bytes:
    """Return a zip that says its file is ten bytes long."""
    zipped = bytearray(a_zip({"a.txt": bytes(5_000_000)}))
    struct.pack_into("<I", zipped, 22, 10)
    struct.pack_into("<I", zipped, zipped.rindex(b"PK\x01\x02") + 24, 10)
    return bytes(zipped)


def _two_names() -> bytes:
    """Return a zip whose list calls a program a document."""
    zipped = bytearray(a_zip({"план.exe": EXE}))
    at = zipped.rindex(b"PK\x01\x02")
    return bytes(zipped[:at] + zipped[at:].replace(b".exe", b".pdf"))


def _doubled() -> bytes:
    zipped = bytearray(a_zip({"a.txt": b"one", "b.txt": b"two"}))
    return bytes(zipped.replace(b"b.txt", b"a.txt"))


def _bomb(megabytes: int = 60) -> bytes:
    return a_zip({"нули.csv": bytes(megabytes * 1024 * 1024)})


def _deep(depth: int) -> bytes:
    inner = a_zip({"план.pdf": a_pdf()})
    for _ in range(depth):
        inner = a_zip({"внутри.zip": inner})
    return inner


def _spoilt(zipped: bytes) -> bytes:
    return zipped.replace(b"hello", b"jello", 1)


def _claimed() -> bytes:
    zipped = bytearray(a_zip({"a.csv": bytes(100)}))
    struct.pack_into("<I", zipped, zipped.rindex(b"PK\x01\x02") + 24, 0xF0000000)
    return bytes(zipped)


def _repacked(zipped: bytes, method: int) -> bytes:
    changed = bytearray(zipped)
    struct.pack_into("<H", changed, 8, method)
    struct.pack_into("<H", changed, zipped.rindex(b"PK\x01\x02") + 10, method)
    return bytes(changed)


ZIPS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a program": ("программа", lambda: a_zip({"setup.exe": EXE})),
    "a program called a document": ("программа", lambda: a_zip({"договор.pdf": EXE})),
    "a program with a dot behind": ("программа", lambda: a_zip({"setup.exe. ": b"x"})),
    "a program in folders": ("программа", lambda: a_zip({"а/б/в/setup.EXE": b"x"})),
    "a script": ("сценарий", lambda: a_zip({"readme.txt": SCRIPT})),
    "a script by its name": ("сценарий", lambda: a_zip({"счёт.js": b"x"})),
    "a shortcut": ("программа или сценарий", lambda: a_zip({"договор.pdf.lnk": b"x"})),
    "a disk image": ("программа или сценарий", lambda: a_zip({"документы.iso": b"x"})),
    "a page of the web": ("сценарий или веб-страница", lambda: a_zip({"план.txt": b"<html><script>x</script>"})),
    "a program in a zip in a zip": ("программа", lambda: a_zip({"а.zip": a_zip({"б.pdf": EXE})})),
    "a program in a 7z in a zip": ("программа", lambda: a_zip({"а.7z": a_7z({"б.pdf": EXE})})),
    "macros": ("программа или сценарий", lambda: a_zip({"договор.docm": a_docx()})),
    "macros called otherwise": ("макросы", lambda: a_zip({"договор.docx": a_docx({"word/vbaProject.bin": b"x"})})),
    "old macros": ("макросы", lambda: a_zip({"договор.doc": a_compound({"Macros": b"x"})})),
    "a PDF with a script": ("JavaScript", lambda: a_zip({"план.pdf": a_pdf_of(b"<< /S /JavaScript >>")})),
    "zips four deep": ("слишком глубоко", lambda: _deep(3)),
    "an archive of another kind": ("нельзя проверить", lambda: a_zip({"а.tar.gz": b"x"})),
    "a hidden archive of another kind": ("нельзя проверить", lambda: a_zip({"а.txt": b"\x1f\x8b\x08" + bytes(30)})),
    "a password": ("паролем", lambda: with_flag(a_zip({"план.pdf": a_pdf()}), 0x1)),
    "a strong password": ("паролем", lambda: with_flag(a_zip({"план.pdf": a_pdf()}), 0x41)),
    "a hidden list": ("паролем", lambda: with_flag(a_zip({"план.pdf": a_pdf()}), 0x2000)),
    "a link": ("ссылка", _linked),
    "a way out": ("путь за пределы", lambda: a_zip({"../../etc/cron.d/x": b"x"})),
    "a way out of Windows": ("путь за пределы", lambda: a_zip({"..\\..\\x.pdf": b"x"})),
    "a whole path": ("путь за пределы", lambda: a_zip({"/etc/x.pdf": b"x"})),
    "a disk": ("путь за пределы", lambda: a_zip({"C:/x.pdf": b"x"})),
    "a name from right to left": ("справа налево", lambda: a_zip({"счёт\u202efdp.txt": b"x"})),
    "a name with a zero": ("непечатными|повреждён", lambda: a_zip({"aaaa.txt": b"x"}).replace(b"aaaa", b"a\0\0a")),
    "a bomb": ("слишком большим", _bomb),
    "a bomb in a zip": ("слишком большим", lambda: a_zip({"а.zip": _bomb()})),
    "a bomb of claims": ("слишком большим|повреждён", _claimed),
    "too many files": ("больше 2000 файлов", lambda: a_zip(dict.fromkeys(map(str, range(_MANY)), b""))),
    "far too many files": ("слишком большим", lambda: a_zip(dict.fromkeys(map(str, range(5_001)), b""))),
    "files that overlap": ("повреждён", _overlapping),
    "a false size": ("повреждён", _understated),
    "two names of one file": ("повреждён|программа", _two_names),
    "one name of two files": ("с одним именем|повреждён", _doubled),
    "a program before": ("внутри программа", lambda: EXE + a_zip({"план.pdf": a_pdf()})),
    "another archive before": ("перед началом|внутри", lambda: a_zip({"а.txt": b"x"}) + a_zip({"б.txt": b"y"})),
    "data behind": ("спрятаны|повреждён|внутри", lambda: a_zip({"план.pdf": a_pdf()}) + EXE),
    "half of it": ("повреждён", lambda: a_zip({"план.pdf": a_pdf()})[:-30]),
    "a false checksum": ("повреждён", lambda: _spoilt(a_zip({"а.txt": b"hello world"}, zipfile.ZIP_STORED))),
    "nothing inside": ("пустой|внутри|повреждён", lambda: a_zip({})),
    "an unknown packing": ("нельзя проверить", lambda: _repacked(a_zip({"а.txt": b"x"}), 95)),
}


SEVENS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a program": ("программа", lambda: a_7z({"setup.exe": EXE})),
    "a program called a document": ("программа", lambda: a_7z({"план.pdf": a_pdf(), "договор.pdf": EXE})),
    "a packed header with a program": ("программа", lambda: a_7z({"а.pdf": EXE}, packed_header=True)),
    "a password": ("паролем", lambda: a_7z({"план.pdf": a_pdf()}, method=AES)),
    "a password on the list": ("паролем", lambda: a_7z({"план.pdf": a_pdf()}, packed_header=True, header_method=AES)),
    "a packing for programs": ("нельзя проверить", lambda: a_7z({"план.pdf": a_pdf()}, method=BCJ)),
    "a way out": ("путь за пределы", lambda: a_7z({"../план.pdf": a_pdf()})),
    "a link": ("ссылка", lambda: a_7z({"план.pdf": b"/etc/passwd"}, attributes=(0o120777 << 16) | 0x8000)),
    "a junction": ("ссылка", lambda: a_7z({"план.pdf": b"x"}, attributes=0x400)),
    "data behind": ("спрятаны другие данные", lambda: a_7z({"план.pdf": a_pdf()}, behind=EXE)),
    "half of it": ("повреждён", lambda: a_7z({"план.pdf": a_pdf()})[:-20]),
    "a spoilt packing": ("повреждён", lambda: a_7z({"план.pdf": a_pdf()}, "copy", method=b"\x04\x01\x08")),
    "a bomb": ("слишком большим", lambda: a_7z({"нули.csv": bytes(60 * 1024 * 1024)})),
    "macros": ("макросы", lambda: a_7z({"договор.docx": a_docx({"word/vbaProject.bin": b"x"})})),
    "a zip": ("внутри не 7z", lambda: a_zip({"план.pdf": a_pdf()})),
}
RARS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a program": ("программа", lambda: a_rar({"setup.exe": EXE})),
    "a packed program": ("программа", lambda: a_rar({"setup.exe": b"\1\2\3"}, packing=3)),
    "a program called a document": ("программа", lambda: a_rar({"договор.pdf": EXE})),
    "a packed archive": ("нельзя проверить", lambda: a_rar({"внутри.zip": b"\1\2\3"}, packing=3)),
    "a password": ("паролем", lambda: a_rar({"план.pdf": a_pdf()}, extra=rar_extra(1))),
    "a password on the list": ("паролем", lambda: a_rar({}, first=rar_locked())),
    "a link": ("ссылка", lambda: a_rar({"план.pdf": b"x"}, extra=rar_extra(5))),
    "a way out": ("путь за пределы", lambda: a_rar({"../план.pdf": a_pdf()})),
    "one part of many": ("нескольких томов", lambda: a_rar({"план.pdf": a_pdf()}, main=1)),
    "data behind": ("спрятаны другие данные", lambda: a_rar({"план.pdf": a_pdf()}, behind=EXE)),
    "half of it": ("повреждён", lambda: a_rar({"план.pdf": a_pdf()})[:-200]),
    "an old program": ("программа", lambda: an_old_rar({"setup.exe": EXE})),
    "an old program called a document": ("программа", lambda: an_old_rar({"договор.pdf": EXE})),
    "an old password": ("паролем", lambda: an_old_rar({"план.pdf": a_pdf()}, flags=0x8004)),
    "an old password on the list": ("паролем", lambda: an_old_rar({"план.pdf": a_pdf()}, main=0x80)),
    "an old part of many": ("нескольких томов", lambda: an_old_rar({"план.pdf": a_pdf()}, main=0x01)),
    "an old link": ("ссылка", lambda: an_old_rar({"план.pdf": b"x"}, attributes=0o120777)),
    "half an old one": ("повреждён", lambda: an_old_rar({"план.pdf": a_pdf()})[:-60]),
}
EVERY: dict[str, Made] = {
    f"{ending}: {what}": (ending, why, make)
    for ending, group in (("zip", ZIPS), ("7z", SEVENS), ("rar", RARS))
    for what, (why, make) in group.items()
}
