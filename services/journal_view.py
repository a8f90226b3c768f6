"""The journal as administrator and auditor read it: narrowed down, page by page, in words."""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from core import clock
from core.actor import Actor, Permission, Role, Seat, Side
from db.models import JournalEntry, User
from db.session import reading
from forms._questions import questions, shown_as, sounded
from forms.desk.unmask import UnmaskReason
from regulations import checkdigits
from services import forms, profile, reports
from services.cards import DATES, PROGRESS
from workflows._documents import DocumentKind
from workflows.connection import Connection as Workflow

PAGE = 100
"""Lines on one page."""
MOST_PEOPLE = 100
"""More than so many of one name are not told apart."""
WORDS = {
    "account.opened": "Сотрудник открыл учётную запись",
    "account.erased": "Учётная запись и данные удалены по запросу",
    "account.shut": "Учётная запись закрыта",
    "card.viewed": "Просмотр карточки",
    "employee.blocked": "Сотрудник заблокирован",
    "employee.invited": "Сотрудник приглашён",
    "employee.role_changed": "Смена роли сотрудника",
    "employee.unblocked": "Сотрудник разблокирован",
    "identity.unmasked": "Показаны паспорт и СНИЛС",
    "password.issued": "Выдан временный пароль",
    "recovery_code.used": "Вход по коду восстановления",
    "recovery_codes.renewed": "Новые коды восстановления",
    "second_factor.enrolled": "Подключён вход с кодом",
    "second_factor.failed": "Неверный код или пароль при подтверждении",
    "second_factor.reset": "Сброшен вход с кодом",
    "second_factor.switched_off": "Отключён вход с кодом",
    "password.set": "Задан новый пароль",
    "password.changed": "Пароль изменён владельцем",
    "password.recovered": "Пароль восстановлен по ссылке из письма",
    "password.refused": "Неверный пароль при подтверждении",
    "password.replaced": "Временный пароль заменён",
    "recovery.asked": "Запрошено восстановление пароля",
    "invitation.accepted": "Приглашение принято, задан первый пароль",
    "email.asked": "Запрошена смена электронной почты",
    "email.changed": "Электронная почта изменена",
    "email.confirmed": "Электронная почта подтверждена",
    "account.registered": "Регистрация потребителя",
    "appeal.answered": "Ответ на обращение",
    "appeal.asked": "Вопрос по обращению",
    "appeal.closed": "Обращение закрыто заявителем",
    "appeal.reopened": "Обращение открыто снова",
    "appeal.sent": "Отправлено обращение",
    "appeal.written": "Сообщение заявителя по обращению",
    "application.assigned": "Заявка взята в работу",
    "application.dated": "Исправлена дата в карточке",
    "application.moved": "Смена статуса заявки",
    "application.progressed": "Ход исполнения в карточке",
    "application.registered": "Регистрация заявки",
    "consent.given": "Дано согласие",
    "consent.revoked": "Отозвано согласие",
    "data.exported": "Выгружены свои данные",
    "deletion.asked": "Запрошено удаление учётной записи",
    "deletion.withdrawn": "Запрос на удаление отозван",
    "document.placed": "Размещён документ",
    "employee.created": "Создан сотрудник",
    "file.infected": "В файле найден вирус",
    "file.opened": "Открыт файл",
    "file.refused": "Отклонён файл с вирусом",
    "login.failed": "Неудачная попытка входа",
    "person.invited": "Приглашён сотрудник организации",
    "person.seated": "Изменено место сотрудника организации",
    "person.shut_out": "Сотруднику организации закрыт доступ",
    "profile.changed": "Изменены данные профиля",
    "report.exported": "Выгружен отчёт",
    "session.closed": "Завершены сеансы на других устройствах",
    "session.ended": "Выход",
    "session.opened": "Вход",
    "session.replaced": "Сеанс сменён новым в том же браузере",
    "submission.accepted": "Отправка принята в работу",
    "submission.returned": "Отправка возвращена",
    "submission.sent": "Отправлена форма",
}
"""What each act is called; an act not named here is shown by its code."""


ABOUT_ACCOUNTS = ("employee.", "second_factor.", "recovery_codes.", "password.set", "account.shut")
"""Acts whose object is somebody's account."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal."""

    id: int
    at: datetime
    who: str
    """Name and role; empty where nobody was known."""
    address: str
    act: str
    thing: str
    """Public number of the thing, the title of a report, or whose account it was."""
    facts: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the journal is narrowed down to; empty: everything."""

    who: str = ""
    """A part of an employee's name, a whole e-mail or a registration number."""
    act: str = ""
    """Its code."""
    thing: str = ""
    """Its whole number."""
    since: date | None = None
    until: date | None = None
    """Both days inclusive, in the utility's time zone."""


def newest(actor: Actor, wanted: Wanted | None = None, *, before: int | None = None, limit: int = PAGE) -> list[Line]:
    """Return lines of the journal, newest first, from the line *before* on."""
    actor.must(Permission.SEE_JOURNAL)
    wanted = wanted or Wanted()
    query = (
        select(JournalEntry, User)
        .outerjoin(User, User.id == JournalEntry.user_id)
        .where(*_narrowed(wanted))
        .order_by(JournalEntry.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(JournalEntry.id < before)
    with reading() as session:
        if wanted.who.strip():
            query = query.where(JournalEntry.user_id.in_(_people(session, wanted.who)))
        found = [(entry, user) for entry, user in session.execute(query)]
        named = _names(session, {entry.object for entry, _ in found if entry.act.startswith(ABOUT_ACCOUNTS)})
    return [_line(entry, user, named) for entry, user in found]


def _narrowed(wanted: Wanted) -> list[ColumnElement[bool]]:
    told: list[ColumnElement[bool]] = []
    if wanted.act:
        told.append(JournalEntry.act == wanted.act)
    if thing := wanted.thing.replace("\0", "").strip():
        told.append(JournalEntry.object == thing)
    if wanted.since:
        told.append(JournalEntry.at >= clock.midnight(wanted.since))
    if wanted.until:
        told.append(JournalEntry.at < clock.midnight(wanted.until + timedelta(days=1)))
    return told


def _people(session: Session, text: str) -> list[int]:
    wanted = text.replace("\0", "").strip().lower()
    known = [
        User.email == wanted,
        (User.side == Side.STAFF.value) & func.lower(User.name).contains(wanted, autoescape=True),
    ]
    with suppress(ValueError):  # it is no number
        known.append(User.account_no == checkdigits.account_no(wanted))
    return list(session.scalars(select(User.id).where(or_(*known)).order_by(User.id).limit(MOST_PEOPLE)))


def _names(session: Session, objects: Collection[str]) -> dict[str, str]:
    ids = [int(name) for name in objects if name.isascii() and name.isdigit()]
    if not ids:
        return {}
    return {str(user.id): _who(user) for user in session.scalars(select(User).where(User.id.in_(ids)))}


def _line(entry: JournalEntry, user: User | None, named: Mapping[str, str]) -> Line:
    return Line(
        id=entry.id,
        at=entry.at,
        who=_who(user) if user else "",
        address=entry.address,
        act=WORDS.get(entry.act, entry.act),
        thing=named.get(entry.object) or _thing(entry),
        facts=_told(entry),
    )


def _who(user: User) -> str:
    if user.role:
        return f"{user.name}, {Role(user.role).label}"
    return f"потребитель {user.account_no}"  # the administrator has no need of names


def _thing(entry: JournalEntry) -> str:
    report = reports.declared().get(entry.object) if entry.act == "report.exported" else None
    return report.title if report else entry.object.replace("consumer ", "потребитель № ")


def _told(entry: JournalEntry) -> str:
    facts = entry.facts
    change = [f"{_called(facts.get('was'))} → {_called(facts['now'])}"] if "now" in facts else []
    others = [FACTS[name](value) for name, value in facts.items() if name in FACTS]
    return "; ".join([*others, *_parameters(entry.object, facts.get("parameters", {})), *change])


def _parameters(code: str, answers: Mapping[str, Any]) -> list[str]:
    report = reports.declared().get(code)
    if report is None:
        return []
    sound, _ = sounded(report.asks(), answers)
    return [
        f"{question.label}: {shown_as(question, sound[question.name])}"
        for question in questions(report.asks())
        if question.name in answers and question.name in sound
    ]


def _form(code: str) -> str:
    form = forms.known(code)
    return form.title if form else code


def _fact(name: str) -> str:
    called = (profile.labels(kind).get(name) for kind in profile.FORMS)
    return next(filter(None, called), name)


def _called(value: Any) -> str:
    if str(value) in set(Role):
        return Role(value).label
    if value in set(Seat):
        return Seat(value).label
    status = Workflow.statuses.get(str(value))
    return status.label if status else _day(str(value or "—"))


def _day(value: str) -> str:
    try:
        return f"{date.fromisoformat(value):%d.%m.%Y}"
    except ValueError:
        return value


FACTS: dict[str, Callable[[Any], str]] = {
    "kind": lambda code: DocumentKind(code).label,
    "what": lambda name: PROGRESS[name][0],
    "date": lambda name: DATES[name][0],
    "role": lambda code: Role(code).label,
    "submission": "отправка № {}".format,
    "rows": "строк: {}".format,
    "reason": lambda code: UnmaskReason(code).label,
    "left": "осталось кодов: {}".format,
    "sessions": "сеансов: {}".format,
    "form": _form,
    "names": lambda names: ", ".join(_fact(name) for name in names),
    "wording": "редакция {}".format,
    "kept": lambda kept: "данные заявителя сохранены" if kept else "данные заявителя удалены",
}
"""How each fact is told; «was», «now» and the parameters of a report have words of their own."""
UNTOLD = frozenset({"message", "key"})
"""Facts for the program alone: which message of an appeal it was, and by which press of the button it was sent."""
