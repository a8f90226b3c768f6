"""What must be in the demo whatever the dice say: a card in every status, and the cards of the demo logins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from forms._connection import Connection
from regulations.applicants import ApplicantType
from services.demo import journeys, objects
from services.demo.journeys import Leg, Step
from services.demo.objects import Nature
from workflows.connection import Connection as Workflow

_LOW, _HIGH = Decimal("0.4"), Decimal(10)
_LARGE = journeys.INSPECTED_ONLY | {"rate_setting"}
_ENORMOUS = frozenset({"so_approval"})
"""Above 5 MW the system operator approves (ПП 861, п. 21)."""


ONE_MORE = Connection("баня", "г. Орёл, ул. Раздольная, д. 57", Decimal(5), Decimal(0), Decimal("0.22"))
"""What the first demo login has just asked for."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A card that must be: whose, for what, and in which status."""

    status: str
    kind: ApplicantType
    asked: Connection
    owner: str = ""
    """One of the demo logins; empty: somebody invented."""
    rest: int = 0
    """Working days it has been in this status at least."""

    @property
    def nature(self) -> Nature:
        """What the Rules make of it."""
        return objects.nature(self.kind, self.asked)

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The road to the wished status."""
        nature = self.nature
        return journeys.road_to(self.status, simplified=nature.simplified, inspected=nature.inspected)


def schedule(rng: Random, come: Sequence[int]) -> dict[int, Wish]:
    """Choose for each wish an application of the stream (from 0), late enough for the wish to be news.

    *come* is how many applications there are by the end of each day; wishes that find no place are dropped.
    """
    chosen: dict[int, Wish] = {}
    for wish in (*_of_demo_logins(), *_one_of_each(rng)):
        begins = len(come) - 1 - journeys.longest(wish.legs) - wish.rest
        place = next((i for i in range(come[begins] - 1, -1, -1) if i not in chosen), None)
        if place is not None:
            chosen[place] = wish
    return chosen


def guides_own() -> tuple[Connection, tuple[Step, ...]]:
    """Return the card the customer's guide shows: what was asked and how far it has come."""
    asked = Connection("нежилое помещение", "г. Ливны, ул. ...", Decimal(15), Decimal(0), _LOW, household=False)
    return asked, (Step("registered", date(2020, 10, 10)), Step("in_work", date(2020, 10, 12)))


def _of_demo_logins() -> tuple[Wish, ...]:
    person, company, entrepreneur = ApplicantType
    home = Connection("жилой дом", "г. Орёл, ул. Раздольная, д. 57", Decimal(15), Decimal(0), _LOW, "57:25:0031412:187")
    garden = Connection("садовый дом в СНТ «Дружба»", "Орловский р-н, д. Звягинки, ул. Садовая, д. 12",
                        Decimal(7), Decimal(0), Decimal("0.22"), "57:10:0031501:42")  # fmt: skip
    garage = Connection("гараж", "г. Орёл, ул. Планерная, д. 31", Decimal(5), Decimal(0), _LOW, "57:25:0021304:88")
    store = Connection("склад", "г. Ливны, ул. Моногаровская, д. 8", Decimal(120), Decimal(0), _HIGH,
                       "57:26:0010417:15", household=False)  # fmt: skip
    dryer = Connection("зерносушилка", "Ливенский р-н, с. Коротыш, ул. Полевая, д. б/н", Decimal(320), Decimal(0),
                       _HIGH, "57:22:0050101:311", household=False)  # fmt: skip
    cafe = Connection("кафе", "г. Мценск, ул. Тургенева, д. 19", Decimal(25), Decimal(0), _LOW, household=False)
    stall = Connection("павильон", "г. Мценск, ул. Советская, д. 3", Decimal(10), Decimal(0), _LOW, household=False)
    return (
        Wish("offer_placed", person, home, "ivanov"),
        Wish("contract", person, garden, "ivanov", rest=45),
        Wish("completed", person, garage, "ivanov", rest=20),
        Wish("tu_notice", company, store, "romashka"),
        Wish("offer_placed", company, dryer, "romashka"),
        Wish("completed", entrepreneur, cafe, "petrov", rest=5),
        Wish("missing_docs", entrepreneur, stall, "petrov"),
    )


def _one_of_each(rng: Random) -> list[Wish]:
    return [_somebodys(rng, status) for status in Workflow.statuses]


def _somebodys(rng: Random, status: str) -> Wish:
    if status not in _LARGE | _ENORMOUS:
        return Wish(status, ApplicantType.PERSON, _household(rng))
    power = Decimal(5200 if status in _ENORMOUS else 250)
    name, where = ("тепличный комплекс" if status in _ENORMOUS else "молочная ферма"), "Ливенский р-н, с. Крутое"
    asked = Connection(name, f"{where}, ул. Полевая, д. {rng.randint(1, 90)}", power, Decimal(0), _HIGH,
                       household=False)  # fmt: skip
    return Wish(status, ApplicantType.COMPANY, asked)


def _household(rng: Random) -> Connection:
    while not (asked := objects.asked(rng, ApplicantType.PERSON)).household:
        pass
    return asked
