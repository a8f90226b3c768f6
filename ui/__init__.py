"""The vocabulary of pages: only here and in pages/ is Streamlit known."""

from core.actor import Permission
from ui import card, deeds, identity, own_profile, reading, talk
from ui.act import act
from ui.ask import Ask
from ui.desk import Trail, events, line, rows
from ui.drafts import Draft, Shelf
from ui.faults import apologise, safely
from ui.html import document_link, draft_link, draw, file_link, joined, lines, plain, tag, telephone
from ui.human import Human
from ui.login import form as login_form
from ui.once import issue
from ui.own_factor import enrol, own_factor
from ui.own_password import own_password, unconfirmed
from ui.own_sessions import own_sessions
from ui.place import Begun, arrive, widget_key
from ui.session import actor as acting
from ui.session import say as flash
from ui.session import sign_in, visitor
from ui.session import told as session_told
from ui.shell import (
    PROFILE,
    Screen,
    asked,
    crumbs,
    go,
    has,
    link,
    number,
    owing,
    page,
    require,
    serve_public,
    serve_staff,
    tabs,
)
from ui.similar import offer_similar
from ui.small import Live, Small
from ui.steps import Steps, in_steps
from ui.sure import sure
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
    title,
    tone,
)

__all__ = [
    "LIST_WIDTHS",
    "PROFILE",
    "Ask",
    "Begun",
    "Draft",
    "Human",
    "Live",
    "Permission",
    "Screen",
    "Shelf",
    "Small",
    "Steps",
    "Trail",
    "act",
    "acting",
    "apologise",
    "arrive",
    "asked",
    "badge",
    "card",
    "choose_password",
    "confirm_email",
    "crumbs",
    "day",
    "deeds",
    "document_link",
    "documents",
    "draft_link",
    "draw",
    "enrol",
    "events",
    "facts",
    "file_link",
    "first_password",
    "flash",
    "forgotten",
    "go",
    "has",
    "heading",
    "identity",
    "in_steps",
    "issue",
    "joined",
    "kept_files",
    "line",
    "lines",
    "link",
    "link_over",
    "login_form",
    "moment",
    "number",
    "offer_similar",
    "owing",
    "own_factor",
    "own_password",
    "own_profile",
    "own_sessions",
    "page",
    "phases",
    "plain",
    "reading",
    "require",
    "row",
    "rows",
    "safely",
    "say",
    "serve_public",
    "serve_staff",
    "session_told",
    "sheet",
    "sign_in",
    "sure",
    "table",
    "tabs",
    "tag",
    "talk",
    "telephone",
    "title",
    "tone",
    "unconfirmed",
    "visitor",
    "widget_key",
]
