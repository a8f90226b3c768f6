"""Заявка в целях вывода из эксплуатации объектов сети: приложение № 7(1) к Правилам (ПП 861, п. 13(8))."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from forms._any_applicant import BUSINESS, WHO_SIGNS, AnyInn, AnyOgrn
from forms._applicant import MobilePhone, OwnEmail
from forms._attachments import AuthorityCopy, OtherFiles, TitleDocuments
from forms._blocks import ByRepresentative, Comment, Confirmation
from forms._connection import Connection, ConnectionForm, Special
from forms._form import Mode, Need
from forms._kinds import (
    Address,
    ComingDate,
    Kilovolts,
    Kind,
    Line,
    LongLine,
    LongText,
    PastDate,
    PersonName,
    Power,
    Section,
)
from forms._official import Official, appendix

OFFICIAL = Official(
    appendix("7(1)"),  # the text of the appendix was not found: nothing in it is numbered, all is told in our own words
    "на технологическое присоединение энергопринимающих устройств в связи с выводом из эксплуатации объектов "
    "электросетевого хозяйства",
    points=(),
    applicant=WHO_SIGNS,
)


class DecommissionApplication(Confirmation, ByRepresentative, ConnectionForm):
    """Для владельцев сетей, которые выводят их из эксплуатации: чтобы потребители не остались без света."""

    title = "Заявка в целях вывода из эксплуатации объектов сети"
    source = "ПП РФ 27.12.2004 № 861, п. 13(8), приложение № 7(1)"
    official = OFFICIAL
    valid_from = date(2026, 1, 1)
    need = Need.CONNECT
    for_applicants = frozenset(BUSINESS)
    words = "ликвидация линии подстанции вывести сеть"
    modes = frozenset({Mode.DOWNLOAD, Mode.SEND})
    sections = ("Заявитель", "Представитель", "Объекты сети", "Документы", "Подтверждение")

    name: Annotated[
        LongLine,
        Section("Заявитель"),
        Field(title="Наименование организации или фамилия, имя, отчество предпринимателя", min_length=3),
    ]
    ogrn: AnyOgrn
    ogrn_date: Annotated[PastDate, Field(title="Дата внесения в реестр")]
    inn: AnyInn
    address: Annotated[Address, Field(title="Место нахождения или адрес регистрации")]
    signer_name: Annotated[PersonName, Field(title="Кто подписывает: фамилия, имя, отчество")]
    signer_position: Annotated[Line, Field(title="Должность", min_length=2)]
    signer_basis: Annotated[Line, Field(title="Действует на основании", min_length=2)] = "устава"
    phone: MobilePhone
    email: OwnEmail

    network_objects: Annotated[
        LongText,
        Section("Объекты сети"),
        Field(title="Какие объекты сети выводятся из эксплуатации", description="Наименование, место, владелец."),
    ]
    object_name: Annotated[
        Line,
        Field(title="Какие устройства присоединены к ним сейчас", min_length=2),
        Kind(note="Например: жилые дома по ул. Мира, 1–12", sample="жилые дома по ул. Мира, 1–12"),
    ]
    object_address: Annotated[Address, Field(title="Где они находятся")]
    others: Annotated[LongText, Field(title="Устройства других лиц и их владельцы", description="Если они есть.")] = ""
    power_kw: Annotated[Power, Field(title="Максимальная мощность устройств", gt=0)]
    voltage_kv: Annotated[Kilovolts, Field(title="Напряжение", gt=0)]
    decommission_on: Annotated[ComingDate, Field(title="Срок вывода из эксплуатации")]
    comment: Comment = ""

    title_documents: Annotated[TitleDocuments, Section("Документы")] = ()
    authority_copy: AuthorityCopy = ()
    other_files: OtherFiles = ()

    sample: ClassVar = {"power_kw": "120"}

    def connection(self) -> Connection:
        """Return what the register keeps of this application."""
        return Connection(
            object_name=self.object_name,
            object_address=self.object_address,
            power_new_kw=self.power_kw,
            power_existing_kw=Decimal(0),
            voltage_kv=self.voltage_kv,
            household=False,
            special=Special.DECOMMISSION,
        )
