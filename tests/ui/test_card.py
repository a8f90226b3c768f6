import pytest

from services import applications, cards
from tests import _people
from tests.pages._visit import visit

TAKE = "card-take"


@pytest.fixture(autouse=True)
def _database(sqlite_database: str) -> None:
    """Give the test an empty database."""


def test_a_namesake_may_take_over_what_the_other_has_taken() -> None:
    reg_no = _people.a_registered_application()
    first, namesake = (_people.an_employee("engineer", name="Инженеров И. И.") for _ in range(2))
    applications.assign(first, reg_no, version=cards.whole(first, reg_no).version)

    offered = [
        [button.key for button in visit("staff", actor, "application", no=reg_no).button] for actor in (first, namesake)
    ]

    assert [TAKE in keys for keys in offered] == [False, True]
