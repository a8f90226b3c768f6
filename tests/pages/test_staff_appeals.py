"""Appeals: the queue, and the talk with the answer beside it."""

import uuid

import pytest
from streamlit.testing.v1 import AppTest

from core.actor import Actor
from db.session import transaction
from forms._questions import questions
from forms.contact.appeal import NewAppeal
from forms.desk.answer import Answer
from regulations.appeals import AppealKind, Topic
from services import appeals, drafts
from services.appeal_view import View
from tests import _people
from tests.conftest import Time
from tests.pages._visit import visit, words


@pytest.fixture
def consumer() -> Actor:
    return _people.a_consumer()


@pytest.fixture
def engineer() -> Actor:
    return _people.an_employee("engineer", name="Крылов Антон Павлович")


def an_appeal(consumer: Actor, **changes: str) -> str:
    return appeals.send(consumer, _people.valid_answers(NewAppeal) | changes, str(uuid.uuid4())).number


def write(page: AppTest, number: str, text: str, kind: str = "answer") -> AppTest:
    """Write to the consumer as an employee does, and send."""
    if kind != "answer":
        page.radio(f"answer-{number}-w-kind").set_value(kind).run()
    page.text_area(f"answer-{number}-w-text").set_value(text).run()
    return page.button(f"answer-{number}-submit").click().run()


def look(page: AppTest, view: View) -> str:
    page.button_group("appeals-view").set_value(view).run()
    return words(page)


def numbers(page: AppTest) -> list[str]:
    return [link.label.strip("*") for link in page.page_link if link.label.startswith("**26-")]


def test_an_appeal_moves_between_the_lists_as_it_is_talked_over(consumer: Actor, engineer: Actor) -> None:
    number = an_appeal(consumer)
    page = visit("staff", engineer, "appeals")
    assert number in words(page)

    appeals.ask(engineer, number, "Где калитка?", version=1)
    assert "Все ждущие нас обращения разобраны." in look(page, View.WAITING)
    assert number in look(page, View.ASKED)
    appeals.answer(engineer, number, "Приедет завтра.", version=2)
    assert "Никого из заявителей мы не ждём." in look(page, View.ASKED)
    assert number in look(page, View.ANSWERED)
    appeals.close(consumer, number)
    assert number in look(page, View.CLOSED)
    assert "Закрыто" in look(page, View.ALL)


@pytest.mark.parametrize("view", [View.WAITING, View.ALL])
def test_all_pages_together_show_every_appeal_once(consumer: Actor, engineer: Actor, view: View) -> None:
    with transaction() as session:
        for press in range(85):
            appeals.opened(
                session, consumer, topic=Topic.OTHER, kind=AppealKind.QUESTION, text="Когда?", send_key=str(press)
            )
    page = visit("staff", engineer, "appeals")
    look(page, view)
    seen = numbers(page)

    while any(button.key == "appeals-on" for button in page.button):
        page.button("appeals-on").click().run()
        seen += numbers(page)

    assert len(seen) == len(set(seen)) == 85


def test_a_late_appeal_is_marked_by_a_word(consumer: Actor, engineer: Actor, time: Time) -> None:
    number = an_appeal(consumer)
    time.passes(days=31)

    assert "просрочено" in words(visit("staff", engineer, "appeals"))
    assert "Срок ответа прошёл" in words(visit("staff", engineer, "appeal", no=number))


def test_the_answer_reaches_the_consumer(consumer: Actor, engineer: Actor) -> None:
    number = an_appeal(consumer)
    page = visit("staff", engineer, "appeal", no=number)

    write(page, number, "Приедет завтра в 10:00.")

    assert appeals.thread(consumer, number).messages[-1].text == "Приедет завтра в 10:00."
    assert page.success[0].value == "Ответ отправлен заявителю."
    assert "Дан ответ" in words(page)
    assert "Дополнить ответ" in words(page)


def test_a_question_gives_the_turn_to_the_consumer(consumer: Actor, engineer: Actor) -> None:
    number = an_appeal(consumer)
    page = visit("staff", engineer, "appeal", no=number)

    write(page, number, "С какой стороны калитка?", kind="question")

    assert page.success[0].value == "Вопрос отправлен заявителю."
    assert "Ждём заявителя" in words(page)
    assert "Написать заявителю" in words(page)
    assert page.text_area(f"answer-{number}-w-text").value == ""


def test_files_of_an_employee_go_with_the_message(consumer: Actor, engineer: Actor) -> None:
    number = an_appeal(consumer)
    question = next(asked for asked in questions(Answer) if asked.accepts)
    drafts.attach(engineer, appeals.draft_of(engineer, number), question, "схема.pdf", _people.a_pdf())
    page = visit("staff", engineer, "appeal", no=number)
    assert "схема.pdf" in words(page)

    write(page, number, "Схема приложена.")

    assert [file.name for file in appeals.thread(consumer, number).messages[-1].files] == ["схема.pdf"]


def test_an_empty_answer_is_not_sent(consumer: Actor, engineer: Actor) -> None:
    number = an_appeal(consumer)
    page = visit("staff", engineer, "appeal", no=number)

    page.button(f"answer-{number}-submit").click().run()

    assert len(appeals.thread(engineer, number).messages) == 1
    assert "Заполните это поле" in words(page)


def test_of_two_answers_at_once_one_is_sent_and_the_other_is_kept_on_the_screen(
    consumer: Actor, engineer: Actor
) -> None:
    number = an_appeal(consumer)
    page = visit("staff", engineer, "appeal", no=number)
    page.text_area(f"answer-{number}-w-text").set_value("Приедет завтра в 10:00.").run()
    appeals.answer(_people.an_employee("lawyer", name="Юристов Ю. Ю."), number, "Приедет завтра.", version=1)

    page.button(f"answer-{number}-submit").click().run()

    assert len(appeals.thread(engineer, number).messages) == 2
    assert "тем временем ответил другой сотрудник, Юристов Ю. Ю." in words(page)
    assert page.text_area(f"answer-{number}-w-text").value == "Приедет завтра в 10:00."
    page.button(f"answer-{number}-submit").click().run()
    assert appeals.thread(engineer, number).messages[-1].text == "Приедет завтра в 10:00."


def test_a_question_a_colleague_has_answered_past_is_sent_as_an_addition(consumer: Actor, engineer: Actor) -> None:
    number = an_appeal(consumer)
    page = visit("staff", engineer, "appeal", no=number)
    appeals.answer(_people.an_employee("lawyer"), number, "Приедет завтра.", version=1)

    write(page, number, "И захватите паспорт.", kind="question")
    page.button(f"answer-{number}-submit").click().run()

    thread = appeals.thread(consumer, number)
    assert (thread.line.status_label, thread.messages[-1].text) == ("Дан ответ", "И захватите паспорт.")


def test_what_was_typed_into_an_appeal_closed_meanwhile_stays_on_the_screen(consumer: Actor, engineer: Actor) -> None:
    number = an_appeal(consumer)
    page = visit("staff", engineer, "appeal", no=number)
    appeals.close(consumer, number)

    write(page, number, "Приедет завтра в 10:00.")

    assert "Заявитель закрыл обращение" in words(page)
    assert page.text_area(f"answer-{number}-w-text").value == "Приедет завтра в 10:00."
    assert f"answer-{number}-submit" not in {
        button.key for button in visit("staff", engineer, "appeal", no=number).button
    }


def test_an_employee_is_told_of_an_answer_wanted_on_paper(consumer: Actor, engineer: Actor) -> None:
    number = an_appeal(consumer, answer_by="post")

    assert "Заявитель просил ответить письмом" in words(visit("staff", engineer, "appeal", no=number))


def test_the_rail_counts_the_appeals_that_wait(consumer: Actor, engineer: Actor) -> None:
    an_appeal(consumer)

    assert "Обращения: 1" in {link.label for link in visit("staff", engineer).page_link}
