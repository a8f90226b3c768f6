"""Смена адреса электронной почты, с которым входят."""

from typing import Annotated

from pydantic import Field

from forms._kinds import Email
from forms.access._old import Old


class ChangedEmail(Old):
    """Мы пришлём ссылку на новый адрес. Пока вы не откроете её, входите с прежним адресом."""

    title = "Смена электронной почты"
    source = "Закон 152-ФЗ, ст. 19, ч. 2, п. 8"

    email: Annotated[Email, Field(title="Новая электронная почта")]
