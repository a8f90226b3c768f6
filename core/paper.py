"""Printed documents: a Typst template and its facts become an archival PDF."""

import json
import struct
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

import typst

ROOT = Path(__file__).resolve().parents[1]
"""Templates live below it and import the common sheet as ``/core/paper.typ``."""
FONTS = ROOT / "core" / "fonts"


def render(template: Path, facts: Mapping[str, object]) -> bytes:
    """Print *facts* (plain JSON values) on *template* as PDF/A-2b: equal facts give equal bytes.

    The facts travel as data and never become Typst code; a character that the shipped fonts lack prints as ``?``.
    The aware moment ``made_at``, if it is among the facts, becomes the creation date; otherwise that is 01.01.1970,
    because PDF/A must have one. Raises ``typst.TypstError`` when the template and the facts do not fit together.
    """
    made_at = facts.get("made_at")
    plain = _plain({name: fact for name, fact in facts.items() if name != "made_at"})
    return typst.compile(
        template.resolve(),
        root=ROOT,
        font_paths=_fonts(),
        format="pdf",
        pdf_standards="a-2b",
        sys_inputs={"facts": json.dumps(plain)},
        timestamp=int(made_at.timestamp()) if isinstance(made_at, datetime) else 0,
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _plain(fact: object) -> object:
    if isinstance(fact, str):
        return unicodedata.normalize("NFC", fact).translate(_alphabet())
    if isinstance(fact, Mapping):
        return {name: _plain(value) for name, value in fact.items()}
    if isinstance(fact, Sequence):
        return [_plain(value) for value in fact]
    return fact


class _Alphabet(dict[int, str]):
    def __missing__(self, code: int) -> str:
        kind = unicodedata.category(chr(code))
        if kind in {"Zs", "Zl", "Zp"} or code == ord("\t"):
            return " "
        # Invisible marks go without a trace: they could reverse or hide a part of an official text.
        return "" if kind in {"Cc", "Cf"} else "?"


@cache
def _alphabet() -> _Alphabet:
    printable = {code for code in _covered(FONTS / "PTS55F.ttf") if unicodedata.category(chr(code))[0] not in "CZ"}
    return _Alphabet({code: chr(code) for code in printable | {ord(" "), ord("\N{NO-BREAK SPACE}"), ord("\n")}})


def _covered(font: Path) -> set[int]:
    """List the BMP characters of a TrueType *font*: its ``cmap`` table for Windows, format 4."""
    data = font.read_bytes()
    tables = {data[at : at + 4]: struct.unpack_from(">L", data, at + 8)[0] for at in range(12, 12 + 16 * data[5], 16)}
    cmap = tables[b"cmap"]
    maps = (struct.unpack_from(">HHL", data, cmap + 4 + 8 * index) for index in range(data[cmap + 3]))
    start = cmap + next(offset for platform, encoding, offset in maps if (platform, encoding) == (3, 1))
    count = struct.unpack_from(">H", data, start + 6)[0] // 2
    last = struct.unpack_from(f">{count}H", data, start + 14)
    first = struct.unpack_from(f">{count}H", data, start + 16 + 2 * count)
    return {code for low, high in zip(first, last, strict=True) for code in range(low, high + 1)}
