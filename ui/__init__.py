"""The vocabulary of pages: only here and in pages/ is Streamlit known."""

from core.actor import Permission
from ui import card
from ui.act import act
from ui.ask import Ask
from ui.desk import Trail, events, line, rows
from ui.drafts import Draft
from ui.faults import apologise, safely
from ui.html import document_link, draw, joined, lines, plain, tag
from ui.human import Human
from ui.login import form as login_form
from ui.own_password import draw_own_password, unconfirmed
from ui.session import clock as session_clock
from ui.session import say as flash
from ui.session import sign_in, visitor
from ui.shell import PROFILE, Screen, asked, go, has, link, page, require, serve_public, serve_staff, tabs
from ui.small import Live, Small
from ui.ways_in import choose_password, confirm_email, first_password, forgotten, link_over
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
    "PROFILE",
    "Ask",
    "Draft",
    "Human",
    "Live",
    "Permission",
    "Screen",
    "Small",
    "Trail",
    "act",
    "apologise",
    "asked",
    "badge",
    "card",
    "choose_password",
    "confirm_email",
    "day",
    "document_link",
    "documents",
    "draw",
    "draw_own_password",
    "events",
    "facts",
    "first_password",
    "flash",
    "forgotten",
    "go",
    "has",
    "heading",
    "joined",
    "kept_files",
    "line",
    "lines",
    "link",
    "link_over",
    "login_form",
    "moment",
    "page",
    "phases",
    "plain",
    "require",
    "row",
    "rows",
    "safely",
    "say",
    "serve_public",
    "serve_staff",
    "session_clock",
    "sheet",
    "sign_in",
    "table",
    "tabs",
    "tag",
    "thread",
    "title",
    "tone",
    "unconfirmed",
    "visitor",
]
