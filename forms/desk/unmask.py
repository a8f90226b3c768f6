"""Показ паспорта и СНИЛС тому, кому они обычно закрыты."""

from typing import Annotated

from pydantic import Field

from core.labelled import Labelled
from forms._form import Form
from forms._kinds import OneOf


class UnmaskReason(Labelled):
    """Why an identity document is looked at."""

    VISIT = "visit", "Заявитель на приёме: сверяем личность"
    COMPLAINT = "complaint", "Жалоба или обращение заявителя"
    COURT = "court", "Запрос суда, прокуратуры, надзора"
    CHECK = "check", "Проверка ошибки в документах"


class Unmask(Form):
    """Данные появятся один раз, на этой странице. В журнале останется, кто, когда и почему их смотрел."""

    title = "Показ паспорта и СНИЛС"
    source = "Закон 152-ФЗ, ст. 19, ч. 2, п. 8"

    reason: Annotated[UnmaskReason, OneOf, Field(title="Зачем нужны данные")]
