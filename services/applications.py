"""Applications for grid connection: registration, moves, dates and progress of the card."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import clock
from core.actor import Actor, Permission
from core.errors import Conflict, Invalid, NotFound
from db.models import Application, ApplicationEvent, Consumer, Document, User
from db.session import transaction
from forms._connection import Connection
from forms.desk.card import RegistrationCard
from regulations import applicants, register_numbers
from services import journal, notifications, numbers, submissions
from services.cards import DATES, PROGRESS
from workflows.connection import Connection as Workflow


def register(actor: Actor, number: str, card: RegistrationCard) -> str:
    """Give the submission *number* a register number and a card; return the register number."""
    actor.must(Permission.REGISTER_SUBMISSIONS)
    with transaction() as session:
        sent = submissions.waiting_row(session, number)
        if not submissions.is_application(sent):
            raise Conflict(
                f"Отправка {number} — не заявка на присоединение: Рег. № она не получает. Примите её в работу."
            )
        row = _new(session, session.get_one(Consumer, sent.consumer_id), card.connection(), sent.sent_at)
        sent.status, sent.application_id = submissions.REGISTERED, row.id
        write_event(session, row, actor, "registered", "", row.status)
        journal.record(session, actor, "application.registered", row.reg_no, submission=number)
        tell(session, row, "application_registered", number=number)
        return row.reg_no


def move(actor: Actor, reg_no: str, to: str, *, version: int, comment: str = "", internal: str = "") -> None:
    """Move the application to status *to*; raise ``Conflict`` if it may not go there or has changed meanwhile."""
    actor.must(Permission.WORK_ON_APPLICATIONS)
    with transaction() as session:
        row = to_write(session, reg_no, version)
        kinds = session.scalars(select(Document.kind).where(Document.application_id == row.id)).all()
        now = Workflow.move(actor, row.status, to, procedure=row.procedure, documents=set(kinds), reason=comment)
        was, row.status = row.status, now.code
        row.status_note, row.status_since, row.changed_at = comment.strip(), clock.today(), clock.now()
        row.closed_on = clock.today() if now.closes else None
        if now.sets and getattr(row, now.sets) is None:
            setattr(row, now.sets, clock.today())
        write_event(session, row, actor, "moved", was, now.code, comment, internal)
        journal.record(session, actor, "application.moved", reg_no, was=was, now=now.code)
        tell(session, row, now.letter, comment=comment.strip())


def set_dates(actor: Actor, reg_no: str, dates: Mapping[str, date | None], *, version: int) -> None:
    """Correct dates of the card; raise ``Invalid`` where they contradict the legal order or each other."""
    actor.must(*(permission for _, permission in DATES.values()))
    with transaction() as session:
        row = to_write(session, reg_no, version)
        changed = {name: day for name, day in dates.items() if getattr(row, name) != day}
        for name in changed:
            actor.must(DATES[name][1])
        _check_dates({**{name: getattr(row, name) for name in DATES}, **changed}, row.registered_on)
        for name, day in changed.items():
            was = getattr(row, name)
            setattr(row, name, day)
            text = f"{DATES[name][0]}: {_day(was)} → {_day(day)}"
            write_event(session, row, actor, "dated", text=text)
            journal.record(session, actor, "application.dated", reg_no, date=name, was=_iso(was), now=_iso(day))
        if changed:
            row.changed_at = clock.now()


def report_progress(actor: Actor, reg_no: str, name: str, text: str, *, version: int) -> None:
    """Write how the contract or the technical conditions go; the consumer is told."""
    what, permission = PROGRESS[name]
    actor.must(permission)
    if not text.strip():
        raise Invalid({name: "Напишите, что сделано: этот текст увидит заявитель."})
    with transaction() as session:
        row = to_write(session, reg_no, version)
        setattr(row, name, text.strip())
        row.changed_at = clock.now()
        write_event(session, row, actor, "progressed", text=f"{what}: {text.strip()}")
        journal.record(session, actor, "application.progressed", reg_no, what=name)
        tell(session, row, "progress_changed", what=what, text=text.strip())


def assign(actor: Actor, reg_no: str, *, version: int) -> None:
    """Take the application into one's own hands."""
    actor.must(Permission.CHECK_COMPLETENESS, Permission.HANDLE_CONDITIONS, Permission.HANDLE_CONTRACT)
    with transaction() as session:
        row = to_write(session, reg_no, version)
        row.assignee_id, row.changed_at = actor.user_id, clock.now()
        write_event(session, row, actor, "assigned", internal=f"Исполнитель: {actor.name}")
        journal.record(session, actor, "application.assigned", reg_no)


def to_write(session: Session, reg_no: str, version: int) -> Application:
    """Return the row for a change; raise ``NotFound``, or ``Conflict`` if it has changed since *version*."""
    row = session.scalars(select(Application).where(Application.reg_no == reg_no).with_for_update()).one_or_none()
    if row is None:
        raise NotFound(f"Заявка {reg_no} не найдена.")
    if row.version != version:
        last = session.scalar(
            select(User.name)
            .join(ApplicationEvent, ApplicationEvent.user_id == User.id)
            .where(ApplicationEvent.application_id == row.id)
            .order_by(ApplicationEvent.id.desc())
            .limit(1)
        )
        raise Conflict(
            f"Карточку тем временем изменил другой сотрудник ({last or 'портал'}). "
            "Посмотрите, что изменилось, и нажмите ещё раз: введённое сохранено."
        )
    return row


def write_event(
    session: Session,
    row: Application,
    actor: Actor,
    act: str,
    status_from: str = "",
    status_to: str = "",
    text: str = "",
    internal: str = "",
) -> None:
    """Write one line of the card's history."""
    session.add(
        ApplicationEvent(
            application_id=row.id,
            at=clock.now(),
            user_id=actor.user_id,
            act=act,
            status_from=status_from,
            status_to=status_to,
            text=text.strip(),
            internal=internal.strip(),
        )
    )


def tell(session: Session, row: Application, letter: str, **facts: str) -> None:
    """Tell the applicant about the card, with *facts* beside its own."""
    status = Workflow.status(row.status).in_procedure(row.procedure)
    notifications.tell(
        session,
        row.consumer_id,
        letter,
        f"application?no={row.reg_no}",
        reg_no=row.reg_no,
        object_name=row.object_name,
        object_address=row.object_address,
        status=status.label,
        meaning=status.meaning,
        you=status.you,
        **{"comment": "", **facts},
    )


def _new(session: Session, consumer: Consumer, asked: Connection, sent_at: datetime) -> Application:
    today = clock.today()
    category = applicants.category(asked.request(applicants.ApplicantType(consumer.kind)))
    row = Application(
        reg_no=register_numbers.reg_no(numbers.following(session, f"application {today.year}"), today.year),
        consumer_id=consumer.id,
        received_on=clock.local(sent_at).date(),
        registered_on=today,
        object_name=asked.object_name,
        object_address=asked.object_address,
        cadastral_no=asked.cadastral_no,
        power_new_kw=asked.power_new_kw,
        power_existing_kw=asked.power_existing_kw,
        power_total_kw=asked.power_new_kw + asked.power_existing_kw,
        voltage_kv=asked.voltage_kv,
        reliability_category=asked.reliability_category,
        category=category.value,
        procedure=applicants.procedure(category).value,
        status=Workflow.first.code,
        status_since=today,
        changed_at=clock.now(),
    )
    session.add(row)
    session.flush()  # history and submission need the id
    return row


def _check_dates(dates: Mapping[str, date | None], registered_on: date) -> None:
    remarks, previous, before = {}, registered_on, "Дата регистрации"
    for name, (label, _) in DATES.items():
        day = dates[name]
        if day is None:
            continue
        if day > clock.today():
            remarks[name] = "Дата не может быть в будущем."
        elif day < previous:
            remarks[name] = f"Дата не может быть раньше, чем «{before}» ({_day(previous)})."
        previous, before = day, label
    if remarks:
        raise Invalid(remarks)


def _day(day: date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else "—"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
