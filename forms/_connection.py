"""What all applications for grid connection have in common."""

from abc import abstractmethod
from dataclasses import dataclass
from decimal import Decimal

from core.labelled import Labelled
from forms._form import Form


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


class RetailContract(Labelled):
    """Kind of contract with the retail supplier (ПП 861, п. 9 «л»)."""

    SUPPLY = "supply", "договор энергоснабжения"
    PURCHASE = "purchase", "договор купли-продажи электроэнергии"


class ConnectionForm(Form):
    """A form that, once registered, becomes an application with a card."""

    @abstractmethod
    def connection(self) -> Connection:
        """Return what the register keeps of this application."""
