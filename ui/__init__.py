"""The vocabulary of pages: only here and in pages/ is Streamlit known."""

from ui.act import act
from ui.ask import Ask
from ui.drafts import Draft
from ui.html import document_link, draw, joined, lines, tag
from ui.login import form as login_form
from ui.session import clock as session_clock
from ui.session import say as flash
from ui.session import sign_in, visitor
from ui.shell import Screen, apologise, asked, go, has, link, page, require, serve_public, serve_staff
from ui.widgets import (
    LIST_WIDTHS,
    badge,
    day,
    documents,
    facts,
    heading,
    kept_files,
    moment,
    phases,
    row,
    say,
    sheet,
    table,
    thread,
    title,
    tone,
)

__all__ = [
    "LIST_WIDTHS",
    "Ask",
    "Draft",
    "Screen",
    "act",
    "apologise",
    "asked",
    "badge",
    "day",
    "document_link",
    "documents",
    "draw",
    "facts",
    "flash",
    "go",
    "has",
    "heading",
    "joined",
    "kept_files",
    "lines",
    "link",
    "login_form",
    "moment",
    "page",
    "phases",
    "require",
    "row",
    "say",
    "serve_public",
    "serve_staff",
    "session_clock",
    "sheet",
    "sign_in",
    "table",
    "tag",
    "thread",
    "title",
    "tone",
    "visitor",
]
