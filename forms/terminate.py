"""Расторжение договора о присоединении (ПП 861, п. 16 «в», 16(5))."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from core.labelled import Labelled
from forms._about import UNDER_CONTRACT, OfApplication
from forms._bank import (
    MISTAKES,
    SAMPLE,
    Account,
    BankCode,
    Correspondent,
    Recipient,
    account_misfit,
    correspondent_misfit,
)
from forms._form import Mistake, Need, rule
from forms._kinds import (
    PAPERS,
    Accepts,
    Attachments,
    Consent,
    Line,
    LongText,
    MaybePastDate,
    OneOf,
    Section,
    ShownIf,
    YesNo,
)

BACK = ShownIf(refund=True, needed=True)


class Ground(Labelled):
    """Why the contract is to end."""

    LATE = "late", "компания нарушила срок присоединения"
    AGREEMENT = "agreement", "по соглашению сторон"
    OTHER = "other", "другая причина"


class Termination(OfApplication):
    """После расторжения присоединения не будет. Вернём оплаченное за вычетом того, что уже сделано по договору."""

    title = "Расторжение договора"
    source = "ПП РФ 27.12.2004 № 861, п. 16 «в», 16(5)"
    valid_from = date(2026, 1, 1)
    need = Need.MONEY
    words = "отменить отказаться вернуть деньги"
    statuses = UNDER_CONTRACT
    deed = "Расторгнуть договор"
    when = "договор заключён, а напряжение ещё не подано"

    contract_no: Annotated[Line, Field(title="Номер договора")] = ""
    contract_concluded_on: Annotated[MaybePastDate, Field(title="Дата договора")] = None
    ground: Annotated[Ground, OneOf, Field(title="Почему вы расторгаете договор")]
    explained: Annotated[
        LongText,
        Field(title="Объясните подробнее", min_length=10),
        ShownIf(ground=("late", "other"), needed=True),
    ] = ""
    documents: Annotated[
        Attachments, Field(title="Документы", description="По желанию."), Accepts("ПП 861, п. 16 «в»", types=PAPERS)
    ] = ()
    refund: Annotated[YesNo, Section("Куда вернуть деньги"), Field(title="Вы платили по этому договору?")]
    recipient: Annotated[Recipient, BACK] = ""
    bik: Annotated[BankCode, BACK] = ""
    account: Annotated[Account, BACK] = ""
    corr_account: Annotated[Correspondent, ShownIf(refund=True)] = ""
    sure: Annotated[Consent, Field(title="Понимаю последствия и прошу расторгнуть договор")]

    sample: ClassVar = {
        "ground": "late",
        "explained": "Срок присоединения истёк 21 сентября.",
        "refund": True,
        **SAMPLE,
    }
    mistakes = (
        Mistake("explained", "Заполните", {"explained": ""}),
        Mistake("bik", "Заполните", {"bik": ""}),
        Mistake("sure", "Поставьте отметку", {"sure": False}),
        *MISTAKES,
    )

    @rule("account")
    def _account_of_the_bank(self) -> str:
        return account_misfit(self.account, self.bik)

    @rule("corr_account")
    def _correspondent_of_the_bank(self) -> str:
        return correspondent_misfit(self.corr_account, self.bik)
