"""Карточка регистрации заявки: что сотрудник проверяет перед тем, как дать регистрационный номер."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from core.labelled import Labelled
from forms._connection import Connection, Special
from forms._form import Form
from forms._kinds import Address, CadastralNumber, Line, OneOf, Power, Section, YesNo


class VoltageClass(Labelled):
    """Voltage of the connection point, kV."""

    SINGLE = "0.22", "0,22 кВ"
    LOW = "0.4", "0,4 кВ"
    SIX = "6", "6 кВ"
    TEN = "10", "10 кВ"
    THIRTY_FIVE = "35", "35 кВ"
    HUNDRED_TEN = "110", "110 кВ"


class Reliability(Labelled):
    """Reliability category (ПП 861, п. 14(1))."""

    THIRD = "III", "III"
    SECOND = "II", "II"
    FIRST = "I", "I"


class RegistrationCard(Form):
    """Проверьте данные заявки: они попадут в реестр и в карточку потребителя."""

    title = "Регистрация заявки"
    source = "ПП 861, п. 9, 15"

    object_name: Annotated[Line, Section("Объект"), Field(title="Наименование объекта", min_length=2)]
    object_address: Annotated[Address, Field(title="Адрес объекта")]
    cadastral_no: Annotated[CadastralNumber, Field(title="Кадастровый номер")] = ""
    power_new_kw: Annotated[Power, Section("Мощность"), Field(title="Присоединяемая мощность", gt=0)]
    power_existing_kw: Annotated[Power, Field(title="Ранее присоединённая мощность")] = Decimal(0)
    voltage: Annotated[VoltageClass, OneOf, Field(title="Напряжение")] = VoltageClass.LOW
    reliability: Annotated[Reliability, OneOf, Field(title="Категория надёжности")] = Reliability.THIRD
    household: Annotated[YesNo, Field(title="Бытовые нужды")] = True

    special: Annotated[
        Special,
        OneOf,
        Field(title="Что за присоединение", description="От этого зависит пункт Правил, порядок и сроки; из заявки."),
    ] = Special.NONE

    def connection(self) -> Connection:
        """Return what the register keeps."""
        return Connection(
            object_name=self.object_name,
            object_address=self.object_address,
            cadastral_no=self.cadastral_no,
            power_new_kw=self.power_new_kw,
            power_existing_kw=self.power_existing_kw,
            voltage_kv=Decimal(self.voltage.value),
            reliability_category=self.reliability.value,
            household=self.household,
            special=self.special,
        )
