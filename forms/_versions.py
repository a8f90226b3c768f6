"""Versions of a form: which is in force, and what a draft of an older one meets in a newer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from forms._form import Form
from forms._kinds import Kind, Widget
from forms._questions import questions


@dataclass(frozen=True, slots=True)
class Carried:
    """What has changed in a form since a draft of it was begun."""

    told: str
    """What the new version says of itself; may be empty."""
    gone: tuple[tuple[str, str], ...]
    """Questions that are asked no more, each with the answer that had been typed."""
    new: tuple[str, ...]
    """Questions that were not asked before, those that must be answered first."""


def in_force(versions: Iterable[type[Form]], day: date) -> type[Form] | None:
    """Return the version that is filled in on *day*; ``None`` if the form is closed, or not yet open."""
    good = [
        form for form in versions if form.valid_from <= day and (form.valid_until is None or day <= form.valid_until)
    ]
    return max(good, key=lambda form: form.valid_from, default=None)


def asked(form: type[Form]) -> dict[str, str]:
    """Return the questions of a version, name to label, as they are kept beside a draft of it."""
    return {question.name: question.label for question in questions(form) if _typed(question.kind)}


def carried(form: type[Form], before: Mapping[str, str], answers: Mapping[str, Any]) -> Carried:
    """Return what is otherwise in *form* than in the version that asked what stands in *before*."""
    now = {question.name: question for question in questions(form) if _typed(question.kind)}
    gone = tuple((label, str(answers[name])) for name, label in before.items() if name not in now and answers.get(name))
    new = [question for name, question in now.items() if name not in before]
    return Carried(form.changes, gone, tuple(q.label for q in sorted(new, key=lambda q: not q.required)))


def _typed(kind: Kind) -> bool:
    return kind.widget is not Widget.COMPUTED and not kind.given
