"""Сообщение заявителя по обращению, которое уже отправлено."""

from typing import Annotated

from pydantic import Field

from forms._form import Form
from forms._kinds import PAPERS, Accepts, Attachments, Kind, Widget


class Reply(Form):
    """Пишите и прикладывайте файлы в любое время, пока обращение не закрыто."""

    title = "Сообщение по обращению"
    source = "Приказ Минэнерго 15.04.2014 № 186, п. 36, 39–46"

    text: Annotated[
        str,
        Kind(Widget.TEXT),
        Field(
            title="Сообщение",
            max_length=4000,
            description="Если прикладываете файлы, напишите, зачем вы их отправляете.",
        ),
    ]
    files: Annotated[
        Attachments, Field(title="Файлы"), Accepts("ПП 861, п. 8(3); приказ 186, п. 36", types=PAPERS)
    ] = ()
