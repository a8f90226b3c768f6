"""Код второго фактора."""

from typing import Annotated

from pydantic import Field

from forms._form import Form
from forms._kinds import Kind


class Code(Form):
    """Шесть цифр из приложения меняются каждые полминуты."""

    title = "Код из приложения"
    source = "Закон 152-ФЗ, ст. 19, ч. 2, п. 8"

    digits: Annotated[
        str, Kind(fill_in="one-time-code", note="6 цифр"), Field(title="Код из приложения", max_length=40)
    ]
