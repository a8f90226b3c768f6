import pytest

from core.actor import Actor, Role, Side
from core.errors import Forbidden, Invalid
from db.models import User
from services import employees, login
from tests import _people
from tests._kept import acts, everything, kept

pytestmark = pytest.mark.usefixtures("database")

PASSWORD = "надёжная фраза"


@pytest.fixture
def admin(database: str) -> Actor:  # noqa: ARG001 - the database comes first
    return _people.an_employee("admin", email="admin@example.org")


def create(actor: Actor, email: str = "new@example.org", name: str = "Петров П. П.", password: str = PASSWORD) -> int:
    return employees.create(actor, email, name, Role.ENGINEER, password)


def test_a_new_employee_may_log_in(admin: Actor) -> None:
    user_id = create(admin, " New@Example.org ")

    assert login.check(Side.STAFF, "new@example.org", PASSWORD, _people.VISITOR) == user_id
    [user] = kept(User, User.id == user_id)
    assert (user.role, user.side, user.consumer_id) == ("engineer", "staff", None)
    assert acts() == ["employee.created"]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN}))
def test_only_the_administrator_opens_accounts(role: Role) -> None:
    with pytest.raises(Forbidden):
        create(_people.an_employee(role))


def test_a_consumer_opens_no_accounts_of_employees() -> None:
    with pytest.raises(Forbidden):
        create(_people.a_consumer())


def test_a_taken_address_is_refused(admin: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        create(admin, "ADMIN@example.org")

    assert refused.value.remarks == {"email": "Сотрудник с этим адресом уже есть."}
    assert len(kept(User)) == 1


def test_a_consumer_may_become_an_employee(admin: Actor) -> None:
    _people.a_consumer(email="new@example.org")

    assert create(admin)


def test_everything_wrong_is_told_at_once_and_nothing_is_kept(admin: Actor) -> None:
    before = everything()

    with pytest.raises(Invalid) as refused:
        create(admin, "не адрес", "  ", "коротко")

    assert list(refused.value.remarks) == ["email", "password", "name"]
    assert everything() == before
