"""What was done in a cabinet, in words: documents sent, logins and the rest, narrowed down and page by page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import clock
from core.actor import Actor, Permission, Seat
from db.models import File, JournalEntry, Submission, User
from db.session import reading
from forms._documents import document
from forms.profile._history import EventKind, HistoryFilter
from services import forms, profile, submissions

WORDS = {
    "account.registered": "Регистрация в личном кабинете",
    "session.opened": "Вход",
    "session.ended": "Выход",
    "session.closed": "Завершены сеансы на других устройствах",
    "login.failed": "Неудачная попытка входа",
    "password.changed": "Пароль изменён",
    "password.recovered": "Пароль восстановлен по ссылке из письма",
    "password.refused": "Введён неверный пароль при подтверждении",
    "password.replaced": "Временный пароль заменён собственным",
    "recovery.asked": "Запрошена ссылка для нового пароля",
    "invitation.accepted": "Приглашение принято",
    "email.asked": "Запрошена смена электронной почты",
    "email.changed": "Электронная почта изменена",
    "email.confirmed": "Электронная почта подтверждена",
    "second_factor.enrolled": "Подключён вход с кодом",
    "second_factor.switched_off": "Отключён вход с кодом",
    "second_factor.reset": "Вход с кодом сброшен сотрудником",
    "second_factor.failed": "Неверный код при входе",
    "recovery_code.used": "Вход по коду восстановления",
    "recovery_codes.renewed": "Получены новые коды восстановления",
    "submission.sent": "Отправлено № {object}",
    "appeal.sent": "Отправлено обращение № {object}",
    "appeal.written": "Отправлено сообщение по обращению № {object}",
    "appeal.reopened": "Снова открыто обращение № {object}",
    "appeal.closed": "Закрыто обращение № {object}",
    "file.opened": "Открыт файл",
    "profile.changed": "Изменены данные профиля",
    "consent.given": "Дано",
    "consent.revoked": "Отозвано",
    "data.exported": "Скачаны данные",
    "deletion.asked": "Запрошено удаление учётной записи",
    "deletion.withdrawn": "Запрос на удаление отозван",
    "person.invited": "Приглашён сотрудник",
    "person.shut_out": "Закрыт доступ сотруднику",
    "person.seated": "Изменено место сотрудника",
}
"""What each act of the journal is called to the person; acts not named here are not theirs to see."""
_KINDS = {
    "submission": EventKind.DOCUMENTS,
    "appeal": EventKind.DOCUMENTS,
    "session": EventKind.LOGINS,
    "login": EventKind.LOGINS,
    "second_factor": EventKind.LOGINS,
    "recovery_code": EventKind.LOGINS,
}
"""By what the act begins with; all others are the rest."""
PAGE = 30
"""Lines on one page."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history."""

    id: int
    at: datetime
    text: str
    address: str
    """Network address it came from; empty where unknown."""
    who: str
    link: str
    """Where the thing is: page and query; empty if nowhere."""
    note: str
    """What became of it; empty if nothing is to be said."""
    copy: str
    """Public id of the frozen printed copy; empty if there is none."""


def kind_of(act: str) -> EventKind:
    """Return which kind of event an act of the journal is."""
    return _KINDS.get(act.partition(".")[0], EventKind.OTHER)


def mine(
    actor: Actor, wanted: HistoryFilter | None = None, *, after: int | None = None, limit: int = PAGE
) -> list[Line]:
    """Return what was done in the actor's cabinet, newest first, from the line *after*.

    An owner sees what everybody of the applicant did; a member sees their own acts and whatever was sent.
    """
    actor.must(Permission.FOLLOW_OWN_APPLICATIONS)
    wanted = wanted or HistoryFilter()
    acts = [act for act in WORDS if wanted.kind in {None, kind_of(act)}]
    with reading() as session:
        people = {user.id: user for user in _people(session, actor)}
        found = [_acts_of(session, user_id, _seen(actor, user_id, acts), wanted, after, limit) for user_id in people]
        newest = list(islice(merge(*found, key=lambda entry: -entry.id), limit))
        return _lines(session, newest, people)


def _people(session: Session, actor: Actor) -> Sequence[User]:
    query = select(User).where(User.consumer_id == actor.consumer_id).order_by(User.id)
    return session.scalars(query).all()


def _seen(actor: Actor, user_id: int, acts: list[str]) -> list[str]:
    if actor.seat is Seat.OWNER or user_id == actor.user_id:
        return acts
    return [act for act in acts if kind_of(act) is EventKind.DOCUMENTS]


def _acts_of(
    session: Session, user_id: int, acts: list[str], wanted: HistoryFilter, after: int | None, limit: int
) -> list[JournalEntry]:
    # One walk along the index for each of the few people; one for all of them together would have to be sorted.
    query = select(JournalEntry).where(JournalEntry.user_id == user_id, JournalEntry.act.in_(acts))
    if after is not None:
        query = query.where(JournalEntry.id < after)
    if wanted.since:
        query = query.where(JournalEntry.at >= clock.midnight(wanted.since))
    if wanted.until:
        query = query.where(JournalEntry.at < clock.midnight(wanted.until + timedelta(days=1)))
    return list(session.scalars(query.order_by(JournalEntry.id.desc()).limit(limit)))


def _lines(session: Session, entries: Sequence[JournalEntry], people: dict[int, User]) -> list[Line]:
    numbers = [entry.object for entry in entries if entry.act == "submission.sent"]
    sent = select(Submission.number, Submission.title, Submission.status, func.coalesce(File.public_id, ""))
    sent = sent.outerjoin(File, File.id == Submission.copy_id).where(Submission.number.in_(numbers))
    became = {number: found for number, *found in session.execute(sent)} if numbers else {}
    nothing = ("", "", "")  # an appeal may have the number of a sending
    return [
        _line(entry, people, *(became.get(entry.object, nothing) if entry.act == "submission.sent" else nothing))
        for entry in entries
    ]


def _line(entry: JournalEntry, people: dict[int, User], title: str, status: str, copy: str) -> Line:
    text = WORDS[entry.act].format(object=entry.object)
    link = ""
    if entry.act == "submission.sent":
        form = forms.known(str(entry.facts.get("form")))
        text = f"{text}: {title or (form.title if form else 'форма')}"
        link = f"sent?no={entry.object}" if status else ""
    elif entry.act.startswith("appeal."):
        link = f"appeal?no={entry.object}"
    else:
        text = ": ".join(filter(None, (text, _about(entry, people.values()))))
    return Line(
        id=entry.id,
        at=entry.at,
        text=text,
        address=entry.address,
        who=people[entry.user_id].name if entry.user_id in people else "",
        link=link,
        note=submissions.STATUS_LABELS.get(status, ""),
        copy=copy,
    )


def _about(entry: JournalEntry, people: Iterable[User]) -> str:
    """Return what the act was about, as far as the journal tells by codes and numbers."""
    subject = entry.act.partition(".")[0]
    if subject == "consent":
        return document(entry.object).title
    if subject == "person":
        return next((user.name for user in people if user.account_no == entry.object), "")
    if entry.act == "profile.changed":
        called = {name: label for kind in profile.FORMS for name, label in profile.labels(kind).items()}
        return ", ".join(called.get(name, name) for name in entry.facts["names"]).lower()
    return ""
