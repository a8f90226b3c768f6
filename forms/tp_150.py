"""Заявка юридического лица, предпринимателя, физического лица до 150 кВт: приложение № 4 к Правилам (ПП 861)."""

from typing import Annotated, ClassVar

from pydantic import Field

from core.labelled import Labelled
from forms._any_applicant import BUSINESS, COMPANY, OF_BUSINESS, OF_PERSON, PEOPLE, WRONG_APPLICANT, AnyApplicant
from forms._attachments import AuthorityCopy, IdentityCopy, OtherFiles, Plan, TitleDocuments
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
from forms._kinds import Accepts, Attachments, Kind, LongLine, Section, ShownIf, YesNo
from forms._official import OBJECT, POWER, RETAIL, SAME_POWER, Official, Point, appendix
from forms._stages import STAGES, WRONG_STAGES, Stages, stages_of

OFFICIAL = Official(
    appendix("4"),
    "юридического лица (индивидуального предпринимателя), физического лица на присоединение по одному источнику "
    "электроснабжения энергопринимающих устройств с максимальной мощностью до 150 кВт включительно",
    points=(
        Point(
            "1",
            applicant_kind="Заявитель",
            name="полное наименование юридического лица",
            last_name="фамилия",
            first_name="имя",
            middle_name="отчество",
        ),
        Point(
            "2",
            ogrn="Номер записи в Едином государственном реестре юридических лиц (номер записи в Едином государственном "
            "реестре индивидуальных предпринимателей)",
            ogrn_date="и дата ее внесения в реестр",
            inn="ИНН",  # asked for by п. 9 «а»; its place in the text of the appendix is not checked
        ),
        Point(
            "3",
            "Место нахождения заявителя, в том числе фактический адрес:",
            address="индекс, адрес",
            lives_elsewhere="фактический адрес отличается",
            actual_address="фактический адрес",
            identity="Паспортные данные (для физических лиц): документ",
            passport_series="серия",
            passport_no="номер",
            other_document="название, серия и номер",
            issued_by="выдан (кем)",
            issued_on="когда",
            birth_date="дата рождения",
            birth_place="место рождения",
        ),
        Point("3(1)", snils="Страховой номер индивидуального лицевого счета заявителя (для физических лиц)"),
        Point(
            "4",
            reason="В связи с (увеличение объема максимальной мощности, новое строительство, изменение категории "
            "надежности электроснабжения и др. – указать нужное)",
            reason_other="а именно",
            **OBJECT,
        ),
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
    applicant=Point(
        "",
        signer_name="фамилия, имя, отчество",
        signer_position="должность",
        signer_basis="действует на основании",
        phone="контактный телефон",
        email="адрес электронной почты",
    ),
    footnotes=(
        "Пункт 2 – для юридических лиц и индивидуальных предпринимателей.",
        SAME_POWER,
        "Классы напряжения (0,4; 6; 10) кВ.",
    ),
)


class Reason(Labelled):
    """Why connection is asked for (приложение № 4, п. 4)."""

    NEW = "new", "новое строительство"
    MORE = "more", "увеличение максимальной мощности"
    RELIABILITY = "reliability", "изменение категории надёжности"
    POINT = "point", "изменение точки присоединения"
    ACTIVITY = "activity", "изменение вида деятельности"
    REPEATED = "repeated", "повторный ввод после вывода"
    OTHER = "other", "иное"


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

    in_apartment_house: Annotated[
        YesNo, Section("Объект"), Field(title="Это нежилое помещение в многоквартирном доме?")
    ] = False
    load_nature: Annotated[
        LongLine,
        Section("Мощность"),
        Field(title="Характер нагрузки (вид деятельности)", min_length=3),
        Kind(note="Например: розничная торговля, холодильное оборудование"),
        OF_BUSINESS,
    ] = ""

    payment_plan_wanted: Annotated[
        YesNo,
        Section("Договор и оплата"),
        Field(title="Хотите платить в рассрочку?", description="Приложение № 4, п. 9."),
        ShownIf(applicant_kind=BUSINESS),
    ] = False
    procurement_44fz: Annotated[
        YesNo,
        Field(
            title="Договор заключается по 44-ФЗ или гособоронзаказу?",
            description="Тогда на оплату счёта больше времени (ПП 861, п. 106).",
        ),
        ShownIf(applicant_kind=COMPANY),
    ] = False
    boundary_at_switchboard: Annotated[
        YesNo,
        Field(title="Определить границу участка по вводному устройству?", description="ПП 861, п. 9 «о»."),
        ShownIf(applicant_kind=BUSINESS),
    ] = False
    comment: Comment = ""

    passport_copy: Annotated[IdentityCopy, Section("Документы"), ShownIf(applicant_kind=PEOPLE, needed=True)] = ()
    title_documents: TitleDocuments = ()
    authority_copy: AuthorityCopy = ()
    house_consent: Annotated[
        Attachments,
        Field(title="Согласие собственников помещений или управляющей организации дома"),
        ShownIf(in_apartment_house=True, needed=True),
        Accepts("ПП 861, п. 10 «ж»"),
    ] = ()
    development: Annotated[
        Attachments,
        Field(
            title="Документы о комплексном развитии территории, разрешение на строительство",
            description="Если участок застраивается по такому договору или стройка разрешена по этапам.",
        ),
        Accepts("ПП 861, п. 10 «н»–«с»"),
    ] = ()
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
