from dataclasses import replace

import pytest

from core.actor import Actor, Duty
from core.errors import Forbidden
from services import second_factor


@pytest.mark.parametrize("act", [second_factor.state, second_factor.offered, second_factor.offer])
def test_who_must_first_set_a_password_does_nothing_here(engineer: Actor, act: object) -> None:
    owing = replace(engineer, permissions=frozenset(), duty=Duty.NEW_PASSWORD)

    with pytest.raises(Forbidden):
        act(owing)  # type: ignore[operator] # each takes the actor alone
