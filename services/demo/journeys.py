"""The roads applications take, each an allowed path of the life cycle, and the days on which they take each step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from random import Random
from typing import NamedTuple

from services.demo import days


class Turn(StrEnum):
    """What happens on the way that does not happen to everybody."""

    NONE = "none"
    MISSING = "missing"
    NO_DOCS = "no docs"
    UNPAID = "unpaid"
    WITHDRAWN = "withdrawn"
    LATE = "late"
    OBJECTION = "objection"
    NOT_OURS = "not ours"
    TERMINATED = "terminated"
    SUSPENDED = "suspended"
    DOCS_REMARKS = "docs remarks"
    REMARKS = "remarks"
    SO_APPROVAL = "so approval"
    RATE_SETTING = "rate setting"


_CHANCES = {
    Turn.MISSING: 210, Turn.NO_DOCS: 40, Turn.UNPAID: 80, Turn.WITHDRAWN: 40, Turn.LATE: 60, Turn.OBJECTION: 30,
    Turn.NOT_OURS: 10, Turn.TERMINATED: 10, Turn.SUSPENDED: 7, Turn.DOCS_REMARKS: 15, Turn.NONE: 498,
}  # fmt: skip
"""Per mille (domain.md 9.3)."""
_CHANCES_OF_LARGE = {Turn.SO_APPROVAL: 30, Turn.RATE_SETTING: 100, Turn.REMARKS: 250, Turn.NONE: 620}
_TURN_TO = {
    "missing_docs": Turn.MISSING, "so_approval": Turn.SO_APPROVAL, "rate_setting": Turn.RATE_SETTING,
    "objection": Turn.OBJECTION, "remarks": Turn.REMARKS, "docs_remarks": Turn.DOCS_REMARKS,
    "suspended": Turn.SUSPENDED, "annulled": Turn.UNPAID, "withdrawn": Turn.WITHDRAWN, "not_ours": Turn.NOT_OURS,
    "terminated": Turn.TERMINATED,
}  # fmt: skip
INSPECTED_ONLY = frozenset({"tu_notice", "remarks", "tu_done"})
"""Statuses met only where we inspect what the applicant has done (ПП 861, п. 18 «д»)."""


@dataclass(frozen=True, slots=True)
class Leg:
    """One step of a road: where to, and how many working days later at least and at most."""

    to: str
    least: int
    most: int


class Step(NamedTuple):
    """A step that was taken."""

    to: str
    on: date


def turn(rng: Random, *, large: bool) -> Turn:
    """Draw what happens to an application; a *large* one (over 150 kW) has adventures of its own."""
    chances = _CHANCES_OF_LARGE if large else _CHANCES
    return rng.choices(tuple(chances), weights=tuple(chances.values()))[0]


def road(turn: Turn, *, simplified: bool, inspected: bool) -> tuple[Leg, ...]:
    """Return the whole road from registration to the end."""
    intake, over = _intake(turn)
    if over:
        return intake
    offer, over = _offer(turn, simplified=simplified)
    if over:
        return intake + offer
    return intake + offer + _works(turn, simplified=simplified, inspected=inspected)


def road_to(status: str, *, simplified: bool, inspected: bool) -> tuple[Leg, ...]:
    """Return the road as far as its first arrival at *status*."""
    whole = road(_TURN_TO.get(status, Turn.NONE), simplified=simplified, inspected=inspected)
    arrived = next(place for place, leg in enumerate(whole) if leg.to == status)
    return whole[: arrived + 1]


def longest(legs: Iterable[Leg]) -> int:
    """Return how many working days the road takes at most."""
    return sum(leg.most for leg in legs)


def walked(rng: Random, legs: Iterable[Leg], start: date) -> tuple[Step, ...]:
    """Walk the road from the working day *start* until it or the story ends."""
    steps, day = [], start
    for leg in legs:
        day = days.later(day, rng.randint(leg.least, leg.most))
        if day > days.LAST:
            break
        steps.append(Step(leg.to, day))
    return tuple(steps)


def _intake(turn: Turn) -> tuple[tuple[Leg, ...], bool]:
    begun = (Leg("registered", 0, 0),)
    if turn is Turn.NOT_OURS:
        return (*begun, Leg("not_ours", 1, 3)), True
    if turn is Turn.NO_DOCS:
        return (*begun, Leg("missing_docs", 1, 3), Leg("annulled", 21, 25)), True
    if turn is Turn.MISSING:
        return (*begun, Leg("missing_docs", 1, 3), Leg("in_work", 2, 18)), False
    taken = (*begun, Leg("in_work", 1, 3))
    if turn is Turn.WITHDRAWN:
        return (*taken, Leg("withdrawn", 1, 4)), True
    if turn is Turn.SUSPENDED:
        return (*taken, Leg("suspended", 1, 2), Leg("in_work", 10, 40)), False
    return taken, False


def _offer(turn: Turn, *, simplified: bool) -> tuple[tuple[Leg, ...], bool]:
    prepared = Leg("offer_placed", 1, 4) if simplified else Leg("offer_placed", 4, 12)
    legs: tuple[Leg, ...] = (Leg("preparing_tu", 1, 2), prepared)
    if turn is Turn.LATE:
        legs = (legs[0], Leg("offer_placed", 15, 30))
    if turn is Turn.SO_APPROVAL:
        legs = (legs[0], Leg("so_approval", 1, 3), Leg("preparing_tu", 8, 15), Leg("offer_placed", 1, 3))
    if turn is Turn.RATE_SETTING:
        legs = (legs[0], Leg("rate_setting", 1, 3), Leg("offer_placed", 15, 20))
    if turn is Turn.UNPAID:
        return (*legs, Leg("annulled", 6, 9) if simplified else Leg("annulled", 31, 35)), True
    if turn is Turn.OBJECTION:
        legs = (*legs, Leg("objection", 1, 4), Leg("offer_placed", 3, 10))
    return legs, False


def _works(turn: Turn, *, simplified: bool, inspected: bool) -> tuple[Leg, ...]:
    legs: tuple[Leg, ...] = (Leg("contract", 1, 5) if simplified else Leg("contract", 4, 10),)
    if turn is Turn.TERMINATED:
        return (*legs, Leg("terminated", 40, 180))
    if inspected:
        again = (Leg("remarks", 3, 6), Leg("tu_notice", 5, 25)) if turn is Turn.REMARKS else ()
        legs = (*legs, Leg("tu_notice", 30, 120), *again, Leg("tu_done", 2, 6), Leg("connecting", 1, 5))
    else:
        legs = (*legs, Leg("connecting", 15, 100))
    legs = (*legs, Leg("energized", 0, 2), Leg("completed", 1, 1 if simplified else 3))
    if turn is Turn.DOCS_REMARKS:
        legs = (*legs, Leg("docs_remarks", 3, 18), Leg("completed", 3, 10))
    return legs
