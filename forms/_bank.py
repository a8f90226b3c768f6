"""Where money is to be paid back: each form asks it on a condition of its own."""

from collections.abc import Callable
from typing import Annotated

from pydantic import Field

from forms._form import Mistake
from forms._kinds import BankAccount, Bik, LongLine
from regulations import identifiers

Recipient = Annotated[LongLine, Field(title="Получатель", description="Фамилия, имя, отчество или название.")]
BankCode = Annotated[Bik, Field(title="БИК банка")]
Account = Annotated[BankAccount, Field(title="Номер счёта")]
Correspondent = Annotated[BankAccount, Field(title="Корреспондентский счёт", description="По желанию.")]

SAMPLE = {
    "recipient": "Щербакова Мария Ивановна",
    "bik": "044525225",
    "account": "40702810938000000001",
    "corr_account": "30101810400000000225",
}
"""Sound answers, as typed."""
MISTAKES = (
    Mistake("account", "контрольная сумма", {"account": "40702810938000000002"}),
    Mistake("corr_account", "контрольная сумма", {"corr_account": "30101810400000000226"}),
)
"""Wrong ones."""


def account_misfit(account: str, bik: str) -> str:
    """Return a remark if the *account* is none of the bank's; either may be empty yet."""
    return _misfit(identifiers.account_number, account, bik)


def correspondent_misfit(account: str, bik: str) -> str:
    """Return a remark if the bank holds no such *account* in the Bank of Russia; either may be empty yet."""
    return _misfit(identifiers.correspondent_account, account, bik)


def _misfit(check: Callable[[str, str], str], account: str, bik: str) -> str:
    if not (account and bik):
        return ""
    try:
        check(account, bik)
    except ValueError as wrong:
        return str(wrong)
    return ""
