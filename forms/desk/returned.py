"""Возврат отправки, которую нельзя зарегистрировать."""

from typing import Annotated

from pydantic import Field

from forms._form import Form
from forms._kinds import LongText


class Return(Form):
    """Заявитель прочтёт причину и сможет отправить форму заново."""

    title = "Возврат отправки"
    source = "ПП 861, п. 15"

    reason: Annotated[LongText, Field(title="Причина возврата")]
