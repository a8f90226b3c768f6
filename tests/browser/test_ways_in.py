"""Forgotten, changed and stolen: the ways into an account, walked in a real browser."""

import email
import re
import time
from email.policy import default

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser._journey import fill, press_register, tick_all
from tests.browser.conftest import PASSWORD, Portal, settle, watched
from tests.browser.test_registration import PERSON

pytestmark = pytest.mark.browser

FRESH = "совсем другая фраза"
FRESHER = "и ещё одна фраза"


def test_a_forgotten_password_is_recovered_and_the_token_stays_nowhere(
    portal: Portal, chromium: Browser, someone: BrowserContext
) -> None:
    elsewhere, troubles = watched(chromium)
    address = register(elsewhere, portal, "zabyla@example.org")
    page = someone.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("request", lambda request: told.append(request.headers.get("referer", "")))
    page.goto(portal.public)
    page.get_by_role("link", name="Забыли пароль?").click()
    expect(page.get_by_role("heading", name="Восстановление пароля")).to_be_visible()
    page.get_by_label("Электронная почта *").fill(address)
    page.get_by_role("button", name="Восстановить пароль").click()
    expect(page.get_by_text("Если такой адрес зарегистрирован в системе")).to_be_visible()

    link = link_of_letter(portal, address, "Ссылка для нового пароля")
    page.goto(link)
    expect(page.get_by_role("heading", name="Новый пароль")).to_be_visible()
    assert page.url == f"{portal.public}/password"
    paste(page, "Новый пароль *", "йцукенгшщзх")
    expect(page.get_by_text("слабый")).to_be_visible()
    paste(page, "Новый пароль *", FRESH)
    expect(page.get_by_text("отличный")).to_be_visible()
    paste(page, "Пароль ещё раз *", FRESH)
    page.get_by_role("button", name="Сохранить пароль").click()

    expect(page.get_by_role("heading", name="Личный кабинет")).to_be_visible()
    expect(page.get_by_text("Пароль сохранён")).to_be_visible()
    token = link.rpartition("/")[2]
    history = someone.new_cdp_session(page).send("Page.getNavigationHistory")
    visited = [entry["url"] for entry in history["entries"]]  # where the buttons back and forward lead to
    assert len(visited) > 1
    assert [text for text in (*visited, *told, page.content()) if token in text] == []
    other = elsewhere.new_page()  # where the session is over now
    other.goto(link)
    expect(other.get_by_role("heading", name="Ссылка больше не действует")).to_be_visible()
    enter(other, portal.public, address, FRESH)
    elsewhere.close()
    assert troubles == []


def test_a_changed_password_ends_the_other_browser_and_a_stolen_cookie(
    portal: Portal, chromium: Browser, someone: BrowserContext
) -> None:
    address = register(someone, portal, "menyaet@example.org")
    other, troubles = watched(chromium)
    there = other.new_page()
    enter(there, f"{portal.public}/profile", address, PASSWORD)
    stolen = other.cookies()

    page = someone.new_page()
    page.goto(f"{portal.public}/security")
    page.get_by_text("Сменить пароль").first.click()
    form = page.locator(".st-key-own-password-fold")
    for label, answer in (("Пароль сейчас *", PASSWORD), ("Новый пароль *", FRESHER), ("Пароль ещё раз *", FRESHER)):
        field = form.get_by_label(label, exact=True)
        field.fill(answer)
        field.blur()
        settle(page)
    form.get_by_role("button", name="Сменить пароль").click()
    expect(page.get_by_text("Пароль изменён. Вход на других устройствах завершён.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Профиль")).to_be_visible()

    there.locator(".st-key-p-menu").get_by_role("link", name="Заявки").click()
    expect(there.get_by_role("heading", name="Вход в личный кабинет")).to_be_visible()
    thief, more = watched(chromium)
    thief.add_cookies(stolen)  # type: ignore[arg-type] # what one browser gives, another takes
    page = thief.new_page()
    page.goto(f"{portal.public}/applications")
    expect(page.get_by_role("heading", name="Вход в личный кабинет")).to_be_visible()
    for context in (other, thief):
        context.close()
    assert troubles == more == []


def test_an_address_is_confirmed_by_the_press_of_a_button(portal: Portal, someone: BrowserContext) -> None:
    address = register(someone, portal, "podtverdit@example.org")
    page = someone.new_page()
    page.goto(portal.public)
    expect(page.get_by_role("button", name="Отправить ещё раз")).to_be_visible()

    page.goto(link_of_letter(portal, address, "Ваш регистрационный номер"))
    page.get_by_role("button", name="Подтвердить адрес").click()

    expect(page.get_by_role("heading", name="Адрес подтверждён")).to_be_visible()
    page.get_by_role("link", name="На главную").click()
    expect(page.get_by_role("heading", name="Личный кабинет")).to_be_visible()
    expect(page.get_by_role("button", name="Отправить ещё раз")).to_have_count(0)


@pytest.mark.parametrize("side", ["public", "staff"])
def test_the_login_and_a_change_of_password_let_a_password_manager_fill_in(
    portal: Portal, someone: BrowserContext, side: str
) -> None:
    url = getattr(portal, side)
    page = someone.new_page()
    page.goto(url)
    name = page.get_by_label("Адрес электронной почты или регистрационный номер")
    password = page.get_by_label("Пароль", exact=True)
    expect(name).to_have_attribute("autocomplete", "username")
    expect(password).to_have_attribute("autocomplete", "current-password")
    paste(page, "Пароль", PASSWORD)
    expect(password).to_have_value(PASSWORD)

    enter(page, f"{url}/security", "ivanov@example.org" if side == "public" else "admin@example.org", PASSWORD)
    page.get_by_text("Сменить пароль").first.click()
    form = page.locator(".st-key-own-password-fold")
    for label, token in (("Пароль сейчас *", "current-password"), ("Новый пароль *", "new-password")):
        expect(form.get_by_label(label, exact=True)).to_have_attribute("autocomplete", token)


def register(context: BrowserContext, portal: Portal, address: str) -> str:
    """Open an account in this browser; return its address."""
    page = context.new_page()
    page.goto(f"{portal.public}/register?kind=person")
    answers = {**PERSON, "Электронная почта *": address, "Пароль *": PASSWORD, "Пароль ещё раз *": PASSWORD}
    fill(page, answers)
    tick_all(page)
    press_register(page)
    page.close()
    return address


def enter(page: Page, url: str, name: str, password: str) -> None:
    """Log in with a password of one's own."""
    page.goto(url)
    page.get_by_label("Адрес электронной почты или регистрационный номер").fill(name)
    page.get_by_label("Пароль", exact=True).fill(password)
    page.get_by_role("button", name="Войти").click()
    expect(page.get_by_role("button", name="Выйти")).to_be_visible()


def paste(page: Page, label: str, text: str) -> None:
    """Put a text into a field as the clipboard does, and leave the field."""
    field = page.get_by_label(label, exact=True)
    field.fill("")
    field.focus()
    page.keyboard.insert_text(text)
    field.blur()
    settle(page)


def link_of_letter(portal: Portal, address: str, subject: str) -> str:
    """Wait for the letter to *address* with this subject; return the link in it."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for path in (portal.data / "mail").glob("*.eml"):
            letter = email.message_from_bytes(path.read_bytes(), policy=default)
            if letter["To"] == address and str(letter["Subject"]).startswith(subject):
                body = letter.get_content()
                return str(re.findall(r"http\S+/link/[\w-]{43}", body)[0])
        time.sleep(0.3)
    pytest.fail(f"no letter «{subject}» to {address}")
