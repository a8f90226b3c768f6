"""Смена собственника по действующему договору или присоединённому объекту (ПП 861, п. 59 «в», 67)."""

from typing import Annotated, ClassVar

from pydantic import Field

from forms._about import CONNECTED, UNDER_CONTRACT, MaybeOfApplication
from forms._form import Mistake, Mode, Need
from forms._kinds import PAPERS, Accepts, Address, Attachments, Kind, Line, LongLine, MaybePastDate, Phone


class NewOwner(MaybeOfApplication):
    """Если объект или участок перешёл к вам или от вас. Переоформим договор и документы за 7 дней."""

    title = "Смена собственника объекта"
    source = "ПП РФ 27.12.2004 № 861, п. 59 «в», 67"
    need = Need.CHANGE
    words = "сменился владелец купил продал наследство собственность переоформить"
    modes = frozenset({Mode.FILL, Mode.SEND})
    statuses = UNDER_CONTRACT | CONNECTED
    deed = "Сообщить о смене собственника"
    when = "договор заключён"

    object_address: Annotated[Address, Field(title="Адрес объекта")]
    contract_no: Annotated[
        Line, Field(title="Номер договора о присоединении", description="Если знаете: у прежнего владельца он есть.")
    ] = ""
    previous_owner: Annotated[LongLine, Field(title="Прежний владелец", min_length=2)]
    new_owner: Annotated[LongLine, Field(title="Новый владелец", min_length=2)]
    basis: Annotated[
        LongLine,
        Field(title="На основании какого документа", min_length=3),
        Kind(note="Например: договор купли-продажи от 15.01.2026, запись ЕГРН"),
    ]
    since: Annotated[MaybePastDate, Field(title="С какой даты")] = None
    phone: Annotated[Phone, Field(title="Телефон для связи")]
    title_documents: Annotated[
        Attachments,
        Field(title="Документ о праве нового владельца", description="Выписка ЕГРН или договор."),
        Accepts("ПП 861, п. 62", at_least=1, types=PAPERS),
    ] = ()
    documents: Annotated[
        Attachments,
        Field(title="Договор о присоединении, технические условия", description="Что есть."),
        Accepts("ПП 861, п. 60–63", types=PAPERS),
    ] = ()

    sample: ClassVar = {
        "previous_owner": "Петров Пётр Петрович",
        "new_owner": "Щербакова Мария Ивановна",
        "basis": "Договор купли-продажи от 15.01.2026",
    }
    mistakes = (Mistake("previous_owner", "Заполните", {"previous_owner": ""}),)
