"""Заявка по прибору учёта: допуск, замена, проверка, снятие показаний (приказ 186, прил. 5, п. 4.2–4.5)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from core import clock
from core.labelled import Labelled
from forms._about import CONNECTED, UNDER_CONTRACT, MaybeOfApplication
from forms._form import Mistake, Mode, Need, rule
from forms._kinds import (
    Accepts,
    Address,
    Attachments,
    Kind,
    Line,
    LongText,
    MaybeComingDate,
    MaybeCount,
    OneOf,
    Phone,
    ShownIf,
)
from regulations import working_days

AHEAD = 5
"""Working days in which a visit is agreed (order 186, item 22)."""


class Work(Labelled):
    """What is to be done with the meter."""

    ADMISSION = "admission", "допустить в эксплуатацию"
    REPLACEMENT = "replacement", "заменить"
    CHECK = "check", "проверить"
    READINGS = "readings", "снять показания"
    EXPIRED = "expired", "истёк срок поверки"
    BROKEN = "broken", "неисправен или утрачен"
    PLACE = "place", "согласовать место установки"


class MeterRequest(MaybeOfApplication):
    """Допуск, замена, проверка прибора учёта или снятие показаний. Мы позвоним и договоримся о времени."""

    title = "Заявка по прибору учёта"
    source = "Приказ Минэнерго 15.04.2014 № 186, п. 22, приложение № 5, п. 4.2–4.5"
    valid_from = date(2026, 1, 1)
    need = Need.METER
    words = "счётчик электросчётчик опломбировать пломба поверка"
    modes = frozenset({Mode.FILL, Mode.DOWNLOAD, Mode.SEND})
    statuses = UNDER_CONTRACT | CONNECTED
    deed = "Допустить, заменить или проверить счётчик"
    when = "договор заключён"

    work: Annotated[Work, OneOf, Field(title="Что нужно сделать")]
    object_address: Annotated[Address, Field(title="Где установлен прибор учёта")]
    meter_type: Annotated[Line, Field(title="Марка прибора", description="Написана на самом приборе.")] = ""
    meter_no: Annotated[Line, Field(title="Заводской номер")] = ""
    meter_year: Annotated[MaybeCount, Field(title="Год выпуска", ge=1950, le=2100)] = None
    verified: Annotated[Line, Field(title="Когда поверен"), Kind(note="Например: 3 квартал 2024")] = ""
    readings: Annotated[
        Line,
        Field(title="Показания", description="Если тариф не один, напишите каждое."),
        ShownIf(work=("readings", "replacement", "expired"), needed=False),
    ] = ""
    trouble: Annotated[LongText, Field(title="Что случилось"), ShownIf(work=("broken", "check"), needed=True)] = ""
    wished_on: Annotated[
        MaybeComingDate,
        Field(title="Желаемая дата", description="О приезде договариваемся не меньше чем за 5 рабочих дней."),
    ] = None
    phone: Annotated[Phone, Field(title="Телефон для связи")]
    documents: Annotated[
        Attachments,
        Field(
            title="Фотографии и документы", description="По желанию: фото прибора, паспорт прибора, место установки."
        ),
        Accepts("Приказ 186, п. 22"),
    ] = ()

    sample: ClassVar = {"work": "broken", "trouble": "Табло погасло, счётчик не считает.", "wished_on": "2099-01-15"}
    mistakes = (
        Mistake("trouble", "Заполните", {"trouble": ""}),
        Mistake("wished_on", "Ближайший день", {"wished_on": clock.today().isoformat()}),
        Mistake("meter_year", "не может быть меньше", {"meter_year": "24"}),
    )

    @rule("wished_on")
    def _in_time(self) -> str:
        if self.wished_on is None:
            return ""
        first = working_days.add_working_days(clock.today(), AHEAD)
        return "" if self.wished_on >= first else f"Ближайший день, который мы успеем назначить, {first:%d.%m.%Y}."
