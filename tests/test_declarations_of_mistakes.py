"""Walks the forms of the main page: what people get wrong is told where it is wrong, and no check is left untried."""

from collections.abc import Iterator
from typing import Any

import pytest

from core.catalogue import catalogue
from core.errors import Invalid
from forms import _rows
from forms._form import Form, Group, Mistake, as_far_as_sound
from forms._questions import Question, check, questions, sounded, with_defaults
from regulations.applicants import ApplicantType
from tests import _people

FORMS = catalogue("forms", Form)

each_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


def by_name(found: Iterator[tuple[str, tuple[Any, ...]]]) -> Any:
    """Return a parametrisation of what is *found*, each under its name."""
    cases = list(found)
    return pytest.mark.parametrize("case", [case for _, case in cases], ids=[name for name, _ in cases])


def answers_of(form: type[Form], kind: str = "") -> dict[str, Any]:
    """Return sound answers, files among them; of another *kind* of applicant what all kinds have in common."""
    return _people.with_files(form) | ({"applicant_kind": kind} if kind else {})


def mistakes() -> Iterator[tuple[str, tuple[Any, ...]]]:
    for code, form in FORMS.items():
        for mistake in form.mistakes:
            yield f"{code}:{mistake.question}", (form, mistake)


def wrong_answers() -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield every unsound answer of a kind, wherever such a kind is asked: in a form, or in a row of it."""
    for code, form in FORMS.items():
        for path, question, standing in asked(form):
            for answer, says in question.kind.wrong:
                yield f"{code}:{path}:{answer}", (form, path, standing, answer, says)


def asked(form: type[Form]) -> Iterator[tuple[str, Question, dict[str, Any]]]:
    """Yield every question with answers beside which it is asked, rows included."""
    for question in questions(form):
        standing = answers_of(form) | as_asked(form, question)
        if question.row is None:
            yield question.name, question, standing
            continue
        inside = _people.valid_answers(question.row)
        for of_row in questions(question.row):
            row = inside | as_asked(question.row, of_row)
            yield _rows.path(question.name, "0", of_row.name), of_row, standing | _rows.flat({question.name: [row]})


def as_asked(form: type[Group], question: Question) -> dict[str, Any]:
    """Return the answers that make *form* ask the *question*."""
    found: dict[str, Any] = {}
    by = {asked.name: asked for asked in questions(form)}
    for name, wanted in (question.shown_if.answers if question.shown_if else {}).items():
        one = (
            wanted[0] if isinstance(wanted, tuple) else next(iter(wanted)) if isinstance(wanted, frozenset) else wanted
        )
        found |= as_asked(form, by[name]) | {name: one}
    return found


def rules() -> Iterator[tuple[str, tuple[Any, ...]]]:
    for code, form in FORMS.items():
        for owner, group in ((form, ""), *((asked.row, asked.name) for asked in questions(form) if asked.row)):
            for name in dir(owner):
                if getattr(getattr(owner, name, None), "concerns", None):
                    yield ":".join(filter(None, (code, group, name))), (form, group, name)


def breaks(form: type[Form], group: str, name: str, mistake: Mistake) -> bool:
    typed = with_defaults(form, answers_of(form) | _rows.flat(mistake.answers))
    if not group:
        return bool(said(form, name, typed))
    row = next(asked.row for asked in questions(form) if asked.name == group)
    assert row is not None  # it is a group
    return any(said(row, name, given) for _, given in _rows.rows(group, typed))


def said(form: type[Group], name: str, typed: dict[str, Any]) -> str:
    try:
        return str(getattr(form, name)(as_far_as_sound(form, sounded(form, typed)[0])))
    except AttributeError:  # what it reads is not sound
        return ""


@each_form
def test_the_sample_of_a_form_is_sound(form: type[Form]) -> None:
    made = check(form, answers_of(form))

    shown = with_defaults(form, made.model_dump(mode="json"))
    assert [name for name in form.sample if name not in shown] == []


@by_name(mistakes())
def test_what_people_get_wrong_is_told_where_it_is_wrong(case: tuple[type[Form], Mistake]) -> None:
    form, mistake = case

    with pytest.raises(Invalid) as refused:
        check(form, answers_of(form) | _rows.flat(mistake.answers))

    assert mistake.says in refused.value.remarks.get(mistake.question, "")


@by_name(wrong_answers())
def test_an_unsound_answer_is_told_wherever_its_kind_is_asked(
    case: tuple[type[Form], str, dict[str, Any], str, str],
) -> None:
    form, path, standing, answer, says = case

    with pytest.raises(Invalid) as refused:
        check(form, standing | {path: answer})

    assert says in refused.value.remarks.get(path, "")


@by_name(rules())
def test_every_rule_is_broken_by_a_mistake(case: tuple[type[Form], str, str]) -> None:
    form, group, name = case

    assert any(breaks(form, group, name, mistake) for mistake in form.mistakes)


@each_form
def test_a_form_says_itself_since_when_it_is_so(form: type[Form]) -> None:
    assert "valid_from" in form.__dict__


@each_form
def test_nobody_is_asked_who_they_are_when_the_account_says_so(form: type[Form]) -> None:
    kinds = [question for question in questions(form) if set(question.choices) == set(ApplicantType)]

    assert all(question.kind.given for question in kinds)
