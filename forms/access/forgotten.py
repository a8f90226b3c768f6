"""Восстановление пароля: адрес, на который выслать ссылку."""

from typing import Annotated

from pydantic import Field

from forms._form import Form
from forms._kinds import Email


class Forgotten(Form):
    """Укажите адрес электронной почты, с которым вы входите. Мы пришлём на него ссылку для нового пароля."""

    title = "Восстановление пароля"
    source = "Закон 152-ФЗ, ст. 19, ч. 2, п. 8"

    email: Annotated[Email, Field(title="Электронная почта")]
