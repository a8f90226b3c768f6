from typing import Annotated

import pytest
from pydantic import Field, ValidationError

from forms._form import Form, broken_rules, rule
from forms._kinds import Line
from forms.tp_15 import ApplicationUpTo15
from regulations.applicants import ApplicantType


class Pair(Form):
    """Two numbers in words."""

    title = "Пара"
    source = "ПП 861, п. 9"

    first: Annotated[Line, Field(title="Первое")]
    second: Annotated[Line, Field(title="Второе")] = "два"

    @rule("second")
    def _differ(self) -> str:
        return "Выберите разные." if self.first == self.second else ""


class Triple(Pair):
    """Three of them."""

    third: Annotated[Line, Field(title="Третье")] = "три"

    @rule("third")
    def _differ_too(self) -> str:
        return "И это тоже." if self.third == self.first else ""


def test_the_file_name_of_a_form_is_its_code() -> None:
    assert ApplicationUpTo15.code() == "tp_15"


def test_a_form_is_for_every_applicant_unless_it_says_otherwise() -> None:
    assert Pair.for_applicants == set(ApplicantType)


def test_a_filled_form_cannot_be_changed() -> None:
    filled = Pair(first="один")

    with pytest.raises(ValidationError, match="frozen"):
        filled.first = "другой"  # type: ignore[misc] # the point of the test


def test_what_was_not_asked_is_not_taken() -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        Pair.model_validate({"first": "один", "is_admin": True})


def test_blanks_around_an_answer_are_dropped() -> None:
    assert Pair(first="  один\t").first == "один"


def test_a_broken_rule_names_its_question() -> None:
    assert list(broken_rules(Pair, {"first": "два", "second": "два"})) == [("second", "Выберите разные.")]


def test_a_kept_rule_says_nothing() -> None:
    assert list(broken_rules(Pair, {"first": "один", "second": "два"})) == []


def test_a_rule_waits_until_what_it_reads_is_answered() -> None:
    assert list(broken_rules(Pair, {"second": "два"})) == []


def test_the_rules_of_a_parent_hold_for_its_children() -> None:
    broken = dict(broken_rules(Triple, {"first": "два", "second": "два", "third": "два"}))

    assert broken == {"second": "Выберите разные.", "third": "И это тоже."}
