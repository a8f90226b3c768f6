"""Данные индивидуального предпринимателя в профиле."""

from forms.registration._card import Telephone
from forms.registration._who import WhoIsEntrepreneur


class EntrepreneurProfile(Telephone, WhoIsEntrepreneur):
    """Исправьте то, что изменилось: остальное останется как есть."""

    title = "Данные индивидуального предпринимателя"
    source = "ПП 861, п. 8(3); закон 152-ФЗ, ст. 14"
