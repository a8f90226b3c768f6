"""The dates of a card, as those who answer for them correct them."""

from datetime import date, timedelta

import pytest

from core import clock
from core.actor import Actor
from core.errors import Forbidden, Invalid
from db.models import Application, ApplicationEvent
from services import applications
from tests import _people
from tests._kept import acts, everything, kept, the_only
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def reg_no(maria: Actor, operator: Actor) -> str:
    return _people.a_registered_application(maria, operator)


def set_dates(actor: Actor, reg_no: str, **dates: date | None) -> None:
    applications.set_dates(actor, reg_no, dates, version=the_only(Application).version)


def test_dates_are_corrected_in_their_legal_order(reg_no: str, manager: Actor, time: Time) -> None:
    registered_on = clock.today()
    time.passes(days=100)

    set_dates(
        manager,
        reg_no,
        offer_sent_on=registered_on,
        contract_concluded_on=registered_on + timedelta(days=10),
        energized_on=registered_on + timedelta(days=90),
    )

    card = the_only(Application)
    assert (card.offer_sent_on, card.docs_signed_on) == (registered_on, None)
    assert [event.act for event in kept(ApplicationEvent)] == ["registered", "dated", "dated", "dated"]
    assert acts()[-3:] == ["application.dated"] * 3


@pytest.mark.parametrize(
    ("dates", "wrong"),
    [
        ({"offer_sent_on": -1}, {"offer_sent_on": "Дата регистрации"}),
        ({"offer_sent_on": 1000}, {"offer_sent_on": "в будущем"}),
        ({"offer_sent_on": 9, "contract_concluded_on": 8}, {"contract_concluded_on": "проекта договора и ТУ»"}),
        ({"offer_sent_on": 9, "docs_signed_on": 8}, {"docs_signed_on": "проекта договора и ТУ»"}),
        (
            {"contract_concluded_on": -1, "energized_on": 1000},
            {"contract_concluded_on": "Дата регистрации", "energized_on": "в будущем"},
        ),
    ],
)
def test_dates_against_the_legal_order_are_refused(
    reg_no: str, manager: Actor, time: Time, dates: dict[str, int], wrong: dict[str, str]
) -> None:
    registered_on = clock.today()
    time.passes(days=100)
    before = everything()

    with pytest.raises(Invalid) as refused:
        set_dates(manager, reg_no, **{name: registered_on + timedelta(days=days) for name, days in dates.items()})

    assert refused.value.remarks.keys() == wrong.keys()
    assert all(part in refused.value.remarks[name] for name, part in wrong.items())
    assert everything() == before


def test_a_date_can_be_taken_back(reg_no: str, economist: Actor) -> None:
    set_dates(economist, reg_no, offer_sent_on=clock.today())

    set_dates(economist, reg_no, offer_sent_on=None)

    assert the_only(Application).offer_sent_on is None
    assert kept(ApplicationEvent)[-1].text.endswith(f"{clock.today():%d.%m.%Y} → —")


def test_saving_the_same_dates_writes_nothing(reg_no: str, economist: Actor) -> None:
    before = everything()

    set_dates(economist, reg_no, offer_sent_on=None, contract_concluded_on=None)

    assert everything() == before


def test_each_date_is_corrected_by_who_answers_for_it(
    reg_no: str, engineer: Actor, economist: Actor, operator: Actor
) -> None:
    today = clock.today()

    with pytest.raises(Forbidden):
        set_dates(engineer, reg_no, contract_concluded_on=today)
    with pytest.raises(Forbidden):
        set_dates(economist, reg_no, energized_on=today)
    with pytest.raises(Forbidden):
        set_dates(operator, reg_no, energized_on=None)
    set_dates(engineer, reg_no, energized_on=today, contract_concluded_on=None)

    assert the_only(Application).energized_on == today
