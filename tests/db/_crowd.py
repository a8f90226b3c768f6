"""A database full of other people's rows, to see what a page costs when there are many."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import insert

from core.actor import SEAT_PERMISSIONS, Actor, Permission, Seat, Side
from db import models
from db.base import Row, Versioned
from db.session import engine, transaction

PEOPLE = 1500
"""Applicants, each with one user, and each with ``EACH`` of everything."""
EACH = 2
FILES = 4
"""Files sent with each form."""
EMPLOYEES = 20
ORGANISATION = 1
"""The one applicant who may have several people."""
MOMENT = datetime(2026, 3, 5, 9, tzinfo=UTC)
BIG = frozenset(
    {
        "consumers", "users", "files", "submissions", "submission_files", "applications", "application_events",
        "documents", "notifications", "letters", "appeals", "appeal_messages", "appeal_files", "journal",
    }
)  # fmt: skip
"""Tables that grow with the number of people."""

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Crowd:
    """Somebody in the middle of the crowd, and what is theirs."""

    consumer: Actor
    engineer: Actor
    reg_no: str
    submission_no: str
    appeal_no: str
    public_id: str
    """Of a file sent with a form."""


def fill() -> Crowd:
    """Fill the migrated empty database at hand, and let it count what it has."""
    with transaction() as session:
        for table, rows in _rows():
            versioned = {"version": 1} if issubclass(table, Versioned) else {}
            session.connection().execute(insert(table), [row | versioned for row in rows])
    with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    one = PEOPLE * EACH // 2
    person = (one - 1) // EACH + 1
    return Crowd(
        consumer=Actor(person, Side.PUBLIC, "Мария", SEAT_PERMISSIONS[Seat.OWNER], consumer_id=person),
        engineer=Actor(PEOPLE + 1, Side.STAFF, "Инженер", frozenset(Permission)),
        reg_no=f"{one:04d}/26",
        submission_no=f"26-{one:06d}",
        appeal_no=f"26-{one:06d}",
        public_id=f"file-{one}",
    )


def _rows() -> Iterator[tuple[type[Row], Iterator[Values]]]:
    people, things = range(1, PEOPLE + 1), range(1, PEOPLE * EACH + 1)
    yield (
        models.Consumer,
        (
            {"id": no, "kind": "company" if no == ORGANISATION else "person", "name": str(no), "created_at": MOMENT}
            for no in people
        ),
    )
    yield models.User, (_user(no) for no in range(1, PEOPLE + EMPLOYEES + 1))
    yield models.File, (_file(no) for no in range(1, FILES * len(things) + 1))
    yield models.Application, (_application(no) for no in things)
    yield models.ApplicationEvent, (_event(no) for no in things)
    yield models.Document, (_document(no) for no in things)
    yield models.Submission, (_submission(no) for no in things)
    yield models.SubmissionFile, (_attached(no, to) for no in things for to in range(FILES))
    yield models.Notification, (_notification(no) for no in things)
    yield models.Letter, (_letter(no) for no in things)
    yield models.Appeal, (_appeal(no) for no in things)
    yield models.AppealMessage, (_message(no) for no in things)
    yield models.AppealFile, ({"message_id": no, "file_id": no} for no in things)
    yield models.JournalEntry, (_journal(no) for no in things)


def _whose(no: int) -> int:
    return (no - 1) % (PEOPLE * EACH) // EACH + 1


def _day(no: int) -> date:
    return MOMENT.date() - timedelta(days=no % 700)


def _consumer(no: int) -> Values:
    return {"id": no, "kind": "person", "name": f"Человек {no}", "address": "г. Орёл", "created_at": MOMENT}


def _user(no: int) -> Values:
    staff = no > PEOPLE
    return {
        "id": no,
        "side": "staff" if staff else "public",
        "email": f"user{no}@example.org",
        "password_hash": "",
        "name": f"Человек {no}",
        "role": "engineer" if staff else None,
        "consumer_id": None if staff else no,
        "created_at": MOMENT,
        "active": True,
        "auth_version": 1,
    }


def _file(no: int) -> Values:
    facts = {"name": "план.pdf", "media_type": "application/pdf", "size": 1, "sha256": f"{no:064x}"}
    return {"id": no, "public_id": f"file-{no}", "user_id": _whose(no), "created_at": MOMENT, **facts}


def _application(no: int) -> Values:
    statuses = ("registered", "in_work", "contract", "completed", "annulled")
    return {
        "id": no,
        "reg_no": f"{no:04d}/26",
        "consumer_id": _whose(no),
        "received_on": _day(no),
        "registered_on": _day(no),
        "object_name": "дом",
        "object_address": "Орёл",
        "power_new_kw": Decimal(15),
        "power_total_kw": Decimal(15),
        "voltage_kv": Decimal("0.4"),
        "category": "p14",
        "procedure": "simplified",
        "status": statuses[no % len(statuses)],
        "status_since": _day(no),
        "closed_on": _day(no) if no % len(statuses) > 2 else None,
        "assignee_id": PEOPLE + 1 + no % EMPLOYEES,
        "changed_at": MOMENT,
    }


def _event(no: int) -> Values:
    return {"application_id": no, "at": MOMENT, "user_id": PEOPLE + 1, "act": "moved", "text": "Сделано."}


def _document(no: int) -> Values:
    return {
        "application_id": no,
        "kind": "tu",
        "title": "ТУ",
        "file_id": no,
        "position": 1,
        "placed_at": MOMENT,
        "placed_by_id": PEOPLE + 1,
    }


def _submission(no: int) -> Values:
    return {
        "id": no,
        "number": f"26-{no:06d}",
        "form": "tp_15",
        "title": "Заявка",
        "consumer_id": _whose(no),
        "user_id": _whose(no),
        "send_key": f"key-{no}",
        "answers": {},
        "readable": [],
        "sent_at": MOMENT,
        "register_by": _day(no),
        "status": "waiting" if no % 10 == 0 else "registered",
        "application_id": None if no % 10 == 0 else no,
        "copy_id": no,
    }


def _attached(no: int, to: int) -> Values:
    return {"submission_id": no, "question": f"question {to}", "label": "План", "file_id": no + to * PEOPLE * EACH}


def _notification(no: int) -> Values:
    read_at = MOMENT if no % 3 else None
    return {"consumer_id": _whose(no), "at": MOMENT, "event": "status_changed", "text": "Новости.", "read_at": read_at}


def _letter(no: int) -> Values:
    return {
        "message_id": f"<{no}@example.org>",
        "event": "status_changed",
        "recipient": "maria@example.org",
        "subject": "Новости",
        "body": "",
        "created_at": MOMENT,
        "available_at": MOMENT + timedelta(seconds=no),
        "sent_at": None if no % 10 == 0 else MOMENT,
    }


def _appeal(no: int) -> Values:
    return {
        "id": no,
        "number": f"26-{no:06d}",
        "send_key": f"key-{no}",
        "consumer_id": _whose(no),
        "user_id": _whose(no),
        "topic": "connection",
        "kind": "question",
        "sent_at": MOMENT,
        "due_on": _day(no),
        "status": "open" if no % 10 == 0 else "answered",
    }


def _message(no: int) -> Values:
    return {"id": no, "appeal_id": no, "at": MOMENT, "user_id": _whose(no), "from_staff": False, "text": "Когда?"}


def _journal(no: int) -> Values:
    return {"at": MOMENT, "user_id": _whose(no), "act": "session.opened", "facts": {}, "object": f"{no}"}
