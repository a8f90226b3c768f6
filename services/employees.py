"""Employees: who works in the staff app."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from core import clock, passwords, strength
from core.actor import Actor, Permission, Role, Side
from core.errors import Invalid
from db.models import User
from db.session import reading, transaction
from regulations import contacts
from services import journal


@dataclass(frozen=True, slots=True)
class Line:
    """An employee in the list."""

    name: str
    email: str
    role: Role
    active: bool
    since: datetime


def everybody(actor: Actor) -> list[Line]:
    """Return all employees by name, those who left included."""
    actor.must(Permission.MANAGE_EMPLOYEES)
    query = select(User).where(User.side == Side.STAFF.value).order_by(User.name, User.id)
    with reading() as session:
        return [
            Line(row.name, row.email, Role(row.role), row.active, row.created_at)
            for row in session.scalars(query)
            if row.role  # which the database demands of every employee
        ]


def create(actor: Actor, email: str, name: str, role: Role, password: str) -> int:
    """Open an account for an employee; return its id. Raises ``Invalid`` where the facts do not hold."""
    actor.must(Permission.MANAGE_EMPLOYEES)
    remarks = {}
    try:
        email = contacts.email(email)
    except ValueError as wrong:
        remarks["email"] = str(wrong)
    if remark := strength.refusal(password, email, name):
        remarks["password"] = remark
    if not name.strip():
        remarks["name"] = "Укажите фамилию, имя и отчество."
    if remarks:
        raise Invalid(remarks)
    password_hash = passwords.hashed(password)
    with transaction() as session:
        user = User(
            side=Side.STAFF.value,
            email=email,
            password_hash=password_hash,
            name=name.strip(),
            role=role.value,
            created_at=clock.now(),
        )
        session.add(user)
        try:
            session.flush()  # a taken address must be met here, and the journal needs the id
        except IntegrityError as taken:
            raise Invalid({"email": "Сотрудник с этим адресом уже есть."}) from taken
        journal.record(session, actor, "employee.created", str(user.id), role=role.value)
        return user.id
