import pytest

from core.errors import Invalid
from forms._questions import check
from forms.registration.entrepreneur import EntrepreneurCard
from tests._people import valid_answers


@pytest.mark.parametrize("missing", ["last_name", "first_name", "ogrn", "inn", "address", "phone", "email"])
def test_what_the_rules_ask_of_an_entrepreneur_is_required(missing: str) -> None:
    with pytest.raises(Invalid) as refused:
        check(EntrepreneurCard, valid_answers(EntrepreneurCard) | {missing: ""})

    assert list(refused.value.remarks) == [missing]


def test_an_entrepreneur_need_not_give_snils() -> None:
    assert check(EntrepreneurCard, valid_answers(EntrepreneurCard) | {"snils": ""}).snils == ""
