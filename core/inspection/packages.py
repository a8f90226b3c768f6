"""Office documents by their extension: Word and Excel, and texts of OpenOffice."""

import re

from core.inspection import archives, office, zips
from core.inspection._content import Content, Unfit

_MAIN = {
    "docx": rb"wordprocessingml\.document\.main\+xml",
    "xlsx": rb"spreadsheetml\.sheet\.main\+xml",
}


def ooxml(content: Content, extension: str) -> None:
    """Look at a document of Word or Excel, by its *extension*."""
    with zips.opened(content) as archive:
        types = office.part(archive, office.TYPES)
        if not re.search(_MAIN[extension], types):
            if office.MACRO_TYPES.search(types):
                raise Unfit(office.MACROS)
            raise Unfit(f"внутри не {extension}. Откройте его и сохраните заново в нужном виде")
    archives.through(content, archives.Budget())


def odf(content: Content, _: str) -> None:
    """Look at a text of OpenOffice."""
    with zips.opened(content) as archive:
        if not office.part(archive, "mimetype").startswith(b"application/vnd.oasis.opendocument.text"):
            raise Unfit("внутри не odt. Откройте его и сохраните заново в нужном виде")
    archives.through(content, archives.Budget())
