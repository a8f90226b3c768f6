"""The queue of applications, and the way back to where one was in it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import inspect, select
from streamlit.testing.v1 import AppTest

from core.actor import Actor
from db.models import Application
from db.session import transaction
from services import applications
from tests import _people
from tests.pages._visit import again, visit, words

ON, BACK = "queue-on", "queue-back"


@pytest.fixture
def engineer() -> Actor:
    return _people.an_employee("engineer")


def many(count: int) -> None:
    """Put so many applications into the register, 101/26 the oldest."""
    reg_no = _people.a_registered_application()
    with transaction() as session:
        one = session.scalars(select(Application).where(Application.reg_no == reg_no)).one()
        kept = {column.key: getattr(one, column.key) for column in inspect(Application).column_attrs}
        for place in range(count):
            day = date(2026, 1, 1) + timedelta(days=place)
            session.add(Application(**kept | {"id": None, "reg_no": f"{101 + place}/26", "registered_on": day}))


def numbers(page: AppTest) -> list[str]:
    return [link.label.strip("*") for link in page.page_link if "/" in link.label]


def test_a_row_tells_all_an_engineer_needs(engineer: Actor) -> None:
    reg_no = _people.a_registered_application()
    applications.assign(engineer, reg_no, version=1)

    page = visit("staff", engineer)

    assert numbers(page) == [reg_no]
    for told in ("Щербакова Мария Ивановна", "жилой дом", "д. Образцово", "Зарегистрирована", engineer.name, "7,5"):
        assert told in words(page)


def test_what_people_wrote_stays_text(engineer: Actor) -> None:
    reg_no = _people.a_registered_application(object_name="<b>дом</b> *и* [баня](http://x)")

    page = again(visit("staff", engineer), "application", no=reg_no)

    assert "&lt;b&gt;дом&lt;/b&gt; *и* [баня](http://x)" in words(page)


def test_the_page_one_was_on_is_there_again_after_a_card(engineer: Actor) -> None:
    many(85)
    page = visit("staff", engineer)
    page.button(ON).click().run()
    second = numbers(page)

    again(page, "application", no=second[0])
    again(page, "")

    assert len(second) == 40
    assert numbers(page) == second
    page.button(BACK).click().run()
    assert not set(numbers(page)) & set(second)


def test_all_pages_together_show_every_application_once(engineer: Actor) -> None:
    many(85)
    page = visit("staff", engineer)
    seen = numbers(page)

    while any(button.key == ON for button in page.button):
        page.button(ON).click().run()
        seen += numbers(page)

    assert len(seen) == len(set(seen)) == 86


def test_a_filter_begins_at_the_first_page_and_survives_a_card(engineer: Actor) -> None:
    many(45)
    page = visit("staff", engineer)
    page.button(ON).click().run()

    page.selectbox("queue-status").select("completed").run()
    again(page, "application", no="101/26")
    again(page, "")

    assert page.selectbox("queue-status").value == "completed"
    assert numbers(page) == []
    assert "Таких заявок нет" in words(page)


def test_mine_are_the_open_ones_i_took(engineer: Actor) -> None:
    consumer = _people.a_consumer()
    first, second = (_people.a_registered_application(consumer) for _ in range(2))
    applications.assign(engineer, second, version=1)
    page = visit("staff", engineer)
    all_of_them = numbers(page)

    page.button_group("queue-view").set_value("Мои").run()

    assert set(all_of_them) == {first, second}
    assert numbers(page) == [second]


def test_a_number_typed_opens_its_card(engineer: Actor) -> None:
    reg_no = _people.a_registered_application()
    page = visit("staff", engineer)

    page.text_input[0].set_value(f" {reg_no} ")
    page.button[[button.label for button in page.button].index("Открыть")].click().run()

    assert "Заявитель и объект" in words(page)


def test_a_number_nobody_has_is_said(engineer: Actor) -> None:
    page = visit("staff", engineer)

    page.text_input[0].set_value("777/26")
    page.button[[button.label for button in page.button].index("Открыть")].click().run()

    assert "нет. Проверьте номер" in page.warning[0].value


def test_the_rail_counts_what_waits_for_registration() -> None:
    _people.a_sent_application(_people.a_consumer())

    page = visit("staff", _people.an_employee("operator"))

    assert "Новые отправки: 1" in {link.label for link in page.page_link}
