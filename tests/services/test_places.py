"""Where a form is filled in, what it is about, and which forms a card offers."""

from datetime import timedelta

import pytest

from core.actor import Actor
from core.errors import Conflict, Forbidden, NotFound
from forms._form import Mode
from forms._scan import Scan
from forms.survey import Survey
from forms.tu_done import ConditionsFulfilled
from services import forms
from services.draft_keys import DraftKey
from services.forms import Offered
from tests import _people
from tests.conftest import Time
from workflows.connection import Connection

pytestmark = pytest.mark.usefixtures("database")


def codes(offered: list[Offered]) -> list[str]:
    return [form.code for form in offered]


def test_a_place_knows_its_form_and_what_it_is_about(maria: Actor) -> None:
    reg_no = _people.an_application_in("contract", maria)

    place = forms.at(maria, str(DraftKey("tu_done", reg_no)))

    assert (place.form, place.declared, place.closed) == (ConditionsFulfilled, ConditionsFulfilled, "")
    assert place.thing.startswith(f"Заявка {reg_no}: жилой дом, ")
    assert place.key.given == {"application": reg_no}


def test_a_scan_has_a_place_beside_the_form_it_is_of(maria: Actor) -> None:
    reg_no = _people.an_application_in("contract", maria)

    place = forms.at(maria, str(DraftKey("tu_done", reg_no, scan=True)))

    assert (place.form, place.declared) == (Scan, ConditionsFulfilled)
    assert place.key.target == f"send?form=tu_done&application={reg_no}"


@pytest.mark.parametrize(
    "key",
    [
        "invented", "", "~", ".scan", "tu_done~", "tu_done~999-99", "tu_done~ложь", "tp_15~001-26", "tu_done~001/26",
        "tu_done~appeal-26-000001", "other.scan", "poa", "survey~appeal-26-000009", "tu_extend~001-26.scan",
    ],
)  # fmt: skip
def test_a_key_that_is_no_place_is_not_found(maria: Actor, key: str) -> None:
    _people.an_application_in("contract", maria)

    with pytest.raises(NotFound):
        forms.at(maria, key)


def test_a_strangers_application_is_not_found(maria: Actor, stranger: Actor) -> None:
    reg_no = _people.an_application_in("contract", maria)

    for ask in (lambda: forms.at(stranger, str(DraftKey("tu_done", reg_no))), lambda: forms.of_card(stranger, reg_no)):
        with pytest.raises(NotFound):
            ask()
    assert forms.fitting(stranger, "tu_done") == []


def test_a_form_out_of_season_is_closed_in_words(maria: Actor) -> None:
    reg_no = _people.an_application_in("completed", maria)

    place = forms.at(maria, str(DraftKey("tu_done", reg_no)))

    assert place.closed.startswith(f"Заявка {reg_no} сейчас в статусе «Присоединение завершено, документы оформлены».")
    assert "когда договор заключён" in place.closed
    with pytest.raises(Conflict, match="Введённое сохранено в черновике"):
        place.must_be_open()


def test_a_form_that_belongs_to_an_application_is_closed_until_one_is_chosen(maria: Actor) -> None:
    assert forms.at(maria, "tu_done").closed == "Выберите заявку, о которой речь."
    assert forms.at(maria, "meter").closed == ""


def test_only_applications_a_form_makes_sense_for_are_to_choose_from(maria: Actor) -> None:
    _people.an_application_in("registered", maria)
    ripe = _people.an_application_in("contract", maria)

    [fitting] = forms.fitting(maria, "tu_done")

    assert (fitting.reg_no, fitting.object_name) == (ripe, "жилой дом")
    assert fitting.status_label == Connection.status("contract").label
    assert len(forms.fitting(maria, "claim")) == 2
    assert forms.fitting(maria, "tp_15") == forms.fitting(maria, "invented") == []


@pytest.mark.parametrize("status", Connection.statuses)
def test_a_card_offers_exactly_what_makes_sense_in_its_status(maria: Actor, status: str) -> None:
    reg_no = _people.an_application_in(status, maria)

    offered = forms.of_card(maria, reg_no)

    assert offered
    assert {form.about for form in offered} == {reg_no}
    assert {"tp_15", "pdn", "poa", "armour"} & set(codes(offered)) == set()
    for form in offered:
        mode = Mode.FILL if Mode.FILL in form.modes else Mode.SEND
        assert forms.at(maria, str(DraftKey(form.code, reg_no))).closed == ""
        assert f"application={reg_no}" in form.target(mode)


@pytest.mark.parametrize(
    ("status", "first"),
    [
        ("missing_docs", "supply"), ("contract", "tu_done"), ("remarks", "tu_done"), ("offer_placed", "objection"),
        ("completed", "survey"), ("energized", "act_remarks"),
    ],
)  # fmt: skip
def test_what_is_awaited_or_most_particular_stands_first_on_the_card(maria: Actor, status: str, first: str) -> None:
    assert codes(forms.of_card(maria, _people.an_application_in(status, maria)))[0] == first


@pytest.mark.parametrize(("status", "last"), [("in_work", "withdraw"), ("contract", "terminate")])
def test_what_has_consequences_stands_last_on_the_card(maria: Actor, status: str, last: str) -> None:
    assert codes(forms.of_card(maria, _people.an_application_in(status, maria)))[-1] == last


def test_a_company_is_offered_what_is_for_companies() -> None:
    company = _people.a_consumer("company", "elka@example.org")

    assert {"armour", "redistr"} <= set(codes(forms.available(company)))


def test_the_main_page_says_when_a_form_that_belongs_to_an_application_opens(maria: Actor) -> None:
    def later() -> dict[str, str]:
        return {form.code: form.later for form in forms.available(maria) if form.later}

    assert later()["tu_done"].startswith("Откроется из карточки заявки, когда договор заключён")
    assert {"meter", "reissue", "tp_15", "pdn"} & set(later()) == set()

    _people.an_application_in("contract", maria)

    assert "tu_done" not in later()
    assert "objection" in later()


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("счётчик", "meter"),
        ("опломбировать счетчик", "meter"),
        ("вернуть деньги", "payplan"),
        ("рассрочка", "payplan"),
        ("подключить дом", "tp_15"),
        ("продлить ТУ", "tu_extend"),
        ("я купил дом у прежнего владельца", "owner"),
        ("сменился владелец", "owner"),
        ("потерял акт", "reissue"),
        ("отменить заявку", "withdraw"),
        ("ракета", ""),
    ],
)
def test_forms_are_found_by_peoples_words(maria: Actor, sought: str, found: str) -> None:
    matching = codes(forms.sought(forms.available(maria), sought))

    assert found in matching if found else matching == []


def test_an_empty_search_finds_everything(maria: Actor) -> None:
    offered = forms.available(maria)

    assert forms.sought(offered, " ") == offered


def test_a_survey_is_sent_once_by_a_person_about_a_thing(maria: Actor) -> None:
    reg_no = _people.an_application_in("completed", maria)
    number = _people.a_sent_form_about(maria, Survey, reg_no)

    place = forms.at(maria, str(DraftKey("survey", reg_no)))

    assert f"номер {number}. Спасибо!" in place.closed
    assert "survey" not in codes(forms.of_card(maria, reg_no))
    with pytest.raises(Conflict, match="уже отправили"):
        _people.a_sent_form_about(maria, Survey, reg_no)
    assert forms.at(maria, "survey").closed == ""


def test_a_survey_about_nothing_is_sent_once_a_year(maria: Actor, time: Time) -> None:
    _people.a_sent_form(maria, Survey)
    assert "уже отправили" in forms.at(maria, "survey").closed

    time.now += timedelta(days=366)

    assert forms.at(maria, "survey").closed == ""


def test_an_employee_has_no_places(engineer: Actor) -> None:
    for ask in (
        lambda: forms.at(engineer, "other"),
        lambda: forms.of_card(engineer, "001/26"),
        lambda: forms.fitting(engineer, "claim"),
        lambda: forms.answered_appeals(engineer, "survey"),
    ):
        with pytest.raises(Forbidden):
            ask()
