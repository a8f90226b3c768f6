"""Rich text: no objects of other programs inside, and nothing behind the last brace."""

import re

from core.inspection import tail
from core.inspection._content import DAMAGED, Content, Unfit

_OBJECT = re.compile(rb"\\(objdata|objupdate|objocx|objhtml|objautlink|ddeauto)|\\\*\s*\\(objdata|generatorobj)")
_EXTERNAL = re.compile(rb"\\\*\s*\\template\s+[^}]*(https?:|\\\\\\\\)", re.IGNORECASE)


def look(content: Content, _: str) -> None:
    """Look at a document in RTF."""
    if tail.holds_zip(content):
        raise Unfit(tail.ARCHIVE)
    for _at, piece in content.windows(overlap=256):
        if _OBJECT.search(piece):
            raise Unfit("в документ вложены объекты других программ. Сохраните его как PDF и приложите ещё раз")
        if _EXTERNAL.search(piece):
            raise Unfit("документ загружает шаблон из сети. Сохраните его как PDF и приложите ещё раз")
    last = content.read(max(0, content.size - 4096), 4096).rstrip(b"\0 \t\r\n")
    if not last.endswith(b"}"):
        raise Unfit(DAMAGED)
