"""A visit to one page of a portal, as a browser pays it: through the site map, with a session or without."""

from collections.abc import Iterator
from unittest.mock import patch

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Node
from streamlit.util import calc_hash

from core.actor import Actor, Side, Visitor
from core.settings import ROOT
from services import forms, sessions
from ui import steps

SCRIPTS = {Side.PUBLIC: "public_app.py", Side.STAFF: "staff_app.py"}
PATIENCE = 60
"""Seconds a page may take on a busy machine."""


def visit(side: str, actor: Actor | None, url: str = "", **query: str) -> AppTest:
    """Open the page at *url* of one portal as *actor*, or as a visitor nobody knows; the page has been run once."""
    page = AppTest.from_file(str(ROOT / SCRIPTS[Side(side)]), default_timeout=PATIENCE)
    if actor is not None:
        opened = sessions.begin(actor.user_id, Visitor(address="192.0.2.7"))
        page.session_state["portal_session"] = opened.session_id
        page.session_state["portal_browser"] = sessions.browser_mark("")
    return again(page, url, **query)


def again(page: AppTest, url: str, **query: str) -> AppTest:
    """Follow a link to *url* in the same tab."""
    page.query_params.clear()
    page.query_params.update(query)
    page._page_hash = calc_hash(url) if url else ""  # noqa: SLF001 - switch_page knows files, people know addresses
    if not url:
        page._finished_page_script_hash = ""  # noqa: SLF001 - an empty address is the first page, not the present one
    # Each run of AppTest would look for components in the metadata of every installed package: most of its time.
    with patch.object(manifest_scanner, "scan_component_manifests", return_value=[]):
        return page.run()


def fill(actor: Actor, code: str, question: str = "") -> AppTest:
    """Open the form *code* at the step in which *question* is asked, or, without one, at the last."""
    return visit("public", actor, "fill", form=code, step=str(step_of(code, question)))


def step_of(code: str, question: str = "") -> int:
    """Return the number of the step of form *code* in which *question* is asked; that of the last without one."""
    sections = steps.sections(forms.declared()[code])
    asked = (place for place, (_, inside) in enumerate(sections, 1) if question in {entry.name for entry in inside})
    return next(asked, len(sections) + 1)


def words(page: AppTest) -> str:
    """Return everything the page says, labels and safe HTML included, in the order of the page."""
    return "\n".join(_words(page.main))


def _words(node: Node) -> Iterator[str]:
    for name in ("label", "body"):
        said = getattr(node.proto, name, "") if node.proto is not None else ""
        if isinstance(said, str) and said:
            yield said
    for child in getattr(node, "children", {}).values():
        yield from _words(child)
