"""What an appeal looks like to either side: a line of a list, and the whole thread; and the lists of employees."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_
from sqlalchemy.orm import Session, selectinload

from core import clock
from core.actor import Actor, Permission, Side
from core.labelled import Labelled
from db.models import Appeal, AppealFile, AppealMessage, Application, Consumer, JournalEntry, User
from db.session import reading
from forms.contact.appeal import AnswerBy
from regulations.appeals import AppealKind, Topic
from services import files
from services.files import Kept
from workflows._workflow import Ball

OPEN, ANSWERED, CLOSED = "open", "answered", "closed"
STATUS_LABELS = {OPEN: "Ждёт ответа", ANSWERED: "Дан ответ", CLOSED: "Закрыто"}
ASKED_LABELS = {Side.PUBLIC: "Ждём вашего ответа", Side.STAFF: "Ждём заявителя"}
"""What an open appeal is called when an employee has asked something and nobody has answered yet."""
NOTES = {
    "appeal.asked": "Вопрос",
    "appeal.answered": "Ответ",
    "appeal.reopened": "Открыто снова: ответим до {now}, прежний срок {was}",
}
"""Act of the journal → what the message was, beside being a message."""

FROM_STAFF_LAST: ColumnElement[Any] = (
    select(AppealMessage.from_staff)
    .where(AppealMessage.appeal_id == Appeal.id)
    .order_by(AppealMessage.id.desc())
    .limit(1)
    .correlate(Appeal)
    .scalar_subquery()
)
"""Whether the last message of the appeal is an employee's."""


class View(Labelled):
    """What employees look for among the appeals."""

    WAITING = "waiting", "Ждут нас"
    ASKED = "asked", "Ждём заявителя"
    ANSWERED = "answered", "Отвеченные"
    CLOSED = "closed", "Закрытые"
    ALL = "all", "Все"


@dataclass(frozen=True, slots=True)
class Line:
    """An appeal in a list."""

    id: int
    number: str
    topic: str
    kind: str
    applicant: str
    sent_at: datetime
    due_on: date
    """Planned day of the answer; a new one each time the appeal was opened again."""
    status: str
    status_label: str
    """As the side that looks calls it."""
    ball: Ball
    """Who has to write next; nobody once it is answered."""
    late: bool
    """The answer was not given by ``due_on``, or is not given yet."""
    answered_at: datetime | None
    closed_at: datetime | None
    unread: bool = False
    """Something was written to the consumer that nobody has looked at."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the thread."""

    at: datetime
    from_staff: bool
    by: str
    """Empty where it is an employee's and a consumer reads."""
    text: str
    files: tuple[Kept, ...]
    note: str
    """What it was, beside being a message: a question, an answer, the reason to open the appeal again."""


@dataclass(frozen=True, slots=True)
class Thread:
    """An appeal whole."""

    line: Line
    consumer_id: int
    application_no: str
    messages: tuple[Message, ...]
    answer_by: AnswerBy
    """Where the consumer wants the answer."""
    version: int


def queue(
    actor: Actor, view: View = View.WAITING, *, after: tuple[date, int] | None = None, limit: int = 100
) -> list[Line]:
    """Return appeals for employees from the row *after* (its ``due_on`` and id).

    What is open comes with the most urgent first, the rest with the newest.
    """
    actor.must(Permission.ANSWER_APPEALS)
    where = _seen_in(view)
    order: list[ColumnElement[Any]]
    if view is View.ALL:
        order = [Appeal.id.desc()]
        where += [Appeal.id < after[1]] if after else []
    elif view in {View.WAITING, View.ASKED}:
        order = [Appeal.due_on.asc(), Appeal.id.asc()]
        where += [tuple_(Appeal.due_on, Appeal.id) > after] if after else []
    else:
        order = [Appeal.due_on.desc(), Appeal.id.desc()]
        where += [tuple_(Appeal.due_on, Appeal.id) < after] if after else []
    with reading() as session:
        return lines(session, actor, *where, order=order, limit=limit)


def count_waiting(actor: Actor) -> int:
    """Count the appeals that wait for an employee, up to a thousand."""
    actor.must(Permission.ANSWER_APPEALS)
    some = select(Appeal.id).where(*_seen_in(View.WAITING)).limit(1000).subquery()
    with reading() as session:
        return session.scalar(select(func.count()).select_from(some)) or 0


def lines(
    session: Session,
    actor: Actor,
    *where: ColumnElement[bool],
    order: Sequence[ColumnElement[Any]] = (),
    limit: int | None = None,
    unread: Container[str] = (),
) -> list[Line]:
    """Return appeals as the actor's side reads them; *unread* are the numbers of those with something new."""
    query = _query(*where).order_by(*order).limit(limit)
    return [_line(actor, row, name, ours_last, unread) for row, name, ours_last in session.execute(query)]


def thread(session: Session, actor: Actor, *where: ColumnElement[bool]) -> Thread | None:
    """Return one appeal whole, as the actor's side reads it, if there is such."""
    found = session.execute(_query(*where)).one_or_none()
    if found is None:
        return None
    row = found[0]
    return Thread(
        line=_line(actor, *found),
        consumer_id=row.consumer_id,
        application_no=reg_no(session, row),
        messages=_messages(session, actor, row),
        answer_by=AnswerBy(row.answer_by),
        version=row.version,
    )


def reg_no(session: Session, row: Appeal) -> str:
    """Return the number of the application the appeal is about; empty if it is about none."""
    if row.application_id is None:
        return ""
    return session.scalars(select(Application.reg_no).where(Application.id == row.application_id)).one()


def _seen_in(view: View) -> list[ColumnElement[bool]]:
    # A question does not stop the term: on its last day the appeal is ours again.
    ours = or_(FROM_STAFF_LAST.is_not(True), Appeal.due_on <= clock.today())
    conditions: dict[View, list[ColumnElement[bool]]] = {
        View.WAITING: [Appeal.status == OPEN, ours],
        View.ASKED: [Appeal.status == OPEN, ~ours],
        View.ANSWERED: [Appeal.status == ANSWERED],
        View.CLOSED: [Appeal.status == CLOSED],
        View.ALL: [],
    }
    return conditions[view]


def _query(*where: ColumnElement[bool]) -> Select[Any]:
    joined = select(Appeal, Consumer.name, FROM_STAFF_LAST).join(Consumer, Consumer.id == Appeal.consumer_id)
    return joined.where(*where)


def _line(actor: Actor, row: Appeal, applicant: str, ours_last: Any, unread: Container[str] = ()) -> Line:
    asked = bool(ours_last) and row.status == OPEN
    answered_on = clock.local(row.answered_at).date() if row.answered_at and row.status == ANSWERED else None
    return Line(
        id=row.id,
        number=row.number,
        topic=Topic(row.topic).label,
        kind=AppealKind(row.kind).label,
        applicant=applicant,
        sent_at=row.sent_at,
        due_on=row.due_on,
        status=row.status,
        status_label=ASKED_LABELS[actor.side] if asked else STATUS_LABELS[row.status],
        ball=Ball.NOBODY if row.status != OPEN else Ball.APPLICANT if asked else Ball.COMPANY,
        late=row.status != CLOSED and (answered_on or clock.today()) > row.due_on,
        answered_at=row.answered_at,
        closed_at=row.closed_at,
        unread=row.number in unread,
    )


def _messages(session: Session, actor: Actor, row: Appeal) -> tuple[Message, ...]:
    query = (
        select(AppealMessage, User.name)
        .join(User, User.id == AppealMessage.user_id)
        .where(AppealMessage.appeal_id == row.id)
        .order_by(AppealMessage.id)
        .options(selectinload(AppealMessage.files).joinedload(AppealFile.file))
    )
    notes = _notes(session, row)
    return tuple(
        Message(
            at=entry.at,
            from_staff=entry.from_staff,
            by="" if actor.side is Side.PUBLIC and entry.from_staff else name,
            text=entry.text,
            files=tuple(files.as_kept(attached.file) for attached in entry.files),
            note=notes.get(entry.id, ""),
        )
        for entry, name in session.execute(query)
    )


def _notes(session: Session, row: Appeal) -> dict[int, str]:
    written = select(JournalEntry).where(JournalEntry.object == row.number, JournalEntry.act.in_(NOTES))
    return {
        entry.facts["message"]: NOTES[entry.act].format(
            **{name: _day(entry.facts.get(name)) for name in ("was", "now")}
        )
        for entry in session.scalars(written.order_by(JournalEntry.id))
        if "message" in entry.facts
    }


def _day(fact: object) -> str:
    return f"{date.fromisoformat(fact):%d.%m.%Y}" if isinstance(fact, str) else ""
