import pytest

from core.actor import Actor
from core.errors import Conflict, NotFound
from forms.tp_15 import ApplicationUpTo15
from services import drafts, similar
from tests._people import a_consumer, a_draft_with_files, a_sent_application

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def consumer() -> Actor:
    return a_consumer()


def test_a_new_form_begins_with_what_was_sent_but_for_files_and_confirmations(consumer: Actor) -> None:
    number = a_sent_application(consumer, object_name="садовый дом", power_new_kw="12,5")

    key = similar.begin(consumer, number)

    begun = drafts.begun(consumer, ApplicationUpTo15, key)
    assert (begun.answers["object_name"], begun.answers["power_new_kw"]) == ("садовый дом", "12,5")
    assert begun.answers.keys().isdisjoint({"consent", "truth"})
    assert begun.files == {}


def test_what_is_begun_already_is_never_overwritten_unasked(consumer: Actor) -> None:
    number = a_sent_application(consumer, object_name="садовый дом")
    drafts.save(consumer, "tp_15", {"object_name": "гараж"})

    with pytest.raises(Conflict, match="уже начата"):
        similar.begin(consumer, number)

    assert drafts.begun(consumer, ApplicationUpTo15, "tp_15").answers["object_name"] == "гараж"


def test_what_is_begun_gives_way_when_the_person_says_so(consumer: Actor) -> None:
    number = a_sent_application(consumer, object_name="садовый дом")
    a_draft_with_files(consumer, ApplicationUpTo15, "tp_15")
    drafts.save(consumer, "tp_15", {"object_name": "гараж"})

    key = similar.begin(consumer, number, instead=True)

    begun = drafts.begun(consumer, ApplicationUpTo15, key)
    assert begun.answers["object_name"] == "садовый дом"
    assert begun.files == {}


def test_nobody_begins_with_what_a_stranger_sent(consumer: Actor) -> None:
    number = a_sent_application(a_consumer(email="stranger@example.org"))

    with pytest.raises(NotFound):
        similar.begin(consumer, number)


def test_a_form_that_cannot_be_filled_in_is_not_offered_again(consumer: Actor) -> None:
    assert similar.possible(consumer, "tp_15")
    assert not similar.possible(consumer, "gone")
    assert not similar.possible(a_consumer("company", "elka@example.org"), "tp_15")
