"""Ответ на обращение потребителя."""

from typing import Annotated

from pydantic import Field

from forms._form import Form
from forms._kinds import Kind, Widget


class Answer(Form):
    """Потребитель увидит ответ в личном кабинете и получит письмо."""

    title = "Ответ на обращение"
    source = "Приказ Минэнерго 15.04.2014 № 186, п. 39–46"

    text: Annotated[str, Kind(Widget.TEXT), Field(title="Ответ", max_length=4000)]
