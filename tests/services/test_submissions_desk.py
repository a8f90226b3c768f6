"""What was sent, as applicants and employees read and decide it."""

from datetime import UTC, datetime
from functools import partial

import pytest

from core.actor import Actor
from core.errors import Conflict, Forbidden, Invalid, NotFound
from db.models import Submission
from forms.pdn import PersonalData
from services import submissions
from tests import _people
from tests._kept import acts, letters, the_only
from tests._together import at_once
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")


def test_one_reads_what_one_sent_and_nobody_elses(maria: Actor) -> None:
    number = _people.a_sent_application(maria)
    stranger = _people.a_consumer(email="stranger@example.org")

    assert submissions.sheet(maria, number).applicant == "Щербакова Мария Ивановна"
    assert submissions.mine(stranger) == []
    with pytest.raises(NotFound, match=number):
        submissions.sheet(stranger, number)


def test_what_was_sent_is_listed_newest_first(maria: Actor) -> None:
    first, second = _people.a_sent_application(maria), _people.a_sent_application(maria)

    assert [sent.number for sent in submissions.mine(maria)] == [second, first]
    assert [sent.number for sent in submissions.mine(maria, limit=1)] == [second]


def test_identity_is_masked_for_who_registers_without_checking_it(maria: Actor) -> None:
    number = _people.a_sent_application(maria)

    def snils_for(role: str) -> str:
        return dict(submissions.sheet(_people.an_employee(role), number).applicant_rows)["СНИЛС"]

    assert snils_for("operator") == "028-278-217 65"
    assert snils_for("manager") == "•••-•••-••• 65"


def test_a_manager_reads_the_answers_without_the_passport(maria: Actor) -> None:
    sheet = submissions.sheet(_people.an_employee("manager"), _people.a_sent_application(maria))

    answers = {label: value for _, rows in sheet.readable for label, value in rows}
    assert answers["Фамилия"] == "Щербакова"
    assert answers["СНИЛС"] == "•••-•••-••• 65"
    assert answers["Номер паспорта"] == "••••57"
    assert [label for label, _ in sheet.files] == ["Документ о праве на участок или объект"]
    assert sheet.copy is None


@pytest.mark.parametrize(("role", "refusal"), [("engineer", NotFound), ("auditor", Forbidden), ("admin", Forbidden)])
def test_who_needs_no_identity_reads_no_application_that_was_sent(
    maria: Actor, role: str, refusal: type[Exception]
) -> None:
    number = _people.a_sent_application(maria)

    with pytest.raises(refusal):
        submissions.sheet(_people.an_employee(role), number)


def test_the_most_urgent_waits_first_and_pages_do_not_overlap(maria: Actor, time: Time) -> None:
    time.is_now(datetime(2026, 3, 5, 9, tzinfo=UTC))
    later = [_people.a_sent_application(maria) for _ in range(2)]
    time.passes(days=-1)
    urgent = _people.a_sent_application(maria)
    operator = _people.an_employee("operator")

    first_page = submissions.waiting(operator, limit=2)
    row_id, last = first_page[-1]
    second_page = submissions.waiting(operator, after=(last.register_by, row_id), limit=2)

    assert [sheet.number for _, sheet in first_page + second_page] == [urgent, *later]
    assert submissions.count_waiting(operator) == 3


@pytest.mark.parametrize("role", ["engineer", "economist", "admin"])
def test_only_who_registers_sees_what_waits(role: str) -> None:
    with pytest.raises(Forbidden):
        submissions.waiting(_people.an_employee(role))


def test_what_is_returned_is_told_with_its_reason(maria: Actor) -> None:
    number = _people.a_sent_application(maria)
    operator = _people.an_employee("operator")

    submissions.return_back(operator, number, "  Нет второй страницы паспорта.\n")

    [sent] = submissions.mine(maria, waiting_only=True)
    assert sent.status_label == "Возвращено"
    assert submissions.sheet(maria, number).returned_reason == "Нет второй страницы паспорта."
    [letter] = letters("submission_returned")
    assert "Нет второй страницы паспорта." in letter.body
    assert acts()[-1] == "submission.returned"
    assert submissions.waiting(operator) == []


def test_nothing_is_returned_without_a_reason(maria: Actor) -> None:
    number = _people.a_sent_application(maria)

    with pytest.raises(Invalid) as refused:
        submissions.return_back(_people.an_employee("operator"), number, " ")

    assert list(refused.value.remarks) == ["reason"]
    assert the_only(Submission).status == submissions.WAITING


def test_what_is_no_application_is_taken_into_work(maria: Actor) -> None:
    number = _people.a_sent_form(maria, PersonalData)

    submissions.accept(_people.an_employee("lawyer"), number)

    assert submissions.mine(maria)[0].status_label == "Принято"
    assert submissions.mine(maria, waiting_only=True) == []
    [letter] = letters("submission_accepted")
    assert number in letter.subject


def test_an_application_is_not_taken_into_work_without_a_register_number(maria: Actor) -> None:
    number = _people.a_sent_application(maria)

    with pytest.raises(Conflict, match="заявка на присоединение"):
        submissions.accept(_people.an_employee("operator"), number)

    assert the_only(Submission).status == submissions.WAITING
    assert letters("submission_accepted") == []


def test_what_is_finished_cannot_be_finished_again(maria: Actor) -> None:
    number = _people.a_sent_form(maria, PersonalData)
    operator = _people.an_employee("operator")
    submissions.accept(operator, number)

    for again in (
        partial(submissions.accept, operator, number),
        partial(submissions.return_back, operator, number, "?"),
    ):
        with pytest.raises(Conflict, match="уже закончили: принято"):
            again()


def test_two_employees_who_decide_at_once_decide_once(maria: Actor) -> None:
    number = _people.a_sent_form(maria, PersonalData)
    operator, lawyer = _people.an_employee("operator"), _people.an_employee("lawyer")

    outcomes = at_once(
        partial(submissions.accept, operator, number), partial(submissions.return_back, lawyer, number, "Не то.")
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "NoneType"]
    assert len(letters("submission_accepted") + letters("submission_returned")) == 1


def test_what_was_never_sent_is_not_found() -> None:
    operator = _people.an_employee("operator")

    for act in (submissions.accept, submissions.sheet):
        with pytest.raises(NotFound, match="26-999999"):
            act(operator, "26-999999")
    with pytest.raises(Forbidden):
        submissions.accept(_people.an_employee("engineer"), "26-999999")
