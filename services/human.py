"""A question only a person answers without trouble, asked after too much of the same from one address.

It is read and typed like any other question, so that nobody needs eyes, ears or a foreign service for it. The server
alone knows the answer, and each question may be answered once, rightly or not.
"""

import hmac
import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from core import clock
from core.actor import Visitor
from core.errors import Refusal
from core.tokens import fresh, keyed
from db.session import transaction
from services import throttle

AFTER = 3
"""So much from one address is free of questions."""
FORGIVES = throttle.Limit(free=AFTER, forgives=timedelta(minutes=10))
LASTS = timedelta(minutes=10)
"""How long a question may be answered."""
ASKED = "Ответьте на вопрос над кнопкой и нажмите её ещё раз: с вашего адреса к нам обращаются слишком часто."
WRONG = "Ответ не подошёл. Мы задали другой вопрос: ответьте на него и нажмите кнопку ещё раз."

_ONES = ("", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять")
_TEENS = (
    "десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать", "семнадцать",
    "восемнадцать", "девятнадцать",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Riddle:
    """A question, and the mark by which its answer is recognised: it says nothing without the portal's key."""

    text: str
    mark: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Proof:
    """What was answered to which question."""

    mark: str
    answer: str


class Unproven(Refusal):
    """A question must be answered first."""


def needed(what: str, visitor: Visitor) -> bool:
    """Tell whether so much of *what* came from the visitor's address that a question must be answered."""
    return throttle.so_far(throttle.subject(what, visitor.address), FORGIVES) >= AFTER


def riddle() -> Riddle:
    """Return a fresh question."""
    larger, smaller = secrets.choice(range(11, 20)), secrets.choice(range(2, 10))
    adds = secrets.choice((True, False))
    number = larger + smaller if adds else larger - smaller
    ends = int((clock.now() + LASTS).timestamp())
    head = f"{fresh()}.{ends}"
    text = f"Сколько будет {_word(larger)} {'плюс' if adds else 'минус'} {_word(smaller)}?"
    return Riddle(text, f"{head}.{_sealed(head, number)}")


def must_pass(what: str, visitor: Visitor, proof: Proof | None) -> None:
    """Raise ``Unproven`` if a question must be answered and was not; an answered question is used up."""
    if not needed(what, visitor):
        return
    if proof is None or not proof.answer.strip():
        raise Unproven(ASKED)
    if not _right(proof):
        raise Unproven(WRONG)


def _right(proof: Proof) -> bool:
    head, _, seal = proof.mark.rpartition(".")
    ends = head.rpartition(".")[2]
    if not ends.isdigit() or int(ends) < clock.now().timestamp():
        return False
    with transaction() as session:
        first = throttle.once(session, throttle.subject("riddle", proof.mark))
    number = _number(proof.answer)
    return number is not None and hmac.compare_digest(seal, _sealed(head, number)) and first


def _sealed(head: str, number: int) -> str:
    return keyed(f"riddle {head} {number}")


def _number(answer: str) -> int | None:
    told = " ".join(answer.casefold().replace("ё", "е").strip(" .!").split())
    if told.isascii() and told.isdigit():
        return int(told[:4])
    return next((number for number in range(1, 30) if _word(number) == told), None)


def _word(number: int) -> str:
    if number >= 20:  # noqa: PLR2004 - from here on a number has two words
        return f"двадцать {_ONES[number - 20]}".strip()
    return _TEENS[number - 10] if number >= len(_ONES) else _ONES[number]
