"""Претензия: неустойка, нарушенный срок, возврат денег (ГК РФ; ПП 861, п. 16 «в»)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from core.labelled import Labelled
from forms._about import MaybeOfApplication
from forms._appeal import AppealForm
from forms._form import Mistake, Mode, Need
from forms._kinds import PAPERS, Accepts, Attachments, Line, LongText, MaybeMoney, OneOf, ShownIf, shown_money
from regulations.appeals import AppealKind, Topic


class Reason(Labelled):
    """What the claim is about."""

    LATE = "late", "нарушен срок присоединения"
    PENALTY = "penalty", "неустойка"
    REFUND = "refund", "возврат денег"
    DAMAGE = "damage", "ущерб"
    OTHER = "other", "другое"


class Claim(MaybeOfApplication, AppealForm):
    """Если мы нарушили срок, должны деньги или причинили ущерб. Ответим за 30 дней, переписка будет в «Обращении»."""

    title = "Претензия"
    source = "ГК РФ, ст. 330, 393; ПП РФ 27.12.2004 № 861, п. 16 «в»"
    valid_from = date(2026, 1, 1)
    need = Need.MONEY
    words = "жалоба неустойка штраф пеня опоздали ущерб компенсация вернуть"
    modes = frozenset({Mode.FILL, Mode.SEND})
    deed = "Направить претензию"
    appeal_topic = Topic.CONNECTION
    appeal_kind = AppealKind.COMPLAINT

    reason: Annotated[Reason, OneOf, Field(title="О чём претензия")]
    reason_other: Annotated[Line, Field(title="Коротко, о чём"), ShownIf(reason="other", needed=True)] = ""
    facts: Annotated[LongText, Field(title="Что произошло", min_length=10)]
    demand: Annotated[LongText, Field(title="Чего вы требуете", min_length=5)]
    amount: Annotated[MaybeMoney, Field(title="Сумма"), ShownIf(reason=("late", "penalty", "refund", "damage"))] = None
    documents: Annotated[
        Attachments,
        Field(title="Документы", description="По желанию: расчёт, платёжные документы, акты."),
        Accepts("ПП 861, п. 16 «в»", types=PAPERS),
    ] = ()

    sample: ClassVar = {
        "reason": "late",
        "facts": "Срок присоединения истёк 21 сентября, напряжение не подано.",
        "demand": "Выплатить неустойку и подключить дом.",
        "amount": "15750,50",
    }
    mistakes = (
        Mistake("reason_other", "Заполните", {"reason": "other"}),
        Mistake("facts", "Слишком коротко", {"facts": "долго"}),
        Mistake("demand", "Слишком коротко", {"demand": "ну"}),
    )

    def said(self) -> str:
        """Return the claim in one text."""
        about = f"Претензия: {self.reason_other or self.reason.label}."
        wanted = f"Требую: {self.demand}"
        money = f"Сумма: {shown_money(self.amount)} ₽." if self.amount else ""
        return "\n\n".join(filter(None, (about, self.facts, wanted, money)))
