"""«Помощь»: each article is a plain file in ``forms/help``, written as the documents are, with pictures.

The header has four lines: title, group, order, updated. In the group of questions every heading is a question.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from core.errors import NotFound
from forms._documents import Document, digest, read

FOLDER = Path(__file__).parent / "help"
QUESTIONS = "Вопросы и ответы"
GUIDE = "guide"
_LOWER = re.compile(r"^## ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Article:
    """An article as a person reads it, with the facts of the company filled in."""

    code: str
    """File name without the ending: in the address."""
    title: str
    group: str
    order: int
    """Place among all articles; groups follow one another by it."""
    updated: date
    text: str
    """Markdown as in documents, and ``![what is seen](picture.png)`` on a line of its own."""

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Its headings, each with the text below it."""
        parts = [part.partition("\n") for part in f"\n{self.text}".split("\n## ")[1:]]
        return tuple((heading, text.strip()) for heading, _, text in parts)


def articles() -> tuple[Article, ...]:
    """Return every article, in their order."""
    return tuple(sorted(map(_article, _paths().values()), key=lambda article: article.order))


def article(code: str) -> Article:
    """Return the article *code*; raise ``NotFound`` if there is none."""
    if path := _paths().get(code):
        return _article(path)
    raise NotFound("Такой статьи нет. Откройте раздел «Помощь»: там есть поиск и список всех статей.")


def guide() -> Document:
    """Return all articles but the questions as one document to read at once and to print."""
    told = [article for article in articles() if article.group != QUESTIONS]
    text = "\n\n".join(f"## {article.title}\n\n{_LOWER.sub('### ', article.text)}" for article in told)
    version = max(article.updated for article in told).isoformat()
    source = "приказ Минэнерго России от 15.04.2014 № 186, п. 33, 36, 37"
    return Document(GUIDE, "Порядок работы в личном кабинете", version, source, text, digest(text))


def _paths() -> dict[str, Path]:
    return {path.stem: path for path in FOLDER.glob("*.md")}


def _article(path: Path) -> Article:
    header, text = read(path)
    updated = date.fromisoformat(header["updated"])
    return Article(path.stem, header["title"], header["group"], int(header["order"]), updated, text)
