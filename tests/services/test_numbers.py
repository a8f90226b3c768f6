import pytest

from db.models import Counter
from db.session import transaction
from services import numbers
from tests._kept import the_only
from tests._together import at_once

pytestmark = pytest.mark.usefixtures("database")


def next_of(series: str) -> int:
    with transaction() as session:
        return numbers.following(session, series)


def test_numbers_follow_one_another_from_one() -> None:
    assert [next_of("application 2026") for _ in range(3)] == [1, 2, 3]


def test_every_series_counts_by_itself() -> None:
    next_of("application 2026")

    assert next_of("application 2027") == 1


def test_a_number_given_in_vain_is_given_again() -> None:
    next_of("s")

    def fail() -> None:
        with transaction() as session:
            numbers.following(session, "s")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert next_of("s") == 2


def test_several_numbers_may_be_taken_in_one_transaction() -> None:
    with transaction() as session:
        taken = [numbers.following(session, "s") for _ in range(3)]

    assert taken == [1, 2, 3]


def test_people_at_once_get_different_numbers_without_gaps_from_the_very_first() -> None:
    taken = at_once(*[lambda: next_of("never used before")] * 6)

    assert sorted(taken, key=str) == [1, 2, 3, 4, 5, 6]


def test_a_series_may_go_on_after_a_known_number() -> None:
    with transaction() as session:
        numbers.skip_to(session, "s", 41)

    assert next_of("s") == 42


def test_a_series_never_goes_back() -> None:
    with transaction() as session:
        numbers.skip_to(session, "s", 41)
        numbers.skip_to(session, "s", 7)

    assert the_only(Counter).last == 41
