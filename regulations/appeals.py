"""Appeals as order 186 knows them: what they are about, what is wanted, and by when they are answered."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from core.labelled import Labelled
from regulations.working_days import add_calendar_days


class Topic(Labelled):
    """What it is about: the six topics of table 4.1 (приказ 186, прил. 7)."""

    CONNECTION = "connection", "Технологическое присоединение"
    TRANSMISSION = "transmission", "Передача и качество электроэнергии"
    METERING = "metering", "Учёт электроэнергии"
    SERVICE = "service", "Качество обслуживания"
    MAINTENANCE = "maintenance", "Обслуживание сетей и аварии"
    OTHER = "other", "Другое"


class AppealKind(Labelled):
    """What the person wants."""

    QUESTION = "question", "Вопрос"
    COMPLAINT = "complaint", "Жалоба"
    VIOLATION = "violation", "Сообщение о нарушении"
    FILES = "files", "Отправка файлов"
    PROPOSAL = "proposal", "Предложение"


ANSWER_DAYS: Mapping[AppealKind, int] = MappingProxyType(
    {
        AppealKind.QUESTION: 15,  # прил. 5: справочная информация, консультация
        AppealKind.COMPLAINT: 30,  # прил. 5: жалоба
        AppealKind.VIOLATION: 1,  # прил. 5: сообщение о бездоговорном или безучётном потреблении, хищении
        AppealKind.FILES: 15,  # прил. 5: электронные копии документов
        AppealKind.PROPOSAL: 15,  # not named in прил. 5 by itself: as a consultation
    }
)
"""Calendar days from the sending (приказ 186, прил. 5)."""


def due_on(kind: AppealKind, sent_on: date) -> date:
    """Return the planned day of the answer (приказ 186, п. 36 «а», прил. 5).

    The order counts calendar days and says nothing of days off. The term of a legal act that ends on one therefore ends
    on the next working day (ГК РФ, ст. 190, 193).
    """
    return add_calendar_days(sent_on, ANSWER_DAYS[kind])
