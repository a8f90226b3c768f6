"""Forms about an application: when each makes sense, and what the workflow awaits."""

import re

import pytest

from core.catalogue import catalogue
from forms._connection import ConnectionForm
from forms._form import Form, Mode
from forms._kinds import Widget
from forms._questions import questions
from forms.terminate import Termination
from forms.withdraw import Withdrawal
from services import forms
from services.draft_keys import DraftKey
from workflows.connection import Connection

MAIN_PAGE = catalogue("forms", Form)
ABOUT_SOME = {
    code: form
    for code, form in dict[str, type[Form]](MAIN_PAGE).items()
    if any(question.kind.widget is Widget.OWN_APPLICATION for question in questions(form))
}
MAY_BE_REQUIRED = re.compile(r"ПП 861, п\. (6[0-3]|8[56])")
"""Documents for anything but a connection that may be demanded (ПП 861, п. 60–63, 85, 86)."""
each_form = pytest.mark.parametrize("form", MAIN_PAGE.values(), ids=MAIN_PAGE)
OTHERS = {
    code: form
    for code, form in MAIN_PAGE.items()
    if not issubclass(form, ConnectionForm) and form.modes != {Mode.SEND}  # which is the document itself
}
each_other_form = pytest.mark.parametrize("form", OTHERS.values(), ids=OTHERS)
each_about_some = pytest.mark.parametrize("form", ABOUT_SOME.values(), ids=ABOUT_SOME)


def demanded(form: type[Form]) -> dict[str, str]:
    return {
        asked.name: asked.accepts.source
        for asked in questions(form)
        if asked.accepts and (asked.required or (asked.shown_if and asked.shown_if.needed))
    }


@each_form
def test_a_form_names_statuses_that_there_are_and_says_when_it_makes_sense(form: type[Form]) -> None:
    assert form.statuses <= set(Connection.statuses)
    assert bool(form.statuses) is bool(form.when)
    assert not form.when.endswith(".")


@each_about_some
def test_a_form_about_an_application_says_what_one_does_by_it(form: type[Form]) -> None:
    assert form.deed[0].isupper()
    assert len(form.deed) < 50


@each_form
def test_the_thing_a_form_is_about_is_asked_under_the_name_its_place_gives(form: type[Form]) -> None:
    own = {Widget.OWN_APPLICATION: "application", Widget.OWN_APPEAL: "appeal"}
    asked = {question.name: question.kind.widget for question in questions(form) if question.kind.widget in own}

    assert {name: own[widget] for name, widget in asked.items()} == {name: name for name in asked}


def test_an_application_is_withdrawn_and_a_contract_terminated_whenever_the_workflow_lets() -> None:
    def leading_to(code: str) -> set[str]:
        return {status.code for status in Connection.statuses.values() if code in status.then}

    assert leading_to("withdrawn") == Withdrawal.statuses
    assert leading_to("terminated") == Termination.statuses


@pytest.mark.parametrize("status", [code for code, status in Connection.statuses.items() if status.asks])
def test_what_a_status_awaits_makes_sense_in_it(status: str) -> None:
    assert status in ABOUT_SOME[Connection.statuses[status].asks].statuses


@each_other_form
def test_no_other_form_demands_documents_the_rules_do_not_name(form: type[Form]) -> None:
    assert {name: source for name, source in demanded(form).items() if not MAY_BE_REQUIRED.fullmatch(source)} == {}


@each_form
def test_a_question_for_a_passport_shares_its_name_with_no_other_files(form: type[Form]) -> None:
    hidden = forms.identity_files()

    assert [asked.name for asked in questions(form) if asked.accepts and asked.name in hidden] == [
        asked.name for asked in questions(form) if asked.accepts and asked.accepts.identity
    ]


@pytest.mark.parametrize("about", [{}, {"application": "123/26"}, {"appeal": "26-000012"}])
@pytest.mark.parametrize("scan", [False, True])
@pytest.mark.parametrize("code", MAIN_PAGE)
def test_the_key_of_a_draft_says_what_it_is_about_and_has_room(code: str, scan: bool, about: dict[str, str]) -> None:  # noqa: FBT001 - one of two
    key = DraftKey(code, scan=scan, **about)

    assert DraftKey.of(str(key)) == key
    assert len(str(key)) <= 64
    assert key.given == about
