"""Заявка юридического лица, предпринимателя, физического лица до 150 кВт: приложение № 4 к Правилам (ПП 861)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from core.labelled import Labelled
from forms._any_applicant import (
    IN_REGISTER,
    OF_BUSINESS,
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
    PaymentPlan,
    PublicPurchase,
    Reason,
)
from forms._attachments import AuthorityCopy, Development, HouseConsent, IdentityCopy, OtherFiles, Plan, TitleDocuments
from forms._blocks import (
    ABOVE_150,
    NOTHING_TO_ADD_TO,
    Comment,
    Confirmation,
    Household,
    ObjectName,
    ReasonOf,
    Retail,
    VoltageOf,
    above_150,
)
from forms._form import Mistake, Mode, Need, rule
from forms._kinds import Kind, Section, ShownIf
from forms._official import POWER, RETAIL, SAME_POWER, Official, Point, appendix
from forms._stages import STAGES, WRONG_STAGES, Stages, stages_of

OFFICIAL = Official(
    appendix("4"),
    "юридического лица (индивидуального предпринимателя), физического лица на присоединение по одному источнику "
    "электроснабжения энергопринимающих устройств с максимальной мощностью до 150 кВт включительно",
    points=(
        Point("1", **WHO),
        Point("2", **IN_REGISTER),
        Point("3", **WHERE),
        Point("3(1)", snils="Страховой номер индивидуального лицевого счета заявителя (для физических лиц)"),
        Point("4", **REASON),
        Point("5", **POWER),
        Point(
            "6",
            "Заявляемая категория надежности энергопринимающих устройств – III (по одному источнику электроснабжения).",
        ),
        Point("7", load_nature="Характер нагрузки (вид экономической деятельности заявителя)"),
        Point("8", **STAGES),
        Point("9", payment_plan_wanted="Намерение воспользоваться рассрочкой платежа за технологическое присоединение"),
        Point("10", **RETAIL),
    ),
    applicant=WHO_SIGNS,
    footnotes=(
        OF_REGISTER,
        SAME_POWER,
        "Классы напряжения (0,4; 6; 10) кВ.",
    ),
)


class Voltage(Labelled):
    """Voltage of the connection; 0.22 kV belongs to the 0.4 kV class."""

    SINGLE = "0.22", "0,22 кВ (однофазное, 220 В)"
    THREE = "0.4", "0,4 кВ (трёхфазное, 380 В)"
    SIX = "6", "6 кВ"
    TEN = "10", "10 кВ"


class ApplicationUpTo150(Confirmation, Retail, Stages, AnyApplicant):
    """Для организации, предпринимателя или человека, которому нужно больше 15 кВт; III категория надёжности."""

    title = "Заявка на присоединение до 150 кВт по одному источнику"
    source = "ПП РФ 27.12.2004 № 861, п. 9, 12(1), приложение № 4"
    official = OFFICIAL
    valid_from = date(2026, 1, 1)
    need = Need.CONNECT
    words = "магазин склад цех свет электричество подключить подключение"
    modes = frozenset({Mode.FILL, Mode.DOWNLOAD, Mode.SEND})
    sections = (
        "Заявитель", "Представитель", "Объект", "Мощность", "Этапы", "Договор и оплата", "Документы", "Подтверждение",
    )  # fmt: skip

    # Questions of the blocks, made this form's own; they keep their place there.
    reason: ReasonOf[Reason]
    object_name: Annotated[ObjectName, Kind(note="Например: магазин, склад, цех, жилой дом")]
    household: Annotated[
        Household,
        Field(
            description="Если да и всего не больше 15 кВт, проще «Заявка физического лица на присоединение до 15 кВт»."
        ),
        OF_PERSON,
    ] = None
    voltage: VoltageOf[Voltage]

    in_apartment_house: InApartmentHouse = False
    load_nature: Annotated[LoadNature, Section("Мощность"), OF_BUSINESS] = ""

    payment_plan_wanted: Annotated[
        PaymentPlan, Section("Договор и оплата"), Field(description="Приложение № 4, п. 9.")
    ] = False
    procurement_44fz: PublicPurchase = False
    boundary_at_switchboard: BoundaryAtSwitchboard = False
    comment: Comment = ""

    passport_copy: Annotated[IdentityCopy, Section("Документы"), ShownIf(applicant_kind=PEOPLE, needed=True)] = ()
    title_documents: TitleDocuments = ()
    authority_copy: AuthorityCopy = ()
    house_consent: HouseConsent = ()
    development: Development = ()
    plan: Plan = ()
    other_files: OtherFiles = ()

    sample: ClassVar = {"power_new_kw": "100", "stages": stages_of("40", "60")}
    mistakes = (
        Mistake("power_new_kw", ABOVE_150, {"power_new_kw": "150,5"}),
        NOTHING_TO_ADD_TO,
        *WRONG_APPLICANT,
        *WRONG_STAGES,
    )

    @rule("power_new_kw")
    def _no_more_than_150(self) -> str:
        return above_150(self.power_total_kw)
