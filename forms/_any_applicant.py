"""Who applies, whichever of the three kinds: asked by every application that is not for persons alone."""

from dataclasses import replace
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
from forms._blocks import ByRepresentative, Representative
from forms._form import Mistake, rule
from forms._kinds import (
    Address,
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
from forms._official import OBJECT, Point
from regulations import identifiers
from regulations.applicants import ApplicantType

COMPANY, ENTREPRENEUR, PERSON = ApplicantType.COMPANY, ApplicantType.ENTREPRENEUR, ApplicantType.PERSON
FROM_ACCOUNT = replace(OneOf, given=True)
BUSINESS = (COMPANY, ENTREPRENEUR)
PEOPLE = (PERSON, ENTREPRENEUR)
OF_COMPANY = ShownIf(applicant_kind=COMPANY, needed=True)
OF_BUSINESS = ShownIf(applicant_kind=BUSINESS, needed=True)
OF_PERSON = ShownIf(applicant_kind=PERSON, needed=True)
OF_PEOPLE = ShownIf(applicant_kind=PEOPLE, needed=True)
BY_PASSPORT = ShownIf(applicant_kind=PERSON, identity="passport", needed=True)

WRONG_APPLICANT = (
    Mistake("inn", "Это ИНН предпринимателя", {"applicant_kind": COMPANY, "inn": "572682968210"}),
    Mistake("ogrn", "Это номер записи организации", {"applicant_kind": ENTREPRENEUR, "ogrn": "1225700789049"}),
    Mistake("birth_date", "раньше 14 лет", {"birth_date": "2010-01-01"}),
)

InApartmentHouse = Annotated[YesNo, Section("Объект"), Field(title="Это нежилое помещение в многоквартирном доме?")]
LoadNature = Annotated[
    LongLine,
    Field(title="Характер нагрузки (вид деятельности)", min_length=3),
    Kind(note="Например: розничная торговля, холодильное оборудование"),
]
PaymentPlan = Annotated[YesNo, Field(title="Хотите платить в рассрочку?"), ShownIf(applicant_kind=BUSINESS)]
PublicPurchase = Annotated[
    YesNo,
    Field(
        title="Договор заключается по 44-ФЗ или гособоронзаказу?",
        description="Тогда на оплату счёта больше времени (ПП 861, п. 106).",
    ),
    ShownIf(applicant_kind=COMPANY),
]
BoundaryAtSwitchboard = Annotated[
    YesNo,
    Field(title="Определить границу участка по вводному устройству?", description="ПП 861, п. 9 «о»."),
    ShownIf(applicant_kind=BUSINESS),
]
WHO = {
    "applicant_kind": "Заявитель",
    "name": "полное наименование юридического лица",
    "last_name": "фамилия",
    "first_name": "имя",
    "middle_name": "отчество",
}
"""Point 1 of appendices № 4, 5 and 7."""
IN_REGISTER = {
    "ogrn": "Номер записи в Едином государственном реестре юридических лиц (номер записи в Едином государственном "
    "реестре индивидуальных предпринимателей)",
    "ogrn_date": "и дата ее внесения в реестр",
    "inn": "ИНН",  # asked for by п. 9 «а»; its place in the text of the appendices is not checked
}
"""Point 2."""
WHERE = {
    "address": "Место нахождения заявителя, в том числе фактический адрес: индекс, адрес",
    "lives_elsewhere": "фактический адрес отличается",
    "actual_address": "фактический адрес",
    "identity": "Паспортные данные (для физических лиц): документ",
    "passport_series": "серия",
    "passport_no": "номер",
    "other_document": "название, серия и номер",
    "issued_by": "выдан (кем)",
    "issued_on": "когда",
    "birth_date": "дата рождения",
    "birth_place": "место рождения",
}
"""Point 3."""
REASON = {
    "reason": "В связи с (увеличение объема максимальной мощности, новое строительство, изменение категории "
    "надежности электроснабжения и др. – указать нужное)",
    "reason_other": "а именно",
    **OBJECT,
}
"""Point 4 of appendices № 4 and 7."""
OF_REGISTER = "Пункт 2 – для юридических лиц и индивидуальных предпринимателей."
WHO_SIGNS = Point(
    "",
    signer_name="фамилия, имя, отчество",
    signer_position="должность",
    signer_basis="действует на основании",
    phone="контактный телефон",
    email="адрес электронной почты",
)


class Reason(Labelled):
    """Why connection is asked for (приложения № 4 и 7, п. 4)."""

    NEW = "new", "новое строительство"
    MORE = "more", "увеличение максимальной мощности"
    RELIABILITY = "reliability", "изменение категории надёжности"
    POINT = "point", "изменение точки присоединения"
    ACTIVITY = "activity", "изменение вида деятельности"
    REPEATED = "repeated", "повторный ввод после вывода"
    OTHER = "other", "иное"


def _inn(text: str) -> str:
    check = {10: identifiers.inn_company, 12: identifiers.inn_person}.get(_digits(text))
    if check is None:
        raise ValueError("Проверьте ИНН: у организации в нём 10 цифр, у предпринимателя 12.")
    return check(text)


def _ogrn(text: str) -> str:
    check = {13: identifiers.ogrn, 15: identifiers.ogrnip}.get(_digits(text))
    if check is None:
        raise ValueError("Проверьте номер: в ОГРН 13 цифр, в ОГРНИП 15.")
    return check(text)


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))


AnyOgrn = Annotated[
    str,
    AfterValidator(_ogrn),
    Field(title="ОГРН или ОГРНИП", description="13 цифр, у предпринимателя 15."),
    Kind(boxes=(15,), sample="1225700789049", wrong=(("1027700132196", "контрольная сумма"),)),
]
AnyInn = Annotated[
    str,
    AfterValidator(_inn),
    Field(title="ИНН", description="10 цифр, у предпринимателя 12."),
    Kind(boxes=(12,), sample="5705990388", wrong=(("7707083890", "контрольная сумма"),)),
]


class AnyApplicant(ByRepresentative):
    """A company, an entrepreneur or a person; each is asked only what the Rules name (ПП 861, п. 9 «а»)."""

    applicant_kind: Annotated[ApplicantType, FROM_ACCOUNT, Section("Заявитель"), Field(title="Кто подаёт заявку")]
    name: Annotated[LongLine, Field(title="Полное наименование организации", min_length=3), OF_COMPANY] = ""
    last_name: Annotated[LastName, OF_PEOPLE] = ""
    first_name: Annotated[FirstName, OF_PEOPLE] = ""
    middle_name: Annotated[MiddleName, ShownIf(applicant_kind=PEOPLE)] = ""
    ogrn: Annotated[AnyOgrn, OF_BUSINESS] = ""
    ogrn_date: Annotated[MaybePastDate, Field(title="Дата внесения в реестр"), OF_BUSINESS] = None
    inn: Annotated[AnyInn, OF_BUSINESS] = ""
    snils: Annotated[OwnSnils, OF_PERSON] = ""
    identity: Annotated[Identity, OF_PERSON] = IdentityDocument.PASSPORT
    passport_series: Annotated[Series, BY_PASSPORT] = ""
    passport_no: Annotated[Number, BY_PASSPORT] = ""
    other_document: Annotated[OtherIdentity, ShownIf(applicant_kind=PERSON, identity="other", needed=True)] = ""
    issued_by: Annotated[IssuedBy, OF_PERSON] = ""
    issued_on: Annotated[IssuedOn[MaybePastDate], OF_PERSON] = None
    birth_date: Annotated[BirthDate[MaybePastDate], OF_PERSON] = None
    birth_place: Annotated[BirthPlace, OF_PERSON] = ""
    address: Annotated[Address, Field(title="Место нахождения или адрес регистрации")]
    lives_elsewhere: Annotated[YesNo, Field(title="Фактический адрес другой?")] = False
    actual_address: ActualAddress = ""
    phone: MobilePhone
    email: OwnEmail

    # The question of the block, asked of people only: a company names who signs.
    representative: Annotated[Representative, ShownIf(applicant_kind=PEOPLE, by_representative=True, needed=True)] = ""
    signer_name: Annotated[
        PersonName, Section("Представитель"), Field(title="Кто подписывает: фамилия, имя, отчество"), OF_COMPANY
    ] = ""
    signer_position: Annotated[Line, Field(title="Должность", min_length=2), OF_COMPANY] = ""
    signer_basis: Annotated[
        Line,
        Field(title="Действует на основании", min_length=2),
        ShownIf(applicant_kind=COMPANY, by_representative=False, needed=True),
    ] = "устава"

    @rule("inn")
    def _inn_of_this_applicant(self) -> str:
        return self._misfit(self.inn, company=10, what="ИНН")

    @rule("ogrn")
    def _ogrn_of_this_applicant(self) -> str:
        return self._misfit(self.ogrn, company=13, what="номер записи")

    @rule("birth_date")
    def _of_age(self) -> str:
        return too_young(self.birth_date, self.issued_on)

    def _misfit(self, number: str, *, company: int, what: str) -> str:
        if not number or (len(number) == company) is (self.applicant_kind is COMPANY):
            return ""
        whose = "предпринимателя" if self.applicant_kind is COMPANY else "организации"
        return f"Это {what} {whose}. Вы вошли как {self.applicant_kind.label.lower()}."
