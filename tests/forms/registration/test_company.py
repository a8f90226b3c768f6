import pytest

from core.errors import Invalid
from forms._questions import check
from forms.registration.company import CompanyCard
from tests._people import valid_answers


@pytest.mark.parametrize("missing", ["name", "ogrn", "inn", "address", "contact_name", "contact_position", "phone"])
def test_what_the_rules_ask_of_a_company_is_required(missing: str) -> None:
    with pytest.raises(Invalid) as refused:
        check(CompanyCard, valid_answers(CompanyCard) | {missing: ""})

    assert list(refused.value.remarks) == [missing]


def test_kpp_and_the_date_of_entry_may_be_left_out() -> None:
    card = check(CompanyCard, valid_answers(CompanyCard) | {"kpp": "", "ogrn_date": None})

    assert (card.kpp, card.ogrn_date) == ("", None)


def test_the_inn_of_a_person_is_no_inn_of_a_company() -> None:
    with pytest.raises(Invalid) as refused:
        check(CompanyCard, valid_answers(CompanyCard) | {"inn": "579659883306"})

    assert list(refused.value.remarks) == ["inn"]
