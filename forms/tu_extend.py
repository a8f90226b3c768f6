"""Обращение о продлении срока действия технических условий (ПП 861, п. 27)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from forms._about import TU_IN_FORCE, OfApplication
from forms._form import Mistake, Mode, Need, rule
from forms._kinds import PAPERS, Accepts, Attachments, ComingDate, Line, LongText, MaybeDate, MaybePastDate


class MoreTime(OfApplication):
    """Если вы не успеваете выполнить технические условия в срок. Продление бесплатное."""

    title = "Продление срока технических условий"
    source = "ПП РФ 27.12.2004 № 861, п. 24, 27"
    valid_from = date(2026, 1, 1)
    need = Need.CHANGE
    words = "ТУ не успеваю отсрочка"
    modes = frozenset({Mode.FILL, Mode.DOWNLOAD})
    statuses = TU_IN_FORCE
    deed = "Продлить технические условия"
    when = "договор заключён, а технические условия ещё не выполнены"

    contract_no: Annotated[Line, Field(title="Номер договора")] = ""
    contract_concluded_on: Annotated[MaybePastDate, Field(title="Дата договора")] = None
    tu_no: Annotated[Line, Field(title="Номер технических условий")] = ""
    tu_issued_on: Annotated[MaybePastDate, Field(title="Дата технических условий")] = None
    tu_valid_until: Annotated[MaybeDate, Field(title="До какой даты они действуют сейчас")] = None
    until: Annotated[ComingDate, Field(title="До какой даты продлить")]
    reason: Annotated[LongText, Field(title="Почему нужно больше времени", min_length=10)]
    documents: Annotated[
        Attachments, Field(title="Документы", description="По желанию."), Accepts("ПП 861, п. 27", types=PAPERS)
    ] = ()

    sample: ClassVar = {"tu_valid_until": "2098-06-01", "reason": "Подрядчик задерживает поставку щита учёта."}
    mistakes = (
        Mistake("until", "позже", {"until": "2098-05-31"}),
        Mistake("until", "уже прошла", {"until": "2020-01-15"}),
        Mistake("reason", "Слишком коротко", {"reason": "надо"}),
    )

    @rule("until")
    def _later_than_now(self) -> str:
        if self.tu_valid_until and self.until <= self.tu_valid_until:
            return "Выберите день позже того, до которого технические условия действуют сейчас."
        return ""
