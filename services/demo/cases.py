"""One application as the demo tells it: who asked for what, and which road it took."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from forms._connection import Connection
from regulations import payments, working_days
from services.demo import days, objects
from services.demo.accounts import Applicant
from services.demo.journeys import Step
from services.demo.objects import Nature
from workflows._documents import DocumentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything the rows of one card are made of."""

    reg_no: str
    applicant: Applicant
    asked: Connection
    nature: Nature
    steps: tuple[Step, ...]
    channel: str
    received_on: date
    late_payer: bool = False
    """Pays the first part only."""
    offered_at: str = "offer_placed"
    """Status in which invoice and conditions are placed."""

    @property
    def registered_on(self) -> date:
        """Date of registration."""
        return self.steps[0].on

    @property
    def contract_no(self) -> str:
        """Number of the contract."""
        return f"ТП-{self.reg_no}"

    @property
    def tu_no(self) -> str:
        """Number of the technical conditions."""
        return f"ТУ-{self.reg_no}"

    def when(self, status: str) -> date | None:
        """Return the day of the first arrival at *status*."""
        return next((step.on for step in self.steps if step.to == status), None)

    def papers(self, status: str) -> tuple[DocumentKind, ...]:
        """Return the documents placed just before the move to *status*."""
        if status == self.offered_at:
            third = DocumentKind.INSTRUCTION if self.nature.simplified else DocumentKind.CONTRACT_DRAFT
            usual = self.offered_at == "offer_placed"
            return (DocumentKind.INVOICE, DocumentKind.TU, third)[: 3 if usual else 2]
        if status == "completed":
            return (self.nature.ends_with,)
        return _PAPERS.get(status, ())

    def number(self, kind: DocumentKind) -> str:
        """Return the number of a document; few kinds have one."""
        prefix = _PREFIXES.get(kind)
        return f"{prefix}-{self.reg_no}" if prefix else ""

    def paid(self) -> Iterator[tuple[date, Decimal]]:
        """Yield the days of payments until the end of the story and how much had been paid by then, ₽."""
        parts = payments.installments(self.nature.fee, objects.shares(self.nature.procedure))
        over, total = self.when("terminated") or days.LAST, Decimal(0)
        for part, day in zip(parts, self._paydays(), strict=False):
            if day is None or day > over or (total and self.late_payer):
                return
            total += part
            yield day, total

    def _paydays(self) -> Iterator[date | None]:
        contract, placed = self.when("contract"), self._last_offer()
        if contract is None or placed is None:
            return
        if not self.nature.simplified:
            yield from (working_days.add_calendar_days(contract, term) for term in (15, 60, 180))
            return
        yield contract
        yield from (max(contract, working_days.add_calendar_days(placed, term)) for term in (20, 40))
        done = self.when("completed")
        yield working_days.add_calendar_days(done, 10) if done else None

    def _last_offer(self) -> date | None:
        return next((step.on for step in reversed(self.steps) if step.to == "offer_placed"), None)


_PAPERS = {
    "missing_docs": (DocumentKind.MISSING_NOTICE,),
    "annulled": (DocumentKind.ANNUL_NOTICE,),
    "remarks": (DocumentKind.REMARKS_LIST,),
    "tu_done": (DocumentKind.TU_ACT,),
    "energized": (DocumentKind.METER_ACT,),
}
_PREFIXES = {DocumentKind.INVOICE: "С", DocumentKind.TU: "ТУ", DocumentKind.CONTRACT_DRAFT: "ТП"}
