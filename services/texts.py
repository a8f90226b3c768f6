"""Texts everybody may read: consents, policies, the standard terms, and the articles and questions of «Помощь»."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from core.search import finds
from forms import _articles, _documents
from forms.registration._card import CONSENTS
from regulations.applicants import Procedure

Text = TypeVar("Text")
TERMS = {Procedure.SIMPLIFIED: "standard_terms", Procedure.FULL: "standard_terms_full"}
"""Document with the terms of the standard contract, by the procedure it is concluded in."""


@dataclass(frozen=True, slots=True)
class Page:
    """A document ready to be shown."""

    code: str
    title: str
    version: date
    source: str
    html: str
    """Safe: everything in it is escaped but the tags of headings, paragraphs, lists, links and pictures."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article ready to be shown."""

    code: str
    title: str
    group: str
    updated: date
    html: str
    """Safe, as of a document."""


@dataclass(frozen=True, slots=True)
class Question:
    """What people ask, and the answer."""

    asked: str
    html: str
    """Safe, as of a document."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Questions about one thing."""

    title: str
    updated: date
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, the best first."""

    articles: tuple[Article, ...]
    questions: tuple[Question, ...]
    documents: tuple[Page, ...]

    def __bool__(self) -> bool:
        return bool(self.articles or self.questions or self.documents)


def page(code: str) -> Page:
    """Return the document called *code*; raise ``NotFound`` if there is none."""
    return _page(_articles.guide() if code == _articles.GUIDE else _documents.document(code))


def library() -> dict[str, tuple[Page, ...]]:
    """Return every document by the heading it stands under."""
    pages = {found.code: _page(found) for found in (_articles.guide(), *_documents.documents())}
    agreed, terms = tuple(CONSENTS.values()), tuple(TERMS.values())
    return {
        "Согласия и правила": tuple(pages[code] for code in agreed),
        "Условия типового договора": tuple(pages[code] for code in terms),
        "Справки": tuple(page for code, page in pages.items() if code not in {*agreed, *terms}),
    }


def terms(procedure: str) -> str:
    """Return the code of the document with the standard terms of a contract concluded in *procedure*."""
    return TERMS[Procedure(procedure)]


def articles() -> tuple[Article, ...]:
    """Return the articles in their order, the questions aside."""
    return tuple(_article(found) for found in _told())


def article(code: str) -> Article:
    """Return the article called *code*; raise ``NotFound`` if there is none."""
    return _article(_articles.article(code))


def topics() -> tuple[Topic, ...]:
    """Return the questions with their answers, by what they are about."""
    return tuple(Topic(found.title, found.updated, tuple(map(_question, found.parts))) for found in _asked())


def find(sought: str) -> Found:
    """Return everything in which the words of *sought* occur; what has them in its title stands first."""
    parts = [part for found in _asked() for part in found.parts]
    return Found(
        tuple(map(_article, _best(sought, _told(), _read))),
        tuple(map(_question, _best(sought, parts, lambda part: part))),
        tuple(map(_page, _best(sought, _documents.documents(), _read))),
    )


def _told() -> list[_articles.Article]:
    return [found for found in _articles.articles() if found.group != _articles.QUESTIONS]


def _asked() -> list[_articles.Article]:
    return [found for found in _articles.articles() if found.group == _articles.QUESTIONS]


def _best(sought: str, among: Iterable[Text], told: Callable[[Text], tuple[str, str]]) -> list[Text]:
    found = [text for text in among if finds(sought, " ".join(told(text)))]
    return sorted(found, key=lambda text: not finds(sought, told(text)[0]))


def _read(text: _articles.Article | _documents.Document) -> tuple[str, str]:
    return text.title, text.text


def _page(found: _documents.Document) -> Page:
    html = _documents.as_html(found.text)
    return Page(found.code, found.title, date.fromisoformat(found.version), found.source, html)


def _article(found: _articles.Article) -> Article:
    return Article(found.code, found.title, found.group, found.updated, _documents.as_html(found.text))


def _question(part: tuple[str, str]) -> Question:
    return Question(part[0], _documents.as_html(part[1]))
