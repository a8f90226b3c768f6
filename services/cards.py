"""Cards and lists of applications, as each reader may see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, case, func, select, tuple_
from sqlalchemy.orm import Session, joinedload

from core.actor import Actor, Permission
from core.errors import NotFound
from db.models import Application, ApplicationEvent, Consumer, Document, File, Submission, User
from db.session import reading
from regulations import applicants
from services import accounts, files, views
from services.files import Kept
from workflows._documents import DocumentKind
from workflows._workflow import Status
from workflows.connection import Connection as Workflow

PAGE = 20
"""Rows on one page of a list."""

DATES = {
    "offer_sent_on": ("Дата направления абоненту проекта договора и ТУ", Permission.HANDLE_CONTRACT),
    "contract_concluded_on": ("Дата заключения договора", Permission.HANDLE_CONTRACT),
    "energized_on": ("Дата фактической подачи напряжения", Permission.HANDLE_CONDITIONS),
    "docs_signed_on": ("Дата подписания документов о ТП", Permission.HANDLE_CONDITIONS),
}
"""Dates of the card in their legal order, in the words of the customer's guide, and who may correct them."""
PROGRESS = {
    "contract_progress": ("Информация о ходе исполнения договора ТП", Permission.HANDLE_CONTRACT),
    "tu_progress": ("Информация о ходе выполнения технических условий", Permission.HANDLE_CONDITIONS),
}


@dataclass(frozen=True, slots=True)
class Line:
    """An application in a list."""

    id: int
    reg_no: str
    registered_on: date
    object_name: str
    object_address: str
    status: Status
    status_label: str
    applicant: str
    assignee: str
    power_kw: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document of the card."""

    position: int
    kind: str
    title: str
    number: str
    dated: date | None
    placed_at: datetime
    file: Kept
    first_viewed_at: datetime | None
    downloads: int


@dataclass(frozen=True, slots=True)
class EventLine:
    """A line of the card's history."""

    at: datetime
    by: str
    act: str
    status_from: str
    status_to: str
    text: str
    internal: str
    """Empty for consumers."""


@dataclass(frozen=True, slots=True)
class Card:
    """One application whole, as its reader may see it."""

    reg_no: str
    version: int
    applicant: str
    applicant_rows: tuple[tuple[str, str], ...]
    received_on: date
    registered_on: date
    object_name: str
    object_address: str
    facts: tuple[tuple[str, str], ...]
    """Technical data, label and value."""
    procedure: str
    status: Status
    status_label: str
    status_note: str
    status_since: date
    dates: Mapping[str, date | None]
    """By the names of ``DATES``."""
    progress: Mapping[str, str]
    """By the names of ``PROGRESS``."""
    documents: tuple[DocumentLine, ...]
    events: tuple[EventLine, ...]
    """Newest first."""
    moves: tuple[Status, ...]
    """Where the reader may move it now."""
    assignee: str
    assignee_id: int | None
    submission_no: str
    submission_copy: str
    """Public id of the frozen printed copy of what was sent; empty if there is none, and for employees."""


def mine(actor: Actor, *, after: tuple[date, int] | None = None, limit: int = PAGE) -> list[Line]:
    """Return the actor's own applications, newest first, from the row *after* (its date and id)."""
    actor.must(Permission.FOLLOW_OWN_APPLICATIONS)
    query = _lines().where(Application.consumer_id == actor.consumer_id)
    return _page(query, after, limit)


def queue(
    actor: Actor,
    *,
    status: str = "",
    live: bool = False,
    own: bool = False,
    after: tuple[date, int] | None = None,
    limit: int = PAGE,
) -> list[Line]:
    """Return applications for employees, newest first: all, of one status, those still open, or one's own open ones."""
    actor.must(Permission.SEE_APPLICATIONS)
    query = _lines()
    if status:
        query = query.where(Application.status == status)
    if live or own:
        query = query.where(Application.closed_on.is_(None))
    if own:
        query = query.where(Application.assignee_id == actor.user_id)
    return _page(query, after, limit)


def find(actor: Actor, reg_no: str) -> list[Line]:
    """Return the application called *reg_no*, if there is one."""
    actor.must(Permission.SEE_APPLICATIONS)
    return _page(_lines().where(Application.reg_no == reg_no.strip()), None, 1)


def numbers_of_mine(actor: Actor) -> list[tuple[str, str]]:
    """Return number and object of the actor's own applications, newest first."""
    return [(line.reg_no, line.object_name) for line in mine(actor, limit=100)]


def whole(actor: Actor, reg_no: str) -> Card:
    """Return the card: one's own, or any for employees, whose looks are journalled; else raise ``NotFound``."""
    query = select(Application).where(Application.reg_no == reg_no)
    if actor.consumer_id is not None:
        actor.must(Permission.FOLLOW_OWN_APPLICATIONS)
        query = query.where(Application.consumer_id == actor.consumer_id)
    else:
        actor.must(Permission.SEE_APPLICATIONS)
    with reading() as session:
        row = session.scalars(query.options(joinedload(Application.consumer), joinedload(Application.assignee))).first()
        if row is None:
            raise NotFound(f"Заявка {reg_no} не найдена. Проверьте номер.")
        card = _card(session, actor, row)
    views.note(actor, reg_no)
    return card


def _lines() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Application.id,
            Application.reg_no,
            Application.registered_on,
            Application.object_name,
            Application.object_address,
            Application.status,
            Application.procedure,
            Application.power_total_kw,
            Application.changed_at,
            case((Consumer.short_name != "", Consumer.short_name), else_=Consumer.name).label("applicant"),
            User.name.label("assignee"),
        )
        .join(Consumer, Consumer.id == Application.consumer_id)
        .outerjoin(User, User.id == Application.assignee_id)
    )


def _page(query: Select[*tuple[Any, ...]], after: tuple[date, int] | None, limit: int) -> list[Line]:
    query = query.order_by(Application.registered_on.desc(), Application.id.desc()).limit(limit)
    if after is not None:
        query = query.where(tuple_(Application.registered_on, Application.id) < after)
    with reading() as session:
        return [_line(row) for row in session.execute(query)]


def _line(row: Any) -> Line:
    status = Workflow.status(row.status).in_procedure(row.procedure)
    return Line(
        id=row.id,
        reg_no=row.reg_no,
        registered_on=row.registered_on,
        object_name=row.object_name,
        object_address=row.object_address,
        status=status,
        status_label=status.label,
        applicant=row.applicant,
        assignee=row.assignee or "",
        power_kw=_number(row.power_total_kw),
        changed_at=row.changed_at,
    )


def _card(session: Session, actor: Actor, row: Application) -> Card:
    staff = actor.consumer_id is None
    submission_no, submission_copy = _submission(session, row)
    status = Workflow.status(row.status).in_procedure(row.procedure)
    return Card(
        reg_no=row.reg_no,
        version=row.version,
        applicant=row.consumer.name,
        applicant_rows=accounts.rows(row.consumer, in_full=not staff or actor.may(Permission.SEE_IDENTITY)),
        received_on=row.received_on,
        registered_on=row.registered_on,
        object_name=row.object_name,
        object_address=row.object_address,
        facts=_facts(row),
        procedure=row.procedure,
        status=status,
        status_label=status.label,
        status_note=row.status_note,
        status_since=row.status_since,
        dates={name: getattr(row, name) for name in DATES},
        progress={name: getattr(row, name) for name in PROGRESS},
        documents=_documents(session, row, staff=staff),
        events=_events(session, row, staff=staff),
        moves=Workflow.moves(actor, row.status, row.procedure) if staff else (),
        assignee=row.assignee.name if row.assignee else "",
        assignee_id=row.assignee_id,
        submission_no=submission_no,
        submission_copy="" if staff else submission_copy,
    )


def _submission(session: Session, row: Application) -> tuple[str, str]:
    query = select(Submission.number, func.coalesce(File.public_id, "")).outerjoin(File, File.id == Submission.copy_id)
    found = session.execute(query.where(Submission.application_id == row.id).order_by(Submission.id).limit(1)).first()
    return (found[0], found[1]) if found else ("", "")


def _facts(row: Application) -> tuple[tuple[str, str], ...]:
    category = applicants.ApplicantCategory(row.category).label
    told = (
        ("Присоединяемая мощность", f"{_number(row.power_new_kw)} кВт"),
        ("Ранее присоединённая", f"{_number(row.power_existing_kw)} кВт"),
        ("Всего", f"{_number(row.power_total_kw)} кВт"),
        ("Напряжение", f"{_number(row.voltage_kv)} кВ"),
        ("Категория надёжности", row.reliability_category),
        ("Категория заявителя", category),
        ("Порядок", applicants.Procedure(row.procedure).label),
        ("Кадастровый номер", row.cadastral_no),
    )
    return tuple((label, value) for label, value in told if value)


def _documents(session: Session, row: Application, *, staff: bool) -> tuple[DocumentLine, ...]:
    query = (
        select(Document)
        .where(Document.application_id == row.id)
        .order_by(Document.position, Document.id)
        .options(joinedload(Document.file))
    )
    if not staff:
        query = query.where(Document.visible_to_consumer)
    return tuple(
        DocumentLine(
            position=place,
            kind=DocumentKind(entry.kind).label,
            title=entry.title,
            number=entry.number,
            dated=entry.dated,
            placed_at=entry.placed_at,
            file=files.as_kept(entry.file),
            first_viewed_at=entry.first_viewed_at,
            downloads=entry.downloads,
        )
        for place, entry in enumerate(session.scalars(query), 1)
    )


def _events(session: Session, row: Application, *, staff: bool) -> tuple[EventLine, ...]:
    query = (
        select(ApplicationEvent, User.name, User.side)
        .outerjoin(User, User.id == ApplicationEvent.user_id)
        .where(ApplicationEvent.application_id == row.id)
        .order_by(ApplicationEvent.id.desc())
    )
    told = [_event(event, name or "", row.procedure, staff=staff) for event, name, _ in session.execute(query)]
    return tuple(line for line in told if staff or line.text or line.status_to)


def _event(event: ApplicationEvent, by: str, procedure: str, *, staff: bool) -> EventLine:
    def called(code: str) -> str:
        return Workflow.status(code).called(procedure) if code else ""

    return EventLine(
        at=event.at,
        by=by if staff else "",
        act=event.act,
        status_from=called(event.status_from),
        status_to=called(event.status_to),
        text=event.text,
        internal=event.internal if staff else "",
    )


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")


def statuses(procedure: str = "") -> tuple[Status, ...]:
    """Return every status as it is in *procedure*, in the order of the road."""
    return tuple(status.in_procedure(procedure) for status in Workflow.statuses.values())
