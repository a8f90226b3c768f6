from decimal import Decimal

import pytest

from core.errors import Invalid
from forms._connection import Connection
from forms._questions import check
from forms.desk.card import RegistrationCard

SOUND = {"object_name": "гараж", "object_address": "г. Орёл, ул. Московская, 1", "power_new_kw": "150"}


def test_the_register_keeps_what_the_employee_has_checked() -> None:
    card = check(RegistrationCard, SOUND | {"voltage": "10", "reliability": "II", "household": False})

    assert card.connection() == Connection(
        object_name="гараж",
        object_address="г. Орёл, ул. Московская, 1",
        power_new_kw=Decimal(150),
        power_existing_kw=Decimal(0),
        voltage_kv=Decimal(10),
        reliability_category="II",
        household=False,
    )


@pytest.mark.parametrize("missing", SOUND)
def test_a_card_without_object_place_or_power_is_refused(missing: str) -> None:
    with pytest.raises(Invalid) as refused:
        check(RegistrationCard, SOUND | {missing: ""})

    assert list(refused.value.remarks) == [missing]


def test_a_card_of_no_power_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        check(RegistrationCard, SOUND | {"power_new_kw": "0"})

    assert list(refused.value.remarks) == ["power_new_kw"]
