"""The history of a card, line by line in the order of time, as the use cases would have written it."""

from collections.abc import Iterator
from datetime import date, datetime
from random import Random
from typing import Any, NamedTuple

from core.actor import Permission
from services.cards import PROGRESS
from services.demo import days
from services.demo.accounts import Staff
from services.demo.cases import Case
from services.demo.papers import money
from services.demo.texts import REASONS, TU_PROGRESS
from services.documents import PLACERS
from workflows._documents import DocumentKind
from workflows.connection import Connection as Workflow

_OPENS, _PACE, _PAYMENTS_ARE_SEEN = 8 * 60 + 30, 20, 15 * 60
"""Minutes of the day: the first step, between steps of one day, and when the bank statement is read."""


class Line(NamedTuple):
    """One line; a tuple, because a million cards have twenty each."""

    at: datetime
    user_id: int
    act: str
    was: str = ""
    now: str = ""
    text: str = ""
    internal: str = ""
    what: str = ""
    """Kind of the document or name of the progress."""

    @property
    def on(self) -> str:
        """What the consumer reads of it."""
        return f"{PROGRESS[self.what][0]}: {self.text}" if self.act == "progressed" else self.text

    @property
    def journal(self) -> tuple[str, dict[str, Any]]:
        """Act and facts, as the journal has them."""
        if self.act == "moved":
            return "application.moved", {"was": self.was, "now": self.now}
        if self.act == "document":
            return "document.placed", {"kind": self.what}
        return f"application.{self.act}", {"what": self.what} if self.what else {}


def lines(rng: Random, staff: Staff, case: Case) -> list[Line]:
    """Tell the history of *case*."""
    told = [*_steps(rng, staff, case), *_payments(rng, staff, case)]
    return sorted(told, key=lambda line: line.at)


def _steps(rng: Random, staff: Staff, case: Case) -> Iterator[Line]:
    was, placed, assigned = "", set[DocumentKind](), False
    for place, step in enumerate(case.steps):
        minute = _OPENS + _PACE * place + rng.randint(0, 9)
        for offset, kind in enumerate(kind for kind in case.papers(step.to) if kind not in placed):
            placed.add(kind)
            yield _document(rng, staff, kind, days.at(step.on, minute - 6 + offset))
        status, moment = Workflow.status(step.to), days.at(step.on, minute)
        assert status.by is not None  # every status of this life cycle is reached by hand
        reason = reason_for(step.to, was)
        act = "moved" if was else "registered"
        yield Line(moment, staff.who(rng, status.by), act, was, step.to, reason)
        yield from _news(rng, staff, case, step.to, step.on, minute)
        if step.to == "in_work" and not assigned:
            assigned = True
            engineer = staff.who(rng, Permission.HANDLE_CONDITIONS)
            internal = f"Исполнитель: {staff.name(engineer)}"
            yield Line(days.at(step.on, minute + 3), engineer, "assigned", internal=internal)
        was = step.to


def reason_for(status: str, was: str) -> str:
    """Return why an application came to *status* from the one called *was*; empty if nobody asks."""
    return REASONS.get(f"{status} after {was}") or REASONS.get(status, "")


def _document(rng: Random, staff: Staff, kind: DocumentKind, moment: datetime) -> Line:
    text = f"Размещён документ «{kind.label}»"
    return Line(moment, staff.who(rng, PLACERS[kind]), "document", text=text, what=kind.value)


def _news(rng: Random, staff: Staff, case: Case, status: str, day: date, minute: int) -> Iterator[Line]:
    if status == "contract":
        economist = staff.who(rng, Permission.HANDLE_CONTRACT)
        text = f"Договор № {case.contract_no} заключён."
        yield Line(days.at(day, minute + 1), economist, "progressed", text=text, what="contract_progress")
    if text := TU_PROGRESS.get(status, ""):
        engineer = staff.who(rng, Permission.HANDLE_CONDITIONS)
        yield Line(days.at(day, minute + 2), engineer, "progressed", text=text, what="tu_progress")


def _payments(rng: Random, staff: Staff, case: Case) -> Iterator[Line]:
    for day, total in case.paid():
        text = f"Договор № {case.contract_no}: оплачено {money(total)} ₽ из {money(case.nature.fee)} ₽."
        economist = staff.who(rng, Permission.HANDLE_CONTRACT)
        moment = days.at(day, _PAYMENTS_ARE_SEEN + rng.randint(0, 30))
        yield Line(moment, economist, "progressed", text=text, what="contract_progress")
