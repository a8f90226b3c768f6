"""Documents of a card: placing one, its notice and its letter are one transaction."""

from datetime import date

from sqlalchemy import func, select

from core import clock
from core.actor import Actor, Permission
from core.errors import Conflict
from db.models import Document
from db.session import transaction
from services import applications, files, journal
from workflows._documents import DocumentKind

PLACERS = {
    DocumentKind.TU: Permission.HANDLE_CONDITIONS,
    DocumentKind.REMARKS_LIST: Permission.HANDLE_CONDITIONS,
    DocumentKind.TU_ACT: Permission.HANDLE_CONDITIONS,
    DocumentKind.METER_ACT: Permission.HANDLE_CONDITIONS,
    DocumentKind.READINESS_NOTICE: Permission.HANDLE_CONDITIONS,
    DocumentKind.CONNECTION_ACT: Permission.HANDLE_CONDITIONS,
    DocumentKind.INVOICE: Permission.HANDLE_CONTRACT,
    DocumentKind.INSTRUCTION: Permission.HANDLE_CONTRACT,
    DocumentKind.FEE_CALC: Permission.HANDLE_CONTRACT,
    DocumentKind.CONTRACT_DRAFT: Permission.HANDLE_CONTRACT,
    DocumentKind.CONTRACT: Permission.HANDLE_CONTRACT,
    DocumentKind.AMENDMENT: Permission.HANDLE_CONTRACT,
    DocumentKind.MISSING_NOTICE: Permission.CHECK_COMPLETENESS,
    DocumentKind.ANNUL_NOTICE: Permission.CHECK_COMPLETENESS,
    DocumentKind.ANSWER: Permission.ANSWER_APPEALS,
    DocumentKind.OTHER: Permission.WORK_ON_APPLICATIONS,
}
"""Who places which document (domain.md 2.5)."""
NUMBERED = {DocumentKind.TU: "tu_no", DocumentKind.CONTRACT: "contract_no"}
"""Documents whose number is also the card's, and where the card keeps it."""


def kinds_for(actor: Actor) -> tuple[DocumentKind, ...]:
    """Return the kinds of documents the actor may place."""
    return tuple(kind for kind in DocumentKind if actor.may(PLACERS[kind]))


def place(
    actor: Actor,
    reg_no: str,
    kind: DocumentKind,
    name: str,
    content: bytes,
    *,
    version: int,
    number: str = "",
    dated: date | None = None,
) -> None:
    """Place a document into the card; raise ``Refusal`` if the file is not what it claims to be."""
    actor.must(PLACERS[kind])
    number = number.strip()
    if dated and dated > clock.today():
        raise Conflict("Дата документа не может быть в будущем.")
    accepted = files.accepted(name, content)
    with transaction() as session:
        row = applications.to_write(session, reg_no, version)
        last = session.scalar(select(func.max(Document.position)).where(Document.application_id == row.id)) or 0
        file = files.keep(session, actor, accepted)
        session.add(
            Document(
                application_id=row.id,
                kind=kind.value,
                title=kind.label,
                number=number,
                dated=dated,
                file_id=file.id,
                position=last + 1,
                placed_at=clock.now(),
                placed_by_id=actor.user_id,
            )
        )
        if number and kind in NUMBERED:
            setattr(row, NUMBERED[kind], number)
        row.changed_at = clock.now()
        applications.write_event(session, row, actor, "document", text=f"Размещён документ «{kind.label}»")
        journal.record(session, actor, "document.placed", reg_no, kind=kind.value)
        applications.tell(session, row, "document_placed", title=kind.label)
