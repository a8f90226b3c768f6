"""Walks the samples and the mistakes of all forms, so that a new one shows what it takes and what it says."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

import pytest

from core.errors import Invalid
from forms import _rows
from forms._form import Form, Group, Mistake, as_far_as_sound, rules
from forms._questions import Question, check, questions, sounded, with_defaults
from tests import _people
from tests.test_declarations import FORMS, MAIN_PAGE, each_form

Rule = Callable[[Any], str]

each_of_the_main_page = pytest.mark.parametrize("form", MAIN_PAGE.values(), ids=MAIN_PAGE)
each_mistake = pytest.mark.parametrize(
    ("form", "mistake"),
    [
        pytest.param(form, mistake, id=f"{name}-{mistake.question}-{place}")
        for name, form in FORMS.items()
        for place, mistake in enumerate(form.mistakes, 1)
    ],
)


def remarks(form: type[Form], typed: Mapping[str, Any]) -> dict[str, str]:
    """Return what *form* says to these answers; nothing if they are sound."""
    try:
        check(form, typed)
    except Invalid as invalid:
        return invalid.remarks
    return {}


def made(form: type[Form], mistake: Mistake) -> dict[str, Any]:
    """Return the sample with the mistake in it."""
    return _people.with_files(form) | _rows.flat(mistake.answers)


def asked(form: type[Group], typed: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of the answers that are asked for, the answers being such, those in rows among them."""
    standing = with_defaults(form, typed)
    for question in questions(form):
        if not question.shown(standing):
            continue
        yield question.name
        if question.row is not None:
            for row, given in _rows.rows(question.name, standing):
                yield from (_rows.path(question.name, row, name) for name in asked(question.row, given))


def everywhere(form: type[Group], typed: Mapping[str, Any]) -> Iterator[tuple[str, Question, dict[str, Any]]]:
    """Yield every question, those of rows among them: the name of its answer, and answers with which it is asked."""
    for question in questions(form):
        standing = reached(form, question, typed)
        yield question.name, question, standing
        if question.row is not None:
            row, given = next(_rows.rows(question.name, standing), ("0", {}))
            for name, inside, answers in everywhere(question.row, given):
                told = {_rows.path(question.name, row, name): answer for name, answer in answers.items()}
                yield _rows.path(question.name, row, name), inside, standing | {question.name: [row]} | told


def reached(form: type[Group], question: Question, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers so changed that the question is asked."""
    found = dict(typed)
    if question.shown_if is None or question.shown(with_defaults(form, typed)):
        return found
    by_name = {earlier.name: earlier for earlier in questions(form)}
    for name, wanted in question.shown_if.answers.items():
        one = min(wanted) if isinstance(wanted, tuple | frozenset) else wanted
        found = reached(form, by_name[name], found) | {name: one}
    return found


def every_rule(form: type[Group]) -> Iterator[Rule]:
    """Yield the rules of *form* and of the rows of its groups."""
    yield from (holds for _, holds in rules(form))
    for question in questions(form):
        if question.row is not None:
            yield from every_rule(question.row)


def broken(form: type[Group], typed: Mapping[str, Any]) -> Iterator[Rule]:
    """Yield the rules that the answers break, those of the rows of groups among them."""
    standing = with_defaults(form, typed)
    partial = as_far_as_sound(form, sounded(form, standing)[0])
    for _, holds in rules(form):
        with suppress(AttributeError):  # an answer it reads is not sound
            if holds(partial):
                yield holds
    for question in questions(form):
        if question.row is not None:
            for _, given in _rows.rows(question.name, standing):
                yield from broken(question.row, given)


@each_of_the_main_page
def test_a_form_says_since_when_its_wording_is_in_force(form: type[Form]) -> None:
    assert "valid_from" in form.__dict__


@each_of_the_main_page
def test_the_sample_of_a_form_answers_only_what_is_asked_and_is_sound(form: type[Form]) -> None:
    typed = _people.with_files(form)

    assert remarks(form, typed) == {}
    assert set(_rows.flat(form.sample)) <= set(asked(form, typed))


@each_form
def test_an_unsound_answer_of_its_kind_is_told_of_wherever_it_is_asked_for(form: type[Form]) -> None:
    silent = [
        (name, wrong)
        for name, question, typed in everywhere(form, _people.with_files(form))
        for wrong, says in question.kind.wrong
        if says not in remarks(form, typed | {name: wrong}).get(name, "")
    ]

    assert silent == []


@each_mistake
def test_a_mistake_is_answered_by_its_remark(form: type[Form], mistake: Mistake) -> None:
    found = remarks(form, made(form, mistake))

    assert mistake.says in found.get(mistake.question, f"nothing is said of it, but {found}")


@each_of_the_main_page
def test_every_rule_of_a_form_is_broken_by_one_of_its_mistakes(form: type[Form]) -> None:
    met = {one for mistake in form.mistakes for one in broken(form, made(form, mistake))}

    assert [one.__qualname__ for one in every_rule(form) if one not in met] == []
