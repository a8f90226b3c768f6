"""The journal as the administrator reads it: the newest lines, in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from core.actor import Actor, Permission, Role
from db.models import JournalEntry, User
from db.session import reading
from forms._questions import questions, shown_as, sounded
from services import forms, reports
from services.cards import DATES, PROGRESS
from workflows._documents import DocumentKind
from workflows.connection import Connection as Workflow

NEWEST = 100
"""Lines on the page."""
WORDS = {
    "account.shut": "Учётная запись закрыта",
    "password.set": "Задан новый пароль",
    "account.registered": "Регистрация потребителя",
    "appeal.answered": "Ответ на обращение",
    "appeal.sent": "Отправлено обращение",
    "application.assigned": "Заявка взята в работу",
    "application.dated": "Исправлена дата в карточке",
    "application.moved": "Смена статуса заявки",
    "application.progressed": "Ход исполнения в карточке",
    "application.registered": "Регистрация заявки",
    "document.placed": "Размещён документ",
    "employee.created": "Создан сотрудник",
    "file.infected": "В файле найден вирус",
    "file.opened": "Открыт файл",
    "file.refused": "Отклонён файл с вирусом",
    "login.failed": "Неудачная попытка входа",
    "report.exported": "Выгружен отчёт",
    "session.ended": "Выход",
    "session.opened": "Вход",
    "submission.accepted": "Отправка принята в работу",
    "submission.returned": "Отправка возвращена",
    "submission.sent": "Отправлена форма",
}
"""What each act is called; an act not named here is shown by its code."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal."""

    at: datetime
    who: str
    """Name and role; empty where nobody was known."""
    address: str
    act: str
    thing: str
    """Public number of the thing, or the title of a report."""
    facts: str


def newest(actor: Actor, *, limit: int = NEWEST) -> list[Line]:
    """Return the newest lines of the journal, newest first."""
    actor.must(Permission.SEE_JOURNAL)
    query = (
        select(JournalEntry, User)
        .outerjoin(User, User.id == JournalEntry.user_id)
        .order_by(JournalEntry.id.desc())
        .limit(limit)
    )
    with reading() as session:
        return [_line(entry, user) for entry, user in session.execute(query)]


def _line(entry: JournalEntry, user: User | None) -> Line:
    return Line(
        at=entry.at,
        who=_who(user) if user else "",
        address=entry.address,
        act=WORDS.get(entry.act, entry.act),
        thing=_thing(entry),
        facts=_told(entry),
    )


def _who(user: User) -> str:
    if user.role:
        return f"{user.name}, {Role(user.role).label}"
    return f"потребитель {user.account_no}"  # the administrator has no need of names


def _thing(entry: JournalEntry) -> str:
    report = reports.declared().get(entry.object) if entry.act == "report.exported" else None
    return report.title if report else entry.object


def _told(entry: JournalEntry) -> str:
    facts = entry.facts
    change = [f"{_called(facts.get('was'))} → {_called(facts['now'])}"] if "now" in facts else []
    others = [FACTS[name](value) for name, value in facts.items() if name in FACTS]
    return "; ".join([*others, *_parameters(entry.object, facts.get("parameters", {})), *change])


def _parameters(code: str, answers: Mapping[str, Any]) -> list[str]:
    report = reports.declared().get(code)
    if report is None:
        return []
    sound, _ = sounded(report.parameters, answers)
    return [
        f"{question.label}: {shown_as(question, sound[question.name])}"
        for question in questions(report.parameters)
        if question.name in answers and question.name in sound
    ]


def _form(code: str) -> str:
    form = forms.declared().get(code)
    return form.title if form else code


def _called(value: Any) -> str:
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
    "form": _form,
}
"""How each fact is told; «was», «now» and the parameters of a report have words of their own."""
