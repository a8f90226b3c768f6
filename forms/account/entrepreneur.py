"""Учётная запись индивидуального предпринимателя, которую открывает сотрудник."""

from forms.registration._card import Contacts
from forms.registration._who import WhoIsEntrepreneur


class EntrepreneurAccount(Contacts, WhoIsEntrepreneur):
    """Сверьте ОГРНИП и ИНН с выпиской из реестра."""

    title = "Индивидуальный предприниматель"
    source = "ПП 861, п. 8(3)"
    sections = ("Кто вы", "Как с вами связаться")
