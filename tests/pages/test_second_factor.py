"""The second factor as people meet it: connected, asked for, lost."""

import pyotp
import pytest
from streamlit.testing.v1 import AppTest

from core.actor import Actor
from services import second_factor
from tests import _people
from tests._people import PASSWORD
from tests.conftest import Time, forget
from tests.pages._visit import again, visit, words


@pytest.fixture
def engineer() -> Actor:
    return _people.an_employee("engineer", email="engineer@example.org")


def totp(actor: Actor) -> pyotp.TOTP:
    """Read the key as it is shown."""
    offered = second_factor.offered(actor)
    assert offered
    return pyotp.TOTP(offered.secret.replace(" ", ""))


def enrolled(actor: Actor, time: Time) -> tuple[pyotp.TOTP, tuple[str, ...]]:
    second_factor.offer(actor, PASSWORD)
    phone = totp(actor)
    on_paper = second_factor.confirm(actor, phone.at(time.now))
    time.passes(seconds=30)
    return phone, on_paper


def log_in(side: str = "staff", name: str = "engineer@example.org", url: str = "") -> AppTest:
    page = visit(side, None, url)
    page.text_input[0].set_value(name)
    page.text_input[1].set_value(PASSWORD)
    return page.button[0].click().run()


def type_code(page: AppTest, code: str) -> AppTest:
    page.text_input("login-code-typed").set_value(code)
    return next(button for button in page.button if button.label == "Войти").click().run()


def test_it_is_connected_on_the_security_page_and_the_codes_are_shown_once(engineer: Actor) -> None:
    page = visit("staff", engineer, "security")
    page.text_input("factor-begin-w-old_password").set_value(PASSWORD).run()
    page.button("factor-begin-submit").click().run()
    said = words(page)
    assert "data:image/svg+xml" in said
    offered = second_factor.offered(engineer)
    assert offered
    assert offered.secret in said

    page.text_input("factor-first-w-digits").set_value(totp(engineer).now()).run()
    page.button("factor-first-submit").click().run()

    said = words(page)
    assert "Сохраните коды восстановления" in said
    assert said.count("<li><code>") == 10
    assert "Сохраните коды восстановления" in words(again(page, "reports"))  # until they are kept
    page.button("factor-kept").click().run()
    said = words(again(page, "security"))
    assert "подключён" in said
    assert "<li><code>" not in said
    assert second_factor.required(engineer.user_id)


def test_a_wrong_password_shows_no_key(engineer: Actor) -> None:
    page = visit("staff", engineer, "security")

    page.text_input("factor-begin-w-old_password").set_value("чужой пароль").run()
    page.button("factor-begin-submit").click().run()

    assert "Это не ваш пароль" in words(page)
    assert "data:image" not in words(page)


def test_a_key_begun_in_another_tab_is_not_shown_without_the_password(engineer: Actor) -> None:
    second_factor.offer(engineer, PASSWORD)

    assert "data:image" not in words(visit("staff", engineer, "security"))


def test_after_the_right_password_the_code_is_asked_for_and_there_is_no_session_yet(
    engineer: Actor, time: Time
) -> None:
    phone, _ = enrolled(engineer, time)

    page = log_in(url="reports")

    assert "Пароль верный" in words(page)
    assert "portal_session" not in page.session_state
    for url in ("", "reports", "security", "second-factor"):
        assert "Пароль верный" in words(again(page, url))

    page = type_code(again(page, "reports"), phone.at(time.now))

    assert "portal_session" in page.session_state
    assert "portal_half" not in page.session_state


def test_a_wrong_code_is_said_and_a_recovery_code_helps(engineer: Actor, time: Time) -> None:
    _, codes = enrolled(engineer, time)
    page = log_in()

    page = type_code(page, "000000")
    assert second_factor.WRONG in page.error[0].value
    assert "portal_session" not in page.session_state
    page = type_code(page, codes[0])

    assert "portal_session" in page.session_state


def test_a_login_that_waited_too_long_begins_anew(engineer: Actor, time: Time) -> None:
    phone, _ = enrolled(engineer, time)
    page = log_in()
    time.passes(minutes=6)

    page = type_code(page, phone.at(time.now))

    assert second_factor.LATE in page.warning[0].value
    assert "Вход для сотрудников" in words(page)


def test_one_may_go_back_to_the_login(engineer: Actor, time: Time) -> None:
    enrolled(engineer, time)
    page = log_in()

    page = next(button for button in page.button if button.label == "Войти под другим именем").click().run()

    assert "Вход для сотрудников" in words(page)
    assert "Пароль верный" in words(log_in())


def test_a_password_alone_lets_in_whoever_has_none(engineer: Actor) -> None:
    assert engineer

    assert "portal_session" in log_in().session_state


def test_a_consumer_may_have_one_too(time: Time) -> None:
    maria = _people.a_consumer()
    phone, _ = enrolled(maria, time)

    page = log_in("public", "maria@example.org")
    assert "Пароль верный" in words(page)
    page = type_code(page, phone.at(time.now))

    assert "portal_session" in page.session_state


def test_it_is_switched_off_with_password_and_code(engineer: Actor, time: Time) -> None:
    phone, _ = enrolled(engineer, time)
    page = visit("staff", engineer, "security")

    page.text_input("factor-off-w-old_password").set_value(PASSWORD).run()
    page.text_input("factor-off-w-digits").set_value(phone.at(time.now)).run()
    page.button("factor-off-submit").click().run()

    assert "Вход с кодом отключён." in page.success[0].value
    assert not second_factor.required(engineer.user_id)


def test_new_recovery_codes_are_shown_once(engineer: Actor, time: Time) -> None:
    phone, old = enrolled(engineer, time)
    page = visit("staff", engineer, "security")

    page.text_input("factor-renew-w-digits").set_value(phone.at(time.now)).run()
    page.button("factor-renew-submit").click().run()

    said = words(page)
    assert said.count("<li><code>") == 10
    assert not [code for code in old if code in said]


@pytest.fixture
def demanded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let engineers log in with a second factor only."""
    monkeypatch.setenv("PORTAL_SECOND_FACTOR_ROLES", "engineer")
    forget()


@pytest.mark.usefixtures("demanded")
@pytest.mark.parametrize("url", ["", "reports", "application", "security", "consumers", "second-factor", "nowhere"])
def test_a_role_that_must_have_one_finds_nothing_else_at_any_address(engineer: Actor, url: str) -> None:
    page = visit("staff", engineer, url)

    said = words(page)
    assert "Подключите вход с кодом" in said
    assert "data:image/svg+xml" in said
    assert page.page_link == []
    assert {button.label for button in page.button} == {"Выйти", "Подтвердить", "Сеанс завершён"}
    assert not page.exception


@pytest.mark.usefixtures("demanded")
def test_the_duty_is_paid_and_the_work_begins(engineer: Actor) -> None:
    page = visit("staff", engineer, "reports")
    page.text_input("factor-first-w-digits").set_value(totp(engineer).now()).run()

    page.button("factor-first-submit").click().run()
    assert "Сохраните коды восстановления" in words(page)
    page.button("factor-kept").click().run()

    assert "Заявки по статусам" in words(page)


@pytest.mark.usefixtures("demanded")
def test_the_key_stays_the_same_from_run_to_run(engineer: Actor) -> None:
    page = visit("staff", engineer)
    first = totp(engineer).secret

    again(page, "reports")

    assert totp(engineer).secret == first
