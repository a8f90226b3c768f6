"""Документ в карточку заявки."""

from typing import Annotated

from pydantic import Field

from forms._form import Form
from forms._kinds import PAPERS, Accepts, Attachments, Kind, MaybePastDate, Widget


class PlacedDocument(Form):
    """Заявитель увидит документ в карточке и получит письмо."""

    title = "Документ в карточку"
    source = "ПП 861, п. 8(3)"

    files: Annotated[Attachments, Field(title="Файл"), Accepts("ПП 861, п. 8(3)", at_least=1, types=PAPERS)]
    kind: Annotated[str, Kind(Widget.CHOICE), Field(title="Вид документа", max_length=40)]
    """Code of the kind; which of them the employee places is told by whoever draws the form."""
    number: Annotated[str, Kind(), Field(title="Номер", max_length=64)] = ""
    dated: Annotated[MaybePastDate, Field(title="Дата")] = None
