import pytest

from core.actor import Actor
from core.errors import Forbidden, NotFound
from forms._form import Mode, Need
from forms.tp_15 import ApplicationUpTo15
from regulations.applicants import ApplicantType
from services import forms
from tests import _people

pytestmark = pytest.mark.usefixtures("database")


@pytest.mark.parametrize("kind", ApplicantType)
def test_everybody_is_offered_the_forms_for_them(kind: ApplicantType) -> None:
    offered = {form.code for form in forms.available(_people.a_consumer(kind))}

    assert offered == {code for code, form in forms.declared().items() if kind in form.for_applicants}
    assert ("tp_15" in offered) is (kind is ApplicantType.PERSON)


def test_forms_are_grouped_by_need(maria: Actor) -> None:
    needs = [list(Need).index(form.need) for form in forms.available(maria)]

    assert needs == sorted(needs)


def test_a_form_is_offered_with_its_sentence_and_its_modes(maria: Actor) -> None:
    [offered] = [form for form in forms.available(maria) if form.code == "tp_15"]

    assert offered.title == ApplicationUpTo15.title
    assert offered.summary == (ApplicationUpTo15.__doc__ or "").strip()
    assert offered.modes == (Mode.FILL, Mode.DOWNLOAD, Mode.SEND)


def test_a_form_is_found_by_its_code(maria: Actor) -> None:
    assert forms.form(maria, "tp_15") is ApplicationUpTo15


@pytest.mark.parametrize(("code", "mode"), [("invented", Mode.FILL), ("", Mode.FILL), ("other", Mode.DOWNLOAD)])
def test_a_form_or_mode_that_is_not_there_is_not_found(maria: Actor, code: str, mode: Mode) -> None:
    with pytest.raises(NotFound, match="Такой формы нет"):
        forms.form(maria, code, mode)


def test_a_form_for_others_is_not_found() -> None:
    with pytest.raises(NotFound):
        forms.form(_people.a_consumer("company"), "tp_15")


def test_an_employee_fills_no_forms(engineer: Actor) -> None:
    with pytest.raises(Forbidden):
        forms.available(engineer)
    with pytest.raises(Forbidden):
        forms.form(engineer, "tp_15")
