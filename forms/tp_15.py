"""Заявка физического лица на присоединение до 15 кВт: приложение № 6 к Правилам (ПП 861)."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, computed_field

from core.labelled import Labelled
from forms._connection import Connection, ConnectionForm, RetailContract
from forms._form import Mode, Need, rule
from forms._kinds import (
    Accepts,
    Address,
    Attachments,
    CadastralNumber,
    Computed,
    Consent,
    Email,
    Kind,
    Line,
    LongLine,
    LongText,
    Month,
    OneOf,
    PassportNumber,
    PassportSeries,
    PastDate,
    PersonName,
    Phone,
    Power,
    Section,
    ShownIf,
    Snils,
    YesNo,
)
from regulations.applicants import ApplicantType

LIMIT_KW = Decimal(15)
"""ПП 861, п. 14."""


class Reason(Labelled):
    """Why a natural person asks for connection (приложение № 6, п. 5)."""

    NEW = "new", "новое строительство"
    MORE = "more", "увеличение максимальной мощности"
    RELIABILITY = "reliability", "изменение категории надёжности"
    POINT = "point", "изменение точки присоединения"
    REPEATED = "repeated", "повторный ввод после вывода"
    OTHER = "other", "иное"


class IdentityDocument(Labelled):
    """What proves who the person is."""

    PASSPORT = "passport", "паспорт гражданина РФ"
    OTHER = "other", "иной документ"


class Voltage(Labelled):
    """Voltage of the connection; 0.22 kV belongs to the 0.4 kV class."""

    SINGLE = "0.22", "0,22 кВ (однофазное, 220 В)"
    THREE = "0.4", "0,4 кВ (трёхфазное, 380 В)"


class Benefit(Labelled):
    """Socially protected groups (ПП 861, п. 17)."""

    NONE = "none", "нет"
    VETERAN = "veteran", "ветеран (участник, инвалид войны, боевых действий)"
    DISABLED = "disabled", "инвалид I или II группы, ребёнок-инвалид"
    MANY_CHILDREN = "many_children", "многодетная семья"
    LOW_INCOME = "low_income", "малоимущий"
    RADIATION = "radiation", "пострадавший от радиации (Чернобыль, Маяк, Семипалатинск)"


class ApplicationUpTo15(ConnectionForm):
    """Для дома, дачи, гаража и других бытовых нужд, если электричество приходит из одного источника."""

    title = "Заявка физического лица на присоединение до 15 кВт"
    source = "ПП РФ 27.12.2004 № 861, п. 14, приложение № 6"
    need = Need.CONNECT
    for_applicants = frozenset({ApplicantType.PERSON})
    modes = frozenset({Mode.FILL, Mode.DOWNLOAD, Mode.SEND})

    last_name: Annotated[PersonName, Section("Заявитель"), Field(title="Фамилия")]
    first_name: Annotated[PersonName, Field(title="Имя")]
    middle_name: Annotated[PersonName, Field(title="Отчество (при наличии)")] = ""
    snils: Annotated[Snils, Field(title="СНИЛС")]
    identity: Annotated[IdentityDocument, OneOf, Field(title="Документ, удостоверяющий личность")] = (
        IdentityDocument.PASSPORT
    )
    passport_series: Annotated[
        PassportSeries, Field(title="Серия паспорта"), ShownIf(identity="passport", needed=True)
    ] = ""
    passport_no: Annotated[PassportNumber, Field(title="Номер паспорта"), ShownIf(identity="passport", needed=True)] = (
        ""
    )
    other_document: Annotated[
        Line, Field(title="Название, серия и номер документа"), ShownIf(identity="other", needed=True)
    ] = ""
    issued_by: Annotated[LongLine, Field(title="Кем выдан", min_length=3)]
    issued_on: Annotated[PastDate, Field(title="Когда выдан")]
    birth_date: Annotated[PastDate, Field(title="Дата рождения")]
    birth_place: Annotated[LongLine, Field(title="Место рождения", min_length=2)]
    address: Annotated[Address, Field(title="Адрес регистрации")]
    lives_elsewhere: Annotated[YesNo, Field(title="Вы живёте по другому адресу?")] = False
    actual_address: Annotated[Address, Field(title="Фактический адрес"), ShownIf(lives_elsewhere=True, needed=True)] = (
        ""
    )
    phone: Annotated[Phone, Field(title="Мобильный телефон")]
    email: Annotated[Email, Field(title="Электронная почта")]

    by_representative: Annotated[
        YesNo, Section("Представитель"), Field(title="Заявку подаёт представитель по доверенности?")
    ] = False
    representative: Annotated[
        PersonName, Field(title="Фамилия, имя, отчество представителя"), ShownIf(by_representative=True, needed=True)
    ] = ""
    authority: Annotated[
        LongLine, Field(title="Доверенность: номер, дата, кем выдана"), ShownIf(by_representative=True, needed=True)
    ] = ""

    reason: Annotated[Reason, OneOf, Section("Объект"), Field(title="Заявка подаётся в связи с")]
    reason_other: Annotated[Line, Field(title="Укажите причину"), ShownIf(reason="other", needed=True)] = ""
    object_name: Annotated[
        Line,
        Field(title="Наименование объекта", min_length=2, description="Что присоединяем, своими словами."),
        Kind(note="Например: жилой дом, садовый дом, гараж, земельный участок"),
    ]
    object_address: Annotated[
        Address,
        Field(title="Адрес объекта", description="Если номера дома ещё нет, напишите «б/н» и ближайший ориентир."),
    ]
    cadastral_no: Annotated[
        CadastralNumber,
        Field(title="Кадастровый номер участка", description="Есть в выписке ЕГРН. Помогает быстрее найти участок."),
    ] = ""
    map_point: Annotated[
        Line,
        Field(title="Точка на карте", description="Широта и долгота из любой карты, если так проще найти место."),
        Kind(note="Например: 52,9703, 36,0635"),
    ] = ""
    household: Annotated[
        YesNo,
        Field(
            title="Электроэнергия нужна для бытовых нужд?",
            description="Не для торговли, производства или другой деятельности с доходом.",
        ),
    ]
    mining: Annotated[YesNo, Field(title="Будет ли на объекте майнинг цифровой валюты?", description="ПП 861, п. 117")]
    mining_no: Annotated[Line, Field(title="Номер в реестре майнинга"), ShownIf(mining=True, needed=True)] = ""

    power_new_kw: Annotated[
        Power,
        Section("Мощность"),
        Field(
            title="Присоединяемая мощность",
            description="Сколько нужно добавить. Обычный дом без электроотопления: 5–7 кВт, с ним: 15 кВт.",
            gt=0,
        ),
    ]
    power_existing_kw: Annotated[
        Power,
        Field(title="Ранее присоединённая мощность", description="Если дом уже подключён. Если нет, оставьте 0."),
    ] = Decimal(0)
    voltage: Annotated[
        Voltage,
        OneOf,
        Field(title="Напряжение", description="Категория надёжности по этой форме всегда третья (III)."),
    ]
    design_month: Annotated[
        Month, Field(title="Когда планируете закончить проект", description="По желанию. Месяц и год.")
    ] = ""
    start_month: Annotated[
        Month, Field(title="Когда планируете ввести объект в эксплуатацию", description="По желанию. Месяц и год.")
    ] = ""

    supplier: Annotated[Line, Section("Договор и оплата"), Field(title="Гарантирующий поставщик (энергосбыт)")] = (
        "ООО «Орловский энергосбыт»"
    )
    supply_contract: Annotated[RetailContract, OneOf, Field(title="Какой договор с ним заключаете")] = (
        RetailContract.SUPPLY
    )
    benefit: Annotated[
        Benefit,
        OneOf,
        Field(
            title="Льготная категория",
            description="Для неё плата меньше. Понадобится подтверждающий документ (ПП 861, п. 17).",
        ),
    ] = Benefit.NONE
    comment: Annotated[LongText, Field(title="Комментарий")] = ""

    passport_copy: Annotated[
        Attachments,
        Section("Документы"),
        Field(title="Копия паспорта или иного документа, удостоверяющего личность"),
        Accepts("ПП 861, п. 10 «д»", at_least=1),
    ] = ()
    title_documents: Annotated[
        Attachments,
        Field(
            title="Документ о праве на участок или объект",
            description="Любой один: выписка ЕГРН, договор аренды, разрешение на использование земель, сервитут.",
        ),
        Accepts("ПП 861, п. 10 «г»", at_least=1),
    ] = ()
    authority_copy: Annotated[
        Attachments,
        Field(title="Доверенность и паспорт представителя"),
        ShownIf(by_representative=True, needed=True),
        Accepts("ПП 861, п. 10 «д»"),
    ] = ()
    benefit_proof: Annotated[
        Attachments,
        Field(title="Подтверждение льготы"),
        ShownIf(benefit=tuple(entry.value for entry in Benefit if entry is not Benefit.NONE), needed=True),
        Accepts("ПП 861, п. 17"),
    ] = ()
    plan: Annotated[
        Attachments,
        Field(title="План расположения устройств", description="По желанию: помогает быстрее выбрать точку."),
        Accepts("ПП 861, п. 10 «а»"),
    ] = ()
    other_files: Annotated[
        Attachments,
        Field(
            title="Другие документы",
            description="По желанию: проект договора с энергосбытом, согласие соседей по доле.",
        ),
        Accepts("ПП 861, п. 10 «и», п. 11"),
    ] = ()

    consent: Annotated[
        Consent,
        Section("Подтверждение"),
        Field(title="Согласен на обработку персональных данных для рассмотрения заявки"),
    ]
    truth: Annotated[Consent, Field(title="Подтверждаю, что сведения верны (ПП 861, п. 8(3))")]

    @computed_field(title="Всего", json_schema_extra={"after": "power_existing_kw"})  # type: ignore[prop-decorator] # pydantic's own advice
    @property
    def power_total_kw(self) -> Annotated[Decimal, Computed]:
        """New and existing power together, in kW (приложение № 6, п. 7)."""
        return self.power_new_kw + self.power_existing_kw

    @rule("power_new_kw")
    def _no_more_than_15(self) -> str:
        if self.power_total_kw <= LIMIT_KW:
            return ""
        return "Всего получается больше 15 кВт. Подайте «Заявку на присоединение до 150 кВт»."

    @rule("household")
    def _for_household_use(self) -> str:
        if self.household:
            return ""
        return "Эта форма только для бытовых нужд. Для деятельности подайте «Заявку на присоединение до 150 кВт»."

    @rule("reason")
    def _more_power_needs_existing(self) -> str:
        if self.reason is Reason.MORE and not self.power_existing_kw:
            return "Укажите ниже, какая мощность присоединена сейчас, или выберите «новое строительство»."
        return ""

    @rule("birth_date")
    def _of_age(self) -> str:
        years = (self.issued_on - self.birth_date).days / 365.25
        return "Проверьте дату рождения: документ выдан раньше 14 лет." if years < 14 else ""  # noqa: PLR2004 - passports are issued from 14

    def connection(self) -> Connection:
        """Return what the register keeps of this application."""
        return Connection(
            object_name=self.object_name,
            object_address=self.object_address,
            cadastral_no=self.cadastral_no,
            power_new_kw=self.power_new_kw,
            power_existing_kw=self.power_existing_kw,
            voltage_kv=Decimal(self.voltage.value),
        )

    @classmethod
    def prefill(cls, known: dict[str, object]) -> dict[str, object]:
        """Take from the profile what the form asks too."""
        return {name: known[name] for name in cls.model_fields if known.get(name) and not isinstance(known[name], date)}
