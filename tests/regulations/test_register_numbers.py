"""How applications are numbered in the register."""

import pytest

from regulations.register_numbers import reg_no


@pytest.mark.parametrize(
    ("serial", "year", "number"),
    [(1, 2025, "001/25"), (312, 2025, "312/25"), (999, 2026, "999/26"), (1000, 2026, "1000/26"), (7, 2000, "007/00")],
)
def test_a_number_has_three_digits_or_more_and_two_of_the_year(serial: int, year: int, number: str) -> None:
    assert reg_no(serial, year) == number


@pytest.mark.parametrize("serial", [0, -1])
def test_a_serial_begins_with_one(serial: int) -> None:
    with pytest.raises(ValueError, match="нумерация начинается с 1"):
        reg_no(serial, 2025)


@pytest.mark.parametrize("year", [25, 1999, 2100])
def test_a_year_is_given_in_full(year: int) -> None:
    with pytest.raises(ValueError, match="Проверьте год"):
        reg_no(1, year)
