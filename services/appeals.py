"""Appeals: sent by consumers, talked over by both sides, answered by employees (order 186, items 39–46)."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core import clock
from core.actor import Actor, Permission, Side
from core.errors import Conflict, Invalid, NotFound, Throttled
from db.models import Appeal, Application, File
from db.session import reading, transaction
from forms.contact.appeal import AnswerBy, NewAppeal
from forms.contact.reply import Reply
from regulations.appeals import AppealKind, Topic, due_on
from services import appeal_messages, appeal_view, drafts, journal, notifications, numbers, throttle
from services.appeal_view import ANSWERED, CLOSED, OPEN, Line, Thread

DRAFT = drafts.APPEAL
"""Key of the draft of a new appeal."""
OF_PERSON = throttle.Limit(free=10, forgives=timedelta(minutes=10))
OF_ADDRESS = throttle.Limit(free=30, forgives=timedelta(minutes=5))
TOO_MANY = "Слишком много обращений подряд. Всё введённое сохранено: подождите пять минут и отправьте ещё раз."
CLOSED_NOW = {
    Side.PUBLIC: "Обращение {number} закрыто, писать в него больше нельзя. Введённое сохранено: напишите новое.",
    Side.STAFF: "Заявитель закрыл обращение {number}: писать в него больше нельзя.",
}
NEWS = ("appeal_asked", "appeal_answered")
"""Events after which the consumer has something to read."""


def send(actor: Actor, answers: Mapping[str, Any], send_key: str) -> Line:
    """Send the drafted appeal; a repeated *send_key* sends once.

    Raises ``Invalid`` with every remark, ``Throttled`` after too many in a row.
    """
    actor.must(Permission.WRITE_APPEALS)
    sound = drafts.checked(actor, NewAppeal, DRAFT, answers)
    assert isinstance(sound, NewAppeal)  # it returns the form it was given
    if (sent := _sent_before(actor, send_key)) is not None:
        return sent
    counted = _counted(actor)
    try:
        with transaction() as session:
            throttle.one_more(session, counted)
            row = opened(
                session,
                actor,
                topic=sound.topic,
                kind=sound.kind,
                text=sound.text,
                answer_by=sound.answer_by,
                application_id=_own_application(session, actor, sound.application),
                file_ids=_used_up(session, actor, DRAFT, sound.files),
                send_key=send_key,
            )
            return _line(session, actor, row)
    except IntegrityError:
        if (sent := _sent_before(actor, send_key)) is not None:
            return sent
        raise


def opened(
    session: Session,
    actor: Actor,
    *,
    topic: Topic,
    kind: AppealKind,
    text: str,
    answer_by: AnswerBy = AnswerBy.CABINET,
    application_id: int | None = None,
    file_ids: Collection[int] = (),
    send_key: str,
) -> Appeal:
    """Open an appeal of the actor's applicant in the caller's transaction: number, term, first message and notice.

    That the files are the actor's own, and the application one of their applicant's, is for the caller to make sure.
    """
    moment = clock.now()
    day = clock.local(moment).date()
    row = Appeal(
        number=f"{day:%y}-{numbers.following(session, f'appeal {day.year}'):06d}",
        send_key=send_key,
        consumer_id=actor.consumer_id,
        user_id=actor.user_id,
        application_id=application_id,
        topic=topic.value,
        kind=kind.value,
        answer_by=answer_by.value,
        sent_at=moment,
        due_on=due_on(kind, day),
        status=OPEN,
    )
    session.add(row)
    said = appeal_messages.say(session, actor, row, text, file_ids)
    journal.record(session, actor, "appeal.sent", row.number, message=said)
    due = _told(row.due_on)
    notifications.tell(session, row.consumer_id, "appeal_received", _page(row), number=row.number, due=due)
    return row


def write(actor: Actor, number: str, answers: Mapping[str, Any], send_key: str) -> Line:
    """Send the consumer's drafted message; a repeated *send_key* sends once.

    After an answer it opens the appeal again, with a new term. Raises ``Invalid`` with every remark, ``Throttled``
    after too many in a row, ``Conflict`` when the appeal is closed; the draft then stays as it is.
    """
    actor.must(Permission.WRITE_APPEALS)
    key = draft_of(actor, number)
    sound = drafts.checked(actor, Reply, key, answers)
    assert isinstance(sound, Reply)  # it returns the form it was given
    counted = _counted(actor)
    with transaction() as session:
        row = _to_write(session, actor, number)
        if not appeal_messages.sent_with(session, number, send_key):
            _must_be_open(actor, row)
            throttle.one_more(session, counted)
            _write(session, actor, row, sound.text, _used_up(session, actor, key, sound.files), send_key)
        return _line(session, actor, row)


def close(actor: Actor, number: str) -> None:
    """Close the appeal, for the consumer's question is settled: nobody writes into it any more."""
    actor.must(Permission.WRITE_APPEALS)
    with transaction() as session:
        row = _to_write(session, actor, number)
        if row.status == CLOSED:
            return
        row.status, row.closed_at = CLOSED, clock.now()
        journal.record(session, actor, "appeal.closed", number)
        notifications.tell(session, row.consumer_id, "appeal_closed", _page(row), number=number)


def answer(actor: Actor, number: str, text: str, *, version: int) -> None:
    """Answer an appeal, or add to the answer, with the files the employee has gathered; the consumer is told.

    Raises ``Conflict`` if anybody has written since *version*, or while a file waits for the virus scanner.
    """
    actor.must(Permission.ANSWER_APPEALS)
    wanted = _something(text)
    with transaction() as session:
        row = _to_write(session, actor, number)
        _must_be_open(actor, row)
        if appeal_messages.is_new(session, actor, row, version, wanted):
            row.status, row.answered_at = ANSWERED, clock.now()
            said = appeal_messages.say(session, actor, row, wanted, _gathered(session, actor, number))
            journal.record(session, actor, "appeal.answered", number, message=said)
            notifications.tell(session, row.consumer_id, "appeal_answered", _page(row), number=number)


def ask(actor: Actor, number: str, text: str, *, version: int) -> None:
    """Write to the consumer without answering, as ``answer`` does: the appeal stays open, and its term as it was."""
    actor.must(Permission.ANSWER_APPEALS)
    wanted = _something(text)
    with transaction() as session:
        row = _to_write(session, actor, number)
        _must_be_open(actor, row)
        if appeal_messages.is_new(session, actor, row, version, wanted):
            if row.status == ANSWERED:
                raise Conflict("На обращение уже ответили. Отправьте это как дополнение к ответу.")
            said = appeal_messages.say(session, actor, row, wanted, _gathered(session, actor, number))
            journal.record(session, actor, "appeal.asked", number, message=said)
            due = _told(row.due_on)
            notifications.tell(session, row.consumer_id, "appeal_asked", _page(row), number=number, due=due)


def mine(actor: Actor, *, after: int | None = None, limit: int = 50) -> list[Line]:
    """Return the appeals of the actor's applicant, newest first, from the one *after* (its id)."""
    actor.must(Permission.WRITE_APPEALS)
    own = [Appeal.consumer_id == actor.consumer_id, *([Appeal.id < after] if after is not None else [])]
    with reading() as session:
        news = {link.partition("no=")[2] for link in notifications.unread_links(session, actor, NEWS)}
        return appeal_view.lines(session, actor, *own, order=(Appeal.id.desc(),), limit=limit, unread=news)


def thread(actor: Actor, number: str) -> Thread:
    """Return one appeal whole: one's own, or any for who answers; else raise ``NotFound``."""
    actor.must(_needed(actor))
    with reading() as session:
        found = appeal_view.thread(session, actor, *_visible(actor, number))
    if found is None:
        raise _not_found(number)
    return found


def draft_of(actor: Actor, number: str) -> str:
    """Return the key under which the actor gathers the next message of the appeal."""
    return f"{drafts.APPEAL if actor.side is Side.PUBLIC else drafts.ANSWER}.{number}"


def carry_over(actor: Actor, number: str) -> None:
    """Make a new appeal's draft of the message that was not sent before this one was closed, files and all.

    Raises ``Conflict`` while another new appeal is being written.
    """
    actor.must(Permission.WRITE_APPEALS)
    with transaction() as session:
        row = _to_write(session, actor, number)
        unsent = drafts.kept(session, actor, draft_of(actor, number))
        if unsent is None:
            return
        if drafts.kept(session, actor, DRAFT) is not None:
            raise Conflict("Новое обращение уже начато. Сначала отправьте его, затем перенесите это сообщение.")
        unsent.form, unsent.answers = DRAFT, {**unsent.answers, "application": appeal_view.reg_no(session, row)}


def must_take_more(actor: Actor, number: str) -> None:
    """Raise ``NotFound`` if the actor may not write into the appeal, ``Conflict`` if it is closed."""
    actor.must(_needed(actor))
    with reading() as session:
        row = session.scalar(select(Appeal).where(*_visible(actor, number)))
        if row is None:
            raise _not_found(number)
        _must_be_open(actor, row)


def _needed(actor: Actor) -> Permission:
    return Permission.WRITE_APPEALS if actor.side is Side.PUBLIC else Permission.ANSWER_APPEALS


def _visible(actor: Actor, number: str) -> list[ColumnElement[bool]]:
    own = [Appeal.consumer_id == actor.consumer_id] if actor.side is Side.PUBLIC else []
    return [Appeal.number == number, *own]


def _counted(actor: Actor) -> throttle.Counted:
    counted = {throttle.subject("appeal", str(actor.user_id)): OF_PERSON}
    if actor.address:
        counted[throttle.subject("appeal", actor.address)] = OF_ADDRESS
    if throttle.must_wait(counted):
        raise Throttled(TOO_MANY)
    return counted


def _to_write(session: Session, actor: Actor, number: str) -> Appeal:
    row = session.scalars(select(Appeal).where(*_visible(actor, number)).with_for_update()).one_or_none()
    if row is None:
        raise _not_found(number)
    return row


def _must_be_open(actor: Actor, row: Appeal) -> None:
    if row.status == CLOSED:
        raise Conflict(CLOSED_NOW[actor.side].format(number=row.number))


def _not_found(number: str) -> NotFound:
    return NotFound(f"Обращение {number} не найдено.")


def _write(session: Session, actor: Actor, row: Appeal, text: str, file_ids: Collection[int], send_key: str) -> None:
    was, answered = row.due_on, row.status == ANSWERED
    if answered:
        row.status, row.due_on = OPEN, due_on(AppealKind(row.kind), clock.today())
    said = appeal_messages.say(session, actor, row, text, file_ids)
    if not answered:
        journal.record(session, actor, "appeal.written", row.number, message=said, key=send_key)
        return
    before, now = was.isoformat(), row.due_on.isoformat()
    journal.record(session, actor, "appeal.reopened", row.number, message=said, key=send_key, was=before, now=now)
    due = _told(row.due_on)
    notifications.tell(session, row.consumer_id, "appeal_reopened", _page(row), number=row.number, due=due)


def _something(text: str) -> str:
    if not (said := text.strip()):
        raise Invalid({"text": "Напишите сообщение: пустое отправить нельзя."})
    return said


def _used_up(session: Session, actor: Actor, key: str, public_ids: Collection[str]) -> list[int]:
    """Return the consumer's files, and throw away the draft they were kept in."""
    own = select(File.id).where(File.public_id.in_(public_ids), File.user_id == actor.user_id).order_by(File.id)
    if (used := drafts.kept(session, actor, key)) is not None:
        session.delete(used)
    return list(session.scalars(own))


def _gathered(session: Session, actor: Actor, number: str) -> list[int]:
    return [file.id for file in drafts.taken(session, actor, draft_of(actor, number))]


def _page(row: Appeal) -> str:
    return f"appeal?no={row.number}"


def _told(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _own_application(session: Session, actor: Actor, reg_no: str) -> int | None:
    if not reg_no:
        return None
    found = session.scalar(
        select(Application.id).where(Application.reg_no == reg_no, Application.consumer_id == actor.consumer_id)
    )
    if found is None:
        raise Invalid({"application": "Такой заявки у вас нет. Выберите другую или оставьте поле пустым."})
    return found


def _line(session: Session, actor: Actor, row: Appeal) -> Line:
    [line] = appeal_view.lines(session, actor, Appeal.id == row.id)
    return line


def _sent_before(actor: Actor, send_key: str) -> Line | None:
    own = Appeal.consumer_id == actor.consumer_id
    with reading() as session:
        return next(iter(appeal_view.lines(session, actor, Appeal.send_key == send_key, own)), None)
