"""Данные юридического лица в профиле."""

from forms.registration._card import Telephone
from forms.registration._who import WhoIsCompany


class CompanyProfile(Telephone, WhoIsCompany):
    """Исправьте то, что изменилось: остальное останется как есть."""

    title = "Данные юридического лица"
    source = "ПП 861, п. 8(3); закон 152-ФЗ, ст. 14"
