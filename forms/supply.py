"""Недостающие сведения и документы к заявке (ПП 861, п. 15)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from forms._about import OPEN, OfApplication
from forms._form import Mistake, Need
from forms._kinds import PAPERS, Accepts, Attachments, LongText


class Supply(OfApplication):
    """Приложите к заявке то, чего не хватает, или то, что хотите добавить сами."""

    title = "Недостающие документы к заявке"
    source = "ПП РФ 27.12.2004 № 861, п. 15"
    valid_from = date(2026, 1, 1)
    need = Need.CONNECT
    words = "прислать приложить документы файлы паспорт"
    statuses = OPEN
    deed = "Приложить недостающие документы"
    when = "заявка зарегистрирована и ещё не закрыта"

    supplied: Annotated[
        LongText,
        Field(
            title="Что вы отправляете",
            description="Если нужны только сведения, напишите их здесь: файлы тогда не нужны.",
            min_length=10,
        ),
    ]
    identity_files: Annotated[
        Attachments,
        Field(title="Паспорт или иной документ, удостоверяющий личность", description="Если его просили."),
        Accepts("ПП 861, п. 10 «д»", identity=True),
    ] = ()
    documents: Annotated[
        Attachments,
        Field(title="Другие документы", description="Например, о праве на участок или подписанный вами договор."),
        Accepts("ПП 861, п. 15", types=PAPERS),
    ] = ()

    sample: ClassVar = {"supplied": "Выписка из ЕГРН на участок, которую вы просили."}
    mistakes = (Mistake("supplied", "Слишком коротко", {"supplied": "вот"}),)
