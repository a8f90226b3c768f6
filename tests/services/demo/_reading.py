"""What the tests of the demo read, and how."""

import io
import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.actor import Actor
from db.base import Row
from db.models import (
    Appeal,
    Application,
    ApplicationEvent,
    Consumer,
    Document,
    User,
)
from db.session import reading
from services import sessions
from tests import conftest

COUNT = 120
KEYS: dict[type[Row], tuple[str, ...]] = {
    User: ("id", "email", "account_no", "created_at"),
    Consumer: ("id", "name", "snils", "inn", "ogrn", "address", "phone"),
    Application: ("id", "reg_no", "consumer_id", "registered_on", "status", "status_since", "fee_total", "paid_total"),
    ApplicationEvent: ("id", "application_id", "at", "user_id", "act", "status_to", "text"),
    Document: ("id", "application_id", "kind", "number", "placed_at"),
    Appeal: ("id", "number", "sent_at", "status", "answered_at"),
}
"""What must be the same in two loads of one seed."""


@contextmanager
def a_portal(folder: Path, template: Path) -> Iterator[None]:
    folder.mkdir()
    shutil.copy(template, folder / "portal.sqlite3")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_DATA_DIR", str(folder))
        conftest.forget()
        yield
        conftest.forget()


def who(email: str) -> Actor:
    with reading() as session:
        return sessions.actor_of(session.scalars(select(User).where(User.email == email)).one())


def all_applications(session: Session) -> list[Application]:
    return list(session.scalars(select(Application).order_by(Application.id)))


def history(session: Session) -> dict[int, list[ApplicationEvent]]:
    told: dict[int, list[ApplicationEvent]] = defaultdict(list)
    for event in session.scalars(select(ApplicationEvent).order_by(ApplicationEvent.id)):
        told[event.application_id].append(event)
    return told


def moves(session: Session) -> dict[int, list[ApplicationEvent]]:
    return {key: [event for event in told if event.status_to] for key, told in history(session).items()}


def digest() -> str:
    told = sha256()
    with reading() as session:
        for model, names in KEYS.items():
            for row in session.scalars(select(model).order_by(model.id)):
                told.update(repr([getattr(row, name) for name in names]).encode())
    return told.hexdigest()


def counts() -> dict[str, int]:
    with reading() as session:
        return {
            name: session.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in Row.metadata.tables.items()
        }


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
