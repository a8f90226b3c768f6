"""Обращение: вопрос, жалоба или отправка файлов (приказ Минэнерго 186, п. 39–46)."""

from typing import Annotated

from pydantic import Field

from core.labelled import Labelled
from forms._form import Form, rule
from forms._kinds import PAPERS, Accepts, Attachments, Kind, OneOf, OwnApplication, Widget
from regulations.appeals import ANSWER_DAYS, AppealKind, Topic


class AnswerBy(Labelled):
    """Where the answer goes."""

    CABINET = "cabinet", "в личный кабинет и на почту"
    POST = "post", "письмом по почте"


class NewAppeal(Form):
    """Задайте вопрос или отправьте файлы. Ответ появится здесь, о нём придёт письмо на электронную почту."""

    title = "Обращение"
    source = "Приказ Минэнерго 15.04.2014 № 186, п. 39–46"

    topic: Annotated[Topic, OneOf, Field(title="Тема")]
    kind: Annotated[
        AppealKind,
        OneOf,
        Field(
            title="Что вы хотите сделать",
            description=f"Отвечаем за {ANSWER_DAYS[AppealKind.QUESTION]} дней, "
            f"на жалобу за {ANSWER_DAYS[AppealKind.COMPLAINT]} дней, "
            f"на сообщение о нарушении за {ANSWER_DAYS[AppealKind.VIOLATION]} день. Точный срок назовём сразу.",
        ),
    ]
    application: Annotated[OwnApplication, Field(title="О какой заявке речь")] = ""
    text: Annotated[
        str,
        Kind(Widget.TEXT),
        Field(
            title="Текст обращения",
            max_length=4000,
            description="Если отправляете файлы, обязательно напишите, зачем вы их отправляете.",
        ),
    ]
    answer_by: Annotated[
        AnswerBy,
        OneOf,
        Field(title="Как ответить", description="Письмо по почте отправим на адрес из вашего профиля."),
    ] = AnswerBy.CABINET
    files: Annotated[
        Attachments, Field(title="Файлы"), Accepts("ПП 861, п. 8(3); приказ 186, п. 36", types=PAPERS)
    ] = ()

    @rule("text")
    def _says_something(self) -> str:
        if len(self.text) >= 10:  # noqa: PLR2004 - domain.md 4.2.1
            return ""
        if self.files or self.kind is AppealKind.FILES:
            return "Опишите причину отправки файлов: не меньше 10 знаков."
        return "Опишите вопрос подробнее: не меньше 10 знаков."
