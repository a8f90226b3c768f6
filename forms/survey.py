"""Анкета: как мы работаем (приказ Минэнерго 186, п. 10, 36 «б»)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from core.labelled import Labelled
from forms._about import MaybeOfApplication
from forms._form import Mistake, Need, rule
from forms._kinds import LongText, OnScale, OwnAppeal


class Grade(Labelled):
    """From worst to best."""

    ONE = "1", "1, плохо"
    TWO = "2", "2"
    THREE = "3", "3"
    FOUR = "4", "4"
    FIVE = "5", "5, отлично"


class Survey(MaybeOfApplication):
    """Семь вопросов на одну минуту. Ответы читаем все, раз в год публикуем, что получилось и что исправили."""

    title = "Анкета: оцените нашу работу"
    source = "Приказ Минэнерго 15.04.2014 № 186, п. 10, 36 «б»"
    valid_from = date(2026, 1, 1)
    need = Need.OTHER
    words = "отзыв оценка пожелание"
    statuses = frozenset({"completed"})
    deed = "Оценить нашу работу"
    when = "присоединение завершено"
    settled = True
    once = True

    appeal: Annotated[
        OwnAppeal, Field(title="О каком обращении речь", description="Если обращения нет, оставьте как есть.")
    ] = ""
    clear: Annotated[Grade, OnScale, Field(title="Было понятно, что и когда делать")]
    easy: Annotated[Grade, OnScale, Field(title="Формы легко заполнить")]
    quick: Annotated[Grade, OnScale, Field(title="Мы уложились в срок")]
    informed: Annotated[Grade, OnScale, Field(title="Мы вовремя сообщали, что происходит")]
    polite: Annotated[Grade, OnScale, Field(title="Сотрудники внимательны и вежливы")]
    result: Annotated[Grade, OnScale, Field(title="Результат тот, которого вы ждали")]
    whole: Annotated[Grade, OnScale, Field(title="Оценка в целом")]
    comment: Annotated[LongText, Field(title="Что нам исправить", description="По желанию.")] = ""

    sample: ClassVar = {"clear": "5", "easy": "4", "comment": "Хотелось бы напоминаний об оплате."}
    mistakes = (
        Mistake("clear", "Выберите оценку", {"clear": ""}),
        Mistake("whole", "Выберите", {"whole": "6"}),
        Mistake("appeal", "что-то одно", {"application": "001/26", "appeal": "26-000001"}),
    )

    @rule("appeal")
    def _about_one_thing(self) -> str:
        return "Выберите что-то одно: заявку или обращение." if self.application and self.appeal else ""
