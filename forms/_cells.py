"""Answers as they were kept, put back into words and into the cells of a workbook."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from forms._kinds import Cell, Widget
from forms._questions import Question, questions, shown_as

_READ: dict[Cell, Callable[[Any], Any]] = {
    Cell.TEXT: lambda kept: kept,
    Cell.INTEGER: int,
    Cell.DECIMAL: Decimal,
    Cell.MONEY: Decimal,
    Cell.DATE: date.fromisoformat,
}
"""How an answer is read from what JSON keeps of it; the checks are of the day it was given, and not made again."""


def words(question: Question, kept: Any) -> str:
    """Return a *kept* answer as a person reads it, without its unit."""
    answer = _read(question, kept)
    return answer if isinstance(answer, str) and question.kind.cell is not Cell.TEXT else shown_as(question, answer)


def cell(question: Question, kept: Any, told: Callable[[Question, Any], str] = words) -> object:
    """Return a *kept* answer as it stands in a cell: a number or a date where it is one, files by their number.

    A group that repeats is one text, a line a row, its answers as *told*; ``None`` is an empty cell.
    """
    if kept is None or kept in ("", []):
        return None
    if question.row is not None:
        return "\n".join(_row(question, place, row, told) for place, row in enumerate(kept, 1))
    if question.kind.widget is Widget.FILES:
        return len(kept)
    return told(question, kept) if question.kind.cell is Cell.TEXT else _read(question, kept)


def _row(group: Question, place: int, row: dict[str, Any], told: Callable[[Question, Any], str]) -> str:
    assert group.row is not None  # it is a group
    assert group.repeats is not None
    answered = ((asked, told(asked, row.get(asked.name))) for asked in questions(group.row))
    inside = "; ".join(f"{asked.label}: {said} {asked.kind.unit}".strip() for asked, said in answered if said)
    return f"{group.repeats.called(place)}. {inside}"


def _read(question: Question, kept: Any) -> Any:
    if kept is None:
        return None
    if question.choices:
        named = {choice.value: choice for choice in question.choices}
        return [named.get(one, one) for one in kept] if isinstance(kept, list) else named.get(kept, kept)
    try:
        return _READ[question.kind.cell](kept)
    except (ValueError, TypeError, ArithmeticError):  # another kind asked it once: it stands as it was kept
        return str(kept)
