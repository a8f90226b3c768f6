"""Who applies: what the card of registration asks, and the profile lets one change later (ПП 861, п. 8(3))."""

from typing import Annotated

from pydantic import Field

from forms._form import Form
from forms._kinds import (
    Address,
    InnOfCompany,
    InnOfPerson,
    Kpp,
    Line,
    LongLine,
    MaybePastDate,
    Ogrn,
    Ogrnip,
    PersonName,
    Section,
    Snils,
)


class WhoIsPerson(Form):
    """A natural person."""

    last_name: Annotated[PersonName, Section("Кто вы"), Field(title="Фамилия")]
    first_name: Annotated[PersonName, Field(title="Имя")]
    middle_name: Annotated[PersonName, Field(title="Отчество (при наличии)")] = ""
    snils: Annotated[Snils, Field(title="СНИЛС")]
    inn: Annotated[InnOfPerson, Field(title="ИНН (если помните)")] = ""
    address: Annotated[Address, Field(title="Адрес регистрации")]
    postal_address: Annotated[Address, Field(title="Почтовый адрес, если он другой")] = ""


class WhoIsEntrepreneur(Form):
    """An individual entrepreneur."""

    last_name: Annotated[PersonName, Section("Кто вы"), Field(title="Фамилия")]
    first_name: Annotated[PersonName, Field(title="Имя")]
    middle_name: Annotated[PersonName, Field(title="Отчество (при наличии)")] = ""
    ogrn: Annotated[Ogrnip, Field(title="ОГРНИП")]
    ogrn_date: Annotated[MaybePastDate, Field(title="Дата внесения в реестр")] = None
    inn: Annotated[InnOfPerson, Field(title="ИНН")]
    snils: Annotated[Snils, Field(title="СНИЛС")] = ""
    address: Annotated[Address, Field(title="Адрес регистрации")]
    postal_address: Annotated[Address, Field(title="Почтовый адрес, если он другой")] = ""


class WhoIsCompany(Form):
    """A company."""

    name: Annotated[LongLine, Section("Кто вы"), Field(title="Полное наименование", min_length=3)]
    short_name: Annotated[Line, Field(title="Сокращённое наименование")] = ""
    ogrn: Annotated[Ogrn, Field(title="ОГРН")]
    ogrn_date: Annotated[MaybePastDate, Field(title="Дата внесения в реестр")] = None
    inn: Annotated[InnOfCompany, Field(title="ИНН")]
    kpp: Annotated[Kpp, Field(title="КПП")] = ""
    address: Annotated[Address, Field(title="Место нахождения")]
    postal_address: Annotated[Address, Field(title="Почтовый адрес, если он другой")] = ""
    contact_name: Annotated[PersonName, Field(title="Контактное лицо: фамилия, имя, отчество")]
    contact_position: Annotated[Line, Field(title="Должность контактного лица", min_length=2)]
