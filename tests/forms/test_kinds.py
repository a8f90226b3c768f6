from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from core import clock
from core.labelled import Labelled
from forms import _kinds
from forms._kinds import (
    Address,
    Computed,
    Consent,
    Email,
    Kind,
    Line,
    LongText,
    MaybePastDate,
    Month,
    NewPassword,
    OneOf,
    PastDate,
    Phone,
    Power,
    Widget,
    YesNo,
)


class Season(Labelled):
    """Parts of the year."""

    SUMMER = "summer", "лето"


def taken(kind: Any, typed: Any) -> Any:
    return TypeAdapter(kind).validate_python(typed)


def shown(kind: Any, answer: Any) -> str:
    return next(entry for entry in get_args(kind) if isinstance(entry, Kind)).show(answer)


@pytest.mark.parametrize(
    ("typed", "power"),
    [
        ("15", "15"),
        ("7,5", "7.5"),
        ("7.125", "7.125"),
        ("1 000", "1000"),
        ("1\u00a0000,5", "1000.5"),
        (7.1, "7.1"),
        (0, "0"),
    ],
)
def test_power_is_typed_with_a_comma_or_a_point(typed: object, power: str) -> None:
    assert taken(Power, typed) == Decimal(power)


@pytest.mark.parametrize("typed", ["-1", "7,1234", "100000,001", "1e9", "много", "NaN", "Infinity", "7,5 кВт", ""])
def test_power_is_a_number_of_bearable_size_with_three_places(typed: str) -> None:
    with pytest.raises(ValidationError):
        taken(Power, typed)


@given(st.decimals(0, 99_999, places=3))
def test_any_power_reads_and_keeps_as_it_was_typed(power: Decimal) -> None:
    adapter = TypeAdapter[Decimal](Power)

    assert taken(Power, shown(Power, power)) == power
    assert adapter.validate_json(adapter.dump_json(power)) == power


@pytest.mark.parametrize(
    ("power", "words"), [("100", "100"), ("7.500", "7,5"), ("0.000", "0"), ("0.125", "0,125"), ("15", "15")]
)
def test_a_number_is_read_without_useless_zeros(power: str, words: str) -> None:
    assert shown(Power, Decimal(power)) == words
    assert Computed.show(Decimal(power)) == words


@pytest.mark.parametrize(("typed", "month"), [("03.2027", "03.2027"), ("3.2027", "03.2027"), ("12/2030", "12.2030")])
def test_a_month_is_kept_in_one_form(typed: str, month: str) -> None:
    assert taken(Month, typed) == month
    assert taken(Month, month) == month


@pytest.mark.parametrize("typed", ["13.2027", "00.2027", "март 2027", "03.1999", "2027"])
def test_a_month_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match=r"например 03\.2027"):
        taken(Month, typed)


@pytest.mark.parametrize("kind", [PastDate, MaybePastDate])
def test_today_is_past_and_tomorrow_is_not(kind: Any) -> None:
    today = clock.today()

    assert taken(kind, today.isoformat()) == today
    with pytest.raises(ValidationError, match="в будущем"):
        taken(kind, today + timedelta(days=1))


def test_a_date_that_may_be_missing_may_be_missing() -> None:
    assert taken(MaybePastDate, None) is None
    assert shown(MaybePastDate, None) == ""


@pytest.mark.parametrize("password", ["фраза из слов", "φράση από λέξεις", "一二三四五六七八九十", "  края важны  "])
def test_a_password_is_taken_as_it_is_in_any_alphabet(password: str) -> None:
    assert taken(NewPassword, password) == password


def test_a_password_of_few_different_marks_is_refused() -> None:
    with pytest.raises(ValidationError, match="слишком мало разных"):
        taken(NewPassword, "Ё" * 9 + "a")


def test_a_short_password_is_refused() -> None:
    with pytest.raises(ValidationError, match="короче 10"):
        taken(NewPassword, "abcdefghi")


def test_a_password_longer_than_any_phrase_is_refused() -> None:
    with pytest.raises(ValidationError, match="длиннее 128"):
        taken(NewPassword, "abcdefgh" * 17)


@pytest.mark.parametrize("typed", [False, None, "", "да", 2])
def test_a_consent_is_given_or_not_given(typed: object) -> None:
    given = True

    assert taken(Consent, given) is True
    with pytest.raises(ValidationError):
        taken(Consent, typed)


@pytest.mark.parametrize(
    ("kind", "answer", "words"),
    [
        (YesNo, True, "да"),
        (YesNo, False, "нет"),
        (YesNo, None, ""),
        (PastDate, date(2026, 3, 5), "05.03.2026"),
        (Phone, "+79101234567", "+7 (910) 123-45-67"),
        (Line, None, ""),
        (Line, "слово", "слово"),
        (Annotated[Season, OneOf], Season.SUMMER, "лето"),
        (Annotated[Season, OneOf], None, ""),
    ],
)
def test_an_answer_reads_as_people_say_it(kind: Any, answer: Any, words: str) -> None:
    assert shown(kind, answer) == words


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [(Email, " Maria@Example.ORG ", "maria@example.org"), (Phone, "8 910 123 45 67", "+79101234567")],
)
def test_an_answer_is_kept_in_one_form(kind: Any, typed: str, kept: str) -> None:
    assert taken(kind, typed) == kept


@pytest.mark.parametrize(("kind", "longest"), [(Line, 200), (_kinds.LongLine, 500), (LongText, 2000), (Address, 500)])
def test_a_text_has_a_greatest_length(kind: Any, longest: int) -> None:
    assert taken(kind, "ы" * longest)
    with pytest.raises(ValidationError, match=f"at most {longest}"):
        taken(kind, "ы" * (longest + 1))


def test_no_note_repeats_inside_a_field_what_a_computer_fills_in() -> None:
    kinds = [entry for value in vars(_kinds).values() for entry in get_args(value) if isinstance(entry, Kind)]

    assert {kind.fill_in for kind in kinds} == {
        "", "street-address", "email", "tel", "current-password", "new-password",
    }  # fmt: skip
    assert [kind for kind in kinds if kind.widget is Widget.TICK and kind.note] == []
