"""Texts everybody may read: consents, policies, the standard terms, the guide."""

from dataclasses import dataclass

from forms import _documents
from forms.registration._card import CONSENTS


@dataclass(frozen=True, slots=True)
class Page:
    """A text ready to be shown."""

    code: str
    title: str
    version: str
    html: str
    """Safe: everything in it is escaped but the tags of headings, paragraphs and lists."""


def page(code: str) -> Page:
    """Return the text called *code*; raise ``NotFound`` if there is none."""
    found = _documents.document(code)
    return Page(found.code, found.title, found.version, _documents.as_html(found))


def consents() -> tuple[tuple[str, str], ...]:
    """Return code and title of every document one consents to at registration, in the order of the card."""
    return tuple((code, _documents.document(code).title) for code in CONSENTS.values())
