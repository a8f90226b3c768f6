"""Answers put back from what JSON keeps of them: into words, and into the cells of a workbook."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import pytest
from pydantic import Field

from core.labelled import Labelled
from forms._cells import cell, words
from forms._form import Form, Group
from forms._kinds import (
    Accepts,
    Attachments,
    ComingDate,
    Consent,
    Count,
    Line,
    MaybeMoney,
    MaybeYesNo,
    Month,
    OneOf,
    OnScale,
    PastDate,
    Phone,
    Power,
    Repeats,
    Section,
    Snils,
    SomeOf,
)
from forms._questions import Question, check, questions


class Why(Labelled):
    """Why."""

    NEW = "new", "новое строительство"
    MORE = "more", "увеличение мощности"


class Stage(Group):
    """A stage."""

    power: Annotated[Power, Field(title="Мощность")]
    until: Annotated[ComingDate, Field(title="Срок")]
    note: Annotated[Line, Field(title="Примечание")] = ""


class Everything(Form):
    """Вопросы разных видов."""

    title = "Вопросы"
    source = "ПП 861, п. 9"

    line: Annotated[Line, Section("Вопросы"), Field(title="Строка")] = ""
    phone: Annotated[Phone, Field(title="Телефон")]
    snils: Annotated[Snils, Field(title="СНИЛС")]
    month: Annotated[Month, Field(title="Месяц")]
    since: Annotated[PastDate, Field(title="Дата")]
    power: Annotated[Power, Field(title="Мощность")]
    count: Annotated[Count, Field(title="Количество")]
    money: Annotated[MaybeMoney, Field(title="Сумма")] = None
    yes: Annotated[MaybeYesNo, Field(title="Да или нет")] = None
    consent: Annotated[Consent, Field(title="Согласие")]
    why: Annotated[Why, OneOf, Field(title="Почему")]
    mark: Annotated[Why, OnScale, Field(title="Оценка")]
    whys: Annotated[tuple[Why, ...], SomeOf, Field(title="Почему ещё")] = ()
    stages: Annotated[tuple[Stage, ...], Field(title="Этапы"), Repeats("Этап")] = ()
    files: Annotated[Attachments, Field(title="Файлы"), Accepts("ПП 861, п. 9")] = ()


ANSWERED: dict[str, tuple[Any, object, str]] = {
    "line": ("=HYPERLINK(1)", "=HYPERLINK(1)", "=HYPERLINK(1)"),
    "phone": ("8 910 123-45-67", "+7 (910) 123-45-67", "+7 (910) 123-45-67"),
    "snils": ("02827821765", "028-278-217 65", "028-278-217 65"),
    "month": ("3.2027", "03.2027", "03.2027"),
    "since": ("2026-02-03", date(2026, 2, 3), "03.02.2026"),
    "power": ("7,5", Decimal("7.5"), "7,5"),
    "count": ("3", 3, "3"),
    "money": ("15 750,50", Decimal("15750.50"), "15\u00a0750,50"),
    "yes": (False, "нет", "нет"),
    "consent": (True, "да", "да"),
    "why": ("more", "увеличение мощности", "увеличение мощности"),
    "mark": ("new", "новое строительство", "новое строительство"),
    "whys": (["new", "more"], "новое строительство, увеличение мощности", "новое строительство, увеличение мощности"),
}
"""By question: what is typed, what the cell holds, what a person reads."""
BY_NAME = {question.name: question for question in questions(Everything)}


def kept(**answers: Any) -> dict[str, Any]:
    typed = {name: typed for name, (typed, _, _) in ANSWERED.items()} | answers
    return check(Everything, typed).model_dump(mode="json")


@pytest.mark.parametrize("name", ANSWERED)
def test_an_answer_stands_in_a_cell_as_what_it_is_and_in_words_as_it_is_read(name: str) -> None:
    _, in_cell, in_words = ANSWERED[name]

    assert cell(BY_NAME[name], kept()[name]) == in_cell
    assert type(cell(BY_NAME[name], kept()[name])) is type(in_cell)
    assert words(BY_NAME[name], kept()[name]) == in_words


@pytest.mark.parametrize("name", BY_NAME)
def test_what_was_not_answered_is_an_empty_cell(name: str) -> None:
    assert cell(BY_NAME[name], None) is None


def test_optional_answers_that_were_left_out_are_empty_cells() -> None:
    left_out = kept(line="", money=None, yes=None, whys=[])

    assert [cell(BY_NAME[name], left_out[name]) for name in ("line", "money", "yes", "whys", "stages", "files")] == (
        [None] * 6
    )


def test_files_are_counted() -> None:
    assert cell(BY_NAME["files"], ["a", "b"]) == 2


def test_the_rows_of_a_group_are_told_a_line_each() -> None:
    stages = [{"power": "5", "until": "2099-01-15"}, {"power": "7,5", "until": "2099-02-01", "note": "баня"}]

    told = cell(BY_NAME["stages"], kept(stages=stages)["stages"])

    assert told == (
        "Этап 1. Мощность: 5 кВт; Срок: 15.01.2099\nЭтап 2. Мощность: 7,5 кВт; Срок: 01.02.2099; Примечание: баня"
    )


def test_what_was_right_when_it_was_sent_is_read_whatever_the_day() -> None:
    passed: Question = next(question for question in questions(Stage) if question.name == "until")

    assert cell(passed, "2020-01-15") == date(2020, 1, 15)


@pytest.mark.parametrize("name", ["power", "since", "count", "money"])
def test_an_answer_another_kind_once_asked_for_stands_as_it_was_kept(name: str) -> None:
    assert cell(BY_NAME[name], "сколько дадут") == words(BY_NAME[name], "сколько дадут") == "сколько дадут"


def test_a_choice_that_is_offered_no_more_stands_as_it_was_kept() -> None:
    assert cell(BY_NAME["why"], "gone") == "gone"
    assert words(BY_NAME["whys"], ["new", "gone"]) == "новое строительство, gone"
