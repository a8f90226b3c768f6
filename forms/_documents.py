"""What the portal gives to read: consents, rules and explanations, each a plain file in ``forms/documents``.

The articles of help (``forms/_articles.py``) are read and turned into HTML here too.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from itertools import groupby
from pathlib import Path

from core.errors import NotFound
from core.settings import settings

FOLDER = Path(__file__).parent / "documents"
PICTURES = "/ui/help/"
"""Where the edge serves the pictures of articles."""
_MARK = re.compile(r"(?P<head>#{2,3}) |(?P<list>- )|(?P<number>\d+\. )|(?P<picture>!\[)")
_PICTURE = re.compile(r"!\[([^\]]+)\]\(([\w-]+\.png)\)")
_LINK = re.compile(r"\[([^\]]+)\]\((/[^)\s]*|tel:\d+)\)")


@dataclass(frozen=True, slots=True)
class Document:
    """A text as a person reads it, with the facts of the company filled in."""

    code: str
    """File name without the ending: in the address and in the record of a consent."""
    title: str
    version: str
    """Date of the wording, ISO."""
    source: str
    """Legal source, in Russian."""
    text: str
    """Plain Markdown: ``## heading``, paragraphs, ``- list``, ``1. list``, ``[link](/address)``."""
    sha256: str
    """Hex digest of ``text`` in UTF-8: proves which wording was shown."""


def document(code: str) -> Document:
    """Return the document *code*; raise ``NotFound`` if there is none."""
    if path := _paths().get(code):
        return _document(path)
    raise NotFound("Такого документа нет. Откройте раздел «Документы и согласия» и выберите документ из списка.")


def documents() -> tuple[Document, ...]:
    """Return every document, in the order of codes."""
    return tuple(_document(path) for path in _paths().values())


def read(path: Path) -> tuple[dict[str, str], str]:
    """Return the header of a file, line by line ``name: value``, and its text with the facts filled in."""
    head, _, body = path.read_text(encoding="utf-8-sig").partition("\n\n")  # Notepad begins files with a mark
    return dict(line.split(": ", 1) for line in head.splitlines()), body.strip().format_map(_facts())


def digest(text: str) -> str:
    """Return what proves the wording of a text."""
    return sha256(text.encode()).hexdigest()


def as_html(text: str) -> str:
    """Return a text as HTML of h2, h3, p, ul, ol, a and pictures only, with every character of it escaped."""
    return "\n".join(_element(tag, tuple(lines)) for tag, lines in groupby(text.splitlines(), _tag) if tag)


def _paths() -> dict[str, Path]:
    return {path.stem: path for path in sorted(FOLDER.glob("*.md"))}


def _document(path: Path) -> Document:
    header, text = read(path)
    return Document(path.stem, header["title"], header["version"], header["source"], text, digest(text))


def _facts() -> dict[str, object]:
    ours = settings()
    return {
        "company": ours.company_name,
        "company_full": ours.company_full_name,
        "hot_line": ours.hot_line,
        "call": "".join(mark for mark in ours.hot_line if mark.isdigit()),
        "address": ours.company_address,
        "hours": ours.company_hours,
        "inn": ours.company_inn,
        "ogrn": ours.company_ogrn,
        "idle_minutes": ours.idle_minutes,
        "session_minutes": ours.session_minutes,
        "reset_minutes": ours.reset_minutes,
        "max_file_mib": ours.max_file_mib,
    }


def _tag(line: str) -> str:
    mark = _MARK.match(line)
    if not mark:
        return "p" if line.strip() else ""
    if mark["head"]:
        return f"h{len(mark['head'])}"
    return "ol" if mark["number"] else "ul" if mark["list"] else "figure"


def _element(tag: str, lines: tuple[str, ...]) -> str:
    if tag == "figure":
        return "".join(_PICTURE.sub(_picture, escape(line)) for line in lines)
    said = [_inline(line if tag == "p" else _MARK.sub("", line, count=1)) for line in lines]
    if tag in {"ul", "ol"}:
        return f"<{tag}>{''.join(f'<li>{line}</li>' for line in said)}</{tag}>"
    return f"<{tag}>{' '.join(said)}</{tag}>"


def _inline(line: str) -> str:
    return _LINK.sub(r'<a href="\2">\1</a>', escape(line))


def _picture(found: re.Match[str]) -> str:
    return f'<figure><img src="{PICTURES}{found[2]}" alt="{found[1]}" loading="lazy"></figure>'
