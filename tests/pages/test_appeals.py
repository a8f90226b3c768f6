"""«Обращение»: sending, following and settling an appeal in the cabinet."""

import uuid
from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from core.actor import Actor
from db.session import transaction
from forms._questions import questions
from forms.contact.reply import Reply
from regulations.appeals import AppealKind, Topic
from services import appeals, drafts, notifications
from tests import _people
from tests.conftest import Time
from tests.pages._visit import again, visit, words

TEXT = "Когда приедет инженер?"


@pytest.fixture
def consumer() -> Actor:
    return _people.a_consumer()


@pytest.fixture
def operator() -> Actor:
    return _people.an_employee("operator")


def an_appeal(consumer: Actor, **changes: str) -> str:
    sound = {"topic": "connection", "kind": "question", "text": TEXT} | changes
    return appeals.send(consumer, sound, str(uuid.uuid4())).number


def version(operator: Actor, number: str) -> int:
    return appeals.thread(operator, number).version


def answer(operator: Actor, number: str, text: str = "Завтра в десять.") -> None:
    appeals.answer(operator, number, text, version=version(operator, number))


def ask(operator: Actor, number: str, text: str = "Где калитка?") -> None:
    appeals.ask(operator, number, text, version=version(operator, number))


def reply(page: AppTest, number: str, text: str) -> AppTest:
    page.text_area(key=f"reply-{number}-w-text").set_value(text).run()
    return page.button(key=f"reply-{number}-submit").click().run()


def numbers(page: AppTest) -> list[str]:
    return [link.label for link in page.page_link if link.label.startswith("**№ 26-")]


def press(page: AppTest, label: str) -> AppTest:
    return page.button[[button.label for button in page.button].index(label)].click().run()


def buttons(page: AppTest) -> set[str]:
    return {str(button.key) for button in page.button}


def test_an_appeal_is_sent_with_its_number_and_term_and_its_answer_found(
    consumer: Actor, operator: Actor, time: Time
) -> None:
    time.is_now(datetime(2026, 3, 5, 9, tzinfo=UTC))
    page = visit("public", consumer, "appeals")
    page.radio(key="appeal-w-topic").set_value("connection").run()
    page.radio(key="appeal-w-kind").set_value("complaint").run()
    page.text_area(key="appeal-w-text").set_value(TEXT).run()
    page.button(key="appeal-submit").click().run()
    number = appeals.mine(consumer)[0].number
    assert page.success[0].value == f"Обращение получено, номер **{number}**. Ответим до 06.04.2026."
    assert TEXT in words(page)

    answer(operator, number)
    text = words(again(page, "appeal", no=number))

    assert "Завтра в десять." in text
    assert "Дан ответ" in text


def test_files_without_a_reason_are_not_sent(consumer: Actor) -> None:
    page = visit("public", consumer, "appeals")
    page.radio(key="appeal-w-topic").set_value("other").run()
    page.radio(key="appeal-w-kind").set_value("files").run()
    page.text_area(key="appeal-w-text").set_value("вот").run()

    page.button(key="appeal-submit").click().run()

    assert "Опишите причину отправки файлов" in words(page)
    assert appeals.mine(consumer) == []


def test_the_form_says_how_soon_an_answer_comes_and_how_much_may_be_written(consumer: Actor) -> None:
    page = visit("public", consumer, "appeals")
    assert "Отвечаем за 15 дней, на жалобу за 30 дней, на сообщение о нарушении за 1 день." in words(page)

    page.text_area(key="appeal-w-text").set_value("а" * 4010).run()

    assert "Лишних знаков: 10" in words(page)
    page.text_area(key="appeal-w-text").set_value("а" * 10).run()
    assert "Осталось знаков: 3990" in words(page)


def test_an_appeal_begun_on_a_card_is_about_its_application(consumer: Actor) -> None:
    reg_no = _people.a_registered_application(consumer)

    page = visit("public", consumer, "appeals", application=reg_no)

    assert page.selectbox(key="appeal-w-application").value == reg_no


def test_a_question_asks_for_an_answer_everywhere(consumer: Actor, operator: Actor) -> None:
    number = an_appeal(consumer)
    ask(operator, number)

    for url in ("", "appeals"):
        assert "Ждём вашего ответа" in words(visit("public", consumer, url))
    page = visit("public", consumer, "appeal", no=number)
    assert "Нужен ваш ответ" in words(page)
    reply(page, number, "Справа от дома.")

    assert page.success[0].value == "Сообщение отправлено."
    assert "Справа от дома." in words(page)
    assert "Ждёт ответа" in words(page)
    assert page.text_area(key=f"reply-{number}-w-text").value == ""
    assert "Ждём вашего ответа" not in words(visit("public", consumer))


def test_what_is_typed_and_attached_to_a_message_is_kept_as_a_draft(consumer: Actor) -> None:
    number = an_appeal(consumer)
    question = next(asked for asked in questions(Reply) if asked.accepts)
    drafts.attach(consumer, appeals.draft_of(consumer, number), question, "калитка.pdf", _people.a_pdf())
    page = visit("public", consumer, "appeal", no=number)
    page.text_area(key=f"reply-{number}-w-text").set_value("Справа.").run()

    later = visit("public", consumer, "appeal", no=number)

    assert later.text_area(key=f"reply-{number}-w-text").value == "Справа."
    assert "калитка.pdf" in words(later)
    later.button(key=f"reply-{number}-submit").click().run()
    assert [file.name for file in appeals.thread(consumer, number).messages[-1].files] == ["калитка.pdf"]


def test_a_message_after_an_answer_opens_the_appeal_again(consumer: Actor, operator: Actor) -> None:
    number = an_appeal(consumer)
    answer(operator, number)
    page = visit("public", consumer, "appeal", no=number)

    reply(page, number, "Никто не приехал.")

    assert "Открыто снова: ответим до" in words(page)
    assert "Ждёт ответа" in words(page)


def test_an_answer_is_new_until_it_is_looked_at(consumer: Actor, operator: Actor) -> None:
    number = an_appeal(consumer)
    answer(operator, number)
    before = notifications.unread(consumer)
    assert "новое" in words(visit("public", consumer, "appeals"))

    visit("public", consumer, "appeal", no=number)

    assert "новое" not in words(visit("public", consumer, "appeals"))
    assert notifications.unread(consumer) == before - 2, "the answer, and that the appeal was received"


def test_an_appeal_we_are_late_with_says_so(consumer: Actor, operator: Actor, time: Time) -> None:
    number = an_appeal(consumer)
    time.passes(days=20)

    assert "опаздываем. Приносим извинения." in words(visit("public", consumer, "appeal", no=number))
    answer(operator, number)
    assert "позже срока" in words(visit("public", consumer, "appeal", no=number))


def test_a_settled_appeal_is_closed_after_a_question_and_leads_to_a_new_one(consumer: Actor, operator: Actor) -> None:
    number = an_appeal(consumer)
    answer(operator, number)
    page = visit("public", consumer, "appeal", no=number)

    page.button(key=f"close-{number}-ask").click().run()
    assert "Закрыть обращение?" in words(page)
    page.button(key=f"close-{number}-yes").click().run()

    assert "Закрыто" in words(page)
    assert f"reply-{number}-submit" not in buttons(page)
    assert "Написать новое обращение" in {link.label for link in page.page_link}
    assert "Прежние обращения" in words(visit("public", consumer, "appeals"))


def test_a_message_to_an_appeal_closed_meanwhile_is_not_sent_and_not_lost(consumer: Actor) -> None:
    number = an_appeal(consumer)
    page = visit("public", consumer, "appeal", no=number)
    page.text_area(key=f"reply-{number}-w-text").set_value("Ещё вопрос.").run()
    appeals.close(consumer, number)

    page.button(key=f"reply-{number}-submit").click().run()

    assert len(appeals.thread(consumer, number).messages) == 1
    assert "Не отправлено: обращение уже закрыто" in words(page)
    assert "Ещё вопрос." in words(page)
    assert "Написать новое обращение" in {link.label for link in page.page_link}
    press(page, "Перенести в новое обращение")
    assert "Ещё вопрос." not in words(page)
    assert visit("public", consumer, "appeals").text_area(key="appeal-w-text").value == "Ещё вопрос."


def test_a_message_to_an_appeal_closed_meanwhile_can_be_thrown_away(consumer: Actor) -> None:
    number = an_appeal(consumer)
    drafts.save(consumer, appeals.draft_of(consumer, number), {"text": "Ещё вопрос."})
    page = visit("public", consumer, "appeal", no=number)
    page.button(key=f"close-{number}-ask").click().run()
    assert "отправлено не будет, но не пропадёт" in words(page)
    page.button(key=f"close-{number}-yes").click().run()
    assert "Ещё вопрос." in words(page)

    press(page, "Удалить неотправленное")

    assert "Ещё вопрос." not in words(page)


def test_the_survey_is_offered_after_an_answer(consumer: Actor, operator: Actor) -> None:
    number, settled_alone = an_appeal(consumer), an_appeal(consumer)
    appeals.close(consumer, settled_alone)

    def offered(number: str) -> bool:
        return "Оцените ответ" in {link.label for link in visit("public", consumer, "appeal", no=number).page_link}

    assert not offered(number)
    assert not offered(settled_alone)
    answer(operator, number)
    assert offered(number)
    appeals.close(consumer, number)
    assert offered(number)


def test_all_pages_together_show_every_appeal_once(consumer: Actor) -> None:
    with transaction() as session:
        for press in range(25):
            appeals.opened(
                session, consumer, topic=Topic.OTHER, kind=AppealKind.QUESTION, text=TEXT, send_key=str(press)
            )
    page = visit("public", consumer, "appeals")
    seen = numbers(page)

    page.button("appeals-on").click().run()
    seen += numbers(page)

    assert len(seen) == len(set(seen)) == 25
