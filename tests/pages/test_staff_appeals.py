"""Appeals: the queue, and the answer beside the question."""

import uuid

import pytest

from core.actor import Actor
from forms.contact.appeal import NewAppeal
from services import appeals
from tests import _people
from tests.conftest import Time
from tests.pages._visit import visit, words


@pytest.fixture
def consumer() -> Actor:
    return _people.a_consumer()


@pytest.fixture
def engineer() -> Actor:
    return _people.an_employee("engineer", name="Крылов Антон Павлович")


def an_appeal(consumer: Actor) -> str:
    return appeals.send(consumer, _people.valid_answers(NewAppeal), str(uuid.uuid4())).number


def test_an_appeal_waits_in_the_list_until_it_is_answered(consumer: Actor, engineer: Actor) -> None:
    number = an_appeal(consumer)
    before = words(visit("staff", engineer, "appeals"))

    appeals.answer(engineer, number, "Приедет завтра.", version=1)

    assert number in before
    assert "На все обращения ответили." in words(visit("staff", engineer, "appeals"))


def test_a_late_appeal_is_marked_by_a_word(consumer: Actor, engineer: Actor, time: Time) -> None:
    an_appeal(consumer)
    time.passes(days=31)

    assert "просрочено" in words(visit("staff", engineer, "appeals"))


def test_the_answer_reaches_the_consumer(consumer: Actor, engineer: Actor) -> None:
    number = an_appeal(consumer)
    page = visit("staff", engineer, "appeal", no=number)

    page.text_area(f"answer-{number}-w-text").set_value("Приедет завтра в 10:00.").run()
    page.button(f"answer-{number}-submit").click().run()

    assert appeals.thread(consumer, number).messages[-1].text == "Приедет завтра в 10:00."
    assert page.success[0].value == "Ответ отправлен заявителю."
    assert f"answer-{number}-submit" not in {button.key for button in page.button}


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
    appeals.answer(_people.an_employee("lawyer"), number, "Приедет завтра.", version=1)

    page.button(f"answer-{number}-submit").click().run()

    assert len(appeals.thread(engineer, number).messages) == 2
    assert "тем временем ответил другой сотрудник" in words(page)
    assert page.text_area(f"answer-{number}-w-text").value == "Приедет завтра в 10:00."
