"""Groups that repeat: their rows among the answers, which are kept flat, each under ``group.row.question``.

So every answer of every row is typed, kept, merged and remarked upon like any other. ``typed["stages"]`` names the rows
in their order; answers that have been checked before come as a list of dictionaries, and are read as well.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from forms._form import Group


def path(group: str, row: str, name: str) -> str:
    """Return the name of the answer to question *name* of a *row*."""
    return f"{group}.{row}.{name}"


def rows(group: str, typed: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the name and the answers of every row of *group*, in their order."""
    for place, row in enumerate(typed.get(group) or ()):
        if isinstance(row, Group):
            yield str(place), row.model_dump()
        elif isinstance(row, Mapping):
            yield str(place), dict(row)
        else:
            begin = path(group, str(row), "")
            yield str(row), {name[len(begin) :]: given for name, given in typed.items() if name.startswith(begin)}


def flat(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return *answers* with the rows of their groups as they are kept while a form is filled in."""
    told: dict[str, Any] = {}
    for name, answer in answers.items():
        if isinstance(answer, list | tuple) and answer and isinstance(answer[0], Mapping):
            told[name] = [row for row, _ in rows(name, answers)]
            told |= {
                path(name, row, asked): given for row, entry in rows(name, answers) for asked, given in entry.items()
            }
        else:
            told[name] = answer
    return told
