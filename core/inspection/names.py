"""Names of files: what is cleaned away in silence, and what is refused with the reason."""

import re
import unicodedata

from core.inspection import programs
from core.inspection._content import Unfit

LONGEST = 150
"""In characters."""
_REORDERING = re.compile("[\u061c\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that make the end of a name look like its middle."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_INVISIBLE = re.compile("[\u00ad\u034f\u115f\u1160\u180e\u200b-\u200e\u2028\u2029\u2060-\u2064\ufeff\ufff9-\ufffb]")
_FORBIDDEN = re.compile(r'[<>:"|?*]')
"""What some systems cannot write."""
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
"""Names of devices of Windows, with any extension."""
_HARMLESS_INSIDE = frozenset({"com", "app"})
"""Extensions of programs that are ends of site names as well: «счёт romashka.com.pdf»."""


def clean(name: str) -> str:
    """Return *name* without what nobody sees and with what every system can write; raise ``Unfit`` if it is a trick."""
    if re.search(r"[/\\]", name) or name.strip() in {".", ".."}:
        raise Unfit("в его имени есть путь к папке. Переименуйте файл и приложите ещё раз")
    if _REORDERING.search(name):
        raise Unfit("в его имени есть знаки письма справа налево: они прячут настоящий вид файла. Переименуйте файл")
    if _CONTROL.search(name):
        raise Unfit("в его имени есть непечатные знаки. Переименуйте файл и приложите ещё раз")
    told = _FORBIDDEN.sub("_", _INVISIBLE.sub("", unicodedata.normalize("NFC", name))).strip(" .")
    stem, dot, ending = told.rpartition(".")
    if not dot or not stem.strip(" ._") or not ending.strip():
        raise Unfit("в его имени нет вида файла после точки, как в «план.pdf». Переименуйте файл")
    parts = [part.strip().lower() for part in told.split(".")]
    if _RESERVED.fullmatch(parts[0]):
        raise Unfit("такое имя занято системой Windows. Переименуйте файл")
    if any(part in programs.EXTENSIONS - _HARMLESS_INSIDE for part in parts[1:-1]):
        raise Unfit("у него двойной вид, один из них программа. Переименуйте файл или приложите сам документ")
    return f"{stem[: LONGEST - len(ending)].rstrip()}.{ending}"


def extension(name: str) -> str:
    """Return the extension of *name* in small letters; empty if it has none."""
    stem, dot, ending = name.strip(" .").rpartition(".")
    return ending.strip().lower() if dot and stem else ""


def shown(name: str) -> str:
    """Return *name* as it may stand in a sentence, whatever it holds."""
    told = _INVISIBLE.sub("", _CONTROL.sub("", _REORDERING.sub("", name)))
    return told if len(told) <= LONGEST else f"{told[:LONGEST]}…"


def trick(name: str) -> str:
    """Return what is wrong with the *name* of a file inside an archive, where folders are usual; empty if nothing."""
    parts = re.split(r"[/\\]", name)
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name) or ".." in parts:
        return "путь за пределы папки"
    if _REORDERING.search(name):
        return "имя со знаками письма справа налево"
    if _CONTROL.search(name):
        return "имя с непечатными знаками"
    return ""
