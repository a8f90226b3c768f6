import pytest

from core.actor import Actor, Side, Visitor
from core.errors import Forbidden, Invalid, NotFound, Refusal
from services import access, login, sessions
from tests import _people

pytestmark = pytest.mark.usefixtures("database")
HERE = Visitor("192.0.2.7")
FRESH = "совсем другая фраза"


@pytest.fixture
def maria(database: str) -> Actor:  # noqa: ARG001 - the database comes first
    return _people.a_consumer()


@pytest.fixture
def admin(maria: Actor) -> Actor:  # noqa: ARG001 - the database comes first
    return _people.an_employee("admin")


def test_a_new_password_lets_in_and_ends_every_session(maria: Actor, admin: Actor) -> None:
    opened = sessions.begin(maria.user_id, HERE)

    access.set_password(admin, Side.PUBLIC, " Maria@example.org ", FRESH)

    assert login.check(Side.PUBLIC, "maria@example.org", FRESH, HERE) == maria.user_id
    assert sessions.by_id(Side.PUBLIC, opened.session_id) is None
    with pytest.raises(Refusal):
        login.check(Side.PUBLIC, "maria@example.org", _people.PASSWORD, HERE)


def test_a_shut_account_is_out_at_once(maria: Actor, admin: Actor) -> None:
    opened = sessions.begin(maria.user_id, HERE)

    access.shut(admin, Side.PUBLIC, "maria@example.org")

    assert sessions.by_id(Side.PUBLIC, opened.session_id) is None
    with pytest.raises(Refusal):
        login.check(Side.PUBLIC, "maria@example.org", _people.PASSWORD, HERE)


def test_a_short_password_is_refused(admin: Actor) -> None:
    with pytest.raises(Invalid):
        access.set_password(admin, Side.PUBLIC, "maria@example.org", "1")


def test_an_account_of_the_other_portal_is_not_found(admin: Actor) -> None:
    with pytest.raises(NotFound):
        access.shut(admin, Side.STAFF, "maria@example.org")


def test_only_who_manages_accounts_may(maria: Actor) -> None:
    for actor in (maria, _people.an_employee("manager")):
        with pytest.raises(Forbidden):
            access.set_password(actor, Side.PUBLIC, "maria@example.org", FRESH)
        with pytest.raises(Forbidden):
            access.shut(actor, Side.PUBLIC, "maria@example.org")
