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
    SEE_APPLICATIONS = "see applications"
    SEE_IDENTITY = "see identity documents in full"
    REGISTER_SUBMISSIONS = "register submissions"
    CHECK_COMPLETENESS = "check completeness"
    HANDLE_CONDITIONS = "handle technical conditions and works"
    HANDLE_CONTRACT = "handle contract and invoice"
    CLOSE_APPLICATIONS = "annul, return or terminate"
    ANSWER_APPEALS = "answer appeals"
    SEE_REPORTS = "see reports"
    MANAGE_EMPLOYEES = "manage employees"
    SEE_JOURNAL = "see the journal"


class Role(StrEnum):
    """Roles of employees."""

    OPERATOR = "operator"
    LAWYER = "lawyer"
    ENGINEER = "engineer"
    ECONOMIST = "economist"
    MANAGER = "manager"
    ADMIN = "admin"

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
}

CONSUMER_PERMISSIONS = frozenset(
    {Permission.FILE_APPLICATIONS, Permission.FOLLOW_OWN_APPLICATIONS, Permission.WRITE_APPEALS}
)

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OPERATOR: frozenset(
        {
            Permission.SEE_APPLICATIONS,
            Permission.SEE_IDENTITY,
            Permission.REGISTER_SUBMISSIONS,
            Permission.CHECK_COMPLETENESS,
            Permission.ANSWER_APPEALS,
            Permission.SEE_REPORTS,
        }
    ),
    Role.LAWYER: frozenset(
        {
            Permission.SEE_APPLICATIONS,
            Permission.SEE_IDENTITY,
            Permission.REGISTER_SUBMISSIONS,
            Permission.CHECK_COMPLETENESS,
            Permission.ANSWER_APPEALS,
            Permission.SEE_REPORTS,
        }
    ),
    Role.ENGINEER: frozenset(
        {
            Permission.SEE_APPLICATIONS,
            Permission.HANDLE_CONDITIONS,
            Permission.ANSWER_APPEALS,
            Permission.SEE_REPORTS,
        }
    ),
    Role.ECONOMIST: frozenset(
        {
            Permission.SEE_APPLICATIONS,
            Permission.SEE_IDENTITY,
            Permission.HANDLE_CONTRACT,
            Permission.ANSWER_APPEALS,
            Permission.SEE_REPORTS,
        }
    ),
    Role.MANAGER: frozenset(
        {
            Permission.SEE_APPLICATIONS,
            Permission.REGISTER_SUBMISSIONS,
            Permission.CHECK_COMPLETENESS,
            Permission.HANDLE_CONDITIONS,
            Permission.HANDLE_CONTRACT,
            Permission.CLOSE_APPLICATIONS,
            Permission.ANSWER_APPEALS,
            Permission.SEE_REPORTS,
        }
    ),
    Role.ADMIN: frozenset({Permission.MANAGE_EMPLOYEES, Permission.SEE_JOURNAL}),
}
"""The matrix of domain.md section 7; reports are narrowed further by each report's own roles."""


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
    session_id: str = field(default="", repr=False)
    address: str = ""
    """Network address the request came from."""

    def may(self, permission: Permission) -> bool:
        """Tell whether the actor has *permission*."""
        return permission in self.permissions

    def must(self, *permissions: Permission) -> None:
        """Raise ``Forbidden`` unless the actor has one of *permissions*."""
        if not any(permission in self.permissions for permission in permissions):
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
