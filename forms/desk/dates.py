"""Даты карточки в том порядке, в каком они наступают."""

from typing import Annotated

from pydantic import Field

from forms._form import Form
from forms._kinds import MaybePastDate


class Dates(Form):
    """Каждая дата не раньше предыдущей и не в будущем."""

    title = "Даты карточки"
    source = "ПП 861, п. 8(3)"

    offer_sent_on: Annotated[MaybePastDate, Field(title="Дата направления абоненту проекта договора и ТУ")] = None
    contract_concluded_on: Annotated[MaybePastDate, Field(title="Дата заключения договора")] = None
    energized_on: Annotated[MaybePastDate, Field(title="Дата фактической подачи напряжения")] = None
    docs_signed_on: Annotated[MaybePastDate, Field(title="Дата подписания документов о ТП")] = None
