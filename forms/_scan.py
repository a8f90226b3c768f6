"""«Отправить»: a form filled by hand and sent as a file."""

from typing import Annotated

from pydantic import Field

from forms._form import Form
from forms._kinds import Accepts, Attachments, LongText


class Scan(Form):
    """Скачайте бланк, заполните, подпишите и приложите скан или фотографию вместе с документами."""

    title = "Отправка заполненной формы"
    source = "ПП 861, п. 8(3)"

    files: Annotated[
        Attachments,
        Field(title="Заполненная форма и документы к ней"),
        Accepts("ПП 861, п. 9, 10", at_least=1, identity=True),
    ] = ()
    comment: Annotated[LongText, Field(title="Комментарий")] = ""
