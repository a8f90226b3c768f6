"""Бланк согласия на обработку персональных данных (152-ФЗ, ст. 9)."""

from datetime import date
from typing import Annotated

from pydantic import Field

from forms._form import Form, Mode, Need
from forms._kinds import Address, LongLine, PassportNumber, PassportSeries, PastDate, PersonName, Section


class PersonalDataConsent(Form):
    """Нужно, если заявление на бумаге подаёт человек, у которого нет личного кабинета, или его представитель."""

    title = "Согласие на обработку персональных данных"
    source = "152-ФЗ, ст. 9; ПП РФ 27.12.2004 № 861, п. 9"
    valid_from = date(2026, 1, 1)
    need = Need.OTHER
    modes = frozenset({Mode.DOWNLOAD})
    notes = (
        (
            "Я даю сетевой организации согласие на обработку моих персональных данных, чтобы она рассмотрела "
            "заявления, заключила и исполнила договор о технологическом присоединении и передала сведения "
            "гарантирующему поставщику (ПП 861, п. 107, 111)."
        ),
        (
            "Данные: фамилия, имя, отчество, дата и место рождения, документ, удостоверяющий личность, СНИЛС, ИНН, "
            "адреса, телефон, электронная почта, сведения об объекте и правах на него."
        ),
        (
            "Действия: сбор, запись, систематизация, хранение, уточнение, использование, передача названным лицам, "
            "обезличивание, блокирование, удаление, с использованием средств автоматизации и без них."
        ),
        (
            "Согласие действует, пока исполняется договор и хранятся документы о присоединении. Его можно отозвать "
            "письменным заявлением; данные, которые закон обязывает хранить, остаются."
        ),
    )

    subject: Annotated[PersonName, Section("Кто даёт согласие"), Field(title="Фамилия, имя, отчество")]
    passport_series: Annotated[PassportSeries, Field(title="Серия паспорта")]
    passport_no: Annotated[PassportNumber, Field(title="Номер паспорта")]
    passport_issued_by: Annotated[LongLine, Field(title="Кем и когда выдан")]
    address: Annotated[Address, Field(title="Адрес регистрации")]
    representative: Annotated[
        LongLine,
        Field(title="Представитель, если согласие даёт он", description="Имя, паспорт, адрес, реквизиты доверенности."),
    ] = ""
    given_on: Annotated[PastDate, Field(title="Дата")]
