"""Applicants as employees meet them: found, looked at, and given an account with a temporary password.

A temporary password is returned once, to whoever asked for it; it is in no letter, log or journal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core import clock, passwords
from core.actor import Actor, Permission, Seat, Side
from core.errors import Conflict, Invalid, NotFound
from core.settings import settings
from core.tokens import easy
from db.models import Application, Consent, Consumer, User
from db.session import reading, transaction
from forms._documents import document
from forms._form import Form
from forms._questions import check
from forms.account.company import CompanyAccount
from forms.account.entrepreneur import EntrepreneurAccount
from forms.account.person import PersonAccount
from regulations import checkdigits, contacts, identifiers
from regulations.applicants import ApplicantType
from services import accounts, journal, notifications, numbers, views

PAGE = 40
"""Rows on one page of the list."""
CARDS: dict[ApplicantType, type[Form]] = {
    ApplicantType.PERSON: PersonAccount,
    ApplicantType.COMPANY: CompanyAccount,
    ApplicantType.ENTREPRENEUR: EntrepreneurAccount,
}
TAKEN = "С этим адресом уже есть учётная запись. Найдите её в списке или укажите другой адрес."
KNOWN = "Такой потребитель уже есть. Найдите его в списке и откройте учётную запись из его карточки."
NOBODY = "Такого потребителя нет. Вернитесь к списку."
HAS_ONE = "У этого потребителя уже есть учётная запись. Забытый пароль можно заменить временным."
_BY = {"snils": "СНИЛС", "inn": "ИНН"}
"""Questions by which an applicant is known already."""


@dataclass(frozen=True, slots=True)
class Line:
    """An applicant in the list."""

    id: int
    name: str
    kind: ApplicantType
    inn: str
    account_no: str
    """Empty: no account."""
    email: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who logs in for the applicant."""

    user_id: int
    name: str
    email: str
    account_no: str
    seat: str
    active: bool
    temporary_until: datetime | None
    """Until when a temporary password can be used; empty once they have set their own."""
    second_factor: bool


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """A consent somebody of the applicant gave."""

    who: str
    title: str
    version: str
    given_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Card:
    """An applicant whole, as the reader may see them."""

    id: int
    name: str
    kind: ApplicantType
    rows: tuple[tuple[str, str], ...]
    people: tuple[Person, ...]
    applications: tuple[tuple[str, str], ...]
    """Number in the register and name of the object, newest first."""
    consents: tuple[ConsentLine, ...]


@dataclass(frozen=True, slots=True)
class Issued:
    """An account with a temporary password, to be told to the applicant and to nobody else."""

    name: str
    account_no: str
    email: str
    password: str
    until: datetime


def found(actor: Actor, text: str = "", *, after: int | None = None, limit: int = PAGE) -> list[Line]:
    """Return applicants, the newest first: all, or those with this name, e-mail, account number, ИНН or СНИЛС.

    A name may be given in part, everything else must be whole. Whoever sees no business data finds an applicant only
    by a whole e-mail or account number.
    """
    actor.must(Permission.FIND_APPLICANTS)
    wanted = " ".join(text.replace("\0", "").split())
    query = select(Consumer).order_by(Consumer.id.desc()).limit(limit)
    if after is not None:
        query = query.where(Consumer.id < after)
    if wanted:
        query = query.where(*_exactly(wanted) or [func.lower(Consumer.name).contains(wanted.lower(), autoescape=True)])
    if not actor.may(Permission.SEE_APPLICATIONS) and not _names_an_account(wanted):
        return []
    with reading() as session:
        rows = session.scalars(query).all()
        first = _first_people(session, [row.id for row in rows])
        return [_line(row, first.get(row.id)) for row in rows]


def card(actor: Actor, consumer_id: int) -> Card:
    """Return one applicant; each look is journalled. Raises ``NotFound``."""
    actor.must(Permission.FIND_APPLICANTS)
    business = actor.may(Permission.SEE_APPLICATIONS)
    with reading() as session:
        row = _consumer(session, consumer_id)
        users = session.scalars(select(User).where(User.consumer_id == row.id).order_by(User.id)).all()
        told = Card(
            id=row.id,
            name=row.name,
            kind=ApplicantType(row.kind),
            rows=accounts.rows(row, in_full=actor.may(Permission.SEE_IDENTITY)) if business else (),
            people=tuple(_person(user) for user in users),
            applications=_applications(session, row.id) if business else (),
            consents=_consents(session, users) if actor.may(Permission.SEE_CONSENTS) else (),
        )
    views.note(actor, f"consumer {consumer_id}")
    return told


def open_new(actor: Actor, kind: ApplicantType, answers: Mapping[str, Any]) -> Issued:
    """Open an account for an applicant nobody knows yet; raise ``Invalid`` with every remark."""
    actor.must(Permission.OPEN_ACCOUNTS)
    given = check(CARDS[kind], answers).model_dump()
    password, password_hash = _temporary()
    with transaction() as session:
        if remarks := _known_already(session, kind, given):
            raise Invalid(remarks)
        names = (given.get(part, "") for part in ("last_name", "first_name", "middle_name"))
        name = given.get("name") or " ".join(part for part in names if part)
        row = Consumer(kind=kind.value, created_at=clock.now(), **{**given, "name": name})
        session.add(row)
        session.flush()  # the user needs the applicant's id
        return _opened(session, actor, row, given["email"], password, password_hash)


def open_for(actor: Actor, consumer_id: int, email: str) -> Issued:
    """Open an account for an applicant we know, who has none; raise ``Invalid`` or ``Conflict``."""
    actor.must(Permission.OPEN_ACCOUNTS)
    try:
        email = contacts.email(email)
    except ValueError as wrong:
        raise Invalid({"email": str(wrong)}) from wrong
    password, password_hash = _temporary()
    with transaction() as session:
        row = _consumer(session, consumer_id, lock=True)
        if session.scalar(select(User.id).where(User.consumer_id == row.id).limit(1)) is not None:
            raise Conflict(HAS_ONE)
        row.email = row.email or email
        return _opened(session, actor, row, email, password, password_hash)


def replace_password(actor: Actor, user_id: int) -> Issued:
    """Give an applicant's account a temporary password; every session of it is over, and its owner is told."""
    actor.must(Permission.OPEN_ACCOUNTS)
    password, password_hash = _temporary()
    with transaction() as session:
        user = session.get(User, user_id, with_for_update=True)
        if user is None or user.side != Side.PUBLIC.value:
            raise NotFound(NOBODY)
        if not user.active:
            raise Conflict("Учётная запись закрыта: временный пароль ей не поможет.")
        if not user.password_hash:
            raise Conflict("Приглашение ещё не принято. Владелец кабинета может отправить его ещё раз.")
        user.password_hash, user.password_until = password_hash, _until()
        user.auth_version += 1
        journal.record(session, actor, "password.issued", user.account_no or "")
        link = settings().public_url
        notifications.post(session, user.email, "password_issued", Side.PUBLIC, link, name=user.name)
        return Issued(user.name, user.account_no or "", user.email, password, user.password_until)


def _opened(session: Session, actor: Actor, row: Consumer, email: str, password: str, password_hash: str) -> Issued:
    until = _until()
    user = User(
        side=Side.PUBLIC.value,
        email=email,
        account_no=checkdigits.account_number_for(numbers.following(session, "account")),
        password_hash=password_hash,
        password_until=until,
        name=row.contact_name or row.name,
        consumer_id=row.id,
        seat=Seat.OWNER.value,
        created_at=clock.now(),
    )
    session.add(user)
    try:
        session.flush()  # a taken e-mail must be met here
    except IntegrityError as taken:
        raise Invalid({"email": TAKEN}) from taken
    number = user.account_no or ""
    journal.record(session, actor, "account.opened", number)
    link = settings().public_url
    notifications.post(session, email, "account_opened", Side.PUBLIC, link, name=user.name, account_no=number)
    return Issued(user.name, number, email, password, until)


def _temporary() -> tuple[str, str]:
    password = easy(groups=3, of=4)
    return password, passwords.hashed(password)


def _until() -> datetime:
    return clock.now() + timedelta(days=settings().temporary_password_days)


def _first_people(session: Session, consumer_ids: Sequence[int]) -> dict[int, User]:
    # Of the people of an organisation the list shows who came first.
    query = select(User).where(User.consumer_id.in_(consumer_ids)).order_by(User.id.desc())
    return {user.consumer_id: user for user in session.scalars(query) if user.consumer_id is not None}


def _line(row: Consumer, first: User | None) -> Line:
    return Line(
        id=row.id,
        name=row.name,
        kind=ApplicantType(row.kind),
        inn=row.inn,
        account_no=(first.account_no or "") if first else "",
        email=contacts.reachable(first.email) if first else "",
    )


def _exactly(text: str) -> list[Any]:
    if "@" in text:
        return [Consumer.id.in_(select(User.consumer_id).where(User.side == Side.PUBLIC, User.email == text.lower()))]
    if (number := _sound(checkdigits.account_no, text)) is not None:
        return [Consumer.id.in_(select(User.consumer_id).where(User.account_no == number))]
    if (number := _sound(identifiers.snils, text)) is not None:
        return [Consumer.snils == number]
    number = _sound(identifiers.inn_person, text) or _sound(identifiers.inn_company, text)
    return [Consumer.inn == number] if number else []


def _names_an_account(text: str) -> bool:
    return "@" in text or _sound(checkdigits.account_no, text) is not None


def _sound(spelt: Any, text: str) -> str | None:
    try:
        return str(spelt(text))
    except ValueError:
        return None


def _known_already(session: Session, kind: ApplicantType, given: Mapping[str, Any]) -> dict[str, str]:
    return {
        name: KNOWN
        for name in _BY
        if given.get(name)
        and session.scalar(
            select(Consumer.id).where(getattr(Consumer, name) == given[name], Consumer.kind == kind.value).limit(1)
        )
    }


def _consumer(session: Session, consumer_id: int, *, lock: bool = False) -> Consumer:
    row = session.get(Consumer, consumer_id, with_for_update=lock)
    if row is None:
        raise NotFound(NOBODY)
    return row


def _person(user: User) -> Person:
    return Person(
        user_id=user.id,
        name=user.name,
        email=contacts.reachable(user.email),
        account_no=user.account_no or "",
        seat=Seat(user.seat or Seat.OWNER).label,
        active=user.active,
        temporary_until=user.password_until,
        second_factor=user.totp_since is not None,
    )


def _applications(session: Session, consumer_id: int) -> tuple[tuple[str, str], ...]:
    query = (
        select(Application.reg_no, Application.object_name)
        .where(Application.consumer_id == consumer_id)
        .order_by(Application.registered_on.desc(), Application.id.desc())
        .limit(PAGE)
    )
    return tuple((reg_no, name) for reg_no, name in session.execute(query))


def _consents(session: Session, users: Sequence[User]) -> tuple[ConsentLine, ...]:
    names = {user.id: user.name for user in users}
    query = select(Consent).where(Consent.user_id.in_(names)).order_by(Consent.id)
    return tuple(
        ConsentLine(
            names[row.user_id], document(row.document).title, row.document_version, row.given_at, row.revoked_at
        )
        for row in session.scalars(query)
    )
