import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from core.actor import Actor, Role, Side
from core.errors import Conflict, Forbidden, Invalid, NotFound, Refusal
from db.models import AccountLink, JournalEntry, User
from db.session import transaction
from manage import CLERK
from services import employees, links, login, sessions
from services.employees import State
from services.links import Purpose
from tests import _people
from tests._kept import acts, everything, kept, letters
from tests._people import PASSWORD, VISITOR
from tests._together import at_once
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def admin(database: str) -> Actor:  # noqa: ARG001 - the database comes first
    return _people.an_employee("admin", email="admin@example.org", name="Зуев К. М.")


@pytest.fixture
def engineer(admin: Actor) -> Actor:  # noqa: ARG001 - the second to come
    return _people.an_employee("engineer", email="engineer@example.org", name="Крылов А. П.")


def invite(actor: Actor, email: str = "new@example.org", name: str = "Петров П. П.") -> int:
    return employees.invite(actor, email, name, Role.ENGINEER)


def link_in_the_last_letter() -> str:
    found = re.search(r"/link/([\w-]+)", letters("employee_invited")[-1].body)
    assert found
    return found[1]


def test_whoever_is_invited_gets_a_link_and_nobody_knows_a_password(admin: Actor) -> None:
    user_id = invite(admin, " New@Example.org ")

    [user] = kept(User, User.id == user_id)
    assert (user.email, user.role, user.side, user.password_hash) == ("new@example.org", "engineer", "staff", "")
    [letter] = letters("employee_invited")
    assert letter.to == "new@example.org"
    assert "Инженер ПТО" in letter.body
    link = links.look(Side.STAFF, link_in_the_last_letter())
    assert link
    assert (link.user_id, link.purpose) == (user_id, Purpose.INVITATION)
    assert employees.one(admin, user_id).state is State.INVITED
    assert acts() == ["employee.invited"]


@pytest.mark.parametrize("password", ["", " ", PASSWORD])
def test_no_password_lets_the_invited_in_before_they_set_one(admin: Actor, password: str) -> None:
    invite(admin)

    with pytest.raises(Refusal):
        login.check(Side.STAFF, "new@example.org", password, VISITOR)


def test_a_second_invitation_replaces_the_first(admin: Actor) -> None:
    user_id = invite(admin)
    first = link_in_the_last_letter()

    employees.reinvite(admin, user_id)

    assert links.look(Side.STAFF, first) is None
    assert links.look(Side.STAFF, link_in_the_last_letter())
    assert acts() == ["employee.invited"] * 2


def test_who_has_a_password_is_not_invited_again(admin: Actor, engineer: Actor) -> None:
    with pytest.raises(Conflict, match="Забыли пароль"):
        employees.reinvite(admin, engineer.user_id)


def test_the_command_line_may_have_the_link_itself(admin: Actor) -> None:
    user_id = invite(admin)

    token = employees.invitation(admin, user_id).rpartition("/")[2]

    assert links.look(Side.STAFF, token)
    assert links.look(Side.STAFF, link_in_the_last_letter()) is None


@pytest.mark.parametrize("act", [employees.block, None])
def test_no_link_into_an_account_that_works_or_is_blocked_is_handed_out(
    admin: Actor, engineer: Actor, act: Callable[[Actor, int], None] | None
) -> None:
    if act is not None:
        act(admin, engineer.user_id)

    with pytest.raises(Conflict):
        employees.invitation(admin, engineer.user_id)

    assert kept(AccountLink) == []


def test_a_link_handed_out_is_in_the_journal(admin: Actor) -> None:
    user_id = invite(admin)

    employees.invitation(admin, user_id)

    assert acts() == ["employee.invited"] * 2


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN}))
def test_only_the_administrator_manages_employees(engineer: Actor, role: Role) -> None:
    other = _people.an_employee(role)

    for act in (
        lambda: employees.everybody(other),
        lambda: employees.one(other, engineer.user_id),
        lambda: invite(other),
        lambda: employees.invitation(other, engineer.user_id),
        lambda: employees.reinvite(other, engineer.user_id),
        lambda: employees.create(other, "x@example.org", "Икс", Role.ADMIN, PASSWORD),
        lambda: employees.change_role(other, engineer.user_id, Role.ADMIN),
        lambda: employees.block(other, engineer.user_id),
        lambda: employees.unblock(other, engineer.user_id),
    ):
        with pytest.raises(Forbidden):
            act()


def test_a_consumer_invites_no_employees() -> None:
    with pytest.raises(Forbidden):
        invite(_people.a_consumer())


def test_a_taken_address_is_refused(admin: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        invite(admin, "ADMIN@example.org")

    assert refused.value.remarks == {"email": "Сотрудник с этим адресом уже есть."}
    assert len(kept(User)) == 1
    assert letters("employee_invited") == []


def test_a_consumer_may_become_an_employee(admin: Actor) -> None:
    _people.a_consumer(email="new@example.org")

    assert invite(admin)


def test_everything_wrong_is_told_at_once_and_nothing_is_kept(admin: Actor) -> None:
    before = everything()

    with pytest.raises(Invalid) as refused:
        employees.create(admin, "не адрес", "  ", Role.ENGINEER, "коротко")

    assert set(refused.value.remarks) == {"email", "password", "name"}
    assert everything() == before


def test_the_first_administrator_may_be_given_a_password_at_once(admin: Actor) -> None:
    user_id = employees.create(admin, "new@example.org", "Петров П. П.", Role.ADMIN, PASSWORD)

    assert login.check(Side.STAFF, "new@example.org", PASSWORD, VISITOR) == user_id
    assert acts() == ["employee.created"]


def test_a_blocked_employee_is_out_of_every_session_and_cannot_come_back(admin: Actor, engineer: Actor) -> None:
    opened = sessions.begin(engineer.user_id, VISITOR)
    redeemed = sessions.redeem(Side.STAFF, opened.ticket, VISITOR.browser)
    assert redeemed
    unused = sessions.begin(engineer.user_id, VISITOR)

    employees.block(admin, engineer.user_id)

    assert sessions.by_id(Side.STAFF, opened.session_id) is None  # the open tab
    assert sessions.by_token(Side.STAFF, redeemed[0]) is None  # the cookie
    assert sessions.redeem(Side.STAFF, unused.ticket, VISITOR.browser) is None
    with pytest.raises(Refusal):
        login.check(Side.STAFF, "engineer@example.org", PASSWORD, VISITOR)
    assert employees.one(admin, engineer.user_id).state is State.BLOCKED
    assert acts()[-2:] == ["employee.blocked", "login.failed"]


def test_a_link_sent_before_the_block_is_dead_after_it_too(admin: Actor, engineer: Actor) -> None:
    with transaction() as session:
        link = links.make(session, session.get_one(User, engineer.user_id), Purpose.RESET)

    employees.block(admin, engineer.user_id)
    employees.unblock(admin, engineer.user_id)

    assert links.look(Side.STAFF, link.rpartition("/")[2]) is None


def test_whoever_is_unblocked_logs_in_anew_but_no_old_session_revives(admin: Actor, engineer: Actor) -> None:
    opened = sessions.begin(engineer.user_id, VISITOR)
    employees.block(admin, engineer.user_id)

    employees.unblock(admin, engineer.user_id)

    assert sessions.by_id(Side.STAFF, opened.session_id) is None
    assert login.check(Side.STAFF, "engineer@example.org", PASSWORD, VISITOR) == engineer.user_id
    assert acts()[-1] == "employee.unblocked"


def test_blocking_and_unblocking_twice_is_said(admin: Actor, engineer: Actor) -> None:
    with pytest.raises(Conflict):
        employees.unblock(admin, engineer.user_id)
    employees.block(admin, engineer.user_id)

    with pytest.raises(Conflict):
        employees.block(admin, engineer.user_id)


def test_another_role_is_in_force_at_the_next_step(admin: Actor, engineer: Actor) -> None:
    opened = sessions.begin(engineer.user_id, VISITOR)

    employees.change_role(admin, engineer.user_id, Role.ECONOMIST)

    known = sessions.by_id(Side.STAFF, opened.session_id)
    assert known
    assert known.actor.role is Role.ECONOMIST
    entry = kept(JournalEntry)[-1]
    assert (entry.act, entry.facts) == ("employee.role_changed", {"was": "engineer", "now": "economist"})


def test_the_same_role_once_more_is_no_act(admin: Actor, engineer: Actor) -> None:
    employees.change_role(admin, engineer.user_id, Role.ENGINEER)

    assert acts() == []


def test_nobody_blocks_or_demotes_themselves(admin: Actor) -> None:
    _people.an_employee("admin")
    acts_of: tuple[Callable[[], None], ...] = (
        lambda: employees.block(admin, admin.user_id),
        lambda: employees.change_role(admin, admin.user_id, Role.ENGINEER),
    )
    for act in acts_of:
        with pytest.raises(Conflict, match="другого администратора"):
            act()


def test_the_last_working_administrator_stays(admin: Actor) -> None:
    invited = employees.invite(admin, "later@example.org", "Позднее П. П.", Role.ADMIN)
    acts_of: tuple[Callable[[], None], ...] = (
        lambda: employees.block(CLERK, admin.user_id),
        lambda: employees.change_role(CLERK, admin.user_id, Role.ENGINEER),
    )
    for act in acts_of:
        with pytest.raises(Conflict, match="последний"):
            act()
    assert employees.one(admin, invited).state is State.INVITED


def test_two_administrators_who_put_each_other_out_at_once_leave_one(admin: Actor) -> None:
    other = _people.an_employee("admin")

    at_once(
        lambda: employees.block(admin, other.user_id),
        lambda: employees.block(other, admin.user_id),
    )

    working = [user for user in kept(User) if user.active]
    assert len(working) == 1


def test_a_consumer_is_no_employee_to_be_managed(admin: Actor) -> None:
    maria = _people.a_consumer()

    for act in (
        lambda: employees.block(admin, maria.user_id),
        lambda: employees.one(admin, maria.user_id),
        lambda: employees.change_role(admin, maria.user_id, Role.ADMIN),
        lambda: employees.reinvite(admin, maria.user_id),
    ):
        with pytest.raises(NotFound):
            act()


def test_the_list_tells_how_each_stands_and_is_narrowed_down(admin: Actor, engineer: Actor, time: Time) -> None:
    invite(admin)
    time.passes(minutes=1)
    sessions.begin(engineer.user_id, VISITOR)
    time.passes(hours=1)
    with transaction() as session:
        session.get_one(User, engineer.user_id).totp_since = time.now

    every = {line.email: line for line in employees.everybody(admin)}

    assert {email: line.state for email, line in every.items()} == {
        "admin@example.org": State.WORKS,
        "engineer@example.org": State.WORKS,
        "new@example.org": State.INVITED,
    }
    assert every["engineer@example.org"].last_login == time.now - timedelta(hours=1)
    assert every["engineer@example.org"].second_factor
    assert every["admin@example.org"].last_login is None
    assert [line.email for line in employees.everybody(admin, find="КРЫЛОВ")] == ["engineer@example.org"]
    assert [line.email for line in employees.everybody(admin, find="new@")] == ["new@example.org"]
    assert [line.role for line in employees.everybody(admin, role=Role.ADMIN)] == [Role.ADMIN]
    assert [line.email for line in employees.everybody(admin, state=State.INVITED)] == ["new@example.org"]
