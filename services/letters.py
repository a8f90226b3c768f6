"""Letters as files: the first line is the subject, the rest the body, with {facts} in braces."""

from functools import cache
from pathlib import Path

from core.actor import Side
from core.settings import settings

FOLDER = Path(__file__).resolve().parent.parent / "letters"


def codes() -> tuple[str, ...]:
    """Return the codes of all letters."""
    return tuple(sorted(path.stem for path in FOLDER.glob("[!_]*.txt")))


def written(code: str, facts: dict[str, str], side: Side = Side.PUBLIC) -> tuple[str, str]:
    """Return subject and body of the letter *code*; an unknown fact raises ``KeyError``."""
    subject, body = _template(code)
    common = {"company": settings().company_name, "hot_line": settings().hot_line}
    known = {**common, **facts}
    return " ".join(subject.format_map(known).split()), (body + _signature(side)).format_map(known).strip() + "\n"


@cache
def _template(code: str) -> tuple[str, str]:
    subject, _, body = (FOLDER / f"{code}.txt").read_text(encoding="utf-8").partition("\n")
    return subject, body


@cache
def _signature(side: Side) -> str:
    return (FOLDER / f"_signature_{side}.txt").read_text(encoding="utf-8")
