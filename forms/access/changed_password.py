"""Смена пароля: сначала прежний, потом новый."""

from forms.access._old import Old
from forms.registration._card import Password


class ChangedPassword(Password, Old):
    """После смены пароля вход на других устройствах завершится, здесь вы останетесь."""

    title = "Смена пароля"
    source = "Закон 152-ФЗ, ст. 19, ч. 2, п. 8"
