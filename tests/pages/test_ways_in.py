from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core import clock
from core.actor import Actor, Side, Visitor
from db.models import Consent, User
from db.session import transaction
from forms.registration._card import CONSENTS
from services import accounts, human, links, login, own_email, recovery
from services.links import Purpose
from tests._kept import kept, letters, the_only
from tests._people import PASSWORD, a_consumer, an_employee
from tests.pages._visit import again, visit, words
from ui import session

FRESH = "совсем другая фраза"
HERE = Visitor("127.0.0.1")
OVER = "Запросите новую"
Follow = Callable[[str], None]


@pytest.fixture
def follow(monkeypatch: pytest.MonkeyPatch) -> Follow:
    """Let the browser follow a link, as the route does: the token is in the cookie of the handshake."""

    def followed(address: str) -> None:
        token = address.rpartition("/")[2]
        jar = {f"portal_{side}_link": token for side in Side}
        monkeypatch.setattr(session, "_cookie", lambda name: jar.get(name, ""))

    return followed


def a_link(to: Actor, purpose: Purpose = Purpose.RESET, **facts: str) -> str:
    with transaction() as writing:
        return links.make(writing, writing.get_one(User, to.user_id), purpose, **facts)


def fill(page: AppTest, **answers: Any) -> AppTest:
    """Type the answers of the page's form, by the names of its questions."""
    for name, answer in answers.items():
        [box] = [box for box in page.text_input if str(box.key).endswith(f"-w-{name}")]
        box.set_value(answer).run()
    return page


def press(page: AppTest, label: str) -> AppTest:
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception
    return page


def remembered(page: AppTest) -> str:
    """Return everything the server keeps for the tab."""
    return str(dict(page.session_state._state.filtered_state))  # noqa: SLF001 - what no page shows


def tick_all(page: AppTest) -> None:
    for box in list(page.checkbox):
        page.checkbox(key=str(box.key)).check().run()


@pytest.mark.parametrize("side", Side)
def test_the_login_leads_to_recovery_which_says_the_same_for_every_address(side: Side) -> None:
    an_employee(email="known@example.org")
    a_consumer(email="known@example.org")
    assert "Забыли пароль?" in words(visit(side, None))
    told = []
    for email in ("known@example.org", "nobody@example.org"):
        page = fill(visit(side, None, "forgotten"), email=email)
        told.append(words(press(page, "Восстановить пароль")))

    assert told[0] == told[1]
    assert "Если такой адрес зарегистрирован в системе, на него выслана ссылка" in told[0]
    recovery.answer()
    assert len(letters("password_recovery")) == 1


def test_a_link_leads_to_a_new_password_and_straight_into_the_cabinet(follow: Follow) -> None:
    consumer = a_consumer()
    follow(a_link(consumer))

    page = visit("public", None, "password")
    assert "maria@example.org" in words(page)
    fill(page, password="парольпароль")
    assert "слабый" in words(page)
    fill(page, password="maria и тихое море")
    assert "слабый" in words(page)
    fill(page, password=FRESH)
    assert "отличный" in words(page)
    fill(page, password_again=FRESH)
    press(page, "Сохранить пароль")

    assert "data-portal-ticket" in words(page)
    page.button(key="portal_cookie_kept").click()
    assert "Подать заявку или заявление" in words(again(page, ""))
    assert "Пароль сохранён" in page.success[0].value
    assert FRESH not in remembered(page)
    assert login.check(Side.PUBLIC, "maria@example.org", FRESH, HERE) == consumer.user_id


def test_a_weak_password_is_refused_with_the_reason_and_the_link_stays(follow: Follow) -> None:
    follow(a_link(a_consumer()))
    page = fill(visit("public", None, "password"), password="парольпароль", password_again="парольпароль")

    press(page, "Сохранить пароль")

    assert "Такой пароль легко угадать" in words(page)
    fill(page, password=FRESH, password_again=FRESH)
    assert "data-portal-ticket" in words(press(page, "Сохранить пароль"))


def test_an_employee_sets_a_password_by_the_same_page(follow: Follow) -> None:
    follow(a_link(an_employee("engineer"), Purpose.INVITATION))
    page = visit("staff", None, "password")
    assert "Первый пароль" in words(page)
    assert not page.checkbox

    fill(page, password=FRESH, password_again=FRESH)

    assert "data-portal-ticket" in words(press(page, "Сохранить пароль"))


def test_who_is_invited_by_an_organisation_gives_the_consents_with_the_first_password(follow: Follow) -> None:
    invited = a_consumer("company")
    with transaction() as writing:
        for consent in writing.query(Consent):
            writing.delete(consent)
    follow(a_link(invited, Purpose.INVITATION))
    page = fill(visit("public", None, "password"), password=FRESH, password_again=FRESH)
    assert len(page.checkbox) == len(CONSENTS)

    press(page, "Сохранить пароль")
    assert "Поставьте отметку" in words(page)
    tick_all(page)
    press(page, "Сохранить пароль")

    assert "data-portal-ticket" in words(page)
    assert len(kept(Consent)) == len(CONSENTS)


@pytest.mark.parametrize("url", ["password", "confirm"])
@pytest.mark.parametrize("side", Side)
def test_without_a_link_the_pages_say_that_it_is_over(side: Side, url: str) -> None:
    assert OVER in words(visit(side, None, url))


@pytest.mark.parametrize("side", Side)
def test_a_link_that_is_over_leads_on(side: Side) -> None:
    text = words(visit(side, None, "link-over"))

    for way in ("Откройте ссылку из последнего письма", "Восстановить пароль", "Войти"):
        assert way in text


@pytest.mark.parametrize("logged_in", [True, False])
def test_an_address_is_confirmed_by_a_button_logged_in_or_not(follow: Follow, logged_in: bool) -> None:  # noqa: FBT001 - a table
    consumer = a_consumer()
    page = visit("public", consumer if logged_in else None)
    if logged_in:
        assert "Подтвердите адрес" in words(page)
    follow(a_link(consumer, Purpose.EMAIL, email="maria@example.org"))
    page = visit("public", consumer if logged_in else None, "confirm")
    assert the_only(User).email_confirmed_at is None

    press(page, "Подтвердить адрес")

    assert "Адрес подтверждён" in words(page)
    assert the_only(User).email_confirmed_at is not None
    assert "Подтвердите адрес" not in words(again(page, ""))


def test_the_word_about_the_address_sends_the_letter_again() -> None:
    page = visit("public", a_consumer())

    press(page, "Отправить ещё раз")

    assert "Письмо отправлено" in page.success[0].value
    assert len(letters("email_confirm")) == 1


@pytest.mark.parametrize("side", Side)
def test_the_password_is_changed_on_the_security_page(side: Side) -> None:
    actor = a_consumer() if side is Side.PUBLIC else an_employee("engineer", email="maria@example.org")
    page = visit(side, actor, "security")
    key = "own-password-w-"
    page.text_input(key=f"{key}old_password").set_value("не тот пароль").run()
    page.text_input(key=f"{key}password").set_value(FRESH).run()
    page.text_input(key=f"{key}password_again").set_value(FRESH).run()
    page.button(key="own-password-submit").click().run()
    assert login.NOT_YOURS in words(page)

    page.text_input(key=f"{key}old_password").set_value(PASSWORD).run()
    page.button(key="own-password-submit").click().run()

    assert "Пароль изменён" in page.success[0].value
    assert login.check(side, "maria@example.org", FRESH, HERE) == actor.user_id
    assert FRESH not in remembered(page)


def test_the_address_is_changed_on_the_security_page() -> None:
    page = visit("public", a_consumer(), "security")
    page.text_input(key="own-email-w-old_password").set_value(PASSWORD).run()
    page.text_input(key="own-email-w-email").set_value("new@example.org").run()
    page.button(key="own-email-submit").click().run()

    assert "Мы выслали письмо на новый адрес" in page.success[0].value
    assert [letter.to for letter in letters("email_confirm")] == ["new@example.org"]


def test_whoever_has_a_temporary_password_replaces_it() -> None:
    actor = an_employee("engineer", email="maria@example.org")
    with transaction() as writing:
        writing.get_one(User, actor.user_id).password_until = clock.now() + timedelta(days=1)
    page = visit("staff", actor, "first-password")
    assert "Придумайте свой пароль" in words(page)

    fill(page, password=FRESH, password_again=FRESH)
    press(page, "Сохранить и продолжить")

    assert "Пароль сохранён" in page.success[0].value
    assert login.check(Side.STAFF, "maria@example.org", FRESH, HERE) == actor.user_id


def test_nobody_else_has_the_page_of_the_first_password() -> None:
    text = words(visit("public", a_consumer(), "first-password"))

    assert "Придумайте свой пароль" not in text
    assert "Подать заявку или заявление" in text


def test_after_too_many_requests_a_question_is_asked_and_answered_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Сколько будет" not in words(visit("public", None, "forgotten"))
    for place in range(human.AFTER):
        recovery.ask(HERE, Side.PUBLIC, {"email": f"person{place}@example.org"})
    monkeypatch.setattr("ui.session.visitor", lambda: HERE)
    page = fill(visit("public", None, "forgotten"), email="maria@example.org")
    [asked] = [box for box in page.text_input if "Сколько будет" in box.label]

    asked.set_value("сто").run()
    press(page, "Восстановить пароль")
    assert human.WRONG in words(page)
    [again_asked] = [box for box in page.text_input if "Сколько будет" in box.label]
    assert again_asked.key != asked.key
    monkeypatch.setattr(human, "_right", lambda _: True)
    again_asked.set_value("8").run()
    press(page, "Восстановить пароль")

    assert "Если такой адрес зарегистрирован" in words(page)


def test_a_taken_address_at_registration_leads_to_the_login_and_to_recovery() -> None:
    a_consumer()
    page = visit("public", None, "register", kind="person")
    page.session_state["register-person:remarks"] = {"email": accounts.TAKEN}
    page.session_state["register-person:look"] = "once"

    text = words(page.run())

    assert text.index("Войти") < text.index("Кто вы")
    assert "Восстановить пароль" in text


def test_a_confirmed_address_is_not_spoken_of() -> None:
    consumer = a_consumer()
    own_email.confirm(HERE, Side.PUBLIC, a_link(consumer, Purpose.EMAIL, email="maria@example.org").rpartition("/")[2])

    assert "Отправить ещё раз" not in words(visit("public", consumer))
