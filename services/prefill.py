"""What a form begins with: what the profile knows, and the application it is about."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import Actor
from db.models import Application, Document
from services import accounts
from services.draft_keys import DraftKey
from workflows._documents import DocumentKind


def known(session: Session, actor: Actor, key: str) -> dict[str, object]:
    """Return what is known before anybody types into the draft called *key*, by the names of questions."""
    told = accounts.known(session, actor)
    told.setdefault("contact_name", told["name"])  # a person is their own contact
    about = DraftKey.of(key)
    if about.application:
        query = select(Application).where(Application.reg_no == about.application)
        row = session.scalars(query.where(Application.consumer_id == actor.consumer_id)).one_or_none()
        told |= dict(_of_application(session, row)) if row else {}
    return told | ({"appeal": about.appeal} if about.appeal else {})


def _of_application(session: Session, row: Application) -> Iterator[tuple[str, object]]:
    tu, contract = _paper(session, row, DocumentKind.TU), _paper(session, row, DocumentKind.CONTRACT)
    told: dict[str, Any] = {
        "application": row.reg_no,
        "object_name": row.object_name,
        "object_address": row.object_address,
        "cadastral_no": row.cadastral_no,
        "contract_no": row.contract_no or (contract.number if contract else ""),
        "contract_concluded_on": row.contract_concluded_on,
        "tu_no": row.tu_no or (tu.number if tu else ""),
        "tu_issued_on": tu.dated if tu else None,
        "tu_valid_until": row.tu_valid_until,
    }
    yield from ((name, answer) for name, answer in told.items() if answer)


def _paper(session: Session, row: Application, kind: DocumentKind) -> Document | None:
    query = select(Document).where(Document.application_id == row.id, Document.kind == kind.value)
    query = query.where(Document.visible_to_consumer).order_by(Document.position.desc(), Document.id.desc())
    return session.scalars(query.limit(1)).one_or_none()
