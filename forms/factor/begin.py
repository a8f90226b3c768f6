"""Подключение второго фактора: сначала пароль."""

from typing import Annotated

from pydantic import Field

from forms._form import Form
from forms._kinds import OldPassword


class Begin(Form):
    """Чужой человек за вашим компьютером не должен подключить свой телефон, поэтому сначала пароль."""

    title = "Подключение второго фактора"
    source = "Закон 152-ФЗ, ст. 19, ч. 2, п. 8"

    old_password: Annotated[OldPassword, Field(title="Ваш пароль", max_length=1000)]
