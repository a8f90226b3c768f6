"""Данные физического лица в профиле."""

from forms.registration._card import Telephone
from forms.registration._who import WhoIsPerson


class PersonProfile(Telephone, WhoIsPerson):
    """Исправьте то, что изменилось: остальное останется как есть."""

    title = "Данные физического лица"
    source = "ПП 861, п. 8(3); закон 152-ФЗ, ст. 14"
