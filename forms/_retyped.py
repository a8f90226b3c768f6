"""Answers sent before, put back as they would be typed: what a new form begins with."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import to_jsonable_python

from forms import _rows
from forms._form import Group
from forms._kinds import Widget
from forms._questions import Question, questions, shown_as, sounded

_ONCE = {Widget.FILES, Widget.PASSWORD, Widget.COMPUTED, Widget.OWN_APPLICATION, Widget.OWN_APPEAL}
"""Kinds of answers that belong to one sending alone."""


def retyped(form: type[Group], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of the *answers* that hold in *form* today, as typed; confirmations and files are given anew."""
    sound, _ = sounded(form, answers)
    told: dict[str, Any] = {}
    for question in questions(form):
        confirms = question.kind.widget is Widget.TICK and question.required
        once = confirms or question.kind.given or question.kind.widget in _ONCE
        if question.name in answers and question.name in sound and not once:
            told |= _of(question, sound[question.name])
    return told


def _of(question: Question, answer: Any) -> dict[str, Any]:
    if question.row is not None:
        entries = [retyped(question.row, row.model_dump()) for row in answer]
        return _rows.flat({question.name: entries})
    if question.kind.widget is Widget.LINE:
        return {question.name: shown_as(question, answer)}
    return {question.name: to_jsonable_python(answer)}
