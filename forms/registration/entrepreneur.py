"""Карточка регистрации индивидуального предпринимателя."""

from typing import Annotated

from pydantic import Field

from forms._kinds import Address, InnOfPerson, MaybePastDate, Ogrnip, PersonName, Section, Snils
from forms.registration._card import Contacts, Entry


class EntrepreneurCard(Entry, Contacts):
    """Понадобятся ОГРНИП и ИНН."""

    title = "Индивидуальный предприниматель"
    source = "ПП 861, п. 8(3)"

    last_name: Annotated[PersonName, Section("Кто вы"), Field(title="Фамилия")]
    first_name: Annotated[PersonName, Field(title="Имя")]
    middle_name: Annotated[PersonName, Field(title="Отчество (при наличии)")] = ""
    ogrn: Annotated[Ogrnip, Field(title="ОГРНИП")]
    ogrn_date: Annotated[MaybePastDate, Field(title="Дата внесения в реестр")] = None
    inn: Annotated[InnOfPerson, Field(title="ИНН")]
    snils: Annotated[Snils, Field(title="СНИЛС")] = ""
    address: Annotated[Address, Field(title="Адрес регистрации")]
    postal_address: Annotated[Address, Field(title="Почтовый адрес, если он другой")] = ""
