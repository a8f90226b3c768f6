"""«Потребители»: found, looked at, and given an account with a temporary password."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from core import clock
from core.actor import Actor, Role, Side
from db.models import Consumer, JournalEntry, User
from db.session import transaction
from forms.registration.person import PersonCard
from services import login
from tests import _people
from tests._kept import everything, kept, the_only
from tests._people import VISITOR
from tests.pages._visit import again, visit, words

SNILS = "028-278-217 65"


@pytest.fixture
def maria() -> Actor:
    return _people.a_consumer()


def password_on(page: AppTest) -> str:
    found = re.search(r'<code class="p-key">([\w-]+)</code>', words(page))
    assert found
    return found[1]


def test_an_operator_finds_an_applicant_and_opens_the_card(maria: Actor) -> None:
    _people.a_consumer("company", email="company@example.org")
    page = visit("staff", _people.an_employee("operator"), "consumers")
    assert "«Ёлка»" in words(page)

    page.text_input("consumers-find").set_value("щербакова").run()
    assert "«Ёлка»" not in words(page)
    assert "57-000001-8" in {re.sub(r"\*", "", link.label) for link in page.page_link}
    page.text_input("consumers-find").set_value("никто").run()
    assert "Никого не нашли" in words(page)

    card = words(again(page, "consumer", id=str(maria.consumer_id)))
    assert SNILS in card
    assert "maria@example.org" in card


def test_a_temporary_password_is_shown_until_it_is_handed_over_and_never_again(maria: Actor) -> None:
    page = visit("staff", _people.an_employee("operator"), "consumer", id=str(maria.consumer_id))

    page.button(f"replace-{maria.user_id}-ask").click().run()
    page.button(f"replace-{maria.user_id}-yes").click().run()

    password = password_on(page)
    assert "Передайте памятку заявителю лично" in words(page)
    assert "57-000001-8" in words(page)
    assert password_on(again(page, "reports")) == password  # whatever page is opened before it was handed over
    page.button("issued-done").click().run()
    assert password not in words(page)
    assert password not in str(page.session_state.to_dict())
    assert password not in everything()
    assert login.check(Side.PUBLIC, "maria@example.org", password, VISITOR) == maria.user_id


def test_an_account_is_opened_for_somebody_new() -> None:
    page = visit("staff", _people.an_employee("manager"), "open-account", kind="person")
    typed = _people.valid_answers(PersonCard)
    for name in ("last_name", "first_name", "snils", "address", "phone", "email"):
        page.text_input(f"open-person-w-{name}").set_value(typed[name]).run()
    assert not [field for field in page.text_input if "ароль" in field.label]
    assert page.checkbox == []

    page.button("open-person-submit").click().run()

    password = password_on(page)
    page.button("issued-done").click().run()
    assert page.text_input("open-person-w-last_name").value == ""
    assert login.check(Side.PUBLIC, "maria@example.org", password, VISITOR)
    assert the_only(Consumer).name == "Щербакова Мария"


def test_what_is_wrong_is_said_and_nothing_is_lost(maria: Actor) -> None:
    assert maria
    page = visit("staff", _people.an_employee("operator"), "open-account", kind="person")
    typed = _people.valid_answers(PersonCard)
    for name in ("last_name", "first_name", "snils", "address", "phone"):
        page.text_input(f"open-person-w-{name}").set_value(typed[name]).run()
    page.text_input("open-person-w-email").set_value("other@example.org").run()

    page.button("open-person-submit").click().run()

    assert "Такой потребитель уже есть" in words(page)
    assert page.text_input("open-person-w-snils").value == SNILS
    assert len(kept(User, User.side == "public")) == 1


def test_an_applicant_of_the_office_is_given_an_account_from_the_card() -> None:
    with transaction() as session:
        row = Consumer(kind="person", name="Белкина Анна Петровна", created_at=clock.now())
        session.add(row)
    page = visit("staff", _people.an_employee("operator"), "consumer", id=str(row.id))
    assert "нет личного кабинета" in words(page)

    page.text_input(f"for-known-{row.id}-w-email").set_value("belkina@example.org").run()
    page.button(f"for-known-{row.id}-submit").click().run()

    assert "Белкина Анна Петровна" in words(page)
    assert login.check(Side.PUBLIC, "belkina@example.org", password_on(page), VISITOR)


@pytest.mark.parametrize("role", [Role.LAWYER, Role.ENGINEER, Role.ECONOMIST, Role.AUDITOR])
def test_who_opens_no_accounts_finds_nothing_to_press(maria: Actor, role: Role) -> None:
    page = visit("staff", _people.an_employee(role), "consumer", id=str(maria.consumer_id))

    assert "Щербакова" in words(page)
    assert not [button for button in page.button if str(button.key).endswith(("-ask", "-submit"))]


def test_a_manager_unmasks_for_a_reason_for_that_look_only(maria: Actor) -> None:
    page = visit("staff", _people.an_employee("manager"), "consumer", id=str(maria.consumer_id))
    key = f"unmask-consumer-{maria.consumer_id}"
    assert SNILS not in words(page)

    page.button(f"{key}-submit").click().run()
    assert SNILS not in words(page)  # no reason, no number
    page.radio(f"{key}-w-reason").set_value("court").run()
    page.button(f"{key}-submit").click().run()

    assert SNILS in words(page)
    assert SNILS not in words(again(page, "consumer", id=str(maria.consumer_id)))
    assert [entry.facts for entry in kept(JournalEntry, JournalEntry.act == "identity.unmasked")] == [
        {"reason": "court"}
    ]


def test_a_manager_unmasks_a_submission_with_its_answers(maria: Actor) -> None:
    number = _people.a_sent_application(maria)
    page = visit("staff", _people.an_employee("manager"), "submission", no=number)
    assert "123457" not in words(page)

    page.radio(f"unmask-submission-{number}-w-reason").set_value("check").run()
    page.button(f"unmask-submission-{number}-submit").click().run()

    assert "123457" in words(page)
    assert "Показано один раз" in words(page)


def test_the_auditor_reads_the_consents(maria: Actor) -> None:
    page = visit("staff", _people.an_employee("auditor"), "consumer", id=str(maria.consumer_id))

    assert "Согласие на обработку персональных данных" in words(page)
    assert SNILS not in words(page)


@pytest.mark.parametrize("asked", ["999", "", "x"])
def test_an_applicant_who_is_not_there_is_said(asked: str) -> None:
    page = visit("staff", _people.an_employee("operator"), "consumer", id=asked)

    assert "Такого потребителя нет" in words(page)
    assert not page.exception
