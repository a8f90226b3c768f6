"""Programs, scripts and shortcuts: by how they begin and by what they are called."""

import re

EXTENSIONS = frozenset(
    """
    ade adp apk app appimage application appref-ms appx asp aspx bash bat bin cgi chm cmd com command cpl csh deb
    desktop diagcab dll dmg docm dotm dylib elf exe fxp gadget hlp hta img inf ins iqy iso isp jar jnlp js jse jsp ksh
    lnk mam mde mht mhtml msc msh msi msix msp mst ocx ops osd out pcd php phtml pif pl potm ppam ppsm pptm prg ps1
    ps1xml ps2 psc1 psd1 psm1 py pyc pyw rb reg rgs run scf scr sct settingcontent-ms sh shb shs sldm slk so svg sys url
    vb
    vbe vbp vbs vbscript vhd vhdx vxd wasm website ws wsc wsf wsh xbap xlam xlb xll xlm xlsb xlsm xltm zsh
    """.split()  # noqa: SIM905 - a list of words reads as words
)
"""What a computer runs, or opens and then runs; disk images that hide such files from the mark of the web among it."""

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "программа"),
    (b"\x7fELF", "программа"),
    (b"\xfe\xed\xfa\xce", "программа"),
    (b"\xfe\xed\xfa\xcf", "программа"),
    (b"\xce\xfa\xed\xfe", "программа"),
    (b"\xcf\xfa\xed\xfe", "программа"),
    (b"\xca\xfe\xba\xbe", "программа"),
    (b"\xca\xfe\xba\xbf", "программа"),
    (b"dex\n", "программа"),
    (b"\0asm", "программа"),
    (b"!<arch>\n", "программа"),
    (b"\xed\xab\xee\xdb", "программа"),
    (b"L\0\0\0\x01\x14\x02\0", "ярлык Windows"),
    (b"MSCF\0\0\0\0", "установщик"),
    (b"ITSF", "справка с программой"),
    (b"#!", "сценарий"),
)
_SCRIPT = re.compile(
    rb"(<\?php|<%@|<%\s|<script|<hta:|<!doctype\s+html|<html|<svg|<\?xml[^>]*>\s*<(svg|html|job|component)|@?echo\s+off"
    rb"|\[internetshortcut\]|\[desktop entry\]|\[autorun\]|windows registry editor|regedit4|on error resume next"
    rb"|powershell\b|\$erroractionpreference)",
    re.IGNORECASE,
)
_MARKS = re.compile(rb"<\?php|<script|<html|<!doctype html|<iframe|<hta:|<%@\s*page|<svg[\s>]", re.IGNORECASE)


def binary(head: bytes) -> str:
    """Return what kind of program, not a text, begins with *head*; empty if none does."""
    return next((what for beginning, what in _BEGINNINGS if head.startswith(beginning)), "")


def signature(head: bytes) -> str:
    """Return what kind of program, script or page of the web begins with *head*; empty if none does."""
    if what := binary(head):
        return what
    told = _plain(head[:4096]).lstrip(b"\xef\xbb\xbf \t\r\n\0")
    return "сценарий или веб-страница" if _SCRIPT.match(told) else ""


def marks(piece: bytes) -> bool:
    """Tell whether a script of the web stands in *piece*; an image has none."""
    return _MARKS.search(piece) is not None


def _plain(text: bytes) -> bytes:
    # Of a text in UTF-16 every other byte of a Latin letter is empty.
    return text[2:].replace(b"\0", b"") if text.startswith((b"\xff\xfe", b"\xfe\xff")) else text
