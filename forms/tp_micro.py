"""Заявка на присоединение объекта микрогенерации: приложение № 4(1) к Правилам (ПП 861, п. 13(2)–13(5))."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from core.labelled import Labelled
from forms._any_applicant import (
    OF_PERSON,
    OF_REGISTER,
    PEOPLE,
    WHO_SIGNS,
    WRONG_APPLICANT,
    AnyApplicant,
    LoadNature,
    PaymentPlan,
    Reason,
)
from forms._attachments import AuthorityCopy, IdentityCopy, OtherFiles, Plan, TitleDocuments
from forms._blocks import (
    ABOVE_150,
    LIMIT_KW,
    NOTHING_TO_ADD_TO,
    Comment,
    Confirmation,
    Household,
    ObjectName,
    ReasonOf,
    Retail,
    VoltageOf,
)
from forms._connection import Connection, Special
from forms._form import Group, Mistake, Mode, Need, rule
from forms._kinds import (
    Accepts,
    Attachments,
    Count,
    Kind,
    LongLine,
    MaybeYesNo,
    OneOf,
    Power,
    Repeats,
    Section,
    ShownIf,
    shown_decimal,
)
from forms._official import SAME_POWER, Official, appendix
from forms._stages import WRONG_STAGES, Stages, stages_of
from forms.tp_15 import Benefit

MOST_KW = Decimal(15)
"""What counts as microgeneration (law 35-ФЗ, ст. 3; as the specification of the field has it, not checked)."""
OFFICIAL = Official(
    appendix("4(1)"),  # the text of the appendix was not found: nothing in it is numbered, all is told in our own words
    "на присоединение объекта микрогенерации или объекта микрогенерации одновременно с энергопринимающими устройствами",
    points=(),
    applicant=WHO_SIGNS,
    footnotes=(OF_REGISTER, SAME_POWER),
)


class Voltage(Labelled):
    """Voltage of the connection: up to 1 kV."""

    SINGLE = "0.22", "0,22 кВ (однофазное, 220 В)"
    THREE = "0.4", "0,4 кВ (трёхфазное, 380 В)"


class Generator(Group):
    """Generators of one power."""

    count: Annotated[Count, Field(title="Количество", gt=0)]
    power_kw: Annotated[Power, Field(title="Мощность каждого", gt=0)]


class MicrogenerationApplication(Confirmation, Retail, Stages, AnyApplicant):
    """Для солнечных панелей, ветряка и другой своей генерации до 15 кВт, отдельно или вместе с домом или магазином."""

    title = "Заявка на присоединение микрогенерации"
    source = "ПП РФ 27.12.2004 № 861, п. 13(2)–13(5), приложение № 4(1)"
    official = OFFICIAL
    valid_from = date(2026, 1, 1)
    need = Need.CONNECT
    words = "солнечные панели батареи ветряк генератор продавать электроэнергию"
    modes = frozenset({Mode.FILL, Mode.DOWNLOAD, Mode.SEND})
    sections = (
        "Заявитель", "Представитель", "Объект", "Мощность", "Генерация", "Этапы", "Договор и оплата", "Документы",
        "Подтверждение",
    )  # fmt: skip

    # Questions of the blocks, made this form's own; they keep their place there.
    reason: ReasonOf[Reason]
    object_name: Annotated[ObjectName, Kind(note="Например: жилой дом с солнечными панелями")]
    household: Annotated[Household, OF_PERSON] = None
    power_new_kw: Annotated[
        Power,
        Section("Мощность"),
        Field(
            title="Присоединяемая мощность",
            description="Сколько нужно для своего потребления. Если присоединяется только генерация, укажите её "
            "мощность.",
            gt=0,
        ),
    ]
    voltage: VoltageOf[Voltage]

    with_load: Annotated[
        MaybeYesNo,
        Section("Генерация"),
        Field(title="Одновременно присоединяются и устройства, которые потребляют электроэнергию?"),
    ]
    microgen_new_kw: Annotated[Power, Field(title="Присоединяемая мощность генерации", gt=0)]
    microgen_existing_kw: Annotated[
        Power, Field(title="Ранее присоединённая мощность генерации", description="Если её нет, оставьте 0.")
    ] = Decimal(0)
    generators: Annotated[
        tuple[Generator, ...], Field(title="Генераторы"), Repeats("Генераторы", at_least=1, add="Добавить генераторы")
    ]
    ramp: Annotated[
        LongLine,
        Field(title="Скорость набора и снижения мощности", min_length=2),
        Kind(note="Есть в паспорте инвертора. Например: 100 % за 10 секунд", sample="100 % за 10 секунд"),
    ]
    load_nature: Annotated[
        LoadNature, Field(title="График и характер нагрузки"), ShownIf(with_load=True, needed=True)
    ] = ""

    payment_plan_wanted: Annotated[PaymentPlan, Section("Договор и оплата")] = False
    benefit: Annotated[
        Benefit,
        OneOf,
        Field(
            title="Льготная категория",
            description="Для неё плата меньше. Понадобится подтверждающий документ (ПП 861, п. 17).",
        ),
        OF_PERSON,
    ] = Benefit.NONE
    comment: Comment = ""

    passport_copy: Annotated[IdentityCopy, Section("Документы"), ShownIf(applicant_kind=PEOPLE, needed=True)] = ()
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

    sample: ClassVar = {
        "power_new_kw": "10",
        "with_load": True,
        "microgen_new_kw": "9,9",
        "generators": [{"count": "3", "power_kw": "3,3"}],
        "load_nature": "дом, вечером больше",
        "stages": stages_of("10"),
    }
    mistakes = (
        Mistake("microgen_new_kw", "не больше 15 кВт", {"microgen_existing_kw": "6"}),
        Mistake("generators", "Генераторы вместе", {"generators": [{"count": "1", "power_kw": "3,3"}]}),
        Mistake("power_new_kw", "больше 150 кВт", {"power_new_kw": "151", "stages": stages_of("151")}),
        NOTHING_TO_ADD_TO,
        *WRONG_APPLICANT,
        *WRONG_STAGES,
    )

    @rule("microgen_new_kw")
    def _small_enough(self) -> str:
        together = self.microgen_new_kw + self.microgen_existing_kw
        if together <= MOST_KW:
            return ""
        return (
            f"Микрогенерация вместе получается {shown_decimal(together)} кВт, а бывает не больше 15 кВт. "
            f"Для большей подайте «{ABOVE_150}»."
        )

    @rule("generators")
    def _generators_add_up(self) -> str:
        together = sum((entry.count * entry.power_kw for entry in self.generators), Decimal(0))
        if together == self.microgen_new_kw:
            return ""
        return (
            f"Генераторы вместе дают {shown_decimal(together)} кВт, а присоединяется "
            f"{shown_decimal(self.microgen_new_kw)} кВт. Исправьте одно из чисел."
        )

    @rule("power_new_kw")
    def _no_more_than_150(self) -> str:
        if self.power_total_kw <= LIMIT_KW:
            return ""
        return f"Всего получается больше 150 кВт. Подайте «{ABOVE_150}»."

    def connection(self) -> Connection:
        """Return what the register keeps of this application."""
        special = Special.MICROGEN_WITH_LOAD if self.with_load else Special.MICROGEN
        return replace(super().connection(), special=special)
