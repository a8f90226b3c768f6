import pytest

from core.actor import Actor
from core.errors import Forbidden, NotFound
from db.models import Submission
from db.session import transaction
from forms._questions import check
from forms.desk.card import RegistrationCard
from forms.other import OtherDocument
from services import registration
from tests import _people
from tests._kept import the_only

pytestmark = pytest.mark.usefixtures("database")


def test_the_card_begins_with_what_was_sent(maria: Actor, operator: Actor) -> None:
    number = _people.a_sent_application(maria, power_existing_kw="5", voltage="0.4")

    begun = registration.start(operator, number)

    assert begun is not None
    card = check(RegistrationCard, begun)
    assert (card.object_name, card.cadastral_no) == ("жилой дом", "57:10:0010101:123")
    assert card.connection().power_existing_kw == 5


def test_what_is_no_application_has_no_card(maria: Actor, operator: Actor) -> None:
    assert registration.start(operator, _people.a_sent_form(maria, OtherDocument)) is None


def test_answers_of_another_edition_are_filled_in_by_hand(maria: Actor, operator: Actor) -> None:
    number = _people.a_sent_application(maria)
    with transaction() as session:
        sent = session.get_one(Submission, the_only(Submission).id)
        sent.answers = {"object_name": "дом"}

    assert registration.start(operator, number) == {}


def test_what_was_never_sent_is_not_found(operator: Actor) -> None:
    with pytest.raises(NotFound, match="26-999999"):
        registration.start(operator, "26-999999")


def test_only_who_registers_begins_a_card(engineer: Actor) -> None:
    with pytest.raises(Forbidden):
        registration.start(engineer, "26-000001")
