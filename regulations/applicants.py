"""Who applies and what follows from it: category, procedure, final document (ПП 861, разд. I, II, X)."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from core.labelled import Labelled

_LOW_VOLTAGE_KV = Decimal("0.4")
_HOUSEHOLD_KW = 15
_SMALL_KW = 150
_LARGE_KW = 670


class ApplicantType(Labelled):
    """The three kinds of applicant the Rules know."""

    PERSON = "person", "Физическое лицо"
    COMPANY = "company", "Юридическое лицо"
    ENTREPRENEUR = "entrepreneur", "Индивидуальный предприниматель"

    @classmethod
    def all(cls) -> tuple[Self, ...]:
        """Return every type, in the order of the login page."""
        return tuple(cls)


class ReliabilityCategory(Labelled):
    """How many sources feed the load and how soon supply must return (ПП 861, п. 14(1))."""

    FIRST = "I", "I категория"
    SECOND = "II", "II категория"
    THIRD = "III", "III категория"


class ApplicantCategory(Labelled):
    """The paragraph of the Rules (ПП 861) an application falls under."""

    P9 = "p9", "п. 9 (общий порядок)"
    P12 = "p12", "п. 12 (свыше 150 и менее 670 кВт)"
    P12_1 = "p12_1", "п. 12(1) (ЮЛ и ИП до 150 кВт)"
    P13 = "p13", "п. 13 (временное присоединение)"
    P13_2 = "p13_2", "п. 13(2) (микрогенерация ЮЛ и ИП)"
    P13_3 = "p13_3", "п. 13(3) (микрогенерация с нагрузкой ЮЛ и ИП)"
    P13_4 = "p13_4", "п. 13(4) (микрогенерация физического лица)"
    P13_5 = "p13_5", "п. 13(5) (микрогенерация с нагрузкой физического лица)"
    P13_8 = "p13_8", "п. 13(8) (вывод из эксплуатации)"
    P14 = "p14", "п. 14 (физическое лицо до 15 кВт)"


class Procedure(Labelled):
    """How the contract is concluded: by paying the invoice, or by two signatures (ПП 861, п. 7(1), 103)."""

    SIMPLIFIED = "simplified", "Упрощённый порядок (раздел X Правил)"
    FULL = "full", "Общий порядок"


class EndDocument(Labelled):
    """The document that ends the connection (ПП 861, п. 19, 110)."""

    READINESS_NOTICE = "readiness_notice", "Уведомление об обеспечении возможности присоединения"
    CONNECTION_ACT = "connection_act", "Акт об осуществлении технологического присоединения"


class PowerBand(Labelled):
    """The bands of maximum power every report counts by (приказ 186, прил. 7, табл. 3.4)."""

    UP_TO_15 = "up_to_15", "до 15 кВт включительно"
    UP_TO_150 = "up_to_150", "свыше 15 и до 150 кВт включительно"
    UNDER_670 = "under_670", "свыше 150 кВт и менее 670 кВт"
    FROM_670 = "from_670", "не менее 670 кВт"
    GENERATION = "generation", "объекты по производству электрической энергии"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionRequest:
    """What decides the category of an application."""

    applicant_type: ApplicantType
    power_total_kw: Decimal
    """Maximum power at this point: the new and the existing together."""
    voltage_kv: Decimal = _LOW_VOLTAGE_KV
    """Voltage class; 0.22 (one phase) belongs to the class 0.4."""
    reliability_category: ReliabilityCategory = ReliabilityCategory.THIRD
    household_use: bool = False
    sources_count: int = 1
    temporary: bool = False
    mobile: bool = False
    """The installation moves from place to place; matters to a temporary connection only."""
    microgen: bool = False
    """Micro-generation is connected; how much of it there may be, the form checks."""
    load_present: bool = True
    """The request connects a load as well as micro-generation."""
    decommission: bool = False


_SIMPLIFIED = frozenset(
    {
        ApplicantCategory.P12_1,
        ApplicantCategory.P13_2,
        ApplicantCategory.P13_3,
        ApplicantCategory.P13_4,
        ApplicantCategory.P13_5,
        ApplicantCategory.P14,
    }
)


def category(request: ConnectionRequest) -> ApplicantCategory:
    """Return the paragraph the request falls under (ПП 861, п. 9, 12, 12(1), 13, 13(2)–13(5), 13(8), 14).

    A mobile installation above 150 kW is no case of п. 13 and is judged by the other paragraphs.
    """
    if request.temporary and not (request.mobile and request.power_total_kw > _SMALL_KW):
        return ApplicantCategory.P13
    if request.decommission:
        return ApplicantCategory.P13_8
    if request.microgen and not request.load_present:
        return ApplicantCategory.P13_4 if _is_person(request) else ApplicantCategory.P13_2
    if request.microgen and request.power_total_kw <= _SMALL_KW and request.sources_count == 1:
        return ApplicantCategory.P13_5 if _is_person(request) else ApplicantCategory.P13_3
    return _category_of_person(request) if _is_person(request) else _category_of_business(request)


def procedure(category: ApplicantCategory) -> Procedure:
    """Return the procedure of a category (ПП 861, п. 7(1), 103)."""
    return Procedure.SIMPLIFIED if category in _SIMPLIFIED else Procedure.FULL


def end_document(category: ApplicantCategory, voltage_kv: Decimal) -> EndDocument:
    """Return the document that ends the connection at this voltage, kV (ПП 861, п. 19, 110)."""
    if _ends_without_us_on_site(category, voltage_kv):
        return EndDocument.READINESS_NOTICE
    return EndDocument.CONNECTION_ACT


def inspection_required(category: ApplicantCategory, voltage_kv: Decimal) -> bool:
    """Tell whether we inspect how the applicant fulfilled the conditions, voltage in kV (ПП 861, п. 18 «д»)."""
    return not _ends_without_us_on_site(category, voltage_kv)


def power_band(power_kw: Decimal, *, generation: bool = False) -> PowerBand:
    """Return the band of maximum power, kW; generation is a band of its own (приказ 186, прил. 7, табл. 3.4)."""
    if generation:
        return PowerBand.GENERATION
    if power_kw <= _HOUSEHOLD_KW:
        return PowerBand.UP_TO_15
    if power_kw <= _SMALL_KW:
        return PowerBand.UP_TO_150
    return PowerBand.UNDER_670 if power_kw < _LARGE_KW else PowerBand.FROM_670


def _is_person(request: ConnectionRequest) -> bool:
    return request.applicant_type is ApplicantType.PERSON


def _category_of_person(request: ConnectionRequest) -> ApplicantCategory:
    if request.power_total_kw <= _HOUSEHOLD_KW and request.household_use and request.sources_count == 1:
        return ApplicantCategory.P14
    return ApplicantCategory.P9


def _category_of_business(request: ConnectionRequest) -> ApplicantCategory:
    if request.power_total_kw > _SMALL_KW:
        return ApplicantCategory.P12 if request.power_total_kw < _LARGE_KW else ApplicantCategory.P9
    first = request.reliability_category is ReliabilityCategory.FIRST
    return ApplicantCategory.P9 if first else ApplicantCategory.P12_1


def _ends_without_us_on_site(category: ApplicantCategory, voltage_kv: Decimal) -> bool:
    return procedure(category) is Procedure.SIMPLIFIED and voltage_kv <= _LOW_VOLTAGE_KV
