"""Заявление на дополнительные платные услуги (ГК РФ, глава 39)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from core.labelled import Labelled
from forms._about import OPEN, MaybeOfApplication
from forms._form import Mistake, Mode, Need
from forms._kinds import (
    PAPERS,
    Accepts,
    Address,
    Attachments,
    CadastralNumber,
    LongText,
    MaybeComingDate,
    Phone,
    ShownIf,
    SomeOf,
)


class Service(Labelled):
    """What the company does for money besides connecting."""

    PROJECT = "project", "проект электроснабжения"
    INPUT = "input", "ввод и щит учёта на участке"
    LINE = "line", "линия внутри участка"
    METER = "meter", "установка прибора учёта"
    TESTS = "tests", "испытания и измерения"
    OFF_AND_ON = "off_and_on", "отключение и включение на время ремонта"
    OTHER = "other", "другое"


class ExtraService(MaybeOfApplication):
    """Работы на вашем участке за отдельную плату. Это не обязательно: их может сделать любой подрядчик."""

    title = "Заявление на дополнительные услуги"
    source = "ГК РФ, глава 39"
    valid_from = date(2026, 1, 1)
    need = Need.OTHER
    words = "электрик монтаж работы щит"
    modes = frozenset({Mode.FILL, Mode.DOWNLOAD, Mode.SEND})
    statuses = OPEN | {"completed"}
    deed = "Заказать работы на участке"
    when = "заявка зарегистрирована"

    services: Annotated[tuple[Service, ...], SomeOf, Field(title="Какие услуги нужны")]
    described: Annotated[LongText, Field(title="Что нужно сделать"), ShownIf(services="other", needed=True)] = ""
    object_address: Annotated[Address, Field(title="Адрес объекта")]
    cadastral_no: Annotated[CadastralNumber, Field(title="Кадастровый номер участка", description="По желанию.")] = ""
    wished_on: Annotated[MaybeComingDate, Field(title="Желаемая дата", description="По желанию.")] = None
    phone: Annotated[Phone, Field(title="Телефон для связи")]
    documents: Annotated[
        Attachments,
        Field(title="Схемы, фотографии", description="По желанию."),
        Accepts("ГК РФ, п. 1 ст. 779", types=PAPERS),
    ] = ()

    sample: ClassVar = {"services": ["input", "other"], "described": "Перенести щит учёта на столб."}
    mistakes = (
        Mistake("services", "хотя бы один", {"services": []}),
        Mistake("described", "Заполните", {"described": ""}),
    )
