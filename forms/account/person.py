"""Учётная запись физического лица, которую открывает сотрудник."""

from forms.registration._card import Contacts
from forms.registration._who import WhoIsPerson


class PersonAccount(Contacts, WhoIsPerson):
    """Сверьте данные с паспортом и СНИЛС заявителя."""

    title = "Физическое лицо"
    source = "ПП 861, п. 8(3)"
    sections = ("Кто вы", "Как с вами связаться")
