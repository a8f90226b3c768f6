"""Учётная запись заявителя, который уже есть в реестре."""

from typing import Annotated

from pydantic import Field

from forms._form import Form
from forms._kinds import Email


class ForKnown(Form):
    """Данные заявителя уже есть, нужен только адрес, с которым он будет входить."""

    title = "Учётная запись заявителя"
    source = "ПП 861, п. 8(3)"

    email: Annotated[Email, Field(title="Электронная почта заявителя")]
