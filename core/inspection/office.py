"""Office documents packed as zip: macros, passwords and what is fetched from the net are refused."""

import re
import zipfile
import zlib

from core.inspection._content import DAMAGED, Unfit
from core.inspection._member import BOMB

MACROS = "в нём есть макросы. Сохраните его без макросов или как PDF и приложите ещё раз"
FETCHED = "документ загружает данные из сети. Сохраните его как PDF и приложите ещё раз"
_ENCRYPTED = "он защищён паролем. Сохраните его без пароля и приложите ещё раз"
TYPES = "[Content_Types].xml"
_LARGEST_PART = 2 * 1024 * 1024
"""Bytes of a part that is read as a whole: the lists of parts and of links."""
_LARGEST_LINKS = 20 * 1024 * 1024
"""Bytes of all lists of links together."""
_MACRO_PARTS = re.compile(
    r"(^|/)(vbaproject[^/]*\.bin|vbadata\.xml|activex[^/]*/|macrosheets/|basic/|scripts/)", re.IGNORECASE
)
MACRO_TYPES = re.compile(rb"macroenabled|vbaproject|ms-office\.activex|intlmacrosheet|macrosheet\+xml", re.IGNORECASE)
_LINK = re.compile(rb"<Relationship\b[^>]*>", re.IGNORECASE)
_FETCHING = re.compile(
    rb"/(attachedTemplate|oleObject|frame|subDocument|externalLinkPath|image|package)[\"']", re.IGNORECASE
)
_EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']", re.IGNORECASE)
_FROM_NET = re.compile(rb"Target\s*=\s*[\"'](https?:|ftp:|file:|mhtml:|\\\\|//)", re.IGNORECASE)


def check(archive: zipfile.ZipFile) -> bool:
    """Tell whether a zip is an office document; raise ``Unfit`` if it is one with macros."""
    names = {info.filename for info in archive.infolist()}
    known = {name.lower(): name for name in names}
    if TYPES.lower() not in known and "meta-inf/manifest.xml" not in known:
        return False
    if any(_MACRO_PARTS.search(name) for name in names):
        raise Unfit(MACROS)
    if TYPES.lower() in known:
        if MACRO_TYPES.search(part(archive, known[TYPES.lower()])):
            raise Unfit(MACROS)
    elif b"encryption-data" in part(archive, known["meta-inf/manifest.xml"]):
        raise Unfit(_ENCRYPTED)
    links = [info for info in archive.infolist() if info.filename.lower().endswith(".rels")]
    if sum(info.file_size for info in links) > _LARGEST_LINKS:
        raise Unfit(BOMB)
    for info in links:
        _links(part(archive, info.filename))
    return True


def _links(relationships: bytes) -> None:
    for link in _LINK.findall(relationships):
        if _EXTERNAL.search(link) and _FETCHING.search(link) and _FROM_NET.search(link):
            raise Unfit(FETCHED)


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a part of the document, as far as it is read as a whole."""
    try:
        with archive.open(name) as part:
            text = part.read(_LARGEST_PART)
    except KeyError as missing:
        raise Unfit("внутри не документ этого вида. Откройте его и сохраните заново в нужном виде") from missing
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as strange:
        raise Unfit(DAMAGED) from strange
    if b"\0" in text:  # in UTF-16 no word of ours would be found
        raise Unfit("внутри не документ этого вида. Откройте его и сохраните заново в нужном виде")
    return text
