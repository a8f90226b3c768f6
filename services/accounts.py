"""Accounts of consumers: registration and the profile (domain.md section 5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core import clock, passwords
from core.actor import Actor, Permission, Seat, Side, Visitor
from core.errors import Invalid, Throttled
from core.settings import settings
from db.models import Consumer, User
from db.session import reading, transaction
from forms._form import Form
from forms._questions import check
from forms.registration._card import CONSENTS
from forms.registration._who import WhoIsCompany
from forms.registration.company import CompanyCard
from forms.registration.entrepreneur import EntrepreneurCard
from forms.registration.person import PersonCard
from regulations import checkdigits, contacts, identifiers
from regulations.applicants import ApplicantType
from services import consents, human, journal, notifications, numbers, own_email, throttle

Card = PersonCard | CompanyCard | EntrepreneurCard

CARDS: dict[ApplicantType, type[Card]] = {
    ApplicantType.PERSON: PersonCard,
    ApplicantType.COMPANY: CompanyCard,
    ApplicantType.ENTREPRENEUR: EntrepreneurCard,
}
WHAT = "registration"
"""Under which name registrations are counted."""
REGISTRATIONS = throttle.Limit(free=10, forgives=timedelta(minutes=10))
"""From one network address."""
TOO_MANY = "С вашего адреса слишком много регистраций подряд. Подождите пять минут и нажмите кнопку ещё раз."
TAKEN = "Этот адрес уже зарегистрирован. Войдите с ним или восстановите пароль."


@dataclass(frozen=True, slots=True)
class Profile:
    """What the person told about themselves, as people read it."""

    account_no: str
    kind: ApplicantType
    name: str
    email: str
    registered_at: datetime
    rows: tuple[tuple[str, str], ...]
    """Label and value."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A new account."""

    user_id: int
    account_no: str


def register_answers(
    visitor: Visitor, kind: ApplicantType, answers: Mapping[str, Any], proof: human.Proof | None = None
) -> Registered:
    """Open an account from a registration card as typed; raise ``Invalid`` with every remark.

    After a few from one address raises ``human.Unproven`` until a question is answered, and after too many
    ``Throttled``.
    """
    card = check(CARDS[kind], answers)
    human.must_pass(WHAT, visitor, proof)
    counted = {throttle.subject(WHAT, visitor.address): REGISTRATIONS}
    if throttle.must_wait(counted):
        raise Throttled(TOO_MANY)
    with transaction() as session:
        throttle.one_more(session, counted)
    return register(visitor, card)


def register(visitor: Visitor, card: Card) -> Registered:
    """Open an account from a sound registration card; raise ``Invalid`` if the e-mail has one already."""
    kind = next(kind for kind, form in CARDS.items() if isinstance(card, form))
    password_hash = passwords.hashed(card.password)
    with transaction() as session:
        user = _open(session, kind, card, password_hash)
        consents.keep_all(session, user.id, visitor)
        journal.record(session, visitor, "account.registered", user.account_no or "", user_id=user.id)
        assert user.consumer_id is not None  # just set
        notifications.tell(
            session,
            user.consumer_id,
            "account_registered",
            "profile",
            account_no=user.account_no or "",
            confirm=own_email.confirming_link(session, user),
            hours=str(settings().link_hours),
        )
    return Registered(user.id, user.account_no or "")


def profile(actor: Actor) -> Profile:
    """Return the actor's own registration data."""
    actor.must(Permission.FOLLOW_OWN_APPLICATIONS)
    with reading() as session:
        user = session.get_one(User, actor.user_id)
        consumer = session.get_one(Consumer, actor.consumer_id)
        return Profile(
            account_no=user.account_no or "",
            kind=ApplicantType(consumer.kind),
            name=consumer.name,
            email=user.email,
            registered_at=user.created_at,
            rows=rows(consumer),
        )


def known(session: Session, actor: Actor) -> dict[str, object]:
    """Return what the profile knows, by the names of questions, for forms to begin with."""
    consumer = session.get_one(Consumer, actor.consumer_id)
    names = (
        "last_name", "first_name", "middle_name", "snils", "inn", "ogrn", "ogrn_date", "kpp", "name", "address",
        "phone", "email", "contact_name", "contact_position",
    )  # fmt: skip
    told = {name: getattr(consumer, name) for name in names if getattr(consumer, name)}
    return {"applicant_kind": consumer.kind, **told}


def _open(session: Session, kind: ApplicantType, card: Card, password_hash: str) -> User:
    moment = clock.now()
    answers = card.model_dump(exclude={"password", "password_again", *CONSENTS})
    consumer = Consumer(kind=kind.value, created_at=moment, **{**answers, "name": full_name(card)})
    session.add(consumer)
    session.flush()  # the user needs the applicant's id
    user = User(
        side=Side.PUBLIC.value,
        email=card.email,
        account_no=checkdigits.account_number_for(numbers.following(session, "account")),
        password_hash=password_hash,
        name=consumer.contact_name or consumer.name,
        consumer_id=consumer.id,
        seat=Seat.OWNER.value,
        created_at=moment,
    )
    session.add(user)
    try:
        session.flush()  # a taken e-mail must be met here, and consents need the id
    except IntegrityError as taken:
        raise Invalid({"email": TAKEN}) from taken
    return user


def full_name(who: Form) -> str:
    """Return the name of the applicant in full, from the card of registration or from the profile."""
    if isinstance(who, WhoIsCompany):
        return who.name
    parts = (getattr(who, name) for name in ("last_name", "first_name", "middle_name"))
    return " ".join(part for part in parts if part)


def rows(consumer: Consumer, *, in_full: bool = True) -> tuple[tuple[str, str], ...]:
    """Return what is known of an applicant, label and value; СНИЛС is masked unless *in_full*."""
    company = consumer.kind == ApplicantType.COMPANY
    told: list[tuple[str, str | date | None]] = [
        ("Полное наименование" if company else "Фамилия, имя, отчество", consumer.name),
        ("Сокращённое наименование", consumer.short_name),
        ("СНИЛС", consumer.snils if in_full else identifiers.masked(consumer.snils)),
        ("ИНН", consumer.inn),
        ("ОГРН" if company else "ОГРНИП", consumer.ogrn),
        ("Дата внесения в реестр", f"{consumer.ogrn_date:%d.%m.%Y}" if consumer.ogrn_date else ""),
        ("КПП", consumer.kpp),
        ("Место нахождения" if company else "Адрес регистрации", consumer.address),
        ("Почтовый адрес", consumer.postal_address),
        ("Контактное лицо", ", ".join(filter(None, (consumer.contact_name, consumer.contact_position)))),
        ("Мобильный телефон", contacts.readable_phone(consumer.phone) if consumer.phone else ""),
        ("Электронная почта", consumer.email),
    ]
    return tuple((label, str(value)) for label, value in told if value)
