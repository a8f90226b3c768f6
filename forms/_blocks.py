"""Blocks of questions that several applications share; a form inherits them and asks its own among them."""

from decimal import Decimal
from typing import Annotated, TypeVar

from pydantic import Field, computed_field

from core.labelled import Labelled
from forms._connection import Connection, ConnectionForm, RetailContract
from forms._form import Form, Mistake, rule
from forms._kinds import (
    Address,
    CadastralNumber,
    Computed,
    Consent,
    Kind,
    Line,
    LongLine,
    LongText,
    MapPoint,
    MaybeYesNo,
    OneOf,
    PersonName,
    Power,
    Section,
    ShownIf,
    YesNo,
)

Choice = TypeVar("Choice", bound=Labelled)

ReasonOf = Annotated[Choice, OneOf, Section("Объект"), Field(title="Заявка подаётся в связи с")]
"""To be given the reasons a form knows; one of them is ``more`` (power), one ``other``."""
VoltageOf = Annotated[
    Choice, OneOf, Field(title="Напряжение", description="Категория надёжности по этой форме всегда третья (III).")
]
"""To be given the levels a form knows, their values in kV."""
ObjectName = Annotated[
    Line,
    Field(title="Наименование объекта", min_length=2, description="Что присоединяем, своими словами."),
    Kind(note="Например: жилой дом, садовый дом, гараж, земельный участок"),
]
Household = Annotated[
    MaybeYesNo,
    Field(
        title="Электроэнергия нужна для бытовых нужд?",
        description="Не для торговли, производства или другой деятельности с доходом.",
    ),
]
NewPower = Annotated[
    Power,
    Section("Мощность"),
    Field(title="Присоединяемая мощность", description="Сколько нужно добавить.", gt=0),
]
LIMIT_KW = Decimal(150)
ABOVE_150 = "Заявку на присоединение свыше 150 кВт, I–II категории и прочие"
"""How a remark calls the form of appendix № 7."""
NOTHING_TO_ADD_TO = Mistake(
    "reason", "какая мощность присоединена сейчас", {"reason": "more", "power_existing_kw": "0"}
)
Representative = Annotated[PersonName, Field(title="Фамилия, имя, отчество представителя")]
SUPPLIER = "ООО «Орловский энергосбыт»"
Supplier = Annotated[Line, Field(title="Гарантирующий поставщик (энергосбыт)")]
SupplyContract = Annotated[RetailContract, OneOf, Field(title="Какой договор с ним заключаете")]
Comment = Annotated[LongText, Field(title="Комментарий")]


class ByRepresentative(Form):
    """Who applies for the applicant (ПП 861, п. 10 «д»)."""

    by_representative: Annotated[
        YesNo, Section("Представитель"), Field(title="Заявку подаёт представитель по доверенности?")
    ] = False
    representative: Annotated[Representative, ShownIf(by_representative=True, needed=True)] = ""
    authority: Annotated[
        LongLine, Field(title="Доверенность: номер, дата, кем выдана"), ShownIf(by_representative=True, needed=True)
    ] = ""


class Connected(ConnectionForm):
    """What is connected, where, and with how much power (ПП 861, п. 9)."""

    reason: ReasonOf[Labelled]
    reason_other: Annotated[Line, Field(title="Укажите причину"), ShownIf(reason="other", needed=True)] = ""
    object_name: ObjectName
    object_address: Annotated[
        Address,
        Field(title="Адрес объекта", description="Если номера дома ещё нет, напишите «б/н» и ближайший ориентир."),
    ]
    cadastral_no: Annotated[
        CadastralNumber,
        Field(title="Кадастровый номер участка", description="Есть в выписке ЕГРН. Помогает быстрее найти участок."),
    ] = ""
    map_point: Annotated[
        MapPoint,
        Field(title="Точка на карте", description="Широта и долгота из любой карты, если так проще найти место."),
    ] = ""
    household: Household
    mining: Annotated[YesNo, Field(title="Будет ли на объекте майнинг цифровой валюты?", description="ПП 861, п. 117")]
    mining_no: Annotated[Line, Field(title="Номер в реестре майнинга"), ShownIf(mining=True, needed=True)] = ""

    power_new_kw: NewPower
    power_existing_kw: Annotated[
        Power,
        Field(title="Ранее присоединённая мощность", description="Если объект уже подключён. Если нет, оставьте 0."),
    ] = Decimal(0)
    voltage: VoltageOf[Labelled]

    @computed_field(  # type: ignore[prop-decorator] # pydantic's own advice
        title="Всего",
        description="Присоединяемая и ранее присоединённая мощность вместе.",
        json_schema_extra={"after": "power_existing_kw"},
    )
    @property
    def power_total_kw(self) -> Annotated[Decimal, Computed]:
        """New and existing power together, in kW (приложения № 4, 6)."""
        return self.power_new_kw + self.power_existing_kw

    @rule("reason")
    def _more_power_needs_existing(self) -> str:
        if self.reason == "more" and not self.power_existing_kw:
            return "Укажите ниже, какая мощность присоединена сейчас, или выберите «новое строительство»."
        return ""

    def connection(self) -> Connection:
        """Return what the register keeps of this application."""
        return Connection(
            object_name=self.object_name,
            object_address=self.object_address,
            cadastral_no=self.cadastral_no,
            power_new_kw=self.power_new_kw,
            power_existing_kw=self.power_existing_kw,
            voltage_kv=Decimal(self.voltage.value),
            household=bool(self.household),
        )


class Retail(Form):
    """The contract with the retail supplier (ПП 861, п. 9 «л»)."""

    supplier: Annotated[Supplier, Section("Договор и оплата")] = SUPPLIER
    supply_contract: SupplyContract = RetailContract.SUPPLY


class Confirmation(Form):
    """What the applicant agrees to and confirms: the end of every application."""

    consent: Annotated[
        Consent,
        Section("Подтверждение"),
        Field(title="Согласен на обработку персональных данных для рассмотрения заявки"),
    ]
    truth: Annotated[Consent, Field(title="Подтверждаю, что сведения верны (ПП 861, п. 8(3))")]


def above_150(power_kw: Decimal) -> str:
    """Return a remark that names the right form if *power_kw* is more than 150 kW in all (ПП 861, п. 12(1))."""
    return "" if power_kw <= LIMIT_KW else f"Всего получается больше 150 кВт. Подайте «{ABOVE_150}»."
