"""Мотивированный отказ от договора или протокол разногласий (ПП 861, п. 15, 105)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from core.labelled import Labelled
from forms._about import OfApplication
from forms._form import Group, Mistake, Mode, Need, rule
from forms._kinds import PAPERS, Accepts, Attachments, Line, LongText, OneOf, Repeats


class Stance(Labelled):
    """What the applicant does with the offer."""

    CHANGE = "change", "предлагаю изменить условия (протокол разногласий)"
    REFUSE = "refuse", "отказываюсь от таких условий (мотивированный отказ)"


class Paper(Labelled):
    """What is objected to."""

    CONTRACT = "contract", "договор"
    TU = "tu", "технические условия"
    INVOICE = "invoice", "счёт или расчёт платы"


class Point(Group):
    """One objection."""

    paper: Annotated[Paper, OneOf, Field(title="Документ")]
    clause: Annotated[Line, Field(title="Пункт", description="Если знаете номер.")] = ""
    objection: Annotated[LongText, Field(title="С чем вы не согласны", min_length=10)]
    wording: Annotated[LongText, Field(title="Как предлагаете изложить")] = ""


class Objection(OfApplication):
    """Если вы не согласны с договором, техническими условиями или счётом. Мы ответим за 10 рабочих дней."""

    title = "Возражения против договора, технических условий или счёта"
    source = "ПП РФ 27.12.2004 № 861, п. 15, 105"
    valid_from = date(2026, 1, 1)
    need = Need.MONEY
    words = "не согласен дорого разногласия отказ"
    modes = frozenset({Mode.FILL, Mode.SEND})
    statuses = frozenset({"offer_placed"})
    deed = "Направить возражения"
    when = "договор, технические условия и счёт размещены, но договор ещё не заключён"

    stance: Annotated[Stance, OneOf, Field(title="Что вы решили")]
    points: Annotated[
        tuple[Point, ...], Field(title="Возражения"), Repeats("Возражение", at_least=1, add="Добавить возражение")
    ]
    documents: Annotated[
        Attachments, Field(title="Документы", description="По желанию."), Accepts("ПП 861, п. 15, 105", types=PAPERS)
    ] = ()

    sample: ClassVar = {
        "stance": "change",
        "points": ["1"],
        "points.1.paper": "contract",
        "points.1.clause": "8",
        "points.1.objection": "Срок выполнения мероприятий больше, чем разрешают Правила.",
        "points.1.wording": "Срок выполнения мероприятий — 30 рабочих дней.",
    }
    mistakes = (
        Mistake("points", "свою редакцию", {"points.1.wording": ""}),
        Mistake("points.1.objection", "Слишком коротко", {"points.1.objection": "дорого"}),
    )

    @rule("points")
    def _proposes(self) -> str:
        if self.stance is Stance.CHANGE and not all(point.wording for point in self.points):
            return "Предложите свою редакцию к каждому возражению или выберите мотивированный отказ."
        return ""
