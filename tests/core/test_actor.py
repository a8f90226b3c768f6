import pytest

from core.actor import MATRIX, ROLE_PERMISSIONS, SEAT_PERMISSIONS, Actor, Duty, Permission, Role, Seat, Side
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


BUSINESS = {Role.OPERATOR, Role.LAWYER, Role.ENGINEER, Role.ECONOMIST, Role.MANAGER}
SECTION_7 = {
    Permission.FIND_APPLICANTS: {*BUSINESS, Role.ADMIN, Role.AUDITOR},
    Permission.SEE_APPLICATIONS: {*BUSINESS, Role.AUDITOR},
    Permission.SEE_IDENTITY: {Role.OPERATOR, Role.LAWYER, Role.ECONOMIST},
    Permission.UNMASK_IDENTITY: {Role.MANAGER},
    Permission.OPEN_ACCOUNTS: {Role.OPERATOR, Role.MANAGER, Role.ADMIN},
    Permission.REGISTER_SUBMISSIONS: {Role.OPERATOR, Role.LAWYER, Role.MANAGER},
    Permission.CHECK_COMPLETENESS: {Role.OPERATOR, Role.LAWYER, Role.MANAGER},
    Permission.HANDLE_CONDITIONS: {Role.ENGINEER, Role.MANAGER},
    Permission.HANDLE_CONTRACT: {Role.ECONOMIST, Role.MANAGER},
    Permission.CLOSE_APPLICATIONS: {Role.MANAGER},
    Permission.ANSWER_APPEALS: BUSINESS,
    Permission.SEE_REPORTS: BUSINESS,
    Permission.MANAGE_EMPLOYEES: {Role.ADMIN},
    Permission.SEE_JOURNAL: {Role.ADMIN, Role.AUDITOR},
    Permission.SEE_CONSENTS: {Role.AUDITOR},
}
"""The rows of domain.md section 7, written down a second time."""


@pytest.mark.parametrize("permission", SECTION_7)
def test_the_matrix_is_that_of_section_7(permission: Permission) -> None:
    assert who_may(permission) == SECTION_7[permission]


def test_the_matrix_names_every_permission_of_employees_once() -> None:
    of_consumers = SEAT_PERMISSIONS[Seat.OWNER] - {Permission.MANAGE_OWN_ACCOUNT}

    assert set(MATRIX) == set(Permission) - of_consumers
    assert {role: set(permissions) for role, permissions in ROLE_PERMISSIONS.items()} == {
        role: {permission for permission in MATRIX if role in MATRIX[permission]} for role in Role
    }


def test_the_auditor_reads_and_changes_nothing_but_the_own_account() -> None:
    reads = {
        Permission.FIND_APPLICANTS, Permission.SEE_APPLICATIONS, Permission.SEE_CONSENTS, Permission.SEE_JOURNAL
    }  # fmt: skip

    assert ROLE_PERMISSIONS[Role.AUDITOR] == reads | {Permission.MANAGE_OWN_ACCOUNT}


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
