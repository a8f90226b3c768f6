"""Ход исполнения договора или технических условий."""

from typing import Annotated

from pydantic import Field

from forms._form import Form
from forms._kinds import LongText


class Progress(Form):
    """Заявитель увидит этот текст в карточке и получит письмо."""

    title = "Ход исполнения"
    source = "ПП 861, п. 8(3)"

    text: Annotated[LongText, Field(title="Что сделано и что дальше")]
