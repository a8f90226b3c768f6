"""Отзыв заявки на присоединение до заключения договора."""

from datetime import date
from typing import Annotated

from pydantic import Field

from forms._about import BEFORE_CONTRACT, OfApplication
from forms._form import Mistake, Need
from forms._kinds import Consent, LongText


class Withdrawal(OfApplication):
    """Мы перестанем рассматривать заявку, её номер пропадёт. За отзыв не платят, новую можно подать в любой день."""

    title = "Отзыв заявки"
    source = "ГК РФ, ст. 421; ПП РФ 27.12.2004 № 861, п. 15"
    valid_from = date(2026, 1, 1)
    need = Need.CHANGE
    words = "отменить передумал"
    statuses = BEFORE_CONTRACT
    deed = "Отозвать заявку"
    when = "заявка зарегистрирована, а договор ещё не заключён"

    reason: Annotated[LongText, Field(title="Почему вы отзываете заявку", description="По желанию.")] = ""
    sure: Annotated[Consent, Field(title="Понимаю последствия и отзываю заявку")]

    mistakes = (Mistake("sure", "Поставьте отметку", {"sure": False}),)
