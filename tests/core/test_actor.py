import pytest

from core.actor import ROLE_PERMISSIONS, SEAT_PERMISSIONS, Actor, Duty, Permission, Role, Seat, Side
from core.errors import Forbidden


def who_may(permission: Permission) -> set[Role]:
    return {role for role, permissions in ROLE_PERMISSIONS.items() if permission in permissions}


def an_actor(*permissions: Permission) -> Actor:
    return Actor(1, Side.STAFF, "Петров П. П.", frozenset(permissions))


def test_an_actor_may_what_is_permitted_and_nothing_else() -> None:
    actor = an_actor(Permission.ANSWER_APPEALS)

    assert actor.may(Permission.ANSWER_APPEALS)
    assert not actor.may(Permission.SEE_JOURNAL)


def test_one_of_several_permissions_is_enough() -> None:
    actor = an_actor(Permission.HANDLE_CONTRACT)

    actor.must(Permission.HANDLE_CONDITIONS, Permission.HANDLE_CONTRACT)

    assert not actor.may(Permission.HANDLE_CONDITIONS)


def test_without_any_of_the_permissions_the_act_is_forbidden() -> None:
    with pytest.raises(Forbidden, match="нет этого права"):
        an_actor(Permission.SEE_REPORTS).must(Permission.SEE_JOURNAL, Permission.MANAGE_EMPLOYEES)


def test_who_must_have_nothing_named_is_forbidden_too() -> None:
    with pytest.raises(Forbidden):
        an_actor(*Permission).must()


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_name_and_permissions(role: Role) -> None:
    assert role.label[0].isupper()
    assert ROLE_PERMISSIONS[role]


@pytest.mark.parametrize("role", Role)
def test_no_employee_acts_as_an_applicant(role: Role) -> None:
    assert ROLE_PERMISSIONS[role] & SEAT_PERMISSIONS[Seat.OWNER] == {Permission.MANAGE_OWN_ACCOUNT}


def test_every_permission_is_somebodys() -> None:
    given = frozenset[Permission]().union(*SEAT_PERMISSIONS.values(), *ROLE_PERMISSIONS.values())

    assert given == set(Permission)


def test_only_the_administrator_manages_employees_and_only_the_auditor_reads_the_journal_too() -> None:
    assert who_may(Permission.MANAGE_EMPLOYEES) == {Role.ADMIN}
    assert who_may(Permission.SEE_JOURNAL) == {Role.ADMIN, Role.AUDITOR}


def test_who_owes_a_duty_may_do_that_alone() -> None:
    actor = Actor(1, Side.STAFF, "Петров П. П.", frozenset(), duty=Duty.SECOND_FACTOR)

    actor.must_owe(Duty.SECOND_FACTOR)

    with pytest.raises(Forbidden):
        actor.must_owe(Duty.NEW_PASSWORD)


def test_the_administrator_sees_no_applications() -> None:
    assert Permission.SEE_APPLICATIONS not in ROLE_PERMISSIONS[Role.ADMIN]


def test_only_the_manager_closes_applications() -> None:
    assert who_may(Permission.CLOSE_APPLICATIONS) == {Role.MANAGER}


def test_the_session_does_not_show_when_an_actor_is_printed() -> None:
    actor = Actor(1, Side.PUBLIC, "Иванов", SEAT_PERMISSIONS[Seat.OWNER], session_id="secret-session")

    assert "secret-session" not in repr(actor)
