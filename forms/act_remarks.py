"""Замечания к документам о присоединении (ПП 861, п. 110)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from core.labelled import Labelled
from forms._about import CONNECTED, OfApplication
from forms._form import Mistake, Mode, Need
from forms._kinds import PAPERS, Accepts, Attachments, LongText, OneOf, YesNo


class Paper(Labelled):
    """What the remarks are about."""

    READINESS = "readiness", "уведомление об обеспечении возможности присоединения"
    ACT = "act", "акт об осуществлении присоединения"
    METER = "meter", "акт допуска прибора учёта"
    OTHER = "other", "другой документ или сами работы"


class RemarksToDocuments(OfApplication):
    """Если в документах о присоединении ошибка или работы сделаны не так. Исправим за 10 рабочих дней."""

    title = "Замечания к документам о присоединении"
    source = "ПП РФ 27.12.2004 № 861, п. 110"
    valid_from = date(2026, 1, 1)
    need = Need.REPORT
    words = "ошибка в акте брак недоделки"
    modes = frozenset({Mode.FILL, Mode.SEND})
    statuses = CONNECTED
    deed = "Замечания к документам"
    when = "напряжение подано и документы о присоединении размещены"

    paper: Annotated[Paper, OneOf, Field(title="К чему замечания")]
    hidden: Annotated[
        YesNo,
        Field(
            title="Это недостаток, который нельзя было заметить сразу?",
            description="О таких сообщают в течение 6 месяцев, об остальных — 20 рабочих дней.",
        ),
    ]
    remarks: Annotated[LongText, Field(title="Что не так", min_length=10)]
    documents: Annotated[
        Attachments, Field(title="Документы или фотографии", description="По желанию."),
        Accepts("ПП 861, п. 110", types=PAPERS),
    ] = ()  # fmt: skip

    sample: ClassVar = {"paper": "act", "remarks": "В акте указана мощность 10 кВт, а по договору 15 кВт."}
    mistakes = (Mistake("remarks", "Слишком коротко", {"remarks": "ошибка"}),)
