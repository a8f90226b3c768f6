"""Карточка регистрации индивидуального предпринимателя."""

from forms.registration._card import Contacts, Entry
from forms.registration._who import WhoIsEntrepreneur


class EntrepreneurCard(Entry, Contacts, WhoIsEntrepreneur):
    """Понадобятся ОГРНИП и ИНН."""

    title = "Индивидуальный предприниматель"
    source = "ПП 861, п. 8(3)"
