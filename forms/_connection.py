"""What all applications for grid connection have in common."""

from abc import abstractmethod
from dataclasses import dataclass
from decimal import Decimal

from core.labelled import Labelled
from forms._form import Form
from regulations.applicants import ApplicantType, ConnectionRequest, ReliabilityCategory


class Special(Labelled):
    """Whether the Rules have a paragraph of its own for what is applied for (ПП 861, п. 13, 13(2)–13(5), 13(8))."""

    NONE = "none", "обычное присоединение"
    TEMPORARY = "temporary", "временное присоединение"
    MOBILE = "mobile", "временное присоединение передвижного объекта"
    MICROGEN = "microgen", "микрогенерация без нагрузки"
    MICROGEN_WITH_LOAD = "microgen_with_load", "микрогенерация вместе с нагрузкой"
    DECOMMISSION = "decommission", "вывод из эксплуатации объектов сети"


@dataclass(frozen=True, slots=True)
class Connection:
    """What the register keeps of an application (ПП 861, п. 9); power in kW, voltage in kV."""

    object_name: str
    object_address: str
    power_new_kw: Decimal
    power_existing_kw: Decimal
    voltage_kv: Decimal
    cadastral_no: str = ""
    reliability_category: str = "III"
    household: bool = True
    special: Special = Special.NONE

    def request(self, applicant_type: ApplicantType) -> ConnectionRequest:
        """Return what decides the category, if an applicant of this type asks for it."""
        reliability = ReliabilityCategory(self.reliability_category)
        return ConnectionRequest(
            applicant_type=applicant_type,
            power_total_kw=self.power_new_kw + self.power_existing_kw,
            voltage_kv=self.voltage_kv,
            reliability_category=reliability,
            household_use=self.household,
            # Whatever is above the third category is fed from two independent sources (ПП 861, п. 14(1)).
            sources_count=1 if reliability is ReliabilityCategory.THIRD else 2,
            temporary=self.special in {Special.TEMPORARY, Special.MOBILE},
            mobile=self.special is Special.MOBILE,
            microgen=self.special in {Special.MICROGEN, Special.MICROGEN_WITH_LOAD},
            load_present=self.special is not Special.MICROGEN,
            decommission=self.special is Special.DECOMMISSION,
        )


class RetailContract(Labelled):
    """Kind of contract with the retail supplier (ПП 861, п. 9 «л»)."""

    SUPPLY = "supply", "договор энергоснабжения"
    PURCHASE = "purchase", "договор купли-продажи электроэнергии"


class ConnectionForm(Form):
    """A form that, once registered, becomes an application with a card."""

    @abstractmethod
    def connection(self) -> Connection:
        """Return what the register keeps of this application."""
