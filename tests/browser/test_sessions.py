"""The end of a session, as people meet it: warned, prolonged, over in every tab, and back where they were.

The portal of these tests has sessions of two minutes, over after one without a sign of life; it warns at half of each.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import PASSWORD, Portal, log_in, running, settle, watched

pytestmark = pytest.mark.browser

NAME = "Адрес электронной почты или регистрационный номер"
COOKIE = "portal_public"
ABOUT_HALF_AN_HOUR = re.compile("(28|29|30) мин")
PATIENCE_MS = 90_000
"""Longer than the idle limit."""


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """Run a portal whose sessions are short."""
    limits = {"PORTAL_SESSION_MINUTES": "2", "PORTAL_IDLE_MINUTES": "1"}
    with running(tmp_path_factory.mktemp("short"), **limits) as portal:
        yield portal


def warning(page: Page) -> Locator:
    return page.locator(".p-warning:not([hidden])")


def prolong(page: Page) -> Locator:
    return page.get_by_role("button", name="Продлить", exact=True)


def login_form(page: Page) -> Locator:
    return page.get_by_role("heading", name="Вход в личный кабинет")


def enter(page: Page, name: str) -> None:
    page.get_by_label(NAME).fill(name)
    page.get_by_label("Пароль", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Войти").click()


def token(someone: BrowserContext) -> str:
    return next(cookie["value"] for cookie in someone.cookies() if cookie["name"] == COOKIE)


def seconds_left(page: Page) -> int:
    minutes, _, seconds = page.locator(".p-who [data-portal-left]").inner_text().partition(":")
    return int(minutes) * 60 + int(seconds)


def is_alive(chromium: Browser, portal: Portal, value: str) -> bool:
    """Tell whether a copy of the cookie, in another browser, is anybody's."""
    thief = chromium.new_context()
    thief.add_cookies([{"name": COOKIE, "value": value, "url": portal.public}])
    remaining: int = thief.request.get(f"{portal.public}/auth/session").json()["remaining"]
    thief.close()
    return remaining > 0


def test_a_warning_stands_above_the_page_and_one_press_prolongs_the_session_in_every_tab(
    short: Portal, someone: BrowserContext
) -> None:
    page, other = someone.new_page(), someone.new_page()
    log_in(page, f"{short.public}/appeals", "ivanov@example.org")
    other.goto(f"{short.public}/profile")
    other.locator(".p-clock").wait_for()
    page.bring_to_front()
    field = page.get_by_label("Текст обращения *")
    field.fill("Когда приедет")
    field.focus()

    expect(warning(page)).to_contain_text("Сеанс закончится через", timeout=PATIENCE_MS)

    expect(warning(page)).to_contain_text("Введённое сохранено.")
    expect(field).to_be_focused()
    expect(warning(other)).to_be_visible()
    before = token(someone)
    prolong(page).click()
    expect(warning(page)).to_have_count(0)
    expect(warning(other)).to_have_count(0)
    expect(field).to_be_focused()
    expect(page.get_by_text("Сеанс продлён.")).to_be_visible()
    assert min(seconds_left(page), seconds_left(other)) > 45
    assert token(someone) == before, "no new login was needed"
    expect(field).to_have_value("Когда приедет")


def test_a_session_whose_time_is_up_is_renewed_by_password_and_nothing_typed_is_lost(
    short: Portal, someone: BrowserContext, chromium: Browser
) -> None:
    page, other = someone.new_page(), someone.new_page()
    log_in(page, f"{short.public}/appeals", "ivanov@example.org")
    other.goto(f"{short.public}/applications")
    other.locator(".p-title").wait_for()
    page.bring_to_front()
    old = token(someone)
    field = page.get_by_label("Текст обращения *")
    field.fill("")
    field.focus()
    while not warning(page).count():  # as long as somebody types, only the absolute end comes nearer
        page.keyboard.type("слово ")
        page.wait_for_timeout(3000)
    page.keyboard.type("и ещё")
    typed = field.input_value()

    prolong(page).click()
    password = page.locator(".st-key-p-renewal").get_by_label("Пароль", exact=True)
    expect(password).to_be_focused()
    page.keyboard.type("не тот пароль")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-p-renewal").get_by_role("alert")).to_contain_text("Неверный логин или пароль")
    expect(password).to_have_value("")
    expect(password).to_be_focused()
    assert token(someone) == old
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    expect(page.get_by_text("Сеанс продлён.")).to_be_visible()
    expect(password).to_have_count(0)
    settle(page)
    expect(field).to_have_value(typed)
    expect(field).to_be_focused()
    assert page.url.endswith("/appeals")
    assert typed.endswith("и ещё")
    assert token(someone) != old
    assert not is_alive(chromium, short, old)
    assert is_alive(chromium, short, token(someone))
    other.bring_to_front()
    other.locator(".st-key-p-menu").get_by_role("link", name="Профиль").click()
    expect(other.get_by_role("heading", name="Профиль")).to_be_visible()


def test_at_the_end_every_tab_shows_the_login_and_after_it_the_same_page_with_what_was_typed(
    short: Portal, someone: BrowserContext
) -> None:
    hidden, page = someone.new_page(), someone.new_page()
    log_in(page, f"{short.public}/appeals", "ivanov@example.org")
    hidden.goto(f"{short.public}/application?no=000/00")
    hidden.locator(".p-title").wait_for()
    page.bring_to_front()
    field = page.get_by_label("Текст обращения *")
    field.fill("")
    field.focus()
    page.keyboard.type("Набрано и не отправл")  # the field is never left

    expect(login_form(page)).to_be_visible(timeout=PATIENCE_MS)
    expect(login_form(hidden)).to_be_visible()

    expect(page.get_by_text("Время сеанса вышло")).to_be_visible()
    expect(page.get_by_text("Набрано")).to_have_count(0)
    enter(page, "ivanov@example.org")
    expect(page.get_by_label("Текст обращения *")).to_have_value("Набрано и не отправл")
    assert page.url.endswith("/appeals")
    expect(hidden.get_by_text("Рег. № 000/00")).to_be_visible()
    assert hidden.url.endswith("/application?no=000/00")


def test_a_form_of_the_staff_app_without_a_draft_comes_back_with_its_text(
    short: Portal, someone: BrowserContext
) -> None:
    page = someone.new_page()
    log_in(page, f"{short.staff}/appeals", "engineer@example.org")
    page.locator("[class*=st-key-p-line-] a").first.click()
    field = page.get_by_label("Сообщение *")
    field.click()
    page.keyboard.type("Инженер приедет")

    expect(page.get_by_role("heading", name="Вход для сотрудников")).to_be_visible(timeout=PATIENCE_MS)
    enter(page, "engineer@example.org")

    expect(field).to_have_value("Инженер приедет")


def test_a_browser_whose_clock_leaps_ahead_asks_the_server_and_stays(portal: Portal, someone: BrowserContext) -> None:
    page = someone.new_page()
    page.clock.install()
    log_in(page, f"{portal.public}/appeals", "ivanov@example.org")
    page.get_by_label("Текст обращения *").fill("Крышку закрыли и открыли")
    clock = page.locator(".p-who [data-portal-left]")
    expect(clock).to_have_text(ABOUT_HALF_AN_HOUR)

    page.clock.fast_forward("40:00")

    expect(clock).to_have_text(ABOUT_HALF_AN_HOUR)
    expect(warning(page)).to_have_count(0)
    expect(page.get_by_label("Текст обращения *")).to_have_value("Крышку закрыли и открыли")


def test_a_logout_in_one_tab_shows_the_login_in_the_other_at_once(portal: Portal, someone: BrowserContext) -> None:
    first, second = someone.new_page(), someone.new_page()
    log_in(first, f"{portal.public}/appeals", "petrov@example.org")
    second.goto(f"{portal.public}/appeals")
    second.get_by_label("Текст обращения *").fill("Чужим не показывать")
    expect(second.locator("[data-portal-draft]")).to_contain_text("Сохранено")
    first.bring_to_front()

    first.get_by_role("button", name="Выйти").click()

    expect(login_form(first)).to_be_visible()
    expect(login_form(second)).to_be_visible(timeout=5000)  # by the other tab, long before it would ask by itself
    enter(first, "romashka@example.org")
    expect(first.get_by_role("heading", name="Обращение", exact=True)).to_be_visible()
    expect(second.get_by_role("heading", name="Обращение", exact=True)).to_be_visible()
    for page in (first, second):
        expect(page.get_by_label("Текст обращения *")).not_to_have_value("Чужим не показывать")


def test_a_session_ended_in_the_list_of_another_browser_is_over_by_itself(
    portal: Portal, someone: BrowserContext, chromium: Browser
) -> None:
    phone, troubles = watched(chromium)
    far = phone.new_page()
    log_in(far, f"{portal.public}/applications", "petrov@example.org")
    page = someone.new_page()
    log_in(page, f"{portal.public}/security", "petrov@example.org")
    rows = page.locator(".p-session")
    expect(rows.first).to_contain_text("это устройство")
    expect(rows.nth(1)).to_contain_text("Chrome, Linux")

    page.get_by_role("button", name="Завершить все остальные").click()

    expect(rows).to_have_count(1)
    expect(login_form(far)).to_be_visible(timeout=PATIENCE_MS)
    expect(far.get_by_text("Сеанс завершён. Войдите снова.")).to_be_visible()
    phone.close()
    assert troubles == []
