import pytest

from core.errors import Invalid
from forms._form import Form
from forms._questions import check, readable
from forms.registration._card import CONSENTS
from forms.registration.company import CompanyCard
from forms.registration.entrepreneur import EntrepreneurCard
from forms.registration.person import PersonCard
from tests._people import PASSWORD, valid_answers

each_card = pytest.mark.parametrize("card", [PersonCard, CompanyCard, EntrepreneurCard])


def remarks(card: type[Form], **changes: object) -> list[str]:
    with pytest.raises(Invalid) as refused:
        check(card, valid_answers(card) | changes)
    return list(refused.value.remarks)


@each_card
@pytest.mark.parametrize("consent", CONSENTS)
def test_every_consent_is_given_in_a_box_of_its_own(card: type[Form], consent: str) -> None:
    assert remarks(card, **{consent: False}) == [consent]


@each_card
def test_the_password_is_typed_twice_the_same(card: type[Form]) -> None:
    assert remarks(card, password_again=f"{PASSWORD}!") == ["password_again"]


@each_card
def test_a_weak_password_is_told_once(card: type[Form]) -> None:
    assert remarks(card, password="short", password_again="short") == ["password"]


@each_card
def test_no_password_is_read_out(card: type[Form]) -> None:
    assert PASSWORD not in str(readable(check(card, valid_answers(card))))
