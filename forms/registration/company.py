"""Карточка регистрации юридического лица."""

from forms.registration._card import Contacts, Entry
from forms.registration._who import WhoIsCompany


class CompanyCard(Entry, Contacts, WhoIsCompany):
    """Понадобятся ОГРН и ИНН."""

    title = "Юридическое лицо"
    source = "ПП 861, п. 8(3)"
