"""Иной документ: для всего, для чего нет своей формы."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from forms._appeal import AppealForm
from forms._form import Mistake, Mode, Need
from forms._kinds import Accepts, Attachments, Kind, Widget
from regulations.appeals import AppealKind, Topic


class OtherDocument(AppealForm):
    """Если для вашего документа нет своей формы. Обязательно напишите, зачем вы его отправляете."""

    title = "Иной документ"
    source = "ПП 861, п. 8(3)"
    valid_from = date(2026, 1, 1)
    need = Need.OTHER
    words = "отправить файл прислать письмо"
    modes = frozenset({Mode.SEND})
    appeal_topic = Topic.OTHER
    appeal_kind = AppealKind.FILES

    purpose: Annotated[
        str, Kind(Widget.TEXT), Field(title="Зачем вы отправляете документ", min_length=10, max_length=4000)
    ]
    files: Annotated[Attachments, Field(title="Файлы"), Accepts("ПП 861, п. 8(3)", at_least=1, identity=True)] = ()

    sample: ClassVar = {"purpose": "Отправляю копию решения суда."}
    mistakes = (Mistake("purpose", "Слишком коротко", {"purpose": "просто"}),)

    def said(self) -> str:
        """Return why the document is sent."""
        return self.purpose
