"""Logging in with Maria's password, and failing to."""

import pytest

from core.actor import Side, Visitor
from core.errors import Refusal
from services import login
from tests._people import PASSWORD

HERE = Visitor("192.0.2.7", "Mozilla/5.0")
EMAIL = "maria@example.org"


def enter(name: str = EMAIL, password: str = PASSWORD, visitor: Visitor = HERE, side: Side = Side.PUBLIC) -> int:
    return login.check(side, name, password, visitor)


def refusal(name: str = EMAIL, password: str = PASSWORD, visitor: Visitor = HERE) -> Refusal:
    with pytest.raises(Refusal) as refused:
        enter(name, password, visitor)
    return refused.value


def fail(times: int, name: str = EMAIL, visitor: Visitor = HERE) -> None:
    for _ in range(times):
        refusal(name, "неверный пароль", visitor)
