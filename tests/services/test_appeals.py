from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest

from core.actor import Actor
from core.errors import Conflict, Forbidden, Invalid, NotFound
from db.models import Appeal, AppealMessage, Draft
from forms._questions import Question, questions
from forms.contact.appeal import NewAppeal
from services import appeals, drafts
from tests import _people
from tests._kept import acts, everything, kept, letters, the_only
from tests._together import at_once
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")

SOUND = {"topic": "connection", "kind": "question", "text": "Когда приедет инженер?"}


def send(actor: Actor, send_key: str = "key", **changes: Any) -> appeals.Line:
    return appeals.send(actor, SOUND | changes, send_key)


def answer(actor: Actor, number: str, text: str = "В четверг.", version: int = 1) -> None:
    appeals.answer(actor, number, text, version=version)


def files_question() -> Question:
    return next(asked for asked in questions(NewAppeal) if asked.accepts)


def test_an_appeal_has_a_number_a_term_and_a_letter(maria: Actor, time: Time) -> None:
    time.is_now(datetime(2026, 3, 4, 21, 30, tzinfo=UTC))

    line = send(maria)

    assert (line.number, line.due_on, line.status_label) == ("26-000001", date(2026, 3, 20), "Ждёт ответа")
    [letter] = letters("appeal_received")
    assert "ответим до 20.03.2026" in letter.body
    assert acts()[-1] == "appeal.sent"


@pytest.mark.parametrize(
    ("kind", "due_on"),
    [("question", 20), ("files", 20), ("proposal", 20), ("violation", 6), ("complaint", 4)],
)
def test_the_term_depends_on_the_kind(maria: Actor, time: Time, kind: str, due_on: int) -> None:
    time.is_now(datetime(2026, 3, 5, 9, tzinfo=UTC))

    line = send(maria, kind=kind)

    month = 4 if kind == "complaint" else 3
    assert line.due_on == date(2026, month, due_on)


def test_an_unsound_appeal_sends_nothing(maria: Actor) -> None:
    before = everything()

    with pytest.raises(Invalid) as refused:
        send(maria, text="Когда?", topic="weather")

    assert list(refused.value.remarks) == ["topic", "text"]
    assert everything() == before


def test_the_files_of_the_draft_go_with_the_appeal(maria: Actor, operator: Actor) -> None:
    drafts.attach(maria, appeals.DRAFT, files_question(), "план.pdf", _people.a_pdf())

    number = send(maria).number

    [message] = appeals.thread(operator, number).messages
    assert [file.name for file in message.files] == ["план.pdf"]
    assert kept(Draft) == []


def test_a_foreign_file_cannot_be_sent(maria: Actor, stranger: Actor) -> None:
    foreign = drafts.attach(stranger, appeals.DRAFT, files_question(), "план.pdf", _people.a_pdf())

    number = send(maria, files=(foreign.public_id,)).number

    [message] = appeals.thread(maria, number).messages
    assert message.files == ()


def test_an_appeal_may_be_about_ones_own_application(maria: Actor, operator: Actor) -> None:
    reg_no = _people.a_registered_application(maria, operator)

    number = send(maria, application=reg_no).number

    assert appeals.thread(maria, number).application_no == reg_no


def test_an_appeal_about_the_application_of_another_is_refused(maria: Actor, stranger: Actor, operator: Actor) -> None:
    reg_no = _people.a_registered_application(maria, operator)

    with pytest.raises(Invalid) as refused:
        send(stranger, application=reg_no)

    assert list(refused.value.remarks) == ["application"]
    assert kept(Appeal) == []


def test_a_button_pressed_twice_sends_once(maria: Actor) -> None:
    first, second = send(maria), send(maria)

    assert first.number == second.number
    assert len(kept(Appeal)) == len(letters("appeal_received")) == 1


def test_a_button_pressed_twice_at_once_sends_once(maria: Actor) -> None:
    outcomes = at_once(*[partial(send, maria)] * 3)

    assert {getattr(outcome, "number", outcome) for outcome in outcomes} == {the_only(Appeal).number}
    assert len(kept(AppealMessage)) == 1


def test_one_reads_ones_own_appeals_newest_first_and_nobody_elses(maria: Actor, stranger: Actor) -> None:
    first, second = send(maria, "1").number, send(maria, "2").number

    assert [line.number for line in appeals.mine(maria)] == [second, first]
    assert [line.number for line in appeals.mine(maria, limit=1)] == [second]
    assert appeals.mine(stranger) == []
    with pytest.raises(NotFound, match=first):
        appeals.thread(stranger, first)


def test_the_most_urgent_waits_first(maria: Actor, operator: Actor) -> None:
    numbers = {kind: send(maria, kind, kind=kind).number for kind in ("complaint", "question", "violation")}

    waiting = [line.number for line in appeals.waiting(operator)]

    assert waiting == [numbers["violation"], numbers["question"], numbers["complaint"]]
    assert appeals.waiting(operator)[0].applicant == "Щербакова Мария Ивановна"


def test_an_answer_is_told_and_ends_the_waiting(maria: Actor, operator: Actor) -> None:
    number = send(maria).number

    answer(operator, number, "  В четверг.\n")

    thread = appeals.thread(maria, number)
    assert [(message.from_staff, message.text) for message in thread.messages] == [
        (False, "Когда приедет инженер?"),
        (True, "В четверг."),
    ]
    assert thread.line.status_label == "Дан ответ"
    assert appeals.waiting(operator) == []
    [letter] = letters("appeal_answered")
    assert number in letter.subject
    assert acts()[-1] == "appeal.answered"


def test_the_applicant_does_not_read_who_answered(maria: Actor, operator: Actor) -> None:
    number = send(maria).number
    answer(operator, number)

    for_maria, for_staff = (appeals.thread(actor, number).messages for actor in (maria, operator))

    assert [message.by for message in for_maria] == ["Щербакова Мария Ивановна", ""]
    assert [message.by for message in for_staff] == ["Щербакова Мария Ивановна", "Операторова О. О."]


def test_an_empty_answer_is_refused(maria: Actor, operator: Actor) -> None:
    number = send(maria).number

    with pytest.raises(Invalid) as refused:
        answer(operator, number, " ")

    assert list(refused.value.remarks) == ["text"]


def test_two_employees_who_answer_at_once_answer_once(maria: Actor, operator: Actor, engineer: Actor) -> None:
    number = send(maria).number

    outcomes = at_once(partial(answer, operator, number), partial(answer, engineer, number, "В пятницу."))

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "NoneType"]
    assert len(letters("appeal_answered")) == 1


def test_an_answer_to_what_was_answered_meanwhile_is_refused(maria: Actor, operator: Actor) -> None:
    number = send(maria).number
    answer(operator, number)

    with pytest.raises(Conflict, match="тем временем ответил"):
        answer(operator, number, "Ещё раз.")


def test_an_appeal_that_is_not_there_is_not_found(maria: Actor, operator: Actor) -> None:
    with pytest.raises(NotFound):
        answer(operator, "26-999999")
    for actor in (maria, operator):
        with pytest.raises(NotFound):
            appeals.thread(actor, "26-999999")


def test_each_side_does_its_own_part(maria: Actor, operator: Actor) -> None:
    number = send(maria).number

    with pytest.raises(Forbidden):
        send(operator)
    with pytest.raises(Forbidden):
        appeals.mine(operator)
    for outsider in (maria, _people.an_employee("admin")):
        with pytest.raises(Forbidden):
            answer(outsider, number)
        with pytest.raises(Forbidden):
            appeals.waiting(outsider)
    with pytest.raises(Forbidden):
        appeals.thread(_people.an_employee("admin"), number)
