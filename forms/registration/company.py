"""Карточка регистрации юридического лица."""

from typing import Annotated

from pydantic import Field

from forms._kinds import Address, InnOfCompany, Kpp, Line, LongLine, MaybePastDate, Ogrn, PersonName, Section
from forms.registration._card import Contacts, Entry


class CompanyCard(Entry, Contacts):
    """Понадобятся ОГРН и ИНН."""

    title = "Юридическое лицо"
    source = "ПП 861, п. 8(3)"

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
