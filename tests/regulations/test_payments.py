"""How a fee is divided into instalments."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regulations.payments import installments

SIMPLIFIED = (15, 30, 35, 20)
SCHEDULES = [SIMPLIFIED, (10, 30, 60), (30, 60, 10), (15, 30, 45, 10), (100,)]
FEES = st.decimals(min_value=1, max_value=10**9, places=2)


def test_the_fee_of_an_ordinary_house_is_divided_to_the_rouble() -> None:
    parts = installments(Decimal(105_000), SIMPLIFIED)

    assert list(map(str, parts)) == ["15750.00", "31500.00", "36750.00", "21000.00"]


def test_half_a_kopeck_is_rounded_up_and_the_last_part_is_the_remainder() -> None:
    parts = installments(Decimal("1000.10"), SIMPLIFIED)

    assert list(map(str, parts)) == ["150.02", "300.03", "350.04", "200.01"]


def test_nothing_is_divided_into_nothing() -> None:
    assert installments(Decimal(0), SIMPLIFIED) == (Decimal(0),) * 4


@pytest.mark.parametrize("fee", ["-1", "0.001", "NaN"])
def test_a_fee_is_whole_kopecks_and_not_negative(fee: str) -> None:
    with pytest.raises(ValueError, match="Проверьте плату"):
        installments(Decimal(fee), SIMPLIFIED)


@pytest.mark.parametrize("shares", [(), (50,), (50, 60), (120, -20), (100, 0)])
def test_shares_are_positive_and_make_a_whole(shares: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="Проверьте доли"):
        installments(Decimal(105_000), shares)


@given(FEES, st.sampled_from(SCHEDULES))
def test_the_parts_make_the_fee_to_the_kopeck(fee: Decimal, shares: tuple[int, ...]) -> None:
    parts = installments(fee, shares)

    assert sum(parts) == fee
    assert len(parts) == len(shares)


@given(FEES, st.sampled_from(SCHEDULES))
def test_no_part_is_farther_from_its_share_than_rounding_takes_it(fee: Decimal, shares: tuple[int, ...]) -> None:
    parts = installments(fee, shares)

    off = [abs(part - fee * share / 100) for part, share in zip(parts, shares, strict=True)]
    assert max(off[:-1], default=Decimal(0)) <= Decimal("0.005")
    assert off[-1] <= Decimal("0.005") * (len(shares) - 1)
