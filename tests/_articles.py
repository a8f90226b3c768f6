"""What the articles of help name, for tests of every layer."""

import re
from pathlib import Path

from core.settings import ROOT
from forms import _articles

PICTURES = ROOT / "web" / "static" / "help"
"""Where the pictures lie that the portal serves."""


def pictures() -> dict[str, str]:
    """Return the pictures all articles name, with what is told of each to those who do not see it."""
    texts = [article.text for article in _articles.articles()]
    return {name: told for text in texts for told, name in re.findall(r"^!\[(.*)\]\((.*)\)$", text, re.MULTILINE)}


def committed() -> list[Path]:
    """Return the pictures there are."""
    return sorted(path for path in PICTURES.iterdir())
