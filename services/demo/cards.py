"""Cards with their history and documents, written from the cases."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from core import clock
from db.models import Application, ApplicationEvent, Document
from regulations import working_days
from services.cards import DATES
from services.demo import days
from services.demo.accounts import Staff
from services.demo.cases import Case
from services.demo.history import Line, lines
from services.demo.notices import Notices
from services.demo.papers import Press, Printed
from services.demo.rows import Rows
from services.demo.traces import Traces
from workflows._documents import DocumentKind
from workflows.connection import Connection as Workflow

_TU_YEARS = 2
"""Shortest validity of technical conditions (ПП 861, п. 24)."""
_OFFICE = "192.0.2.10"
"""Where employees work: an address kept for examples (RFC 5737)."""
_ALL_DATES = (*DATES, "tu_notice_on", "tu_act_on")


@dataclass(frozen=True, slots=True)
class Office:
    """Writes cards and everything around them."""

    rng: Random
    rows: Rows
    staff: Staff
    press: Press
    notices: Notices
    traces: Traces

    def write(self, case: Case) -> int:
        """Write the card, its history and its documents; return the card's id."""
        told = lines(self.rng, self.staff, case)
        application_id = self.rows.add(Application, **_columns(case, told))
        position = 0
        for line in told:
            self._event(application_id, line)
            act, facts = line.journal
            self.traces.note(line.at, line.user_id, _OFFICE, act, case.reg_no, **facts)
            if line.act == "document":
                position += 1
                self._document(case, application_id, position, line)
        self._tell(case, told)
        return application_id

    def _event(self, application_id: int, line: Line) -> None:
        self.rows.add(
            ApplicationEvent,
            application_id=application_id,
            at=line.at,
            user_id=line.user_id,
            act=line.act,
            status_from=line.was,
            status_to=line.now,
            text=line.on,
            internal=line.internal,
        )

    def _document(self, case: Case, application_id: int, position: int, line: Line) -> None:
        kind, dated = DocumentKind(line.what), clock.local(line.at).date()
        if case.applicant.named:
            stored = self.press.own(kind, printed(case, kind, dated))
        else:
            stored = self.press.common(kind, case.nature.procedure)
        # A row of its own for each document, although many share the content: who opened what is counted by file.
        file_id, _ = self.rows.file(stored, _file_name(case, kind), line.user_id, line.at)
        seen = self._seen(case, line)
        self.rows.add(
            Document,
            application_id=application_id,
            kind=kind.value,
            title=kind.label,
            number=case.number(kind),
            dated=dated,
            file_id=file_id,
            position=position,
            placed_at=line.at,
            placed_by_id=line.user_id,
            replaced_by_id=None,
            first_viewed_at=seen,
            downloads=1 if seen else 0,
        )

    def _seen(self, case: Case, line: Line) -> Any:
        seen = line.at + timedelta(hours=self.rng.randint(3, 40))
        unseen = case.applicant.user_id is None or seen > days.at(days.LAST, 0) or self.rng.random() < 0.2  # noqa: PLR2004 - a share
        return None if unseen else seen

    def _tell(self, case: Case, told: list[Line]) -> None:
        moves = [line for line in told if line.now]
        for line in moves if case.applicant.named else moves[-1:]:
            status = Workflow.status(line.now).in_procedure(case.nature.procedure)
            self.notices.tell(
                case.applicant,
                line.at,
                status.letter,
                f"application?no={case.reg_no}",
                reg_no=case.reg_no,
                object_name=case.asked.object_name,
                object_address=case.asked.object_address,
                status=status.label,
                meaning=status.meaning,
                you=status.you,
            )


def printed(case: Case, kind: DocumentKind | None, dated: date) -> Printed:
    """Return what a paper of this card tells."""
    return Printed(
        number=case.number(kind) if kind else "",
        dated=dated,
        reg_no=case.reg_no,
        registered_on=case.registered_on,
        applicant=case.applicant.who.name,
        address=case.applicant.who.facts["address"],
        asked=case.asked,
        fee=case.nature.fee,
        procedure=case.nature.procedure,
    )


def _columns(case: Case, told: list[Line]) -> dict[str, Any]:
    last, asked, nature = case.steps[-1], case.asked, case.nature
    move = next(line for line in reversed(told) if line.now)
    invoiced = any(line.what == DocumentKind.INVOICE for line in told)
    contract = case.when("contract")
    paid = [total for _, total in case.paid()]
    return {
        "reg_no": case.reg_no,
        "consumer_id": case.applicant.consumer_id,
        "received_on": case.received_on,
        "registered_on": case.registered_on,
        "channel": case.channel,
        "object_name": asked.object_name,
        "object_address": asked.object_address,
        "cadastral_no": asked.cadastral_no,
        "power_new_kw": asked.power_new_kw,
        "power_existing_kw": asked.power_existing_kw,
        "power_total_kw": asked.power_new_kw + asked.power_existing_kw,
        "voltage_kv": asked.voltage_kv,
        "reliability_category": asked.reliability_category,
        "category": nature.category.value,
        "procedure": nature.procedure.value,
        "status": last.to,
        "status_note": move.text,
        "status_since": last.on,
        "contract_no": case.contract_no if contract else "",
        "contract_progress": _latest(told, "contract_progress"),
        "tu_no": case.tu_no if invoiced else "",
        "tu_valid_until": working_days.add_years(contract, _TU_YEARS) if contract else None,
        "tu_progress": _latest(told, "tu_progress"),
        "closed_on": last.on if Workflow.status(last.to).closes else None,
        "fee_total": nature.fee if invoiced else None,
        "paid_total": paid[-1] if paid else Decimal(0),
        "assignee_id": next((line.user_id for line in told if line.act == "assigned"), None),
        "changed_at": told[-1].at,
        "version": 1,
        **_dates(case),
    }


def _dates(case: Case) -> dict[str, date | None]:
    dates: dict[str, date | None] = dict.fromkeys(_ALL_DATES)
    for step in case.steps:
        sets = Workflow.status(step.to).sets
        if sets and dates[sets] is None:
            dates[sets] = step.on
    return dates


def _latest(told: list[Line], what: str) -> str:
    return next((line.text for line in reversed(told) if line.what == what), "")


def _file_name(case: Case, kind: DocumentKind) -> str:
    number = case.number(kind) or case.reg_no
    return f"{kind.label} {number.replace('/', '-')}.pdf"
