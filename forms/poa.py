"""Бланк доверенности на представление интересов заявителя (ГК РФ, ст. 185)."""

from datetime import date
from typing import Annotated

from pydantic import Field

from core.labelled import Labelled
from forms._form import Form, Mode, Need
from forms._kinds import (
    Address,
    ComingDate,
    Line,
    LongLine,
    OneOf,
    PassportNumber,
    PassportSeries,
    PastDate,
    PersonName,
    Section,
    SomeOf,
    YesNo,
)


class Power(Labelled):
    """What the representative may do."""

    FILE = "file", "подавать заявки и заявления, подписывать их"
    SIGN = "sign", "подписывать договор о присоединении и соглашения к нему"
    ACT = "act", "подписывать акты и участвовать в осмотрах"
    RECEIVE = "receive", "получать документы"


class Place(Labelled):
    """Who certifies it."""

    SIMPLE = "simple", "простая письменная"
    NOTARY = "notary", "заверена нотариусом"


class PowerOfAttorney(Form):
    """Заполните и подпишите, если за вас будет действовать другой человек. Копию он приложит к заявке."""

    title = "Доверенность на представителя"
    source = "ГК РФ, ст. 185, 186; ПП РФ 27.12.2004 № 861, п. 10 «д»"
    valid_from = date(2026, 1, 1)
    need = Need.OTHER
    words = "представитель доверитель нотариус"
    modes = frozenset({Mode.DOWNLOAD})
    notes = (
        "Без даты выдачи доверенность недействительна (ГК РФ, ст. 186).",
        "Доверенность от организации подписывает её руководитель, печать ставится, если она есть.",
    )

    issued_on: Annotated[PastDate, Section("Доверенность"), Field(title="Дата выдачи")]
    issued_at: Annotated[Line, Field(title="Где выдана")]
    form: Annotated[Place, OneOf, Field(title="Форма")]
    principal: Annotated[LongLine, Section("Кто доверяет"), Field(title="Наименование или фамилия, имя, отчество")]
    principal_document: Annotated[LongLine, Field(title="ИНН и ОГРН или паспорт: серия, номер, кем и когда выдан")]
    principal_address: Annotated[Address, Field(title="Место нахождения или адрес регистрации")]
    representative: Annotated[PersonName, Section("Кому"), Field(title="Фамилия, имя, отчество")]
    passport_series: Annotated[PassportSeries, Field(title="Серия паспорта")]
    passport_no: Annotated[PassportNumber, Field(title="Номер паспорта")]
    passport_issued_by: Annotated[LongLine, Field(title="Кем и когда выдан")]
    representative_address: Annotated[Address, Field(title="Адрес регистрации")]
    powers: Annotated[
        tuple[Power, ...], SomeOf, Section("Что доверяется"), Field(title="Перед сетевой организацией вправе")
    ]
    object_address: Annotated[LongLine, Field(title="По объекту", description="Или по всем объектам.")]
    until: Annotated[ComingDate, Field(title="Действует до")]
    may_delegate: Annotated[YesNo, Field(title="С правом передоверия")]
    sample_signature: Annotated[Line, Field(title="Образец подписи представителя")]
