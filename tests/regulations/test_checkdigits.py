"""Registration numbers of consumers and the slips they bring to light."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulations.checkdigits import account_no, account_number_for

SERIALS = st.integers(min_value=1, max_value=999_999)


def test_a_number_holds_the_region_the_serial_and_a_check_digit() -> None:
    assert account_number_for(4217) == "57-004217-3"


@pytest.mark.parametrize("serial", [0, -1, 1_000_000])
def test_a_serial_that_does_not_fit_is_refused(serial: int) -> None:
    with pytest.raises(ValueError, match="от 1 до 999999"):
        account_number_for(serial)


@pytest.mark.parametrize(
    "written", ["57-004217-3", "570042173", " 57 004217 3 ", "57–004217–3", "57\u00a0004217\u00a03"]
)
def test_a_number_may_be_typed_with_or_without_dashes(written: str) -> None:
    assert account_no(written) == "57-004217-3"


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "Укажите регистрационный номер"),
        ("ivanov@example.org", "допустимы только цифры"),
        ("57-004217", "цифр должно быть 9, а введено 8"),
        ("58-004217-3", "начинается с 57"),
        ("57-004217-4", "контрольная цифра не сходится"),
        ("57-000000-8", "контрольная цифра не сходится"),
    ],
)
def test_what_can_be_no_number_is_refused_in_russian(written: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        account_no(written)


@given(SERIALS)
def test_every_number_we_give_is_accepted_back(serial: int) -> None:
    number = account_number_for(serial)

    assert account_no(number) == number


@given(SERIALS, st.integers(min_value=2, max_value=8), st.integers(min_value=1, max_value=9))
def test_one_wrong_digit_is_noticed(serial: int, place: int, change: int) -> None:
    number = account_number_for(serial).replace("-", "")

    mistaken = number[:place] + str((int(number[place]) + change) % 10) + number[place + 1 :]

    with pytest.raises(ValueError, match="контрольная цифра не сходится"):
        account_no(mistaken)


@given(SERIALS, st.integers(min_value=2, max_value=7))
def test_two_neighbours_swapped_are_noticed(serial: int, place: int) -> None:
    number = account_number_for(serial).replace("-", "")

    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]

    if swapped != number:
        with pytest.raises(ValueError, match="контрольная цифра не сходится"):
            account_no(swapped)
