"""Обращение о внесении изменений в технические условия (ПП 861, п. 27)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from core.labelled import Labelled
from forms._about import TU_IN_FORCE, OfApplication
from forms._form import Group, Mistake, Mode, Need
from forms._kinds import PAPERS, Accepts, Attachments, Line, LongLine, LongText, MaybePastDate, OneOf, Repeats


class What(Labelled):
    """What may be changed."""

    POWER = "power", "мощность"
    VOLTAGE = "voltage", "напряжение"
    POINT = "point", "точка присоединения"
    STAGES = "stages", "этапы и сроки"
    OTHER = "other", "другое"


class Change(Group):
    """One change: what is written, and what is to be."""

    what: Annotated[What, OneOf, Field(title="Что изменить")]
    was: Annotated[LongLine, Field(title="Как сейчас")] = ""
    becomes: Annotated[LongLine, Field(title="Как нужно")]


class ChangedConditions(OfApplication):
    """Если изменились мощность, напряжение, точка присоединения или сроки."""

    title = "Изменение технических условий"
    source = "ПП РФ 27.12.2004 № 861, п. 27"
    valid_from = date(2026, 1, 1)
    need = Need.CHANGE
    words = "ТУ мощность киловатт перенести"
    modes = frozenset({Mode.FILL, Mode.SEND})
    statuses = TU_IN_FORCE
    deed = "Изменить технические условия"
    when = "договор заключён, а технические условия ещё не выполнены"

    tu_no: Annotated[Line, Field(title="Номер технических условий")] = ""
    tu_issued_on: Annotated[MaybePastDate, Field(title="Дата технических условий")] = None
    changes_wanted: Annotated[
        tuple[Change, ...], Field(title="Изменения"), Repeats("Изменение", at_least=1, add="Добавить изменение")
    ]
    reason: Annotated[LongText, Field(title="Почему это нужно", min_length=10)]
    documents: Annotated[
        Attachments, Field(title="Документы", description="По желанию."), Accepts("ПП 861, п. 27", types=PAPERS)
    ] = ()

    sample: ClassVar = {
        "changes_wanted": ["1"],
        "changes_wanted.1.what": "power",
        "changes_wanted.1.was": "15 кВт",
        "changes_wanted.1.becomes": "10 кВт",
        "reason": "Строим дом меньше, чем собирались.",
    }
    mistakes = (
        Mistake("changes_wanted.1.becomes", "Заполните", {"changes_wanted.1.becomes": ""}),
        Mistake("reason", "Слишком коротко", {"reason": "надо"}),
    )
