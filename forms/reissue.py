"""Заявление о восстановлении или переоформлении документов о присоединении (ПП 861, раздел VIII)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from core.labelled import Labelled
from forms._about import CONNECTED, UNDER_CONTRACT, MaybeOfApplication
from forms._attachments import AuthorityCopy
from forms._blocks import Representative
from forms._form import Mistake, Mode, Need
from forms._kinds import (
    PAPERS,
    Accepts,
    Address,
    Attachments,
    Line,
    LongLine,
    LongText,
    OneOf,
    Phone,
    Section,
    ShownIf,
    SomeOf,
    YesNo,
)


class Reason(Labelled):
    """Why documents are to be issued anew (ПП 861, п. 59)."""

    LOST = "lost", "документы утрачены"
    OWNER = "owner", "сменился владелец объекта"
    POWER = "power", "в документах не указана мощность"
    OTHER = "other", "другая причина"


class Paper(Labelled):
    """What is to be issued."""

    TU = "tu", "технические условия"
    ACT = "act", "акт о технологическом присоединении"
    READINESS = "readiness", "уведомление об обеспечении возможности присоединения"
    BOUNDARY = "boundary", "акт разграничения (АРБП, АЭО)"


class Era(Labelled):
    """When the object was connected: what is younger than 2010 is found in 7 days (ПП 861, п. 74)."""

    YES = "yes", "да"
    NO = "no", "нет"
    UNKNOWN = "unknown", "не знаю"


class Absent(Labelled):
    """Which documents the applicant has not got, so that nobody asks for them."""

    TU = "tu", "технических условий"
    ACT = "act", "акта о присоединении"
    PROJECT = "project", "проекта"
    CONTRACT = "contract", "договора с энергосбытом"


class Reissue(MaybeOfApplication):
    """Если документы о присоединении утрачены, устарели или сменился владелец объекта. Обычно занимает 7–15 дней."""

    title = "Восстановление или переоформление документов о присоединении"
    source = "ПП РФ 27.12.2004 № 861, п. 57–64"
    valid_from = date(2026, 1, 1)
    need = Need.CHANGE
    words = "потерял утеряны дубликат копия акт"
    modes = frozenset({Mode.FILL, Mode.DOWNLOAD, Mode.SEND})
    statuses = UNDER_CONTRACT | CONNECTED
    deed = "Восстановить или переоформить документы"
    when = "договор заключён"

    reason: Annotated[Reason, OneOf, Field(title="Почему нужны новые документы")]
    reason_other: Annotated[Line, Field(title="Укажите причину"), ShownIf(reason="other", needed=True)] = ""
    previous_owner: Annotated[
        LongLine, Field(title="Прежний владелец", min_length=2), ShownIf(reason="owner", needed=True)
    ] = ""
    papers: Annotated[
        tuple[Paper, ...],
        SomeOf,
        Field(
            title="Какие документы нужны", description="Вместо актов разграничения теперь выдают акт о присоединении."
        ),
    ]
    known: Annotated[
        LongText, Field(title="Номера и даты прежних документов", description="Что помните: так найдём быстрее.")
    ] = ""
    object_name: Annotated[Line, Field(title="Наименование объекта", min_length=2)]
    object_address: Annotated[Address, Field(title="Адрес объекта")]
    since_2010: Annotated[Era, OneOf, Field(title="Объект присоединён после 1 января 2010 года?")]
    phone: Annotated[Phone, Field(title="Телефон для связи")]
    by_representative: Annotated[YesNo, Field(title="Заявление подаёт представитель по доверенности?")] = False
    representative: Annotated[Representative, ShownIf(by_representative=True, needed=True)] = ""

    title_documents: Annotated[
        Attachments,
        Section("Документы"),
        Field(title="Документ о праве на объект или участок", description="Любой один: выписка ЕГРН, договор."),
        Accepts("ПП 861, п. 62", at_least=1, types=PAPERS),
    ] = ()
    authority_copy: Annotated[AuthorityCopy, Accepts("ПП 861, п. 62", identity=True)] = ()
    old_papers: Annotated[
        Attachments,
        Field(title="Прежние документы: технические условия, акты, проект", description="Что сохранилось."),
        Accepts("ПП 861, п. 60–63", types=PAPERS),
    ] = ()
    absent: Annotated[
        tuple[Absent, ...], SomeOf, Field(title="Чего у вас нет", description="Отметьте, и мы об этом не спросим.")
    ] = ()

    sample: ClassVar = {
        "reason": "owner",
        "previous_owner": "Петров Пётр Петрович",
        "papers": ["tu", "act"],
        "by_representative": True,
        "absent": ["project"],
    }
    mistakes = (
        Mistake("papers", "хотя бы один", {"papers": []}),
        Mistake("reason_other", "Заполните", {"reason": "other"}),
        Mistake("previous_owner", "Заполните", {"previous_owner": ""}),
        Mistake("representative", "Заполните", {"representative": ""}),
    )
