"""Identity documents shown in full to somebody from whom they are masked: once, for a reason, and journalled.

What is shown and the journal's row come from one transaction: nothing is unmasked that the auditor does not read of.
"""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from core.actor import Actor, Permission
from core.errors import NotFound
from db.models import Application, Consumer, Submission
from db.session import transaction
from forms._questions import Readable
from forms.desk.unmask import UnmaskReason
from services import accounts, journal

Rows = tuple[tuple[str, str], ...]
"""Label and value."""


def of_application(actor: Actor, reg_no: str, reason: UnmaskReason) -> Rows:
    """Return what is known of the applicant of an application, in full."""
    actor.must(Permission.UNMASK_IDENTITY)
    query = select(Application).where(Application.reg_no == reg_no).options(joinedload(Application.consumer))
    with transaction() as session:
        row = session.scalars(query).one_or_none()
        if row is None:
            raise NotFound(f"Заявка {reg_no} не найдена. Проверьте номер.")
        journal.record(session, actor, "identity.unmasked", reg_no, reason=reason.value)
        return accounts.rows(row.consumer)


def of_submission(actor: Actor, number: str, reason: UnmaskReason) -> tuple[Rows, Readable]:
    """Return who sent a submission and what they answered, in full."""
    actor.must(Permission.UNMASK_IDENTITY)
    query = select(Submission).where(Submission.number == number).options(joinedload(Submission.consumer))
    with transaction() as session:
        row = session.scalars(query).one_or_none()
        if row is None:
            raise NotFound(f"Отправка {number} не найдена.")
        journal.record(session, actor, "identity.unmasked", number, reason=reason.value)
        return accounts.rows(row.consumer), row.readable


def of_applicant(actor: Actor, consumer_id: int, reason: UnmaskReason) -> Rows:
    """Return what is known of an applicant, in full."""
    actor.must(Permission.UNMASK_IDENTITY)
    with transaction() as session:
        row = session.get(Consumer, consumer_id)
        if row is None:
            raise NotFound("Такого потребителя нет. Вернитесь к списку.")
        journal.record(session, actor, "identity.unmasked", f"consumer {row.id}", reason=reason.value)
        return accounts.rows(row)
