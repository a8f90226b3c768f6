"""Первый собственный пароль: вместе с ним даются согласия, которых ещё нет."""

from forms.registration._card import Consents, Password


class FirstPassword(Consents, Password):
    """Придумайте пароль, которого нет ни на одном другом сайте, и дайте согласия, без которых кабинет не работает."""

    title = "Первый вход"
    source = "Закон 152-ФЗ, ст. 9 и ст. 19"
