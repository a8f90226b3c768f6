"""Уточнение персональных данных или отзыв согласия (152-ФЗ, ст. 9, 14, 20, 21)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from core.labelled import Labelled
from forms._form import Form, Mistake, Need
from forms._kinds import Accepts, Attachments, LongText, OneOf


class Wish(Labelled):
    """What is wanted of the data."""

    CORRECT = "correct", "исправить или дополнить данные"
    REVOKE = "revoke", "отозвать согласие на обработку"
    TELL = "tell", "сообщить, какие данные обрабатываются"
    ERASE = "erase", "прекратить обработку и удалить"


class PersonalData(Form):
    """Исправить данные, отозвать согласие или узнать, что мы о вас храним. Ответим за 10 рабочих дней."""

    title = "Персональные данные: уточнение, отзыв согласия"
    source = "152-ФЗ, ст. 9, 14, 20, 21"
    valid_from = date(2026, 1, 1)
    need = Need.OTHER
    words = "фамилия телефон адрес изменить удалить"
    shortcuts = (
        ("profile", "Исправить данные, скачать их или удалить учётную запись можно самому: «Профиль»"),
        ("consents", "Отозвать согласие можно самому: «Согласия»"),
    )

    wish: Annotated[Wish, OneOf, Field(title="О чём вы просите")]
    told: Annotated[
        LongText,
        Field(title="Напишите подробнее", description="Что исправить и на что, или о каких данных речь.", min_length=5),
    ]
    files: Annotated[
        Attachments,
        Field(title="Подтверждение", description="По желанию: например, копия нового паспорта при смене фамилии."),
        Accepts("152-ФЗ, п. 1 ст. 20", identity=True),
    ] = ()

    sample: ClassVar = {"wish": "correct", "told": "После свадьбы моя фамилия Петрова."}
    mistakes = (Mistake("told", "Слишком коротко", {"told": "да"}),)
