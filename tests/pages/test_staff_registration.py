"""Registration of what consumers sent."""

import pytest

from core.actor import Actor
from forms.pdn import PersonalData
from services import applications, submissions
from tests import _people
from tests.conftest import Time
from tests.pages._visit import again, visit, words


@pytest.fixture
def operator() -> Actor:
    return _people.an_employee("operator", name="Гусева Анна Викторовна")


@pytest.fixture
def consumer() -> Actor:
    return _people.a_consumer()


def test_what_waits_is_listed_and_the_late_is_marked_by_a_word(operator: Actor, consumer: Actor, time: Time) -> None:
    late = _people.a_sent_application(consumer)
    time.passes(days=2)
    fresh = _people.a_sent_application(consumer)

    said = words(visit("staff", operator, "submissions"))

    assert said.index(late) < said.index("просрочено") < said.index(fresh)
    assert said.count("просрочено") == 1


def test_the_card_begins_with_the_answers_of_the_form(operator: Actor, consumer: Actor) -> None:
    number = _people.a_sent_application(consumer, power_new_kw="7,5")

    page = visit("staff", operator, "submission", no=number)

    assert page.text_input(f"register-{number}-w-object_name").value == "жилой дом"
    assert page.text_input(f"register-{number}-w-power_new_kw").value == "7,5"
    assert page.radio(f"register-{number}-w-reliability").value == "III"
    assert "Номер паспорта" in words(page)
    assert "inline=1" in words(page)


def test_registering_gives_a_number_and_opens_the_card(operator: Actor, consumer: Actor) -> None:
    number = _people.a_sent_application(consumer)
    page = visit("staff", operator, "submission", no=number)

    page.button(f"register-{number}-submit").click().run()

    reg_no = submissions.sheet(consumer, number).application_no
    assert page.success[0].value == f"Зарегистрирована, Рег. № **{reg_no}**."
    assert f"{reg_no}, жилой дом" in words(page)


def test_what_the_clerk_corrected_is_what_the_register_keeps(operator: Actor, consumer: Actor) -> None:
    number = _people.a_sent_application(consumer)
    page = visit("staff", operator, "submission", no=number)

    page.text_input(f"register-{number}-w-object_name").set_value("дачный дом").run()
    page.button(f"register-{number}-submit").click().run()

    assert "дачный дом" in words(page)


def test_an_unsound_card_is_not_registered_and_keeps_what_was_typed(operator: Actor, consumer: Actor) -> None:
    number = _people.a_sent_application(consumer)
    page = visit("staff", operator, "submission", no=number)

    page.text_input(f"register-{number}-w-power_new_kw").set_value("много").run()
    page.button(f"register-{number}-submit").click().run()

    assert submissions.sheet(operator, number).status == submissions.WAITING
    assert page.text_input(f"register-{number}-w-power_new_kw").value == "много"
    assert "p-remark" in words(page)


def test_a_second_press_in_another_tab_registers_nothing_twice(operator: Actor, consumer: Actor) -> None:
    number = _people.a_sent_application(consumer)
    first, second = (visit("staff", operator, "submission", no=number) for _ in range(2))

    first.button(f"register-{number}-submit").click().run()
    second.button(f"register-{number}-submit").click().run()

    assert len(visit("staff", operator).page_link) == len(again(first, "").page_link)
    assert "Открыть заявку" in "".join(link.label for link in second.page_link)
    assert f"register-{number}-submit" not in {button.key for button in second.button}


def test_returning_needs_a_reason(operator: Actor, consumer: Actor) -> None:
    number = _people.a_sent_application(consumer)
    page = visit("staff", operator, "submission", no=number)

    page.button(f"return-{number}-submit").click().run()

    assert submissions.sheet(operator, number).status == submissions.WAITING
    assert "Заполните это поле" in words(page)


def test_returning_tells_the_consumer_the_reason(operator: Actor, consumer: Actor) -> None:
    number = _people.a_sent_application(consumer)
    page = visit("staff", operator, "submission", no=number)

    page.text_area(f"return-{number}-w-reason").set_value("Участок вне зоны наших сетей.").run()
    page.button(f"return-{number}-submit").click().run()

    assert submissions.sheet(consumer, number).returned_reason == "Участок вне зоны наших сетей."
    assert "возвращена" in page.success[0].value
    assert "Возвращено" in words(page)


def test_what_is_no_application_is_taken_into_work_instead(operator: Actor, consumer: Actor) -> None:
    number = _people.a_sent_form(consumer, PersonalData)
    page = visit("staff", operator, "submission", no=number)
    labels = [button.label for button in page.button]

    page.button[labels.index("Принять в работу")].click().run()

    assert "Зарегистрировать" not in labels
    assert submissions.sheet(consumer, number).status == submissions.ACCEPTED
    assert "Принято" in words(page)


def test_an_engineer_does_not_open_the_passport(consumer: Actor) -> None:
    number = _people.a_sent_application(consumer)

    page = visit("staff", _people.an_employee("engineer"), "submission", no=number)

    assert f"Отправка {number} не найдена" in words(page)
    assert "паспорт" not in words(page).lower()


def test_an_economist_reads_what_was_sent_and_registers_nothing(consumer: Actor) -> None:
    number = _people.a_sent_application(consumer)

    page = visit("staff", _people.an_employee("economist"), "submission", no=number)

    assert "жилой дом" in words(page)
    assert {button.label for button in page.button} & {"Зарегистрировать", "Вернуть заявителю"} == set()


def test_a_registered_submission_leads_to_its_card(operator: Actor, consumer: Actor) -> None:
    number = _people.a_sent_application(consumer)
    reg_no = applications.register(operator, number, _people.a_registration_card())

    page = visit("staff", operator, "submission", no=number)

    assert f"Открыть заявку {reg_no}" in {link.label for link in page.page_link}
