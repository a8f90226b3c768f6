"""Иной документ: для всего, для чего нет своей формы."""

from typing import Annotated

from pydantic import Field

from forms._form import Form, Mode, Need
from forms._kinds import Accepts, Attachments, Kind, Widget


class OtherDocument(Form):
    """Если для вашего документа нет своей формы. Обязательно напишите, зачем вы его отправляете."""

    title = "Иной документ"
    source = "ПП 861, п. 8(3)"
    need = Need.OTHER
    modes = frozenset({Mode.FILL})

    purpose: Annotated[
        str, Kind(Widget.TEXT), Field(title="Зачем вы отправляете документ", min_length=10, max_length=4000)
    ]
    files: Annotated[Attachments, Field(title="Файлы"), Accepts("ПП 861, п. 8(3)", at_least=1, identity=True)] = ()
