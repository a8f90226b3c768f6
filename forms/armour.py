"""Проект акта согласования технологической или аварийной брони (ПП 861, п. 14(2))."""

from datetime import date
from typing import Annotated

from pydantic import Field

from forms._about import OFFERED, MaybeOfApplication
from forms._form import Mode, Need
from forms._kinds import PAPERS, Accepts, Attachments, LongText
from regulations.applicants import ApplicantType


class ReservedLoad(MaybeOfApplication):
    """Пришлите подготовленный вами проект акта: согласуем его за 10 рабочих дней или ответим, что исправить."""

    title = "Проект акта согласования технологической и аварийной брони"
    source = "ПП РФ 27.12.2004 № 861, п. 14(2)"
    valid_from = date(2026, 1, 1)
    need = Need.OTHER
    words = "аварийная броня"
    for_applicants = frozenset({ApplicantType.COMPANY, ApplicantType.ENTREPRENEUR})
    modes = frozenset({Mode.SEND})
    statuses = OFFERED
    when = "договор и технические условия размещены"
    deed = "Согласовать аварийную бронь"

    documents: Annotated[
        Attachments,
        Field(title="Проект акта и документы к нему"),
        Accepts("ПП 861, п. 14(2)", at_least=1, types=PAPERS),
    ] = ()
    comment: Annotated[LongText, Field(title="Комментарий")] = ""
