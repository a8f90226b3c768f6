"""Small safe HTML: everything is escaped unless it was built here."""

import re
from html import escape

import streamlit as st


class Html(str):
    """A piece of HTML that is already safe."""

    __slots__ = ()


def tag(name: str, *inside: str, cls: str = "", **attributes: str) -> Html:
    """Return an element; plain text inside it and in its attributes is escaped (``data_x`` becomes ``data-x``)."""
    given = {"class": cls, **attributes}
    written = "".join(f' {key.replace("_", "-")}="{escape(value)}"' for key, value in given.items() if value)
    return Html(f"<{name}{written}>{joined(*inside)}</{name}>")


def joined(*pieces: str) -> Html:
    """Return pieces side by side; those that are not HTML yet are escaped."""
    return Html("".join(piece if isinstance(piece, Html) else escape(piece) for piece in pieces))


def lines(text: str) -> Html:
    """Return a text people wrote, with its line breaks kept."""
    return Html("<br>".join(escape(line) for line in text.splitlines()))


def plain(text: str) -> str:
    """Return a text people wrote as Markdown that reads exactly so, in one line: for labels of links."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(text.split()))


def draw(*pieces: str) -> None:
    """Put pieces of HTML on the page."""
    st.html(joined(*pieces))


def file_link(public_id: str, *, inline: bool, label: str) -> Html:
    """Return a link to a file: to look at it in the browser, or to download it."""
    if inline:
        return tag("a", label, href=f"/files/{public_id}?inline=1", target="_blank", rel="noopener")
    return tag("a", label, href=f"/files/{public_id}", download="download")


def beside(address: str, label: str, cls: str = "") -> Html:
    """Return a link that opens beside the page, so that nothing typed is lost."""
    return tag("a", label, href=address, target="_blank", rel="noopener", cls=cls)


def draft_link(key: str, label: str) -> Html:
    """Return a link to the draft called *key* on paper, as it stands; it opens beside the page."""
    return beside(f"/drafts/{key}.pdf", label)


def document_link(code: str, label: str) -> Html:
    """Return a link to a text everybody may read."""
    return beside(f"/documents/{code}", label)


def telephone(number: str) -> Html:
    """Return a number that is called at a touch."""
    return tag("a", number, href=f"tel:{''.join(mark for mark in number if mark.isdigit())}")
