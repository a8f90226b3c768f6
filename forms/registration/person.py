"""Карточка регистрации физического лица."""

from typing import Annotated

from pydantic import Field

from forms._kinds import Address, InnOfPerson, PersonName, Section, Snils
from forms.registration._card import Contacts, Entry


class PersonCard(Entry, Contacts):
    """Понадобится СНИЛС."""

    title = "Физическое лицо"
    source = "ПП 861, п. 8(3)"

    last_name: Annotated[PersonName, Section("Кто вы"), Field(title="Фамилия")]
    first_name: Annotated[PersonName, Field(title="Имя")]
    middle_name: Annotated[PersonName, Field(title="Отчество (при наличии)")] = ""
    snils: Annotated[Snils, Field(title="СНИЛС")]
    inn: Annotated[InnOfPerson, Field(title="ИНН (если помните)")] = ""
    address: Annotated[Address, Field(title="Адрес регистрации")]
    postal_address: Annotated[Address, Field(title="Почтовый адрес, если он другой")] = ""
