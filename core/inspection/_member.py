"""One file inside an archive, whatever packed it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

BOMB = "при распаковке он становится слишком большим. Приложите файлы отдельно или частями"
ENCRYPTED = "архив защищён паролем. Соберите его без пароля и приложите ещё раз"
PART = "это часть архива из нескольких томов. Соберите один архив или приложите файлы отдельно"
BEHIND = "за концом архива спрятаны другие данные. Соберите архив заново"


@dataclass(frozen=True, slots=True)
class Member:
    """A file, folder or link in an archive."""

    name: str
    size: int
    """Unpacked, in bytes, as the archive says."""
    content: Callable[[], Iterator[bytes]] | None
    """Unpacks it piece by piece; ``None`` if we cannot."""
    folder: bool = False
    link: bool = False
    part: bool = False
    """It is a part of an office document, not a file people see."""
