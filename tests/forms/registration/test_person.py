import pytest

from core.errors import Invalid
from forms._questions import check
from forms.registration.person import PersonCard
from tests._people import valid_answers


def test_a_person_is_known_by_snils_and_need_not_remember_inn() -> None:
    card = check(PersonCard, valid_answers(PersonCard) | {"inn": "", "middle_name": ""})

    assert (card.snils, card.inn, card.middle_name) == ("028-278-217 65", "", "")


@pytest.mark.parametrize("missing", ["last_name", "first_name", "snils", "address", "phone", "email", "password"])
def test_what_the_rules_ask_of_a_person_is_required(missing: str) -> None:
    with pytest.raises(Invalid) as refused:
        check(PersonCard, valid_answers(PersonCard) | {missing: ""})

    assert missing in refused.value.remarks
