"""A form on paper: the numbered places its answers stand in, by its statutory text or in its own order."""

from collections.abc import Container
from dataclasses import dataclass

from forms._form import Form
from forms._official import Point
from forms._questions import Question, questions

BESIDES = "Дополнительные сведения"
"""Title of what the cabinet asks besides the points of an official form."""


@dataclass(frozen=True, slots=True)
class Place:
    """A numbered place on paper."""

    no: str
    words: str
    rows: tuple[tuple[str, Question], ...]
    """The words before the answer, and the question it answers."""
    asks: bool = True
    """Whether anything may be answered here; a point whose questions are not asked this time stands empty."""


@dataclass(frozen=True, slots=True)
class Part:
    """Places under one title."""

    title: str
    places: tuple[Place, ...]


def parts(form: type[Form], asked: Container[str]) -> tuple[Part, ...]:
    """Lay out the questions of *form* that are *asked*; files have a list of their own.

    Every point of an official form stands on paper whatever is asked; all other places are numbered as they come.
    """
    left = [question for question in questions(form) if question.name in asked and not question.accepts]
    official = form.official
    if official is None:
        titles = dict.fromkeys(question.section for question in left)
        numbers = iter(range(1, len(left) + 1))
        return tuple(
            Part(title, tuple(_own(str(next(numbers)), question) for question in left if question.section == title))
            for title in titles
        )
    points = tuple(_place(point, left) for point in official.points)
    named = _named(*official.points, official.applicant)
    besides = [question for question in left if question.name not in named]
    own = tuple(_own(f"Д{no}", question) for no, question in enumerate(besides, 1))
    return (Part("", points), *([Part(BESIDES, own)] if own else []))


def applicant(form: type[Form], asked: Container[str]) -> Place | None:
    """Return what stands above the signature; nothing where the form follows no official one."""
    left = [question for question in questions(form) if question.name in asked]
    return _place(form.official.applicant, left) if form.official else None


def _named(*points: Point) -> set[str]:
    return {name for point in points for name in point.answers}


def _place(point: Point, asked: list[Question]) -> Place:
    by_name = {question.name: question for question in asked}
    rows = tuple((words, by_name[name]) for name, words in point.answers.items() if name in by_name)
    empty = next(iter(point.answers.values()), "") if not rows else ""
    return Place(point.number, point.words or empty, rows, asks=bool(point.answers))


def _own(no: str, question: Question) -> Place:
    return Place(no, "", ((question.label, question),))
