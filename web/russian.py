"""Streamlit's own front end in Russian: its chunks with their English replaced in memory, and an index page of ours."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.metadata import distribution
from pathlib import Path
from types import MappingProxyType

from web.russian_literals import LITERALS

# Found through the metadata of the package: only pages may import Streamlit.
_STATIC = Path(str(distribution("streamlit").locate_file("streamlit/static")))

_ASSET = re.compile(r'<(?:link|script)\b[^>]*"\./static/[^>]*>(?:</script>)?')
"""A tag of the wheel's index page which names a file of its own tree: the bundle, a preload, the styles."""

# The bundle itself replaces the icon, and looks for it by `rel='shortcut icon'`.
_INDEX = """\
<!DOCTYPE html>
<html lang="ru">
  <head>
    <meta charset="UTF-8">
    <meta name="viewport" content="width=device-width, initial-scale=1, shrink-to-fit=no">
    <title>{title}</title>
    <link rel="shortcut icon" href="{icon}">
    {scripts}
    {assets}
    <link rel="stylesheet" href="{style}">
  </head>
  <body>
    <noscript><p>Для работы личного кабинета включите JavaScript в браузере.</p></noscript>
    <div id="root"></div>
  </body>
</html>
"""


@dataclass(frozen=True, slots=True)
class RussianFrontEnd:
    """The front end to serve: the patched chunks, and the index page that leads the browser to them."""

    prefix: str
    """Path of the tree, ``/static-ru-<hash>/``: another content is another path, so it may be cached for ever."""

    files: Mapping[str, bytes]
    """Patched chunks by their path under the prefix (``js/index.Dxxx.js``); the wheel has all the others."""

    others: frozenset[str]
    """Files of the wheel under the prefix that are served as they are."""

    index: bytes
    """The index page; every address in it is relative to the page's own."""


def verify() -> list[str]:
    """List, in English sentences, what the table names and the installed wheel has not; empty when all is well."""
    return [fault for pattern, literals in LITERALS.items() for fault in _faults(pattern, literals)]


@cache
def build(
    *,
    title: str,
    scripts: tuple[str, ...] = ("./ui/boot.js", "./ui/session.js", "./ui/upload.js", "./ui/autosave.js"),
    style: str = "./ui/portal.css",
    icon: str = "./ui/favicon.svg",
) -> RussianFrontEnd:
    """Translate the installed front end and name in it our title, scripts in their order, style sheet and icon.

    Raises ``RuntimeError`` when the wheel is not the one the table was written for.
    """
    if faults := verify():
        raise RuntimeError("\n".join(faults))
    files = {
        f"js/{chunk.name}": _translated(chunk, literals)
        for pattern, literals in LITERALS.items()
        for chunk in _matching(pattern)
    }
    prefix = f"/static-ru-{_digest(files)}/"
    index = _INDEX.format(
        title=escape(title),
        icon=escape(icon),
        scripts="\n    ".join(f'<script src="{escape(script)}"></script>' for script in scripts),
        style=escape(style),
        assets="\n    ".join(_assets()).replace("./static/", f".{prefix}"),
    )
    return RussianFrontEnd(prefix, MappingProxyType(files), _others() - set(files), index.encode())


def _matching(pattern: str) -> list[Path]:
    return list((_STATIC / "static" / "js").glob(pattern))


def _faults(pattern: str, literals: Mapping[str, str]) -> list[str]:
    chunks = _matching(pattern)
    if len(chunks) != 1:
        return [f"{pattern} matches {len(chunks)} files of the front end instead of one."]
    text = chunks[0].read_text(encoding="utf-8")
    return [f"{chunks[0].name} no longer contains {literal!r}." for literal in literals if literal not in text]


def _translated(chunk: Path, literals: Mapping[str, str]) -> bytes:
    # One pass, so that no translation is taken for a literal of the next line of the table.
    english = re.compile("|".join(map(re.escape, literals)))
    return english.sub(lambda found: literals[found[0]], chunk.read_text(encoding="utf-8")).encode()


def _others() -> frozenset[str]:
    tree = _STATIC / "static"
    return frozenset(path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file())


def _assets() -> list[str]:
    page = (_STATIC / "index.html").read_text(encoding="utf-8")
    return [" ".join(tag.split()) for tag in _ASSET.findall(page)]


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for path, content in sorted(files.items()):
        digest.update(path.encode() + b"\0" + content)
    return digest.hexdigest()[:12]
