import pytest

from core.actor import Actor, Role
from core.errors import Forbidden
from services import applications, employees, journal_view
from tests import _people

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def admin(database: str) -> Actor:  # noqa: ARG001 - the database comes first
    return _people.an_employee("admin", name="Администраторов А. А.")


def test_the_journal_is_read_in_words_newest_first(maria: Actor, operator: Actor, admin: Actor) -> None:
    reg_no = _people.a_registered_application(maria, operator)
    applications.move(operator, reg_no, "in_work", version=1)
    employees.create(admin, "new@example.org", "Петров П. П.", Role.ENGINEER, "надёжная фраза")

    told = journal_view.newest(admin)

    assert [(line.who, line.act, line.facts) for line in told[:2]] == [
        ("Администраторов А. А., Администратор", "Создан сотрудник", "Инженер ПТО"),
        ("Операторова О. О., Оператор ЦОП", "Смена статуса заявки", "Зарегистрирована → Принята в работу"),
    ]
    assert told[1].thing == reg_no
    assert len(journal_view.newest(admin, limit=1)) == 1


def test_the_administrator_reads_no_names_of_consumers(maria: Actor, admin: Actor) -> None:
    _people.a_sent_application(maria)

    assert {line.who for line in journal_view.newest(admin)} == {"потребитель 57-000001-8"}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN}))
def test_only_the_administrator_reads_the_journal(role: Role) -> None:
    with pytest.raises(Forbidden):
        journal_view.newest(_people.an_employee(role))
