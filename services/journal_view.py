"""The journal as the administrator reads it: the newest lines, in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from core.actor import Actor, Permission, Role
from db.models import JournalEntry, User
from db.session import reading
from services import forms
from services.cards import DATES, PROGRESS
from workflows._documents import DocumentKind
from workflows.connection import Connection as Workflow

NEWEST = 100
"""Lines on the page."""
WORDS = {
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
    "file.opened": "Открыт файл",
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
    """Public number of the thing."""
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
        thing=entry.object,
        facts=_told(entry.facts),
    )


def _who(user: User) -> str:
    if user.role:
        return f"{user.name}, {Role(user.role).label}"
    return f"потребитель {user.account_no}"  # the administrator has no need of names


def _told(facts: Mapping[str, Any]) -> str:
    others = [_fact(name, value) for name, value in facts.items() if name not in {"was", "now"}]
    change = [f"{_called(facts.get('was'))} → {_called(facts['now'])}"] if "now" in facts else []
    return "; ".join(others + change)


def _fact(name: str, value: Any) -> str:
    return _FACTS[name](value) if name in _FACTS else f"{name}: {value}"


def _form(code: str) -> str:
    form = forms.declared().get(code)
    return form.title if form else code


def _called(value: Any) -> str:
    status = Workflow.statuses.get(str(value))
    return status.label if status else str(value or "—")


_FACTS: dict[str, Callable[[Any], str]] = {
    "kind": lambda code: DocumentKind(code).label,
    "what": lambda name: PROGRESS[name][0],
    "date": lambda name: DATES[name][0],
    "role": lambda code: Role(code).label,
    "submission": "отправка № {}".format,
    "rows": "строк: {}".format,
    "form": _form,
}
