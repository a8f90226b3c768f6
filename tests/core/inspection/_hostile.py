"""Files nobody should send: what each is, its name, how it is made, and a word of the reason."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tests._people import a_pdf
from tests.core.inspection import _hostile_archives, _hostile_papers

PROGRAMS: dict[str, bytes] = {
    "a program of Windows": b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff" + bytes(256),
    "a program of Linux": b"\x7fELF\x02\x01\x01" + bytes(64),
    "a program of a Mac": b"\xcf\xfa\xed\xfe\x07\0\0\x01" + bytes(64),
    "an old program of a Mac": b"\xfe\xed\xfa\xce" + bytes(64),
    "a universal program of a Mac": b"\xca\xfe\xba\xbe\0\0\0\x02" + bytes(64),
    "a program of Android": b"dex\n035\0" + bytes(64),
    "a program of the web": b"\0asm\x01\0\0\0" + bytes(64),
    "a library": b"!<arch>\ndebian-binary   " + bytes(64),
    "a package of Linux": b"\xed\xab\xee\xdb\x03\0" + bytes(64),
    "a shortcut": b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F" + bytes(64),
    "an installer": b"MSCF\0\0\0\0" + bytes(64),
    "a help file": b"ITSF\x03\0\0\0" + bytes(64),
    "a script of a shell": b"#!/bin/sh\nrm -rf /\n",
    "a script of Python": b"#!/usr/bin/env python3\nimport os\n",
    "a script of PHP": b"<?php system($_GET['c']); ?>",
    "a script of Windows": b"@echo off\r\ndel /q C:\\*\r\n",
    "a script of PowerShell": b"powershell -enc SQBFAFgA\r\n",
    "a script in UTF-16": b"\xff\xfe" + "@echo off\r\ncalc.exe\r\n".encode("utf-16-le"),
    "a page of the web": b"<!DOCTYPE html><html><script>alert(1)</script></html>",
    "a page of the web with blanks before": b"\n\n   <html><body onload=alert(1)>",
    "a page of the web with a mark before": b"\xef\xbb\xbf<html></html>",
    "a drawing with a script": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "a drawing with a head": b"<?xml version='1.0'?>\n<svg onload='alert(1)'/>",
    "an application of HTML": b"<hta:application id=x><script>x</script>",
    "an internet shortcut": b"[InternetShortcut]\r\nURL=file://198.51.100.1/x\r\n",
    "a shortcut of Linux": b"[Desktop Entry]\nExec=sh -c id\n",
    "a file of the registry": b"Windows Registry Editor Version 5.00\r\n",
}
AS = ("pdf", "jpg", "docx", "zip")
NAMES: dict[str, tuple[str, str]] = {
    "a program by its name": ("setup.exe", "программа или сценарий"),
    "a screen saver": ("фото.scr", "программа или сценарий"),
    "a script by its name": ("счёт.js", "программа или сценарий"),
    "a shortcut by its name": ("договор.lnk", "программа или сценарий"),
    "a drawing by its name": ("схема.svg", "программа или сценарий"),
    "a document with macros by its name": ("договор.docm", "программа или сценарий"),
    "a program behind a document": ("счёт.pdf.exe", "программа или сценарий"),
    "a program far behind a document": (f"счёт.pdf{' ' * 60}.exe", "программа или сценарий"),
    "a program with a dot at its end": ("счёт.exe.", "программа или сценарий"),
    "a document behind a program": ("счёт.exe.pdf", "двойной вид"),
    "a name read from right to left": ("счёт\u202efdp.exe", "справа налево"),
    "a hidden ending": ("счёт\u202eexe.pdf", "справа налево"),
    "an isolate of writing": ("счёт\u2066.pdf", "справа налево"),
    "a mark of writing": ("счёт\u200f.pdf", "справа налево"),
    "a path": ("../../etc/passwd.pdf", "путь к папке"),
    "a path of Windows": ("..\\..\\план.pdf", "путь к папке"),
    "a whole path": ("/etc/план.pdf", "путь к папке"),
    "a disk": ("C:\\план.pdf", "путь к папке"),
    "a zero in the name": ("план.pdf\0.exe", "непечатные знаки"),
    "a new line in the name": ("план\r\nX: y.pdf", "непечатные знаки"),
    "an escape in the name": ("план\x1b[2J.pdf", "непечатные знаки"),
    "a device": ("CON.pdf", "занято системой"),
    "a port": ("com1.pdf", "занято системой"),
    "no ending": ("паспорт", "нет вида файла"),
    "only an ending": (".pdf", "нет вида файла"),
    "only dots": ("...", "нет вида файла|путь к папке"),
    "no name": ("", "нет вида файла"),
    "a stream of Windows": ("план.txt:x.exe", "программа или сценарий"),
    "another kind": ("план.psd", "подходят только"),
}


@dataclass(frozen=True)
class Hostile:
    """One file."""

    what: str
    name: str
    make: Callable[[], bytes]
    why: str


EVERY = [
    *(
        Hostile(f"{what} called .{ending}", f"файл.{ending}", partial(bytes, content), "внутри ")
        for what, content in PROGRAMS.items()
        for ending in AS
    ),
    *(Hostile(f"nothing called .{ending}", f"файл.{ending}", bytes, "пустой") for ending in _hostile_papers.KINDS),
    *(Hostile(what, name, a_pdf, why) for what, (name, why) in NAMES.items()),
    *(
        Hostile(f"{what} called .{ending}", f"файл.{ending}", make, why)
        for group in (_hostile_papers.EVERY, _hostile_archives.EVERY)
        for what, (ending, why, make) in group.items()
    ),
]
