"""Заявка на присоединение свыше 150 кВт, I–II категории и прочие: приложение № 7 к Правилам (ПП 861)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from core.labelled import Labelled
from forms._any_applicant import (
    IN_REGISTER,
    OF_PERSON,
    OF_REGISTER,
    PEOPLE,
    REASON,
    WHERE,
    WHO,
    WHO_SIGNS,
    WRONG_APPLICANT,
    AnyApplicant,
    BoundaryAtSwitchboard,
    InApartmentHouse,
    LoadNature,
    PublicPurchase,
    Reason,
)
from forms._attachments import AuthorityCopy, Development, HouseConsent, IdentityCopy, OtherFiles, TitleDocuments
from forms._blocks import (
    LIMIT_KW,
    NOTHING_TO_ADD_TO,
    Comment,
    Confirmation,
    Household,
    ObjectName,
    ReasonOf,
    Supplier,
    SupplyContract,
    VoltageOf,
)
from forms._connection import Connection, RetailContract
from forms._form import Group, Mistake, Mode, Need, rule
from forms._kinds import (
    Accepts,
    Attachments,
    Capacity,
    Count,
    Kind,
    Line,
    LongText,
    MaybePower,
    OneOf,
    Power,
    Repeats,
    Section,
    ShownIf,
    YesNo,
    shown_decimal,
)
from forms._official import POWER, RETAIL, SAME_POWER, Official, Point, appendix
from forms._sentences import MORE
from forms._stages import STAGES, WRONG_STAGES, Category, StageOfCategory, Stages, stages_of

LARGE_KW = Decimal(670)
"""ПП 861, п. 12."""
OFFICIAL = Official(
    appendix("7"),
    # Heading, the place of СНИЛС and the words about points of connection: not checked against the text.
    "юридического лица (индивидуального предпринимателя), физического лица на присоединение энергопринимающих "
    "устройств",
    points=(
        Point("1", **WHO),
        Point("2", **IN_REGISTER),
        Point("3", **WHERE),
        Point("4", **REASON),
        Point(
            "5",
            points="Количество точек присоединения с указанием технических параметров элементов энергопринимающих "
            "устройств",
        ),
        Point("6", **POWER),
        Point("7", transformers="Количество и мощность присоединяемых к сети трансформаторов"),
        Point("8", generators="Количество и мощность генераторов"),
        Point(
            "9",
            "Заявляемая категория надежности энергопринимающих устройств:",
            first_kw="I категория",
            second_kw="II категория",
            third_kw="III категория",
        ),
        Point(
            "10",
            load_nature="Заявляемый характер нагрузки (для генераторов – возможная скорость набора или снижения "
            "нагрузки)",
            distorting="и наличие нагрузок, искажающих форму кривой электрического тока и вызывающих несимметрию "
            "напряжения в точках присоединения",
            distorting_loads="а именно",
        ),
        Point("11", tech_min="Величина и обоснование величины технологического минимума (для генераторов)"),
        Point(
            "12",
            armour_needed="Необходимость наличия технологической и (или) аварийной брони",
            armour_kw="Величина технологической и аварийной брони",
            armour_reason="обоснование",
        ),
        Point("13", **STAGES),
        Point("14", **RETAIL),
    ),
    applicant=WHO_SIGNS,
    footnotes=(
        OF_REGISTER,
        SAME_POWER,
        (
            "Заявители, максимальная мощность устройств которых свыше 150 кВт и менее 670 кВт, пункты 7, 8, 11 и 12 "
            "не заполняют."
        ),
    ),
)


class Size(Labelled):
    """Which part of the form is filled in: it follows from power and category."""

    SMALL = "small", "до 150 кВт, но нужна I или II категория надёжности"
    MIDDLE = "middle", "свыше 150 и меньше 670 кВт"
    LARGE = "large", "670 кВт и больше"


class Voltage(Labelled):
    """Voltage of the connection."""

    LOW = "0.4", "0,4 кВ"
    SIX = "6", "6 кВ"
    TEN = "10", "10 кВ"
    THIRTY_FIVE = "35", "35 кВ"
    HUNDRED_TEN = "110", "110 кВ"


OF_LARGE = ShownIf(size=Size.LARGE)
NOT_OF_MIDDLE = ShownIf(size=(Size.SMALL, Size.LARGE))


class ConnectionPoint(Group):
    """Where the devices are connected."""

    where: Annotated[
        Line,
        Field(title="Что и чем присоединяется", min_length=2),
        Kind(note="Например: вводное устройство цеха, кабель 4×240", sample="Вводное устройство цеха № 1"),
    ]
    power_kw: Annotated[Power, Field(title="Максимальная мощность", gt=0)]


class Transformer(Group):
    """Transformers of one capacity."""

    count: Annotated[Count, Field(title="Количество", gt=0)]
    capacity_kva: Annotated[Capacity, Field(title="Мощность каждого", gt=0)]


class Generator(Group):
    """Generators of one power."""

    count: Annotated[Count, Field(title="Количество", gt=0)]
    power_kw: Annotated[Power, Field(title="Мощность каждого", gt=0)]


class ApplicationAbove150(Confirmation, Stages, AnyApplicant):
    """Если нужно больше 150 кВт, либо I или II категория надёжности, несколько источников или точек присоединения."""

    title = "Заявка на присоединение свыше 150 кВт, I–II категории и прочие"
    source = "ПП РФ 27.12.2004 № 861, п. 9, 12, приложение № 7"
    official = OFFICIAL
    valid_from = date(2026, 1, 1)
    need = Need.CONNECT
    words = "завод ферма производство резерв два источника подключить подключение"
    modes = frozenset({Mode.FILL, Mode.DOWNLOAD, Mode.SEND})
    sections = (
        "Заявитель", "Представитель", "Объект", "Мощность", "Категории и точки", "Оборудование", "Нагрузка",
        "Этапы", "Договор и оплата", "Документы", "Подтверждение",
    )  # fmt: skip

    # Questions of the blocks, made this form's own; they keep their place there.
    reason: ReasonOf[Reason]
    object_name: Annotated[ObjectName, Kind(note="Например: завод, ферма, торговый центр, жилой дом")]
    household: Annotated[Household, OF_PERSON] = None
    voltage: Annotated[VoltageOf[Voltage], Field(description="На котором объект присоединяется к сети.")]
    stages: Annotated[
        tuple[StageOfCategory, ...],
        Section("Этапы"),
        Field(title="Этапы ввода", description="Если объект вводится сразу, укажите один этап на всю мощность."),
        Repeats("Этап", at_least=1, add="Добавить этап"),
    ]

    in_apartment_house: InApartmentHouse = False
    size: Annotated[
        Size,
        OneOf,
        Section("Мощность"),
        Field(title="Какая мощность получается всего", description="От этого зависит, о чём спросим дальше."),
    ]

    first_kw: Annotated[
        Power,
        Section("Категории и точки"),
        Field(title="I категория", description="Сколько киловатт какой категории; вместе столько же, сколько всего."),
    ] = Decimal(0)
    second_kw: Annotated[Power, Field(title="II категория")] = Decimal(0)
    third_kw: Annotated[Power, Field(title="III категория")] = Decimal(0)
    points: Annotated[
        tuple[ConnectionPoint, ...],
        Field(title="Точки присоединения", description="Мощность точек вместе равна всей мощности."),
        Repeats("Точка", at_least=1, add="Добавить точку"),
    ]

    transformers: Annotated[
        tuple[Transformer, ...],
        Section("Оборудование"),
        Field(title="Трансформаторы", description="Которые вы присоединяете к сети. Если их нет, оставьте как есть."),
        Repeats("Трансформаторы", add="Добавить трансформаторы"),
        OF_LARGE,
    ] = ()
    generators: Annotated[
        tuple[Generator, ...],
        Field(title="Генераторы", description="Если их нет, оставьте как есть."),
        Repeats("Генераторы", add="Добавить генераторы"),
        OF_LARGE,
    ] = ()
    tech_min: Annotated[
        LongText,
        Field(title="Технологический минимум генераторов", description="Величина и обоснование. Если есть генераторы."),
        OF_LARGE,
    ] = ""

    load_nature: Annotated[LoadNature, Section("Нагрузка")]
    distorting: Annotated[
        YesNo,
        Field(
            title="Есть нагрузки, которые искажают ток или напряжение?",
            description="Например: дуговые печи, сварка, частотные приводы.",
        ),
        NOT_OF_MIDDLE,
    ] = False
    distorting_loads: Annotated[
        LongText, Field(title="Какие именно", min_length=3), ShownIf(distorting=True, needed=True)
    ] = ""
    armour_needed: Annotated[
        YesNo,
        Field(
            title="Нужна технологическая или аварийная броня?",
            description="Наименьшая мощность, без которой нельзя безопасно остановить производство.",
        ),
        NOT_OF_MIDDLE,
    ] = False
    armour_kw: Annotated[MaybePower, Field(title="Величина брони", gt=0), ShownIf(armour_needed=True, needed=True)] = (
        None
    )
    armour_reason: Annotated[
        LongText, Field(title="Обоснование брони", min_length=3), ShownIf(armour_needed=True, needed=True)
    ] = ""

    supplier: Annotated[
        Supplier,
        Section("Договор и оплата"),
        Field(description="При 670 кВт и больше его можно не указывать."),
    ] = ""
    supply_contract: SupplyContract = RetailContract.SUPPLY
    procurement_44fz: PublicPurchase = False
    boundary_at_switchboard: BoundaryAtSwitchboard = False
    comment: Comment = ""

    passport_copy: Annotated[IdentityCopy, Section("Документы"), ShownIf(applicant_kind=PEOPLE, needed=True)] = ()
    title_documents: TitleDocuments = ()
    authority_copy: AuthorityCopy = ()
    plan: Annotated[
        Attachments,
        Field(title="План расположения устройств"),
        ShownIf(size=(Size.MIDDLE, Size.LARGE), needed=True),
        Accepts("ПП 861, п. 10 «а»"),
    ] = ()
    diagram: Annotated[
        Attachments,
        Field(title="Однолинейная схема сетей заявителя"),
        ShownIf(voltage=(Voltage.THIRTY_FIVE, Voltage.HUNDRED_TEN), needed=True),
        Accepts("ПП 861, п. 10 «б»"),
    ] = ()
    emergency_loads: Annotated[
        Attachments,
        Field(
            title="Перечень и мощность устройств, присоединяемых к противоаварийной автоматике",
            description="Если такие есть.",
        ),
        OF_LARGE,
        Accepts("ПП 861, п. 10 «в»"),
    ] = ()
    external_scheme: Annotated[
        Attachments,
        Field(title="Схема внешнего электроснабжения", description="Если она разрабатывалась (ПП 861, п. 10(2))."),
        OF_LARGE,
        Accepts("ПП 861, п. 10 «к»"),
    ] = ()
    house_consent: HouseConsent = ()
    development: Development = ()
    other_files: OtherFiles = ()

    sample: ClassVar = {
        "power_new_kw": "700",
        "size": "large",
        "second_kw": "200",
        "third_kw": "500",
        "points": [{"where": "Вводное устройство цеха № 1", "power_kw": "300"},
                   {"where": "Вводное устройство цеха № 2", "power_kw": "400"}],
        "transformers": [{"count": "2", "capacity_kva": "630"}],
        "generators": [{"count": "1", "power_kw": "120,5"}],
        "load_nature": "металлообработка в две смены",
        "distorting": True,
        "distorting_loads": "Частотные приводы станков, 90 кВт.",
        "armour_needed": True,
        "armour_kw": "15",
        "armour_reason": "Насосы охлаждения печи.",
        "stages": [stage | {"category": "II"} for stage in stages_of("300", "400")],
    }  # fmt: skip
    mistakes = (
        Mistake("size", "670 кВт и больше", {"size": "middle"}),
        Mistake("size", "свыше 150 и меньше 670", {"power_new_kw": "300"}),
        Mistake("third_kw", "Вместе по категориям", {"third_kw": "400"}),
        Mistake(
            "size",
            "«Заявку на присоединение до 150 кВт по одному источнику»",
            {"size": "small", "power_new_kw": "100", "second_kw": "0", "third_kw": "100"},
        ),
        Mistake(
            "points", "Вместе по точкам", {"points": [{"where": "Вводное устройство цеха № 1", "power_kw": "300"}]}
        ),
        Mistake("supplier", "Заполните", {"size": "middle", "power_new_kw": "300", "supplier": ""}),
        Mistake("armour_kw", "не бывает больше", {"armour_kw": "700,5"}),
        NOTHING_TO_ADD_TO,
        *WRONG_APPLICANT,
        *WRONG_STAGES,
    )

    @rule("size")
    def _of_this_size(self) -> str:
        total = self.power_total_kw
        fits = Size.SMALL if total <= LIMIT_KW else Size.MIDDLE if total < LARGE_KW else Size.LARGE
        if fits is self.size:
            return ""
        return f"Всего получается {shown_decimal(total)} кВт. Выберите «{fits.label}» или исправьте мощность."

    @rule("size")
    def _no_smaller_form_would_do(self) -> str:
        if self.size is Size.SMALL and not self.first_kw and not self.second_kw:
            return (
                "До 150 кВт и с третьей категорией надёжности подайте «Заявку на присоединение до 150 кВт по одному "
                "источнику», а если нужна I или II категория, укажите её мощность ниже."
            )
        return ""

    @rule("third_kw")
    def _categories_add_up(self) -> str:
        return self._misses_total("Вместе по категориям", self.first_kw, self.second_kw, self.third_kw)

    @rule("points")
    def _points_add_up(self) -> str:
        return self._misses_total("Вместе по точкам", *(point.power_kw for point in self.points))

    @rule("supplier")
    def _supplier_is_known(self) -> str:
        return "" if self.supplier or self.power_total_kw > LARGE_KW else MORE

    @rule("armour_kw")
    def _armour_is_a_part(self) -> str:
        if self.armour_kw is None or self.armour_kw <= self.power_total_kw:
            return ""
        return f"Броня не бывает больше всей мощности: {shown_decimal(self.power_total_kw)} кВт."

    def _misses_total(self, what: str, *powers: Decimal) -> str:
        together, total = sum(powers, Decimal(0)), self.power_total_kw
        if together == total:
            return ""
        return f"{what} получается {shown_decimal(together)} кВт, а всего {shown_decimal(total)} кВт. Исправьте числа."

    def connection(self) -> Connection:
        """Return what the register keeps: the highest category that any of the power is of."""
        by_height = ((Category.FIRST, self.first_kw), (Category.SECOND, self.second_kw))
        highest = next((category for category, power in by_height if power), Category.THIRD)
        return replace(super().connection(), reliability_category=highest.value)
