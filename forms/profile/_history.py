"""What the history of a cabinet may be narrowed down to."""

from typing import Annotated

from pydantic import Field

from core.labelled import Labelled
from forms._form import Form, rule
from forms._kinds import MaybePastDate, OneOf


class EventKind(Labelled):
    """Kinds of events, in people's words."""

    DOCUMENTS = "documents", "Отправленные документы"
    LOGINS = "logins", "Входы и выходы"
    OTHER = "other", "Остальные события"


class HistoryFilter(Form):
    """Покажем только то, что вы выбрали."""

    title = "История"
    source = "ПП 861, п. 8(3)"

    kind: Annotated[EventKind | None, OneOf, Field(title="Что показать")] = None
    since: Annotated[MaybePastDate, Field(title="С какого дня")] = None
    until: Annotated[MaybePastDate, Field(title="По какой день")] = None

    @rule("until")
    def _in_order(self) -> str:
        if self.since and self.until and self.until < self.since:
            return "Этот день раньше начала. Поменяйте дни местами."
        return ""
