"""Перевод заявки в другой статус: что сказать заявителю и что запомнить самим."""

from typing import Annotated

from pydantic import Field

from forms._form import Form
from forms._kinds import LongText


class Move(Form):
    """Заявитель увидит пояснение в карточке и получит письмо."""

    title = "Смена статуса"
    source = "ПП 861, п. 8(3)"

    comment: Annotated[LongText, Field(title="Пояснение заявителю")] = ""
    internal: Annotated[
        LongText, Field(title="Внутренняя заметка", description="Видят только сотрудники, останется в истории.")
    ] = ""
