"""What a file is, decided by what it holds: read in bounded pieces, from a path, never whole."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from core.errors import Refusal
from core.inspection import names, ole, programs, sniff
from core.inspection._content import HEAD, Content, Unfit
from core.inspection.kinds import KINDS

__all__ = ["KINDS", "Sound", "inspect", "wanted"]

_HEIC = (
    "это снимок в формате HEIC, а нужен JPG. На iPhone откройте «Настройки», «Камера», «Форматы», выберите "
    "«Наиболее совместимые» и снимите ещё раз, либо отправьте снимок экрана с этой фотографией"
)


@dataclass(frozen=True, slots=True)
class Sound:
    """A file that is what it claims to be."""

    name: str
    """Without hidden marks, of a bearable length."""
    media_type: str


def inspect(path: Path, name: str, accepts: Collection[str]) -> Sound:
    """Return what the file at *path* is; raise ``Refusal`` with the reason if it is not a sound one of *accepts*.

    *accepts* are extensions without the dot, each of ``KINDS``.
    """
    try:
        clean, extension = names.clean(name), names.extension(name)
        with Content.at(path) as content:
            return Sound(clean, _media_type(content, extension, accepts))
    except Unfit as unfit:
        raise Refusal(f"Файл «{names.shown(name)}» не принят: {unfit}.") from unfit


def wanted(accepts: Collection[str]) -> str:
    """Return the accepted extensions as people read them."""
    return ", ".join(dict.fromkeys(accepts))


def _media_type(content: Content, extension: str, accepts: Collection[str]) -> str:
    head = content.read(0, HEAD)
    if extension in {"heic", "heif"} or sniff.is_heic(head):
        raise Unfit(_HEIC)
    if extension in programs.EXTENSIONS:
        raise Unfit(f"это программа или сценарий, а подходят только {wanted(accepts)}")
    if extension not in accepts or extension not in KINDS:
        raise Unfit(f"подходят только {wanted(accepts)}. Сохраните его в одном из этих видов")
    if not content.size:
        raise Unfit("он пустой. Выберите другой файл")
    if what := programs.signature(head):
        raise Unfit(f"внутри {what}, а не {extension}. Такие файлы не принимаются")
    kind = KINDS[extension]
    if extension in {"docx", "xlsx"} and head.startswith(ole.MAGIC):  # so Office keeps what has a password
        ole.look(content, "")
    if sniff.media_type(head) not in kind.sniffed:
        raise Unfit(f"внутри не {extension}. Откройте его и сохраните заново в нужном виде")
    kind.look(content, extension)
    return kind.media_type
