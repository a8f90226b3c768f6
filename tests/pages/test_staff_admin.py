"""What administrator and auditor do: employees and the journal."""

import pyotp
import pytest
from streamlit.testing.v1 import AppTest

from core.actor import Actor, Role
from services import employees, second_factor
from services.employees import State
from tests import _people
from tests._kept import letters
from tests.pages._visit import again, visit, words


@pytest.fixture
def admin() -> Actor:
    return _people.an_employee("admin", name="Зуев Кирилл Михайлович")


@pytest.fixture
def engineer(admin: Actor) -> Actor:  # noqa: ARG001 - the second to come
    return _people.an_employee("engineer", email="krylov@example.org", name="Крылов Антон Павлович")


def invite(page: AppTest, name: str, email: str) -> AppTest:
    page.text_input("employee-w-name").set_value(name).run()
    page.text_input("employee-w-email").set_value(email).run()
    page.selectbox("employee-w-role").set_value("engineer").run()
    return page.button("employee-submit").click().run()


def stands(admin: Actor, user_id: int) -> employees.Line:
    return employees.one(admin, user_id)


def test_an_invited_employee_is_listed_and_gets_a_letter_and_no_password_is_asked_for(admin: Actor) -> None:
    page = visit("staff", admin)

    page = invite(page, "Осипов Игорь Николаевич", "Osipov@Example.org")

    assert "Приглашение отправлено" in page.success[0].value
    said = words(page)
    assert "Осипов Игорь Николаевич" in said
    assert "приглашён" in said
    assert "ароль *" not in said
    assert [letter.to for letter in letters("employee_invited")] == ["osipov@example.org"]
    assert [line.role for line in employees.everybody(admin)] == [Role.ADMIN, Role.ENGINEER]


def test_a_taken_address_is_said_beside_its_field(admin: Actor, engineer: Actor) -> None:
    assert engineer
    page = invite(visit("staff", admin), "Осипов Игорь", "krylov@example.org")

    assert "Сотрудник с этим адресом уже есть." in words(page)
    assert page.text_input("employee-w-name").value == "Осипов Игорь"


def test_the_list_is_narrowed_down(admin: Actor, engineer: Actor) -> None:
    assert engineer
    page = visit("staff", admin)
    assert "krylov@example.org" in words(page)

    page.text_input("employees-find").set_value("зуев").run()
    assert "krylov@example.org" not in words(page)
    page.text_input("employees-find").set_value("").run()
    page.selectbox("employees-role").set_value("engineer").run()
    assert "krylov@example.org" in words(page)
    page.selectbox("employees-state").set_value("blocked").run()
    assert "Таких сотрудников нет" in words(page)


def test_a_blocked_employee_is_out_at_the_next_step_of_an_open_tab(admin: Actor, engineer: Actor) -> None:
    tab = visit("staff", engineer)
    assert "Заявки" in {link.label for link in tab.page_link}

    page = visit("staff", admin, "employee", id=str(engineer.user_id))
    page.button("block-ask").click().run()
    page.button("block-yes").click().run()

    assert "Учётная запись заблокирована." in page.success[0].value
    assert stands(admin, engineer.user_id).state is State.BLOCKED
    assert "Вход для сотрудников" in words(again(tab, "reports"))

    page.button("unblock-ask").click().run()
    page.button("unblock-yes").click().run()
    assert stands(admin, engineer.user_id).state is State.WORKS


def test_another_role_is_given(admin: Actor, engineer: Actor) -> None:
    page = visit("staff", admin, "employee", id=str(engineer.user_id))
    key = f"role-{engineer.user_id}"

    page.selectbox(f"{key}-w-role").set_value("lawyer").run()
    page.button(f"{key}-submit").click().run()

    assert stands(admin, engineer.user_id).role is Role.LAWYER


def test_an_invitation_is_sent_once_more(admin: Actor) -> None:
    user_id = employees.invite(admin, "new@example.org", "Новиков Н. Н.", Role.LAWYER)

    page = visit("staff", admin, "employee", id=str(user_id))
    page.button("reinvite-ask").click().run()
    page.button("reinvite-yes").click().run()

    assert len(letters("employee_invited")) == 2


def test_a_lost_telephone_is_reset(admin: Actor, engineer: Actor) -> None:
    offered = second_factor.offer(engineer, _people.PASSWORD)
    second_factor.confirm(engineer, pyotp.TOTP(offered.secret.replace(" ", "")).now())

    page = visit("staff", admin, "employee", id=str(engineer.user_id))
    assert "подключён" in words(page)
    page.button("reset-ask").click().run()
    page.button("reset-yes").click().run()

    assert not second_factor.required(engineer.user_id)


def test_an_administrator_finds_nothing_to_press_on_the_own_page(admin: Actor) -> None:
    page = visit("staff", admin, "employee", id=str(admin.user_id))

    assert "Это вы." in words(page)
    assert not [button for button in page.button if str(button.key).endswith(("-ask", "-submit"))]


@pytest.mark.parametrize("asked", ["999", "", "x", "-1", "9" * 30, "1e3"])
def test_an_employee_who_is_not_there_is_said(admin: Actor, asked: str) -> None:
    page = visit("staff", admin, "employee", id=asked)

    assert "Такого сотрудника нет" in words(page)
    assert not page.exception


def test_the_journal_says_who_did_what_with_which_number(admin: Actor) -> None:
    operator = _people.an_employee("operator", name="Гусева Анна Викторовна")
    reg_no = _people.a_registered_application(by=operator)

    said = words(visit("staff", admin, "journal"))

    assert "Гусева Анна Викторовна, Оператор ЦОП" in said
    assert "Регистрация заявки" in said
    assert f"<td>{reg_no}</td>" in said
    assert "Щербакова" not in said


def test_the_journal_is_narrowed_down_by_person_act_and_number(admin: Actor) -> None:
    operator = _people.an_employee("operator", name="Гусева Анна Викторовна")
    reg_no = _people.a_registered_application(by=operator)
    page = visit("staff", admin, "journal")

    page.text_input("journal-who").set_value("гусева").run()
    said = words(page)
    assert "Регистрация заявки" in said
    assert "Отправлена форма" not in said
    page.text_input("journal-who").set_value("").run()
    page.text_input("journal-thing").set_value(reg_no).run()
    assert "Отправлена форма" not in words(page)
    page.selectbox("journal-act").set_value("login.failed").run()
    assert "Таких записей нет" in words(page)


def test_a_link_opens_the_journal_of_one_person(admin: Actor, engineer: Actor) -> None:
    employees.block(admin, engineer.user_id)

    page = visit("staff", admin, "journal", who="krylov@example.org")

    assert page.text_input("journal-who").value == "krylov@example.org"


def test_the_auditor_reads_cards_and_journal_and_finds_nothing_to_press(admin: Actor) -> None:
    assert admin
    reg_no = _people.a_registered_application(by=_people.an_employee("operator"))
    auditor = _people.an_employee("auditor")

    card = visit("staff", auditor, "application", no=reg_no)
    journal = visit("staff", auditor, "journal")

    assert reg_no in words(card)
    assert "028-278-217" not in words(card)
    exits = {"p-exit-wide", "p-exit-small", "portal_over", "portal_renew"}
    assert {button.key for button in card.button} <= exits
    assert card.expander == []
    assert "Просмотр карточки" in words(journal)
