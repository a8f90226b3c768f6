"""Карточка регистрации физического лица."""

from forms.registration._card import Contacts, Entry
from forms.registration._who import WhoIsPerson


class PersonCard(Entry, Contacts, WhoIsPerson):
    """Понадобится СНИЛС."""

    title = "Физическое лицо"
    source = "ПП 861, п. 8(3)"
