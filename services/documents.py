"""Documents of a card: placing one, its notice and its letter are one transaction."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import clock
from core.actor import Actor, Permission
from core.errors import Conflict, Invalid
from db.models import Application, Document, File
from db.session import transaction
from services import applications, drafts, journal
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
    actor: Actor, reg_no: str, kind: DocumentKind, *, version: int, number: str = "", dated: date | None = None
) -> None:
    """Place what the actor has attached for the card into it, each file as a document of this *kind*.

    Nothing attached is ``Invalid``; a file the virus scanner has not seen yet stays where it is.
    """
    actor.must(PLACERS[kind])
    if dated and dated > clock.today():
        raise Conflict("Дата документа не может быть в будущем.")
    with transaction() as session:
        row = applications.to_write(session, reg_no, version)
        files = drafts.taken(session, actor, drafts.of_card(reg_no))
        if not files:
            raise Invalid({"files": "Приложите файл документа."})
        for file in files:
            session.add(_document(session, row, actor, kind, number.strip(), dated, file))
            session.flush()  # the next takes the place after it
        if number.strip() and kind in NUMBERED:
            setattr(row, NUMBERED[kind], number.strip())
        row.changed_at = clock.now()
        applications.write_event(session, row, actor, "document", text=f"Размещён документ «{kind.label}»")
        journal.record(session, actor, "document.placed", reg_no, kind=kind.value)
        applications.tell(session, row, "document_placed", title=kind.label)


def _document(
    session: Session, row: Application, actor: Actor, kind: DocumentKind, number: str, dated: date | None, file: File
) -> Document:
    last = session.scalar(select(func.max(Document.position)).where(Document.application_id == row.id)) or 0
    return Document(
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
