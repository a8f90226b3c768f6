"""What the portal gives to read: consents, rules and explanations, each a plain file in ``forms/documents``."""

import re
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from itertools import groupby
from pathlib import Path

from core.errors import NotFound
from core.settings import settings

FOLDER = Path(__file__).parent / "documents"
_MARK = re.compile(r"## |- |(\d+)\. ")


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
    """Plain Markdown: ``## heading``, paragraphs, ``- list``, ``1. list``."""
    sha256: str
    """Hex digest of ``text`` in UTF-8: proves which wording was shown."""


def document(code: str) -> Document:
    """Return the document *code*; raise ``NotFound`` if there is none."""
    if path := _paths().get(code):
        return _read(path)
    raise NotFound("Такого документа нет. Откройте раздел «Документы и согласия» и выберите документ из списка.")


def documents() -> tuple[Document, ...]:
    """Return every document, in the order of codes."""
    return tuple(_read(path) for path in _paths().values())


def as_html(document: Document) -> str:
    """Return the text as HTML of h2, p, ul, ol and li only, with every character of it escaped."""
    return "\n".join(_element(tag, tuple(lines)) for tag, lines in groupby(document.text.splitlines(), _tag) if tag)


def _paths() -> dict[str, Path]:
    return {path.stem: path for path in sorted(FOLDER.glob("*.md"))}


def _read(path: Path) -> Document:
    head, _, body = path.read_text(encoding="utf-8-sig").partition("\n\n")  # Notepad begins files with a mark
    header = dict(line.split(": ", 1) for line in head.splitlines())
    text = body.strip().format_map(_company())
    digest = sha256(text.encode()).hexdigest()
    return Document(path.stem, header["title"], header["version"], header["source"], text, digest)


def _company() -> dict[str, str]:
    ours = settings()
    return {
        "company": ours.company_name,
        "company_full": ours.company_full_name,
        "hot_line": ours.hot_line,
        "address": ours.company_address,
        "hours": ours.company_hours,
        "inn": ours.company_inn,
        "ogrn": ours.company_ogrn,
    }


def _tag(line: str) -> str:
    mark = _MARK.match(line)
    if not mark:
        return "p" if line.strip() else ""
    return "ol" if mark[1] else {"## ": "h2", "- ": "ul"}[mark[0]]


def _element(tag: str, lines: tuple[str, ...]) -> str:
    said = [escape(_MARK.sub("", line, count=1) if tag != "p" else line) for line in lines]
    if tag in {"p", "h2"}:
        return f"<{tag}>{' '.join(said)}</{tag}>"
    return f"<{tag}>{''.join(f'<li>{line}</li>' for line in said)}</{tag}>"
