"""Employees: who works in the staff app, invited by an administrator and never given a password by anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core import clock, passwords, strength
from core.actor import Actor, Permission, Role, Side
from core.errors import Conflict, Invalid, NotFound
from core.labelled import Labelled
from db.models import JournalEntry, User
from db.session import reading, transaction
from regulations import contacts
from services import journal, links, notifications
from services.links import Purpose

NOT_YOURSELF = "Свою учётную запись так не меняют. Попросите другого администратора."
LAST_ADMIN = "Это последний работающий администратор. Сначала назначьте другого."
TAKEN = "Сотрудник с этим адресом уже есть."


class State(Labelled):
    """How an employee's account stands."""

    INVITED = "invited", "приглашён"
    WORKS = "works", "работает"
    BLOCKED = "blocked", "заблокирован"


@dataclass(frozen=True, slots=True)
class Line:
    """An employee in the list."""

    id: int
    name: str
    email: str
    role: Role
    state: State
    since: datetime
    second_factor: bool
    last_login: datetime | None


def everybody(actor: Actor, *, find: str = "", role: Role | None = None, state: State | None = None) -> list[Line]:
    """Return employees by name, those who left included; *find* is a part of the name or of the address."""
    actor.must(Permission.MANAGE_EMPLOYEES)
    query = _lines() if role is None else _lines().where(User.role == role.value)
    wanted = find.strip().lower()
    with reading() as session:
        every = [_line(user, last) for user, last in session.execute(query)]
    return [
        line
        for line in every
        if (state is None or line.state is state) and (wanted in line.name.lower() or wanted in line.email)
    ]


def one(actor: Actor, user_id: int) -> Line:
    """Return one employee; raise ``NotFound``."""
    actor.must(Permission.MANAGE_EMPLOYEES)
    with reading() as session:
        found = session.execute(_lines().where(User.id == user_id)).first()
    if found is None:
        raise NotFound("Такого сотрудника нет. Вернитесь к списку.")
    return _line(*found)


def invite(actor: Actor, email: str, name: str, role: Role) -> int:
    """Open an account and send the employee a link by which they set their own password; return the id.

    Raises ``Invalid`` where the facts do not hold.
    """
    actor.must(Permission.MANAGE_EMPLOYEES)
    email, name = _sound(email, name, {})
    with transaction() as session:
        user = _added(session, email, name, role, password_hash="")
        journal.record(session, actor, "employee.invited", str(user.id), role=role.value)
        _send_invitation(session, user)
        return user.id


def reinvite(actor: Actor, user_id: int) -> None:
    """Send a fresh link to somebody who has not come yet; the link sent before is over."""
    actor.must(Permission.MANAGE_EMPLOYEES)
    with transaction() as session:
        _send_invitation(session, _invited_anew(session, actor, user_id))


def invitation(actor: Actor, user_id: int) -> str:
    """Return a fresh link for somebody who has not come yet, for the command line, which may have no mail yet."""
    actor.must(Permission.MANAGE_EMPLOYEES)
    with transaction() as session:
        return links.make(session, _invited_anew(session, actor, user_id), Purpose.INVITATION)


def create(actor: Actor, email: str, name: str, role: Role, password: str) -> int:
    """Open an account with a password at once, for the first administrator; return its id.

    Raises ``Invalid`` where the facts do not hold.
    """
    actor.must(Permission.MANAGE_EMPLOYEES)
    remark = strength.refusal(password, email, name)
    email, name = _sound(email, name, {"password": remark} if remark else {})
    password_hash = passwords.hashed(password)
    with transaction() as session:
        user = _added(session, email, name, role, password_hash)
        journal.record(session, actor, "employee.created", str(user.id), role=role.value)
        return user.id


def change_role(actor: Actor, user_id: int, role: Role) -> None:
    """Give somebody another role, in force at their next step; nobody changes their own."""
    actor.must(Permission.MANAGE_EMPLOYEES)
    with transaction() as session:
        user = _another(session, actor, user_id, stays_admin=role is Role.ADMIN)
        if user.role == role.value:
            return
        was, user.role = user.role, role.value
        journal.record(session, actor, "employee.role_changed", str(user.id), was=was, now=user.role)


def block(actor: Actor, user_id: int) -> None:
    """Block an account at once: every session and every link of it is over."""
    actor.must(Permission.MANAGE_EMPLOYEES)
    with transaction() as session:
        user = _another(session, actor, user_id, stays_admin=False)
        if not user.active:
            raise Conflict("Учётная запись уже заблокирована.")
        user.active, user.auth_version = False, user.auth_version + 1
        journal.record(session, actor, "employee.blocked", str(user.id))


def unblock(actor: Actor, user_id: int) -> None:
    """Let somebody log in again, with the old password; no old session comes back to life."""
    actor.must(Permission.MANAGE_EMPLOYEES)
    with transaction() as session:
        user = _employee(session, user_id)
        if user.active:
            raise Conflict("Учётная запись не заблокирована.")
        user.active, user.auth_version = True, user.auth_version + 1
        journal.record(session, actor, "employee.unblocked", str(user.id))


def _lines() -> Select[User, datetime | None]:
    last = (
        select(JournalEntry.at)
        .where(JournalEntry.user_id == User.id, JournalEntry.act == "session.opened")
        .order_by(JournalEntry.id.desc())
        .limit(1)
        .correlate(User)
        .scalar_subquery()
    )
    return select(User, last).where(User.side == Side.STAFF.value).order_by(User.name, User.id)


def _line(user: User, last_login: datetime | None) -> Line:
    return Line(
        id=user.id,
        name=user.name,
        email=user.email,
        role=Role(user.role or ""),
        state=_state(user),
        since=user.created_at,
        second_factor=user.totp_since is not None,
        last_login=last_login,
    )


def _state(user: User) -> State:
    if not user.active:
        return State.BLOCKED
    return State.WORKS if user.password_hash else State.INVITED


def _sound(email: str, name: str, remarks: dict[str, str]) -> tuple[str, str]:
    try:
        email = contacts.email(email)
    except ValueError as wrong:
        remarks["email"] = str(wrong)
    if not name.strip():
        remarks["name"] = "Укажите фамилию, имя и отчество."
    if remarks:
        raise Invalid(remarks)
    return email, name.strip()


def _added(session: Session, email: str, name: str, role: Role, password_hash: str) -> User:
    user = User(
        side=Side.STAFF.value,
        email=email,
        password_hash=password_hash,
        name=name,
        role=role.value,
        created_at=clock.now(),
    )
    session.add(user)
    try:
        session.flush()  # a taken address must be met here, and the journal needs the id
    except IntegrityError as taken:
        raise Invalid({"email": TAKEN}) from taken
    return user


def _invited_anew(session: Session, actor: Actor, user_id: int) -> User:
    # Into an account that works such a link would let its holder, with nobody told.
    user = _employee(session, user_id)
    if _state(user) is not State.INVITED:
        raise Conflict("Приглашение нужно только тому, кто ещё не задал пароль. Остальным: «Забыли пароль?».")
    journal.record(session, actor, "employee.invited", str(user.id), role=user.role)
    return user


def _send_invitation(session: Session, user: User) -> None:
    link = links.make(session, user, Purpose.INVITATION)
    role = Role(user.role or "").label
    notifications.post(session, user.email, "employee_invited", Side.STAFF, link, name=user.name, role=role)


def _employee(session: Session, user_id: int) -> User:
    user = session.get(User, user_id, with_for_update=True)
    if user is None or user.side != Side.STAFF.value:
        raise NotFound("Такого сотрудника нет. Вернитесь к списку.")
    return user


def _another(session: Session, actor: Actor, user_id: int, *, stays_admin: bool) -> User:
    # All administrators are locked together: of two who put each other out at once, the second is too late.
    admins: Sequence[User] = session.scalars(
        select(User)
        .where(User.side == Side.STAFF.value, User.role == Role.ADMIN.value, User.active, User.password_hash != "")
        .order_by(User.id)
        .with_for_update()
    ).all()
    acting = actor.user_id == 0 or any(admin.id == actor.user_id for admin in admins)  # 0: the command line
    if not acting:
        raise Conflict("Ваши права тем временем изменились. Обновите страницу.")
    if user_id == actor.user_id:
        raise Conflict(NOT_YOURSELF)
    if not stays_admin and [admin.id for admin in admins] == [user_id]:
        raise Conflict(LAST_ADMIN)
    return _employee(session, user_id)
