"""Заявка юридического лица, предпринимателя, физического лица до 150 кВт: приложение № 4 к Правилам (ПП 861)."""

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, Field

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
    ByRepresentative,
    Comment,
    Confirmation,
    Household,
    ObjectName,
    ReasonOf,
    Representative,
    Retail,
    VoltageOf,
)
from forms._form import Mode, Need, rule
from forms._kinds import (
    Accepts,
    Address,
    Attachments,
    Kind,
    Line,
    LongLine,
    MaybePastDate,
    OneOf,
    PersonName,
    Section,
    ShownIf,
    YesNo,
)
from forms._stages import Stages
from regulations import identifiers
from regulations.applicants import ApplicantType

LIMIT_KW = Decimal(150)
"""ПП 861, п. 12(1)."""
COMPANY, ENTREPRENEUR, PERSON = ApplicantType.COMPANY, ApplicantType.ENTREPRENEUR, ApplicantType.PERSON
BUSINESS = (COMPANY, ENTREPRENEUR)
OF_COMPANY = ShownIf(applicant_kind=COMPANY, needed=True)
OF_BUSINESS = ShownIf(applicant_kind=BUSINESS, needed=True)
OF_PERSON = ShownIf(applicant_kind=PERSON, needed=True)
OF_NAMED = ShownIf(applicant_kind=(PERSON, ENTREPRENEUR), needed=True)
BY_PASSPORT = ShownIf(applicant_kind=PERSON, identity="passport", needed=True)


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


def _inn(text: str) -> str:
    if _digits(text) not in {10, 12}:
        raise ValueError("Проверьте ИНН: у организации в нём 10 цифр, у предпринимателя 12.")
    return identifiers.inn_company(text) if _digits(text) == 10 else identifiers.inn_person(text)  # noqa: PLR2004 - digits


def _ogrn(text: str) -> str:
    if _digits(text) not in {13, 15}:
        raise ValueError("Проверьте номер: в ОГРН 13 цифр, в ОГРНИП 15.")
    return identifiers.ogrn(text) if _digits(text) == 13 else identifiers.ogrnip(text)  # noqa: PLR2004 - digits


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))


class ApplicationUpTo150(Confirmation, Retail, Stages, ByRepresentative):
    """Для организации, предпринимателя или человека, которому нужно больше 15 кВт."""

    title = "Заявка на присоединение до 150 кВт по одному источнику (III категория)"
    source = "ПП РФ 27.12.2004 № 861, п. 9, 12(1), приложение № 4"
    need = Need.CONNECT
    modes = frozenset({Mode.FILL, Mode.DOWNLOAD, Mode.SEND})
    sections = (
        "Заявитель", "Представитель", "Объект", "Мощность", "Этапы", "Договор и оплата", "Документы", "Подтверждение",
    )  # fmt: skip

    applicant_kind: Annotated[ApplicantType, OneOf, Section("Заявитель"), Field(title="Кто подаёт заявку")]
    name: Annotated[LongLine, Field(title="Полное наименование организации", min_length=3), OF_COMPANY] = ""
    last_name: Annotated[LastName, OF_NAMED] = ""
    first_name: Annotated[FirstName, OF_NAMED] = ""
    middle_name: Annotated[MiddleName, ShownIf(applicant_kind=(PERSON, ENTREPRENEUR))] = ""
    ogrn: Annotated[
        str,
        AfterValidator(_ogrn),
        Field(title="ОГРН или ОГРНИП"),
        Kind(note="ОГРН: 13 цифр, ОГРНИП: 15 цифр", boxes=(15,)),
        OF_BUSINESS,
    ] = ""
    ogrn_date: Annotated[MaybePastDate, Field(title="Дата внесения в реестр"), OF_BUSINESS] = None
    inn: Annotated[
        str,
        AfterValidator(_inn),
        Field(title="ИНН"),
        Kind(note="У организации 10 цифр, у предпринимателя 12", boxes=(12,)),
        OF_BUSINESS,
    ] = ""
    snils: Annotated[OwnSnils, OF_PERSON] = ""
    identity: Annotated[Identity, OF_PERSON] = IdentityDocument.PASSPORT
    passport_series: Annotated[Series, BY_PASSPORT] = ""
    passport_no: Annotated[Number, BY_PASSPORT] = ""
    other_document: Annotated[OtherIdentity, ShownIf(applicant_kind=PERSON, identity="other", needed=True)] = ""
    issued_by: Annotated[IssuedBy, OF_PERSON] = ""
    issued_on: Annotated[IssuedOn[MaybePastDate], OF_PERSON] = None
    birth_date: Annotated[BirthDate[MaybePastDate], OF_PERSON] = None
    birth_place: Annotated[BirthPlace, OF_PERSON] = ""
    address: Annotated[Address, Field(title="Адрес регистрации, для организации — место нахождения")]
    lives_elsewhere: Annotated[YesNo, Field(title="Фактический адрес другой?")] = False
    actual_address: ActualAddress = ""
    phone: MobilePhone
    email: OwnEmail

    # Questions of the blocks, made this form's own; they keep their place there.
    representative: Annotated[
        Representative, ShownIf(applicant_kind=(PERSON, ENTREPRENEUR), by_representative=True, needed=True)
    ] = ""
    reason: ReasonOf[Reason]
    object_name: Annotated[ObjectName, Kind(note="Например: магазин, склад, цех, жилой дом")]
    household: Annotated[
        Household,
        Field(
            description="Если да и всего не больше 15 кВт, проще «Заявка физического лица на присоединение до 15 кВт»."
        ),
        OF_PERSON,
    ] = False
    voltage: VoltageOf[Voltage]

    signer_name: Annotated[
        PersonName, Section("Представитель"), Field(title="Кто подписывает: фамилия, имя, отчество"), OF_COMPANY
    ] = ""
    signer_position: Annotated[Line, Field(title="Должность", min_length=2), OF_COMPANY] = ""
    signer_basis: Annotated[
        Line,
        Field(title="Действует на основании", min_length=2),
        ShownIf(applicant_kind=COMPANY, by_representative=False, needed=True),
    ] = "устава"

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

    passport_copy: Annotated[
        IdentityCopy, Section("Документы"), ShownIf(applicant_kind=(PERSON, ENTREPRENEUR), needed=True)
    ] = ()
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

    @rule("power_new_kw")
    def _no_more_than_150(self) -> str:
        if self.power_total_kw <= LIMIT_KW:
            return ""
        return (
            "Всего получается больше 150 кВт. Нужна «Заявка свыше 150 кВт», для неё пока нет онлайн-формы: "
            "отправьте её через «Иной документ» или подайте в центре обслуживания потребителей."
        )

    @rule("inn")
    def _inn_of_this_applicant(self) -> str:
        return self._misfit(self.inn, company=10, what="ИНН")

    @rule("ogrn")
    def _ogrn_of_this_applicant(self) -> str:
        return self._misfit(self.ogrn, company=13, what="номер")

    @rule("birth_date")
    def _of_age(self) -> str:
        return too_young(self.birth_date, self.issued_on)

    def _misfit(self, number: str, *, company: int, what: str) -> str:
        if not number or (len(number) == company) is (self.applicant_kind is COMPANY):
            return ""
        return f"Это {what} {'предпринимателя' if self.applicant_kind is COMPANY else 'организации'}. Проверьте его и ответ «Кто подаёт заявку»."
