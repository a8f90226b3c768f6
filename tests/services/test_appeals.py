from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest

from core.actor import Actor
from core.errors import Conflict, Forbidden, Invalid, NotFound
from db.models import Appeal, AppealMessage, Application, Draft, File
from db.session import transaction
from forms._questions import Question, questions
from forms.contact.appeal import AnswerBy, NewAppeal
from regulations.appeals import AppealKind, Topic
from services import appeal_view, appeals, drafts
from services.appeal_view import Line
from tests import _people
from tests._kept import acts, everything, kept, letters, the_only
from tests._together import at_once
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")

SOUND = {"topic": "connection", "kind": "question", "text": "Когда приедет инженер?"}


def send(actor: Actor, send_key: str = "key", **changes: Any) -> Line:
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
    [("question", date(2026, 3, 20)), ("violation", date(2026, 3, 6)), ("complaint", date(2026, 4, 6))],
)
def test_the_term_depends_on_the_kind_and_ends_on_a_working_day(
    maria: Actor, time: Time, kind: str, due_on: date
) -> None:
    time.is_now(datetime(2026, 3, 5, 9, tzinfo=UTC))

    line = send(maria, kind=kind)

    assert line.due_on == due_on


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


def test_ones_own_appeals_go_on_over_the_page(maria: Actor) -> None:
    first, second = send(maria, "1"), send(maria, "2")

    assert [line.number for line in appeals.mine(maria, after=second.id)] == [first.number]


def test_another_service_opens_an_appeal_in_its_own_transaction(maria: Actor, operator: Actor, time: Time) -> None:
    time.is_now(datetime(2026, 3, 5, 9, tzinfo=UTC))
    reg_no = _people.a_registered_application(maria, operator)
    file = _people.a_kept_file(maria, "расчёт.pdf", _people.a_pdf())

    with transaction() as session:
        row = appeals.opened(
            session,
            maria,
            topic=Topic.CONNECTION,
            kind=AppealKind.COMPLAINT,
            text="Прошу выплатить неустойку.",
            answer_by=AnswerBy.POST,
            application_id=the_only(Application).id,
            file_ids=[the_only(File, File.public_id == file.public_id).id],
            send_key="a key of the sending",
        )
        number = row.number

    thread = appeals.thread(maria, number)
    [message] = thread.messages
    assert (number, thread.line.due_on, thread.application_no) == ("26-000001", date(2026, 4, 6), reg_no)
    assert (message.text, [kept.name for kept in message.files]) == ("Прошу выплатить неустойку.", ["расчёт.pdf"])
    assert thread.answer_by is AnswerBy.POST
    assert acts()[-1] == "appeal.sent"
    assert "ответим до 06.04.2026" in letters("appeal_received")[0].body


def test_an_appeal_that_another_service_takes_back_leaves_nothing(maria: Actor) -> None:
    before = everything()

    def fail() -> None:
        with transaction() as session:
            appeals.opened(session, maria, topic=Topic.OTHER, kind=AppealKind.FILES, text="Копия.", send_key="key")
            raise Conflict("Файлы изменились.")

    with pytest.raises(Conflict):
        fail()

    assert everything() == before


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
    with pytest.raises(Forbidden):
        appeals.write(operator, number, {"text": "Ещё вопрос."}, "key")
    with pytest.raises(Forbidden):
        appeals.close(operator, number)
    for outsider in (maria, _people.an_employee("admin")):
        with pytest.raises(Forbidden):
            answer(outsider, number)
        with pytest.raises(Forbidden):
            appeals.ask(outsider, number, "Где это?", version=1)
        with pytest.raises(Forbidden):
            appeal_view.queue(outsider)
    with pytest.raises(Forbidden):
        appeals.thread(_people.an_employee("admin"), number)
