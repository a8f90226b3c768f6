"""The talk about an appeal: messages of both sides, and what each does to it."""

from datetime import UTC, date, datetime
from functools import partial

import pytest

from core.actor import Actor
from core.errors import Conflict, Invalid, NotFound, Refusal, Throttled
from core.scanner import Verdict
from db.models import Appeal, AppealMessage, Draft, File
from db.session import transaction
from forms._form import Form
from forms._questions import questions
from forms.contact.appeal import NewAppeal
from forms.contact.reply import Reply
from forms.desk.answer import Answer
from services import appeal_view, appeals, drafts, files, notifications
from tests import _people
from tests._kept import acts, everything, kept, letters, the_only
from tests._together import at_once
from tests.conftest import Time
from workflows._workflow import Ball

pytestmark = pytest.mark.usefixtures("database")

SOUND = {"topic": "connection", "kind": "question", "text": "Когда приедет инженер?"}


@pytest.fixture
def number(maria: Actor) -> str:
    return appeals.send(maria, SOUND, "key").number


def write(actor: Actor, number: str, text: str = "Калитка справа.", key: str = "a press") -> appeal_view.Line:
    return appeals.write(actor, number, {"text": text}, key)


def answer(actor: Actor, number: str, text: str = "В четверг.") -> None:
    appeals.answer(actor, number, text, version=version(number))


def ask(actor: Actor, number: str, text: str = "С какой стороны калитка?") -> None:
    appeals.ask(actor, number, text, version=version(number))


def version(number: str) -> int:
    return the_only(Appeal, Appeal.number == number).version


def attach(actor: Actor, number: str, name: str, form: type[Form] = Answer) -> str:
    question = next(asked for asked in questions(form) if asked.accepts)
    key = appeals.draft_of(actor, number)
    return drafts.attach(actor, key, question, name, _people.a_pdf(name)).public_id


def said(actor: Actor, number: str) -> list[tuple[bool, str, str]]:
    """Return side, text and note of every message, as the actor reads them."""
    return [(message.from_staff, message.text, message.note) for message in appeals.thread(actor, number).messages]


def stands(actor: Actor, number: str) -> tuple[str, Ball]:
    line = appeals.thread(actor, number).line
    return line.status_label, line.ball


def test_an_answer_is_told_and_ends_the_waiting(maria: Actor, operator: Actor, number: str) -> None:
    answer(operator, number, "  В четверг.\n")

    assert said(maria, number) == [(False, "Когда приедет инженер?", ""), (True, "В четверг.", "Ответ")]
    assert stands(maria, number) == ("Дан ответ", Ball.NOBODY)
    assert appeal_view.queue(operator) == []
    [letter] = letters("appeal_answered")
    assert number in letter.subject
    assert acts()[-1] == "appeal.answered"


def test_the_applicant_does_not_read_who_answered(maria: Actor, operator: Actor, number: str) -> None:
    answer(operator, number)

    for_maria, for_staff = (appeals.thread(actor, number).messages for actor in (maria, operator))

    assert [message.by for message in for_maria] == ["Щербакова Мария Ивановна", ""]
    assert [message.by for message in for_staff] == ["Щербакова Мария Ивановна", "Операторова О. О."]


def test_an_empty_message_is_refused(maria: Actor, operator: Actor, number: str) -> None:
    attempts = (partial(answer, operator), partial(ask, operator), partial(write, maria))

    for attempt in attempts:
        with pytest.raises(Invalid) as refused:
            attempt(number, " ")
        assert list(refused.value.remarks) == ["text"]

    assert len(kept(AppealMessage)) == 1


def test_a_question_leaves_the_appeal_open_with_its_term_and_gives_the_turn_away(
    maria: Actor, operator: Actor, number: str
) -> None:
    due_on = the_only(Appeal).due_on

    ask(operator, number)

    assert stands(maria, number) == ("Ждём вашего ответа", Ball.APPLICANT)
    assert stands(operator, number) == ("Ждём заявителя", Ball.APPLICANT)
    assert said(maria, number)[-1] == (True, "С какой стороны калитка?", "Вопрос")
    assert (the_only(Appeal).status, the_only(Appeal).due_on, the_only(Appeal).answered_at) == ("open", due_on, None)
    [letter] = letters("appeal_asked")
    assert f"Срок нашего ответа: {due_on:%d.%m.%Y}" in letter.body
    assert acts()[-1] == "appeal.asked"


def test_what_the_applicant_writes_back_gives_the_turn_to_us_and_changes_no_term(
    maria: Actor, operator: Actor, number: str, time: Time
) -> None:
    due_on = the_only(Appeal).due_on
    ask(operator, number)
    time.passes(days=2)

    line = write(maria, number)

    assert (line.status_label, line.ball, line.due_on) == ("Ждёт ответа", Ball.COMPANY, due_on)
    assert said(operator, number)[-1] == (False, "Калитка справа.", "")
    assert letters("appeal_reopened") == []
    assert acts()[-1] == "appeal.written"


def test_what_the_applicant_writes_after_an_answer_opens_the_appeal_again_with_a_new_term(
    maria: Actor, operator: Actor, time: Time
) -> None:
    time.is_now(datetime(2026, 3, 5, 9, tzinfo=UTC))
    number = appeals.send(maria, SOUND, "key").number
    answer(operator, number)
    time.is_now(datetime(2026, 3, 16, 9, tzinfo=UTC))

    line = write(maria, number, "Никто не приехал.")

    assert (line.status, line.due_on, line.ball) == ("open", date(2026, 3, 31), Ball.COMPANY)
    assert [note for _, _, note in said(operator, number)] == [
        "",
        "Ответ",
        "Открыто снова: ответим до 31.03.2026, прежний срок 20.03.2026",
    ]
    [letter] = letters("appeal_reopened")
    assert "Ответим до 31.03.2026" in letter.body
    assert acts()[-1] == "appeal.reopened"
    answer(operator, number, "Приедет завтра.")
    assert [note for _, _, note in said(maria, number)].count("Ответ") == 2


def test_an_answer_can_be_added_to_and_asks_nothing_any_more(maria: Actor, operator: Actor, number: str) -> None:
    answer(operator, number)

    answer(operator, number, "Точнее, в десять утра.")
    with pytest.raises(Conflict, match="уже ответили"):
        ask(operator, number)

    assert stands(maria, number) == ("Дан ответ", Ball.NOBODY)
    assert [text for _, text, _ in said(maria, number)][-1] == "Точнее, в десять утра."


def test_whoever_has_settled_their_question_closes_the_appeal(maria: Actor, operator: Actor, number: str) -> None:
    answer(operator, number)

    appeals.close(maria, number)
    appeals.close(maria, number)

    assert stands(maria, number) == ("Закрыто", Ball.NOBODY)
    assert the_only(Appeal).closed_at is not None
    assert len(letters("appeal_closed")) == acts().count("appeal.closed") == 1


def test_a_closed_appeal_takes_no_more_messages_and_keeps_what_was_drafted(
    maria: Actor, operator: Actor, number: str
) -> None:
    drafts.save(maria, appeals.draft_of(maria, number), {"text": "Ещё вопрос."})
    attach(maria, number, "план.pdf", Reply)
    attach(operator, number, "схема.pdf")
    appeals.close(maria, number)
    before = everything()

    with pytest.raises(Conflict, match="закрыто, писать в него больше нельзя"):
        write(maria, number, "Ещё вопрос.")
    for attempt in (answer, ask):
        with pytest.raises(Conflict, match="Заявитель закрыл обращение"):
            attempt(operator, number)

    assert everything() == before
    assert [row.form for row in kept(Draft)] == [f"appeal.{number}", f"answer.{number}"]


def test_what_was_not_sent_begins_a_new_appeal_about_the_same_application(maria: Actor, operator: Actor) -> None:
    reg_no = _people.a_registered_application(maria, operator)
    number = appeals.send(maria, SOUND | {"application": reg_no}, "key").number
    drafts.save(maria, appeals.draft_of(maria, number), {"text": "А ветки увезёте?"})
    attach(maria, number, "ветки.pdf", Reply)
    appeals.close(maria, number)

    appeals.carry_over(maria, number)
    appeals.carry_over(maria, number)

    draft = drafts.begun(maria, NewAppeal, appeals.DRAFT)
    assert (draft.answers["text"], draft.answers["application"]) == ("А ветки увезёте?", reg_no)
    assert [file.name for file in draft.files["files"]] == ["ветки.pdf"]
    assert len(kept(Draft)) == 1


def test_what_was_not_sent_overwrites_no_new_appeal_that_is_being_written(maria: Actor, number: str) -> None:
    drafts.save(maria, appeals.draft_of(maria, number), {"text": "А ветки увезёте?"})
    drafts.save(maria, appeals.DRAFT, {"text": "Жалоба на шум."})
    appeals.close(maria, number)
    before = everything()

    with pytest.raises(Conflict, match="Новое обращение уже начато"):
        appeals.carry_over(maria, number)

    assert everything() == before


def test_files_go_with_the_messages_of_both_sides_and_both_may_open_them(
    maria: Actor, operator: Actor, stranger: Actor, number: str
) -> None:
    asked = attach(operator, number, "схема.pdf")
    ask(operator, number)
    replied = attach(maria, number, "калитка.pdf", Reply)
    write(maria, number)
    answered = attach(operator, number, "ответ.pdf")
    answer(operator, number)

    assert [[file.name for file in message.files] for message in appeals.thread(maria, number).messages] == [
        [], ["схема.pdf"], ["калитка.pdf"], ["ответ.pdf"],
    ]  # fmt: skip
    assert kept(Draft) == []
    for public_id in (asked, replied, answered):
        for actor in (maria, operator):
            assert files.open_for(actor, public_id).name
        with pytest.raises(NotFound):
            files.open_for(stranger, public_id)


def test_each_employee_gathers_files_of_their_own(maria: Actor, operator: Actor, engineer: Actor, number: str) -> None:
    attach(engineer, number, "не моё.pdf")
    attach(operator, number, "моё.pdf")

    answer(operator, number)

    assert [file.name for file in appeals.thread(maria, number).messages[-1].files] == ["моё.pdf"]
    assert the_only(Draft).user_id == engineer.user_id


def test_nothing_is_sent_while_a_file_of_an_employee_is_looked_at(maria: Actor, operator: Actor, number: str) -> None:
    attach(operator, number, "ответ.pdf")
    with transaction() as session:
        for row in session.query(File):
            row.verdict = Verdict.WAITING

    with pytest.raises(Conflict, match="проверяется на вирусы"):
        answer(operator, number)

    assert stands(maria, number)[0] == "Ждёт ответа"
    assert letters("appeal_answered") == []


def test_a_message_sent_twice_by_one_press_is_sent_once(maria: Actor, operator: Actor, number: str) -> None:
    answer(operator, number)

    outcomes = at_once(*[partial(write, maria, number)] * 3)
    write(maria, number)

    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert len(kept(AppealMessage)) == 3
    assert len(letters("appeal_reopened")) == 1


def test_the_same_words_by_another_press_are_another_message(maria: Actor, number: str) -> None:
    write(maria, number, "Есть кто живой?", "first")
    write(maria, number, "Есть кто живой?", "second")

    assert len(kept(AppealMessage)) == 3


def test_an_answer_sent_twice_by_one_press_is_sent_once(operator: Actor, number: str) -> None:
    seen = version(number)

    for _ in range(2):
        appeals.answer(operator, number, "В четверг.", version=seen)

    assert len(letters("appeal_answered")) == 1


def test_two_employees_who_answer_at_once_answer_once(operator: Actor, engineer: Actor, number: str) -> None:
    seen = version(number)

    outcomes = at_once(
        partial(appeals.answer, operator, number, "В четверг.", version=seen),
        partial(appeals.answer, engineer, number, "В пятницу.", version=seen),
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "NoneType"]
    assert len(letters("appeal_answered")) == 1


def test_whoever_comes_second_reads_the_colleagues_name(operator: Actor, engineer: Actor, number: str) -> None:
    seen = version(number)

    ask(engineer, number)
    with pytest.raises(Conflict, match="тем временем написал другой сотрудник, Инженеров"):
        appeals.answer(operator, number, "В пятницу.", version=seen)
    answer(engineer, number)
    with pytest.raises(Conflict, match="тем временем ответил другой сотрудник, Инженеров"):
        appeals.ask(operator, number, "Где калитка?", version=seen)


def test_an_employee_who_has_written_in_another_window_is_told_so(operator: Actor, number: str) -> None:
    seen = version(number)
    answer(operator, number)

    with pytest.raises(Conflict, match="из другого окна"):
        appeals.answer(operator, number, "В пятницу.", version=seen)


def test_nobody_answers_past_what_the_applicant_has_just_written(maria: Actor, operator: Actor, number: str) -> None:
    seen = version(number)
    write(maria, number, "Уже не нужно.")

    with pytest.raises(Conflict, match="Заявитель тем временем написал ещё"):
        appeals.answer(operator, number, "В четверг.", version=seen)

    assert letters("appeal_answered") == []


def test_a_message_of_the_applicant_is_never_refused_because_somebody_else_wrote(
    maria: Actor, operator: Actor, number: str
) -> None:
    outcomes = at_once(partial(write, maria, number), partial(ask, operator, number))

    assert not isinstance(outcomes[0], Exception)


def test_a_strangers_appeal_takes_nothing(maria: Actor, stranger: Actor, number: str) -> None:
    for attempt in (write, appeals.close, appeals.must_take_more, appeals.thread):
        with pytest.raises(NotFound):
            attempt(stranger, number)

    assert len(kept(AppealMessage)) == 1
    assert stands(maria, number)[0] == "Ждёт ответа"


def test_too_many_messages_in_a_row_have_to_wait(maria: Actor, number: str, time: Time) -> None:
    for press in range(9):
        write(maria, number, key=f"press {press}")

    with pytest.raises(Throttled, match="Всё введённое сохранено"):
        write(maria, number, key="one too many")
    time.passes(minutes=6)
    write(maria, number, key="one too many")


def test_what_is_late_says_so_to_both_sides(maria: Actor, operator: Actor, number: str, time: Time) -> None:
    assert not appeals.thread(maria, number).line.late
    time.passes(days=20)

    assert [appeals.thread(actor, number).line.late for actor in (maria, operator)] == [True, True]
    answer(operator, number)
    assert appeals.thread(maria, number).line.late
    appeals.close(maria, number)
    assert not appeals.thread(maria, number).line.late


def test_what_was_written_to_the_applicant_is_news_until_they_have_looked(
    maria: Actor, operator: Actor, number: str
) -> None:
    assert not appeals.mine(maria)[0].unread
    answer(operator, number)
    assert appeals.mine(maria)[0].unread

    notifications.read(maria, f"appeal?no={number}")

    assert not appeals.mine(maria)[0].unread
    assert notifications.unread(maria) == 1, "the registration"


def test_a_file_is_not_taken_into_a_closed_appeal(maria: Actor, number: str) -> None:
    appeals.close(maria, number)

    with pytest.raises(Refusal, match="закрыто"):
        appeals.must_take_more(maria, number)
