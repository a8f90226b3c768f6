"""Запрос документов на бумаге (ПП 861, п. 8)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from core.labelled import Labelled
from forms._about import OFFERED, OVER, MaybeOfApplication
from forms._form import Mistake, Need
from forms._kinds import Address, Line, OneOf, ShownIf, SomeOf


class Copy(Labelled):
    """What may be wanted on paper."""

    CONTRACT = "contract", "договор"
    TU = "tu", "технические условия"
    INVOICE = "invoice", "счёт"
    ACT = "act", "акт об осуществлении присоединения"
    READINESS = "readiness", "уведомление об обеспечении возможности присоединения"
    METER = "meter", "акт допуска прибора учёта"
    OTHER = "other", "другое"


class Way(Labelled):
    """How it gets to the applicant."""

    OFFICE = "office", "заберу в центре обслуживания потребителей"
    POST = "post", "пришлите почтой"


class PaperCopies(MaybeOfApplication):
    """Если документы нужны на бумаге, подготовим их за 10 дней. Электронные копии лежат в карточке заявки."""

    title = "Запрос документов на бумаге"
    source = "ПП РФ 27.12.2004 № 861, п. 8"
    valid_from = date(2026, 1, 1)
    need = Need.OTHER
    words = "оригинал копия почтой печать"
    statuses = OFFERED | OVER
    deed = "Запросить документы на бумаге"
    when = "в карточке заявки есть документы"

    papers: Annotated[tuple[Copy, ...], SomeOf, Field(title="Какие документы")]
    papers_other: Annotated[Line, Field(title="Какие ещё"), ShownIf(papers="other", needed=True)] = ""
    way: Annotated[Way, OneOf, Field(title="Как получить")]
    address: Annotated[Address, Field(title="Почтовый адрес"), ShownIf(way="post", needed=True)] = ""

    sample: ClassVar = {"papers": ["contract", "tu"], "way": "post"}
    mistakes = (
        Mistake("papers", "хотя бы один", {"papers": []}),
        Mistake("papers_other", "Заполните", {"papers": ["other"]}),
        Mistake("address", "Заполните", {"address": ""}),
    )
