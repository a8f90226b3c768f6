"""Уведомление о выполнении технических условий или об устранении замечаний осмотра (ПП 861, п. 85, 89)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from core.labelled import Labelled
from forms._about import OfApplication
from forms._form import Mistake, Mode, Need
from forms._kinds import (
    PAPERS,
    Accepts,
    Attachments,
    Kind,
    Line,
    LongText,
    MaybePastDate,
    OneOf,
    PastDate,
    Phone,
    Section,
    ShownIf,
    SomeOf,
)


class Subject(Labelled):
    """What is reported."""

    DONE = "done", "технические условия выполнены"
    FIXED = "fixed", "замечания осмотра устранены"


class Measure(Labelled):
    """What applicants do themselves by the usual technical conditions (their п. 11)."""

    INPUT = "input", "ввод до границы участка"
    SUPPORT = "support", "опора или стойка для ввода"
    SWITCHBOARD = "switchboard", "щит с вводным автоматом"
    GROUNDING = "grounding", "заземление"
    PROJECT = "project", "проект"
    SUBSTATION = "substation", "своя подстанция или линия"
    OTHER = "other", "другое"


class ConditionsFulfilled(OfApplication):
    """Сообщите, что ваша часть технических условий выполнена или замечания устранены: мы назначим осмотр."""

    title = "Уведомление о выполнении технических условий"
    source = "ПП РФ 27.12.2004 № 861, п. 85, 89; приказ Минэнерго 186, п. 36 «д»"
    valid_from = date(2026, 1, 1)
    need = Need.REPORT
    words = "готово подключайте осмотр инспектор ТУ"
    modes = frozenset({Mode.FILL, Mode.DOWNLOAD, Mode.SEND})
    statuses = frozenset({"contract", "remarks"})
    deed = "Сообщить о выполнении ТУ"
    when = "договор заключён и ваша часть технических условий выполнена или устранены замечания осмотра"

    subject: Annotated[Subject, OneOf, Field(title="О чём вы сообщаете")]
    tu_no: Annotated[Line, Field(title="Номер технических условий")] = ""
    tu_issued_on: Annotated[MaybePastDate, Field(title="Дата технических условий")] = None
    done: Annotated[
        tuple[Measure, ...], SomeOf, Field(title="Что выполнено"), ShownIf(subject="done", needed=True)
    ] = ()
    done_other: Annotated[LongText, Field(title="Что ещё выполнено"), ShownIf(done="other", needed=True)] = ""
    fixed: Annotated[
        LongText, Field(title="Какие замечания устранены", min_length=10), ShownIf(subject="fixed", needed=True)
    ] = ""
    ready_on: Annotated[PastDate, Field(title="Когда всё было готово")]

    contact_name: Annotated[Line, Section("Осмотр"), Field(title="Кто встретит инженера на объекте", min_length=2)]
    phone: Annotated[Phone, Field(title="Телефон для связи")]
    visit: Annotated[
        Line, Field(title="Когда вам удобно"), Kind(note="Например: по будням после 15 часов, кроме среды")
    ] = ""
    documents: Annotated[
        Attachments,
        Field(
            title="Документы",
            description="Что есть: паспорта оборудования, разделы обязательного проекта, протоколы испытаний и "
            "однолинейная схема. Если вы подключаетесь через щит до 1000 В, протоколы и схема не нужны (п. 86).",
        ),
        Accepts("ПП 861, п. 85, 86", types=PAPERS),
    ] = ()
    photos: Annotated[
        Attachments,
        Field(title="Фотографии", description="По желанию: иногда по ним можно обойтись без второго приезда."),
        Accepts("ПП 861, п. 85"),
    ] = ()

    sample: ClassVar = {"subject": "done", "done": ["input", "switchboard"], "contact_name": "Щербаков Иван Петрович"}
    mistakes = (
        Mistake("done", "хотя бы один", {"done": []}),
        Mistake("done_other", "Заполните", {"done": ["other"]}),
        Mistake("fixed", "Заполните", {"subject": "fixed"}),
        Mistake("ready_on", "не может быть в будущем", {"ready_on": "2999-01-01"}),
    )
