"""Учётная запись юридического лица, которую открывает сотрудник."""

from forms.registration._card import Contacts
from forms.registration._who import WhoIsCompany


class CompanyAccount(Contacts, WhoIsCompany):
    """Сверьте ОГРН и ИНН с выпиской из реестра, а полномочия представителя с доверенностью."""

    title = "Юридическое лицо"
    source = "ПП 861, п. 8(3)"
    sections = ("Кто вы", "Как с вами связаться")
