"""Who logs in to the demo: employees, consumers, and the consents consumers gave."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from random import Random

from core.actor import Permission, Role, Seat, Side
from db.models import Consent, Consumer, User
from forms._documents import document
from forms.registration._card import CONSENTS
from regulations import checkdigits
from regulations.applicants import ApplicantType
from services.demo import days, people
from services.demo.people import Character
from services.demo.rows import Rows

EMPLOYEES = (
    ("operator", "Гусева Анна Викторовна", Role.OPERATOR),
    ("lawyer", "Ершова Ирина Олеговна", Role.LAWYER),
    ("engineer", "Крылов Антон Павлович", Role.ENGINEER),
    ("economist", "Белова Ольга Сергеевна", Role.ECONOMIST),
    ("manager", "Тихонов Виктор Андреевич", Role.MANAGER),
    ("admin", "Зуев Кирилл Михайлович", Role.ADMIN),
    ("auditor", "Панова Лидия Сергеевна", Role.AUDITOR),
    ("operator2", "Рябова Марина Степановна", Role.OPERATOR),
    ("operator3", "Назарова Юлия Романовна", Role.OPERATOR),
    ("lawyer2", "Титов Денис Алексеевич", Role.LAWYER),
    ("engineer2", "Морозов Олег Фёдорович", Role.ENGINEER),
    ("engineer3", "Шубин Максим Борисович", Role.ENGINEER),
    ("engineer4", "Комарова Светлана Ивановна", Role.ENGINEER),
    ("engineer5", "Осипов Игорь Николаевич", Role.ENGINEER),
    ("economist2", "Лазарева Вера Павловна", Role.ECONOMIST),
)
"""Name of the mailbox, full name and role; all invented."""
_WHO_DOES = {
    Permission.REGISTER_SUBMISSIONS: Role.OPERATOR,
    Permission.CHECK_COMPLETENESS: Role.LAWYER,
    Permission.HANDLE_CONDITIONS: Role.ENGINEER,
    Permission.HANDLE_CONTRACT: Role.ECONOMIST,
    Permission.CLOSE_APPLICATIONS: Role.MANAGER,
    Permission.ANSWER_APPEALS: Role.OPERATOR,
}
"""Several roles may; this one usually does (domain.md section 7)."""
_SHARES = {ApplicantType.PERSON: 0.78, ApplicantType.COMPANY: 0.15, ApplicantType.ENTREPRENEUR: 0.07}
"""Of applications (domain.md 9.3)."""
_HIRED, _WELCOMED = date(2020, 9, 1), date(2020, 10, 5)
_MORNING = 9 * 60
_ADDRESS, _DEVICE = "192.0.2.57", "Mozilla/5.0 (demo)"
"""Where consents were given: an address kept for examples (RFC 5737)."""


@dataclass(frozen=True, slots=True)
class Applicant:
    """An applicant as the rest of the demo knows it."""

    consumer_id: int
    user_id: int | None
    """Empty: came to the office and has no account."""
    who: Character
    named: bool = False
    """One of the demo logins."""
    account_no: str = ""

    @property
    def user_name(self) -> str:
        """Full name of who logs in for the applicant."""
        return str(self.who.facts["contact_name"] or self.who.name)


class Staff:
    """The employees, ready to be asked who does a thing."""

    def __init__(self, rows: Rows, password_hash: str) -> None:
        self._by_role: dict[Role, list[int]] = {role: [] for role in Role}
        self._names: dict[int, str] = {}
        for mailbox, name, role in EMPLOYEES:
            user_id = rows.add(
                User,
                side=Side.STAFF.value,
                email=f"{mailbox}@example.org",
                account_no=None,
                password_hash=password_hash,
                name=name,
                role=role.value,
                consumer_id=None,
                seat=None,
                created_at=days.at(_HIRED, _MORNING),
                email_confirmed_at=days.at(_HIRED, _MORNING),
                version=1,
            )
            self._by_role[role].append(user_id)
            self._names[user_id] = name

    def who(self, rng: Random, permission: Permission) -> int:
        """Pick an employee who does what *permission* allows."""
        return rng.choice(self._by_role[_WHO_DOES[permission]])

    def name(self, user_id: int) -> str:
        """Return the full name of an employee."""
        return self._names[user_id]

    def everybody(self) -> list[int]:
        """Return the ids of all employees."""
        return list(self._names)


class Applicants:
    """Applicants in the order of their coming; some open an account, some of these come again."""

    SHARE_WITH_ACCOUNT = 0.27
    """Accounts to applications: with the named and the waiting ones, 180 to 600."""
    _COME_AGAIN, _MOST_MORE, _KNOWN = 0.45, 7, 1000

    def __init__(self, rng: Random, rows: Rows, password_hash: str) -> None:
        self._rng, self._rows, self._password_hash = rng, rows, password_hash
        self._consents = tuple(document(code) for code in CONSENTS.values())
        self._serials = count(1)
        self._come = self._opened = 0
        self._kinds: Counter[ApplicantType] = Counter()
        self._returning: list[tuple[Applicant, int]] = []

    def named(self) -> dict[str, Applicant]:
        """Open the three demo logins, by the names of their mailboxes."""
        rng, entrepreneur = self._rng, ApplicantType.ENTREPRENEUR
        ivanov, romashka, petrov = (f"{name}@example.org" for name in ("ivanov", "romashka", "petrov"))
        cast = (
            people.person(rng, next(self._serials), ("Иванов", "Иван", "Иванович"), email=ivanov),
            people.company(rng, next(self._serials), "Ромашка", "Смирнова Елена Олеговна", email=romashka),
            people.person(rng, next(self._serials), ("Петров", "Пётр", "Петрович"), entrepreneur, email=petrov),
        )
        since = days.at(_WELCOMED, _MORNING)
        opened = {who.facts["email"].partition("@")[0]: self._with_account(who, since, named=True) for who in cast}
        self._colleague(opened["romashka"], "romashka2@example.org", "Орлова Дарья Петровна", since)
        return opened

    def coming(self, moment: datetime) -> Applicant:
        """Return who comes next; an account, if it is opened for this, is opened at *moment*."""
        self._come += 1
        applicant = self._next(moment)
        self._kinds[applicant.who.kind] += 1
        return applicant

    def _next(self, moment: datetime) -> Applicant:
        if self._opened < round(self._come * self.SHARE_WITH_ACCOUNT):
            applicant = self.newcomer(moment)
            if self._rng.random() < self._COME_AGAIN and len(self._returning) < self._KNOWN:
                self._returning.append((applicant, self._rng.randint(1, self._MOST_MORE)))
            return applicant
        if self._returning and self._rng.random() < 0.6:  # noqa: PLR2004 - a share
            return self._one_again()
        return self.without_account(moment)

    def newcomer(self, moment: datetime) -> Applicant:
        """Open an account for somebody invented."""
        self._opened += 1
        who = people.invented(self._rng, next(self._serials), self._lacking(), email=f"user{self._opened}@example.org")
        return self._with_account(who, moment)

    def without_account(self, moment: datetime) -> Applicant:
        """Note somebody who came to the office."""
        return self._noted(people.invented(self._rng, next(self._serials), self._lacking(), email=""), moment)

    def company(self, moment: datetime) -> Applicant:
        """Note a company that came to the office with something large."""
        serial = next(self._serials)
        title, contact = f"Большой объект-{serial}", people.full_name(self._rng)
        return self._noted(people.company(self._rng, serial, title, contact, email=""), moment)

    def person(self, moment: datetime) -> Applicant:
        """Open an account for an invented natural person."""
        self._opened += 1
        names = tuple(people.full_name(self._rng).split())
        who = people.person(self._rng, next(self._serials), names, email=f"user{self._opened}@example.org")
        return self._with_account(who, moment)

    def _lacking(self) -> ApplicantType:
        return max(ApplicantType, key=lambda kind: _SHARES[kind] * self._come - self._kinds[kind])

    def _one_again(self) -> Applicant:
        place = self._rng.randrange(len(self._returning))
        applicant, more = self._returning[place]
        if more > 1:
            self._returning[place] = (applicant, more - 1)
        else:
            self._returning[place] = self._returning[-1]
            self._returning.pop()
        return applicant

    def _noted(self, who: Character, moment: datetime) -> Applicant:
        return Applicant(self._rows.add(Consumer, **who.facts, created_at=moment, version=1), None, who)

    def _with_account(self, who: Character, moment: datetime, *, named: bool = False) -> Applicant:
        noted = self._noted(who, moment)
        user_id, account_no = self._user(noted.consumer_id, who.facts["email"], noted.user_name, Seat.OWNER, moment)
        return Applicant(noted.consumer_id, user_id, who, named, account_no)

    def _colleague(self, of: Applicant, email: str, name: str, moment: datetime) -> None:
        self._user(of.consumer_id, email, name, Seat.MEMBER, moment)

    def _user(self, consumer_id: int, email: str, name: str, seat: Seat, moment: datetime) -> tuple[int, str]:
        account_no = checkdigits.account_number_for(self._rows.following("account"))
        user_id = self._rows.add(
            User,
            side=Side.PUBLIC.value,
            email=email,
            account_no=account_no,
            password_hash=self._password_hash,
            name=name,
            role=None,
            consumer_id=consumer_id,
            seat=seat.value,
            created_at=moment,
            email_confirmed_at=moment,
            version=1,
        )
        for shown in self._consents:
            self._rows.add(
                Consent,
                user_id=user_id,
                document=shown.code,
                document_version=shown.version,
                sha256=shown.sha256,
                given_at=moment,
                address=_ADDRESS,
                device=_DEVICE,
            )
        return user_id, account_no
