"""Сообщение сотрудника по обращению потребителя: ответ или вопрос."""

from typing import Annotated

from pydantic import Field

from core.labelled import Labelled
from forms._form import Form
from forms._kinds import PAPERS, Accepts, Attachments, Kind, OneOf, Widget


class MessageKind(Labelled):
    """What the message is."""

    ANSWER = "answer", "Ответ: обращение рассмотрено"
    QUESTION = "question", "Вопрос: для ответа нужно что-то ещё"


class Answer(Form):
    """Потребитель увидит сообщение в личном кабинете и получит письмо."""

    title = "Ответ на обращение"
    source = "Приказ Минэнерго 15.04.2014 № 186, п. 39–46"

    kind: Annotated[
        MessageKind,
        OneOf,
        Field(title="Что вы пишете", description="Вопрос заявителю срок ответа не останавливает."),
    ] = MessageKind.ANSWER
    text: Annotated[str, Kind(Widget.TEXT), Field(title="Сообщение", max_length=4000)]
    files: Annotated[
        Attachments, Field(title="Файлы"), Accepts("ПП 861, п. 8(3); приказ 186, п. 36", types=PAPERS)
    ] = ()
