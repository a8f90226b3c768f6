"""What is connected: objects, power, voltage and reliability as domain.md 9.2 and 9.3 draw them."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from forms._connection import Connection
from regulations import applicants
from regulations.applicants import ApplicantCategory, ApplicantType, Procedure
from services.demo import places
from workflows._documents import DocumentKind

PREFERENTIAL_RATE = Decimal(7000)
"""₽ a kW with VAT for households up to 15 kW; a demo value, the region's own was not found (domain.md 9.6)."""
_STANDARD_BASE, _STANDARD_RATE = Decimal(20_000), Decimal(200)
"""₽ and ₽ a kW for everybody else: a demo stand-in for the standard rates С1…С8, near 50 000 ₽ at 150 kW."""

_HOMES = (
    "жилой дом", "земельный участок (ИЖС)", "садовый дом в СНТ «Дружба»", "гараж", "жилой дом", "жилой дом",
    "хозяйственная постройка", "дачный дом",
)  # fmt: skip
_SMALL = (
    "магазин", "кафе", "павильон", "гараж", "нежилое помещение", "базовая станция связи", "светофорный объект",
    "наружное освещение", "рекламная конструкция", "ФАП", "насосная станция",
)  # fmt: skip
_MIDDLE = ("склад", "автомойка", "АЗС", "зарядная станция", "магазин", "кафе", "зерноток", "котельная", "детский сад")
_LARGE = ("зерносушилка", "молочная ферма", "строительная площадка МКД", "котельная", "насосная станция", "склад")

_UP_TO_15 = ((15, 10, 7, 5, 3), (65, 77, 85, 95, 100))
_UP_TO_150 = (20, 25, 30, 50, 60, 80, 100, 120, 150)
_UNDER_670 = (180, 250, 320, 400, 630)
_FROM_670 = (700, 900, 1200, 2500)
_PERSON_BANDS, _BUSINESS_BANDS = (98, 100, 100, 100), (62, 89, 98, 100)
"""Cumulative shares of the four bands of power; together 90, 7.5, 2 and 0.5 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nature:
    """What follows from a request."""

    category: ApplicantCategory
    procedure: Procedure
    inspected: bool
    """We look at what the applicant has done before we connect."""
    ends_with: DocumentKind
    """The document that ends the connection."""
    fee: Decimal
    """₽ with VAT, at demo rates."""

    @property
    def simplified(self) -> bool:
        """Whether the contract is concluded by paying the invoice."""
        return self.procedure is Procedure.SIMPLIFIED


def asked(rng: Random, kind: ApplicantType) -> Connection:
    """Make up what an applicant of this kind asks for."""
    person, where = kind is ApplicantType.PERSON, places.town(rng)
    band = rng.choices(range(4), cum_weights=_PERSON_BANDS if person else _BUSINESS_BANDS)[0]
    total = _total(rng, band)
    more = total > 5 and rng.random() < 0.1  # noqa: PLR2004 - a share of those who are connected already
    return Connection(
        object_name=_name(rng, band, home=person and band == 0),
        object_address=places.building(rng, where),
        power_new_kw=Decimal(total - 5 if more else total),
        power_existing_kw=Decimal(5 if more else 0),
        voltage_kv=_voltage(rng, band, total),
        cadastral_no=places.cadastral_no(rng, where) if rng.random() < 0.8 else "",  # noqa: PLR2004 - a share
        reliability_category="III" if person else rng.choices(("III", "II", "I"), cum_weights=(82, 98, 100))[0],
        household=person and band == 0,
    )


def nature(kind: ApplicantType, request: Connection) -> Nature:
    """Return what the Rules make of the request."""
    category = applicants.category(request.request(kind))
    return Nature(
        category=category,
        procedure=applicants.procedure(category),
        inspected=applicants.inspection_required(category, request.voltage_kv),
        ends_with=DocumentKind(applicants.end_document(category, request.voltage_kv).value),
        fee=_fee(category, request.power_new_kw),
    )


def shares(procedure: Procedure) -> tuple[int, ...]:
    """Return the shares of the payments, per cent (ПП 861, п. 103, 16(4))."""
    return (15, 30, 35, 20) if procedure is Procedure.SIMPLIFIED else (10, 30, 60)


def _fee(category: ApplicantCategory, power_kw: Decimal) -> Decimal:
    if category is ApplicantCategory.P14:
        return PREFERENTIAL_RATE * power_kw
    return _STANDARD_BASE + _STANDARD_RATE * power_kw


def _total(rng: Random, band: int) -> int:
    if band == 0:
        return rng.choices(_UP_TO_15[0], cum_weights=_UP_TO_15[1])[0]
    return rng.choice((_UP_TO_150, _UNDER_670, _FROM_670)[band - 1])


def _name(rng: Random, band: int, *, home: bool) -> str:
    return rng.choice(_HOMES if home else (_SMALL, _MIDDLE, _LARGE, _LARGE)[band])


def _voltage(rng: Random, band: int, total: int) -> Decimal:
    chance = rng.random()
    if band == 0:
        return Decimal("0.22") if total <= 10 and chance < 0.4 else Decimal("0.4")  # noqa: PLR2004 - domain.md 9.3
    if band == 1:
        return Decimal(10) if chance < 0.2 else Decimal("0.4")  # noqa: PLR2004 - a share
    return Decimal(6) if chance < 0.2 else Decimal(10)  # noqa: PLR2004 - a share
