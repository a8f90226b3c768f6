"""Новый пароль по ссылке из письма."""

from forms.registration._card import Password


class NewPasswordForm(Password):
    """Придумайте пароль, которого нет ни на одном другом сайте."""

    title = "Новый пароль"
    source = "Закон 152-ФЗ, ст. 19, ч. 2, п. 8"
