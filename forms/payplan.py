"""Заявление о рассрочке, возврате или зачёте платежа (ПП 861, п. 12(2), 103)."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from core.labelled import Labelled
from forms._about import OFFERED, OVER, MaybeOfApplication
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
from forms._form import Mistake, Mode, Need, rule
from forms._kinds import (
    Accepts,
    Attachments,
    Line,
    LongText,
    MaybeMoney,
    MaybePastDate,
    OneOf,
    ShownIf,
)

PAID = ShownIf(wish=("refund", "offset"))
PAID_NEEDED = ShownIf(wish=("refund", "offset"), needed=True)
BACK = ShownIf(wish="refund", needed=True)


class Wish(Labelled):
    """What is asked for."""

    PLAN = "plan", "платить в рассрочку"
    REFUND = "refund", "вернуть платёж"
    OFFSET = "offset", "зачесть платёж в счёт другого договора"


class Payment(MaybeOfApplication):
    """Попросите платить частями, вернуть лишнее или зачесть платёж, который пришёл не туда."""

    title = "Рассрочка, возврат или зачёт платежа"
    source = "ПП РФ 27.12.2004 № 861, п. 12(2), 103, 104"
    valid_from = date(2026, 1, 1)
    need = Need.MONEY
    words = "деньги оплата переплата частями счёт"
    modes = frozenset({Mode.FILL, Mode.SEND})
    statuses = OFFERED | OVER
    deed = "Рассрочка, возврат или зачёт платежа"
    when = "счёт размещён"

    wish: Annotated[
        Wish,
        OneOf,
        Field(
            title="О чём вы просите",
            description="Рассрочку до трёх лет Правила дают организациям и предпринимателям до 150 кВт (п. 12(2)).",
        ),
    ]
    contract_no: Annotated[Line, Field(title="Номер договора")] = ""
    amount: Annotated[MaybeMoney, Field(title="Сумма"), PAID_NEEDED] = None
    paid_on: Annotated[MaybePastDate, Field(title="Когда вы заплатили"), PAID] = None
    into: Annotated[
        Line, Field(title="В счёт какого договора зачесть", min_length=2), ShownIf(wish="offset", needed=True)
    ] = ""
    recipient: Annotated[Recipient, BACK] = ""
    bik: Annotated[BankCode, BACK] = ""
    account: Annotated[Account, BACK] = ""
    corr_account: Annotated[Correspondent, ShownIf(wish="refund")] = ""
    explained: Annotated[LongText, Field(title="Почему", description="По желанию.")] = ""
    documents: Annotated[
        Attachments,
        Field(title="Платёжное поручение или чек", description="Если есть."),
        Accepts("ПП 861, п. 103"),
    ] = ()

    sample: ClassVar = {"wish": "refund", "amount": "15750,50", "paid_on": "2026-01-15", **SAMPLE}
    mistakes = (
        Mistake("amount", "Заполните", {"amount": ""}),
        Mistake("bik", "Заполните", {"bik": ""}),
        Mistake("into", "Заполните", {"wish": "offset"}),
        *MISTAKES,
    )

    @rule("account")
    def _account_of_the_bank(self) -> str:
        return account_misfit(self.account, self.bik)

    @rule("corr_account")
    def _correspondent_of_the_bank(self) -> str:
        return correspondent_misfit(self.corr_account, self.bik)
