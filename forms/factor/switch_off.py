"""Отключение второго фактора."""

from typing import Annotated

from pydantic import Field

from forms._form import Form
from forms._kinds import Kind, OldPassword


class SwitchOff(Form):
    """После этого для входа снова будет достаточно пароля. Подключайте заново, если меняете телефон."""

    title = "Отключение второго фактора"
    source = "Закон 152-ФЗ, ст. 19, ч. 2, п. 8"

    old_password: Annotated[OldPassword, Field(title="Ваш пароль", max_length=1000)]
    digits: Annotated[
        str,
        Kind(fill_in="one-time-code", note="6 цифр из приложения или код восстановления"),
        Field(title="Код", max_length=40),
    ]
