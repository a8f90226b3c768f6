"""Appeals: sent by consumers, answered by employees (order 186, items 39–46)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from core import clock
from core.actor import Actor, Permission
from core.errors import Conflict, Invalid, NotFound
from db.models import Appeal, AppealFile, AppealMessage, Application, Consumer, Draft, File, User
from db.session import reading, transaction
from forms.contact.appeal import AnswerBy, AppealKind, NewAppeal, Topic
from services import drafts, files, journal, notifications, numbers
from services.files import Kept

DRAFT = "appeal"
"""Key of the draft of a new appeal."""
OPEN, ANSWERED = "open", "answered"
STATUS_LABELS = {OPEN: "Ждёт ответа", ANSWERED: "Дан ответ"}
ANSWER_DAYS = {AppealKind.COMPLAINT: 30, AppealKind.VIOLATION: 1}
"""Calendar days from sending (order 186, appendix 5); everything else: 15."""
USUAL_DAYS = 15


@dataclass(frozen=True, slots=True)
class Line:
    """An appeal in a list."""

    number: str
    topic: str
    kind: str
    applicant: str
    sent_at: datetime
    due_on: date
    status: str
    status_label: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the thread."""

    at: datetime
    from_staff: bool
    by: str
    text: str
    files: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """An appeal whole."""

    line: Line
    application_no: str
    messages: tuple[Message, ...]
    answer_by: str
    """Where the consumer wants the answer."""
    version: int


def send(actor: Actor, answers: Mapping[str, Any], send_key: str) -> Line:
    """Send the drafted appeal; a repeated *send_key* sends once. Raises ``Invalid`` with every remark."""
    actor.must(Permission.WRITE_APPEALS)
    sound = drafts.checked(actor, NewAppeal, DRAFT, answers)
    assert isinstance(sound, NewAppeal)  # check_draft returns the form it was given
    if (sent := _sent_before(actor, send_key)) is not None:
        return sent
    try:
        with transaction() as session:
            return _send(session, actor, sound, send_key)
    except IntegrityError:
        if (sent := _sent_before(actor, send_key)) is not None:
            return sent
        raise


def mine(actor: Actor, *, limit: int = 50) -> list[Line]:
    """Return the appeals of the actor's applicant, newest first."""
    actor.must(Permission.WRITE_APPEALS)
    query = _lines().where(Appeal.consumer_id == actor.consumer_id).order_by(Appeal.id.desc()).limit(limit)
    with reading() as session:
        return [_line(row, name) for row, name in session.execute(query)]


def waiting(actor: Actor, *, limit: int = 100) -> list[Line]:
    """Return the appeals that wait for an answer, the most urgent first."""
    actor.must(Permission.ANSWER_APPEALS)
    query = _lines().where(Appeal.status == OPEN).order_by(Appeal.due_on, Appeal.id).limit(limit)
    with reading() as session:
        return [_line(row, name) for row, name in session.execute(query)]


def thread(actor: Actor, number: str) -> Thread:
    """Return one appeal whole: one's own, or any for who answers; else raise ``NotFound``."""
    query = _lines().where(Appeal.number == number)
    if actor.consumer_id is not None:
        actor.must(Permission.WRITE_APPEALS)
        query = query.where(Appeal.consumer_id == actor.consumer_id)
    else:
        actor.must(Permission.ANSWER_APPEALS)
    with reading() as session:
        found = session.execute(query).one_or_none()
        if found is None:
            raise NotFound(f"Обращение {number} не найдено.")
        row, name = found
        answer_by = AnswerBy(row.answer_by).label
        return Thread(_line(row, name), _reg_no(session, row), _messages(session, actor, row), answer_by, row.version)


def answer(actor: Actor, number: str, text: str, *, version: int) -> None:
    """Answer an appeal; the consumer is told."""
    actor.must(Permission.ANSWER_APPEALS)
    if not text.strip():
        raise Invalid({"text": "Напишите ответ: пустой отправить нельзя."})
    with transaction() as session:
        row = session.scalars(select(Appeal).where(Appeal.number == number).with_for_update()).one_or_none()
        if row is None:
            raise NotFound(f"Обращение {number} не найдено.")
        if row.version != version:
            raise Conflict(
                "На обращение тем временем ответил другой сотрудник. Прочтите его ответ: ваш текст сохранён."
            )
        moment = clock.now()
        session.add(
            AppealMessage(appeal_id=row.id, at=moment, user_id=actor.user_id, from_staff=True, text=text.strip())
        )
        row.status, row.answered_at = ANSWERED, moment
        journal.record(session, actor, "appeal.answered", number)
        notifications.tell(session, row.consumer_id, "appeal_answered", f"appeal?no={number}", number=number)


def _send(session: Session, actor: Actor, sound: NewAppeal, send_key: str) -> Line:
    moment = clock.now()
    day = clock.local(moment).date()
    row = Appeal(
        number=f"{day:%y}-{numbers.following(session, f'appeal {day.year}'):06d}",
        send_key=send_key,
        consumer_id=actor.consumer_id,
        user_id=actor.user_id,
        application_id=_own_application(session, actor, sound.application),
        topic=sound.topic.value,
        kind=sound.kind.value,
        answer_by=sound.answer_by.value,
        sent_at=moment,
        due_on=day + timedelta(days=ANSWER_DAYS.get(sound.kind, USUAL_DAYS)),
        status=OPEN,
    )
    attached = session.scalars(select(File).where(File.public_id.in_(sound.files), File.user_id == actor.user_id))
    row.messages = [
        AppealMessage(
            at=moment,
            user_id=actor.user_id,
            from_staff=False,
            text=sound.text,
            files=[AppealFile(file_id=file.id) for file in attached],
        )
    ]
    session.add(row)
    for used in session.scalars(select(Draft).where(Draft.user_id == actor.user_id, Draft.form == DRAFT)):
        session.delete(used)
    journal.record(session, actor, "appeal.sent", row.number)
    notifications.tell(
        session,
        row.consumer_id,
        "appeal_received",
        f"appeal?no={row.number}",
        number=row.number,
        due=f"{row.due_on:%d.%m.%Y}",
    )
    return _line(row, "")


def _own_application(session: Session, actor: Actor, reg_no: str) -> int | None:
    if not reg_no:
        return None
    found = session.scalar(
        select(Application.id).where(Application.reg_no == reg_no, Application.consumer_id == actor.consumer_id)
    )
    if found is None:
        raise Invalid({"application": "Такой заявки у вас нет. Выберите другую или оставьте поле пустым."})
    return found


def _reg_no(session: Session, row: Appeal) -> str:
    if row.application_id is None:
        return ""
    return session.scalars(select(Application.reg_no).where(Application.id == row.application_id)).one()


def _sent_before(actor: Actor, send_key: str) -> Line | None:
    query = _lines().where(Appeal.send_key == send_key, Appeal.consumer_id == actor.consumer_id)
    with reading() as session:
        found = session.execute(query).one_or_none()
        return _line(*found) if found else None


def _lines() -> Any:
    return select(Appeal, Consumer.name).join(Consumer, Consumer.id == Appeal.consumer_id)


def _line(row: Appeal, applicant: str) -> Line:
    return Line(
        number=row.number,
        topic=Topic(row.topic).label,
        kind=AppealKind(row.kind).label,
        applicant=applicant,
        sent_at=row.sent_at,
        due_on=row.due_on,
        status=row.status,
        status_label=STATUS_LABELS[row.status],
    )


def _messages(session: Session, actor: Actor, row: Appeal) -> tuple[Message, ...]:
    query = (
        select(AppealMessage, User.name)
        .join(User, User.id == AppealMessage.user_id)
        .where(AppealMessage.appeal_id == row.id)
        .order_by(AppealMessage.id)
        .options(selectinload(AppealMessage.files).joinedload(AppealFile.file))
    )
    own = actor.consumer_id is not None
    return tuple(
        Message(
            at=entry.at,
            from_staff=entry.from_staff,
            by="" if own and entry.from_staff else name,
            text=entry.text,
            files=tuple(files.as_kept(attached.file) for attached in entry.files),
        )
        for entry, name in session.execute(query)
    )
