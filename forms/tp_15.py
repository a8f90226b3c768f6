"""Заявка физического лица на присоединение до 15 кВт: приложение № 6 к Правилам (ПП 861)."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from core.labelled import Labelled
from forms._applicant import (
    ActualAddress,
    BirthDate,
    BirthPlace,
    FirstName,
    Identity,
    IdentityDocument,
    IssuedBy,
    IssuedOn,
    LastName,
    MiddleName,
    MobilePhone,
    Number,
    OtherIdentity,
    OwnEmail,
    OwnSnils,
    Series,
    too_young,
)
from forms._attachments import AuthorityCopy, IdentityCopy, OtherFiles, Plan, TitleDocuments
from forms._blocks import (
    NOTHING_TO_ADD_TO,
    ByRepresentative,
    Comment,
    Confirmation,
    NewPower,
    ReasonOf,
    Retail,
    VoltageOf,
)
from forms._form import Mistake, Mode, Need, rule
from forms._kinds import Accepts, Address, Attachments, OneOf, PastDate, Section, ShownIf, YesNo
from forms._official import OBJECT, POWER, RETAIL, SAME_POWER, Official, Point, appendix
from forms._stages import WRONG_STAGES, Stages
from regulations.applicants import ApplicantType

LIMIT_KW = Decimal(15)
"""ПП 861, п. 14."""
BY_PASSPORT = ShownIf(identity="passport", needed=True)
OFFICIAL = Official(
    appendix("6"),
    "физического лица на присоединение по одному источнику электроснабжения энергопринимающих устройств с максимальной "
    "мощностью до 15 кВт включительно (используемых для бытовых и иных нужд, не связанных с осуществлением "
    "предпринимательской деятельности)",
    points=(
        Point("1", last_name="Фамилия", first_name="имя", middle_name="отчество"),
        Point(
            "2",
            "Паспортные данные:",
            identity="документ",
            passport_series="серия",
            passport_no="номер",
            other_document="название, серия и номер",
            issued_by="выдан (кем)",
            issued_on="когда",
            birth_date="дата рождения",
            birth_place="место рождения",
            snils="СНИЛС",  # asked for by п. 8(3); whether the appendix has a point of its own for it is not checked
        ),
        Point("3", address="Зарегистрирован(а) (индекс, адрес)"),
        Point(
            "4",
            "Фактический адрес проживания (индекс, адрес):",
            lives_elsewhere="отличается от адреса регистрации",
            actual_address="",
        ),
        Point(
            "5",
            reason="В связи с (увеличение объема максимальной мощности, новое строительство и др. – указать нужное)",
            reason_other="а именно",
            **OBJECT,
        ),
        Point("6", **POWER),
        Point(
            "7",
            "Заявляемая категория энергопринимающего устройства по надежности электроснабжения – III (по одному "
            "источнику электроснабжения).",
        ),
        Point(
            "8",
            stages="Сроки проектирования и поэтапного введения в эксплуатацию объекта (в том числе по этапам и "
            "очередям)",
        ),
        Point("9", **RETAIL),
    ),
    applicant=Point("", phone="контактный телефон", email="адрес электронной почты"),
    footnotes=(
        (
            "Максимальная мощность не превышает 15 кВт с учетом максимальной мощности ранее присоединенных в данной "
            "точке присоединения энергопринимающих устройств."
        ),
        SAME_POWER,
    ),
)


class Reason(Labelled):
    """Why a natural person asks for connection (приложение № 6, п. 5)."""

    NEW = "new", "новое строительство"
    MORE = "more", "увеличение максимальной мощности"
    RELIABILITY = "reliability", "изменение категории надёжности"
    POINT = "point", "изменение точки присоединения"
    REPEATED = "repeated", "повторный ввод после вывода"
    OTHER = "other", "иное"


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


class ApplicationUpTo15(Confirmation, Retail, Stages, ByRepresentative):
    """Для дома, дачи, гаража и других бытовых нужд, если электричество приходит из одного источника."""

    title = "Заявка физического лица на присоединение до 15 кВт"
    source = "ПП РФ 27.12.2004 № 861, п. 14, приложение № 6"
    official = OFFICIAL
    valid_from = date(2026, 1, 1)
    need = Need.CONNECT
    words = "дом дача гараж свет электричество подключить подключение"
    for_applicants = frozenset({ApplicantType.PERSON})
    modes = frozenset({Mode.FILL, Mode.DOWNLOAD, Mode.SEND})
    sections = (
        "Заявитель", "Представитель", "Объект", "Мощность", "Этапы", "Договор и оплата", "Документы", "Подтверждение",
    )  # fmt: skip

    last_name: Annotated[LastName, Section("Заявитель")]
    first_name: FirstName
    middle_name: MiddleName = ""
    snils: OwnSnils
    identity: Identity = IdentityDocument.PASSPORT
    passport_series: Annotated[Series, BY_PASSPORT] = ""
    passport_no: Annotated[Number, BY_PASSPORT] = ""
    other_document: Annotated[OtherIdentity, ShownIf(identity="other", needed=True)] = ""
    issued_by: IssuedBy
    issued_on: IssuedOn[PastDate]
    birth_date: BirthDate[PastDate]
    birth_place: BirthPlace
    address: Annotated[Address, Field(title="Адрес регистрации")]
    lives_elsewhere: Annotated[YesNo, Field(title="Вы живёте по другому адресу?")] = False
    actual_address: ActualAddress = ""
    phone: MobilePhone
    email: OwnEmail

    # Questions of the blocks, made this form's own; they keep their place there.
    reason: ReasonOf[Reason]
    power_new_kw: Annotated[
        NewPower,
        Field(description="Сколько нужно добавить. Обычный дом без электроотопления: 5–7 кВт, с ним: 15 кВт."),
    ]
    voltage: VoltageOf[Voltage]

    benefit: Annotated[
        Benefit,
        OneOf,
        Section("Договор и оплата"),
        Field(
            title="Льготная категория",
            description="Для неё плата меньше. Понадобится подтверждающий документ (ПП 861, п. 17).",
        ),
    ] = Benefit.NONE
    comment: Comment = ""

    passport_copy: Annotated[
        IdentityCopy, Section("Документы"), Accepts("ПП 861, п. 10 «д»", at_least=1, identity=True)
    ] = ()
    title_documents: TitleDocuments = ()
    authority_copy: AuthorityCopy = ()
    benefit_proof: Annotated[
        Attachments,
        Field(title="Подтверждение льготы"),
        ShownIf(benefit=tuple(entry.value for entry in Benefit if entry is not Benefit.NONE), needed=True),
        Accepts("ПП 861, п. 17", identity=True),
    ] = ()
    plan: Plan = ()
    other_files: OtherFiles = ()

    mistakes = (
        Mistake("power_new_kw", "«Заявку на присоединение до 150 кВт", {"power_new_kw": "15,5"}),
        Mistake("household", "«Заявку на присоединение до 150 кВт", {"household": False}),
        Mistake("birth_date", "раньше 14 лет", {"birth_date": "2010-01-01"}),
        NOTHING_TO_ADD_TO,
        *WRONG_STAGES,
    )

    @rule("power_new_kw")
    def _no_more_than_15(self) -> str:
        if self.power_total_kw <= LIMIT_KW:
            return ""
        return "Всего получается больше 15 кВт. Подайте «Заявку на присоединение до 150 кВт по одному источнику»."

    @rule("household")
    def _for_household_use(self) -> str:
        if self.household:
            return ""
        return "Эта форма только для бытовых нужд. Для деятельности подайте «Заявку на присоединение до 150 кВт»."

    @rule("birth_date")
    def _of_age(self) -> str:
        return too_young(self.birth_date, self.issued_on)
