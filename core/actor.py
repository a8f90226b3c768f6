"""Who acts, and what a role may do: the permission matrix as one table (domain.md section 7)."""

from dataclasses import dataclass, field
from enum import StrEnum

from core.errors import Forbidden


class Side(StrEnum):
    """The two portals over one domain."""

    PUBLIC = "public"
    STAFF = "staff"


class Permission(StrEnum):
    """What somebody may do, as a verb phrase."""

    FILE_APPLICATIONS = "file applications"
    FOLLOW_OWN_APPLICATIONS = "follow own applications"
    WRITE_APPEALS = "write appeals"
    CHANGE_PROFILE = "change the applicant's profile"
    MANAGE_PEOPLE = "manage the people of the applicant's account"
    MANAGE_OWN_ACCOUNT = "manage own account"
    FIND_APPLICANTS = "find applicants and their accounts"
    SEE_APPLICATIONS = "see applications"
    WORK_ON_APPLICATIONS = "take applications on and place other documents"
    SEE_IDENTITY = "see identity documents in full"
    UNMASK_IDENTITY = "unmask identity documents"
    SEE_CONSENTS = "see consents"
    OPEN_ACCOUNTS = "open accounts for applicants"
    REGISTER_SUBMISSIONS = "register submissions"
    CHECK_COMPLETENESS = "check completeness"
    HANDLE_CONDITIONS = "handle technical conditions and works"
    HANDLE_CONTRACT = "handle contract and invoice"
    CLOSE_APPLICATIONS = "annul, return or terminate"
    ANSWER_APPEALS = "answer appeals"
    SEE_REPORTS = "see reports"
    MANAGE_EMPLOYEES = "manage employees"
    DECIDE_DELETIONS = "decide on requests for deletion"
    SEE_JOURNAL = "see the journal"


class Role(StrEnum):
    """Roles of employees."""

    OPERATOR = "operator"
    LAWYER = "lawyer"
    ENGINEER = "engineer"
    ECONOMIST = "economist"
    MANAGER = "manager"
    ADMIN = "admin"
    AUDITOR = "auditor"

    @property
    def label(self) -> str:
        """What the role is called in the company."""
        return _ROLE_LABELS[self]


_ROLE_LABELS = {
    Role.OPERATOR: "Оператор ЦОП",
    Role.LAWYER: "Юрист",
    Role.ENGINEER: "Инженер ПТО",
    Role.ECONOMIST: "Экономист",
    Role.MANAGER: "Руководитель",
    Role.ADMIN: "Администратор",
    Role.AUDITOR: "Аудитор",
}


class Seat(StrEnum):
    """Places of people in an applicant's account."""

    OWNER = "owner"
    MEMBER = "member"

    @property
    def label(self) -> str:
        """What the place is called in the cabinet."""
        return {Seat.OWNER: "Владелец", Seat.MEMBER: "Сотрудник"}[self]


class Duty(StrEnum):
    """What somebody must do before anything else is permitted."""

    NEW_PASSWORD = "new password"  # noqa: S105 - a name
    SECOND_FACTOR = "second factor"


SEAT_PERMISSIONS: dict[Seat, frozenset[Permission]] = {
    Seat.MEMBER: frozenset(
        {
            Permission.FILE_APPLICATIONS,
            Permission.FOLLOW_OWN_APPLICATIONS,
            Permission.WRITE_APPEALS,
            Permission.MANAGE_OWN_ACCOUNT,
        }
    ),
    Seat.OWNER: frozenset(
        {
            Permission.FILE_APPLICATIONS,
            Permission.FOLLOW_OWN_APPLICATIONS,
            Permission.WRITE_APPEALS,
            Permission.MANAGE_OWN_ACCOUNT,
            Permission.CHANGE_PROFILE,
            Permission.MANAGE_PEOPLE,
        }
    ),
}
"""What the people of an applicant's account may do; other people than the owner exist in organisations only."""

_O, _L, _E, _F, _M, _A, _D = Role
"""The columns of the matrix: operator, lawyer, engineer, economist, manager, administrator, auditor."""
MATRIX: dict[Permission, frozenset[Role]] = {
    # find/view consumer, card: the administrator has no business data, only accounts
    Permission.FIND_APPLICANTS: frozenset(Role),
    Permission.SEE_APPLICATIONS: frozenset({_O, _L, _E, _F, _M, _D}),
    # see passport/СНИЛС in full; masked for the others, unmasking is journalled
    Permission.SEE_IDENTITY: frozenset({_O, _L, _F}),
    Permission.UNMASK_IDENTITY: frozenset({_M}),
    # create account for applicant, reset to temporary password
    Permission.OPEN_ACCOUNTS: frozenset({_O, _M, _A}),
    # register submission → Рег. №
    Permission.REGISTER_SUBMISSIONS: frozenset({_O, _L, _M}),
    # completeness check, missing-docs notice
    Permission.CHECK_COMPLETENESS: frozenset({_O, _L, _M}),
    # what whoever works on a card may do: take it on, place documents of no kind of their own
    Permission.WORK_ON_APPLICATIONS: frozenset({_O, _L, _E, _F, _M}),
    # technical data, ТУ, progress of ТУ, inspection, energised, acts
    Permission.HANDLE_CONDITIONS: frozenset({_E, _M}),
    # contract, invoice, payments, amendment, contract progress
    Permission.HANDLE_CONTRACT: frozenset({_F, _M}),
    # annul / terminate / undo
    Permission.CLOSE_APPLICATIONS: frozenset({_M}),
    # answer appeals
    Permission.ANSWER_APPEALS: frozenset({_O, _L, _E, _F, _M}),
    # reports: each names its own roles besides
    Permission.SEE_REPORTS: frozenset({_O, _L, _E, _F, _M}),
    # users, roles
    Permission.MANAGE_EMPLOYEES: frozenset({_A}),
    # delete: nobody but by the law's own way, decided by the manager
    Permission.DECIDE_DELETIONS: frozenset({_M}),
    # R14 and the unmask log; consents
    Permission.SEE_JOURNAL: frozenset({_A, _D}),
    Permission.SEE_CONSENTS: frozenset({_D}),
    # everybody's own: password, second factor, sessions
    Permission.MANAGE_OWN_ACCOUNT: frozenset(Role),
}
"""The matrix of domain.md section 7, row for row where the product has the function: who may do what."""

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    role: frozenset(permission for permission, roles in MATRIX.items() if role in roles) for role in Role
}
"""The matrix read by role."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts: a consumer or an employee, in one session of one browser."""

    user_id: int
    side: Side
    name: str
    permissions: frozenset[Permission]
    consumer_id: int | None = None
    """The applicant on whose behalf a consumer acts; ``None`` for employees."""
    role: Role | None = None
    """The employee's role; ``None`` for consumers."""
    seat: Seat | None = None
    """The consumer's place in the applicant's account; ``None`` for employees."""
    session_id: str = field(default="", repr=False)
    address: str = ""
    """Network address the request came from."""
    duty: Duty | None = None
    """What must be done first; while there is something, nothing else is permitted."""

    def may(self, permission: Permission) -> bool:
        """Tell whether the actor has *permission*."""
        return permission in self.permissions

    def must(self, *permissions: Permission) -> None:
        """Raise ``Forbidden`` unless the actor has one of *permissions*."""
        if not any(permission in self.permissions for permission in permissions):
            raise Forbidden

    def must_owe(self, duty: Duty) -> None:
        """Raise ``Forbidden`` unless *duty* is what the actor must do first."""
        if self.duty is not duty:
            raise Forbidden


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody not known yet: the browser that knocks."""

    address: str = ""
    """Network address."""
    device: str = ""
    """What the browser calls itself."""
    browser: str = field(default="", repr=False)
    """The browser's own random cookie, to which a session is bound."""
