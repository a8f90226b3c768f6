"""How employees and applicants are let in: invitation, second factor, block, temporary password."""

import email
import email.policy
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser._journey import fill, pick, tick_all
from tests.browser.conftest import PASSWORD, Portal, log_in, settle, watched

pytestmark = pytest.mark.browser

OWN_PASSWORD = "семь зелёных опор у реки"
NAME = "Адрес электронной почты или регистрационный номер"
CODE = "Код из приложения или код восстановления"


def letter_to(data: Path, address: str, page: Page, says: str) -> str:
    """Wait for a letter to *address* that *says* so; return its text."""
    for _ in range(60):
        for path in sorted((data / "mail").glob("*.eml"), key=lambda path: path.stat().st_mtime, reverse=True):
            letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            if address in str(letter["To"]):
                body = letter.get_body()
                assert body
                if says in (text := str(body.get_content())):
                    return text
        page.wait_for_timeout(500)
    pytest.fail(f"no letter came to {address}: {says}")


def type_name_and_password(page: Page, name: str, password: str) -> None:
    page.get_by_label(NAME).fill(name)
    page.get_by_label("Пароль", exact=True).fill(password)
    page.get_by_role("button", name="Войти").click()


def type_code(page: Page, code: str) -> None:
    page.get_by_label(CODE).fill(code)
    page.get_by_role("button", name="Войти", exact=True).click()


def invite(desk: Page) -> None:
    """Invite an engineer."""
    desk.get_by_text("Пригласить сотрудника").click()
    fill(
        desk, {"Фамилия, имя, отчество *": "Ветров Илья Олегович", "Рабочая электронная почта *": "vetrov@example.org"}
    )
    desk.get_by_role("combobox", name="Роль *").click()
    desk.get_by_role("option", name="Инженер ПТО").click()
    settle(desk)
    desk.get_by_role("button", name="Пригласить", exact=True).click()
    expect(desk.get_by_text("Приглашение отправлено")).to_be_visible()
    expect(desk.locator(".p-badge").filter(has_text="приглашён")).to_be_visible()


def connect(page: Page) -> tuple[pyotp.TOTP, list[str]]:
    """Connect a second factor; return the telephone and the codes for paper."""
    page.get_by_role("link", name="Моя учётная запись").click()
    page.get_by_text("Подключить", exact=True).first.click()
    fill(page, {"Ваш пароль *": OWN_PASSWORD})
    page.get_by_role("button", name="Подключить", exact=True).click()
    expect(page.locator(".p-qr")).to_be_visible()
    assert page.locator(".p-qr").evaluate("image => image.complete && image.naturalWidth > 100")
    totp = pyotp.TOTP(page.locator(".p-key").inner_text().replace(" ", ""))
    fill(page, {"Код из приложения *": totp.now()})
    page.get_by_role("button", name="Подтвердить").click()
    expect(page.get_by_role("heading", name="Сохраните коды восстановления")).to_be_visible()
    codes = page.locator(".p-codes code").all_inner_texts()
    assert len(set(codes)) == 10
    with page.expect_download() as download:
        page.get_by_role("button", name="Сохранить в файл").click()
    assert download.value.path().read_text(encoding="utf-8").split() == codes
    page.get_by_role("button", name="Коды сохранены").click()
    expect(page.get_by_text("подключён", exact=True)).to_be_visible()
    return totp, codes


def test_an_invited_employee_sets_a_password_connects_a_second_factor_and_logs_in_with_it(
    portal: Portal, chromium: Browser, someone: BrowserContext
) -> None:
    admin, troubles = watched(chromium)
    desk = admin.new_page()
    log_in(desk, portal.staff, "admin@example.org")
    invite(desk)

    page = someone.new_page()
    link = re.search(r"http://\S+/link/[\w-]+", letter_to(portal.data, "vetrov@example.org", page, "/link/"))
    assert link
    page.goto(link[0])
    expect(page.get_by_text("vetrov@example.org").first).to_be_visible()
    assert "/link/" not in page.url
    fill(page, {"Новый пароль *": OWN_PASSWORD, "Пароль ещё раз *": OWN_PASSWORD})
    page.get_by_role("button", name="Сохранить пароль").click()
    expect(page.get_by_role("link", name="Моя учётная запись")).to_be_visible()

    totp, codes = connect(page)
    page.get_by_role("button", name="Выйти").click()

    expect(page.get_by_role("heading", name="Вход для сотрудников")).to_be_visible()
    type_name_and_password(page, "vetrov@example.org", OWN_PASSWORD)
    expect(page.get_by_role("heading", name="Подтвердите вход")).to_be_visible()
    assert [cookie for cookie in someone.cookies() if cookie["name"].endswith("portal_staff")] == []
    type_code(page, "000000")
    expect(page.get_by_text("Код не подходит")).to_be_visible()
    type_code(page, totp.at(datetime.now(UTC) + timedelta(seconds=30)))  # the first one is used up
    expect(page.get_by_role("link", name="Моя учётная запись")).to_be_visible()
    page.get_by_role("button", name="Выйти").click()

    expect(page.get_by_role("heading", name="Вход для сотрудников")).to_be_visible()
    type_name_and_password(page, "vetrov@example.org", OWN_PASSWORD)
    type_code(page, codes[4])
    expect(page.get_by_role("link", name="Моя учётная запись")).to_be_visible()
    assert letter_to(portal.data, "vetrov@example.org", page, "осталось: 9")

    desk.reload()
    row = desk.locator("[class*='st-key-p-line-employees-']").filter(has_text="Ветров")
    expect(row).to_contain_text("работает")
    expect(row).to_contain_text("да")
    admin.close()
    assert troubles == []


def press_twice(page: Page, label: str) -> None:
    """Press a button that asks whether one is sure, and say yes."""
    page.get_by_role("button", name=label, exact=True).click()
    expect(page.get_by_role("button", name="Не надо")).to_be_visible()
    page.get_by_role("button", name=label, exact=True).click()


def test_a_blocked_employee_is_out_of_an_open_tab_and_does_not_come_back(
    portal: Portal, chromium: Browser, someone: BrowserContext
) -> None:
    tab = someone.new_page()
    log_in(tab, f"{portal.staff}/reports", "engineer4@example.org")
    admin, troubles = watched(chromium)
    desk = admin.new_page()
    log_in(desk, portal.staff, "admin@example.org")
    desk.get_by_role("link", name="Комарова Светлана Ивановна").click()
    press_twice(desk, "Заблокировать")
    expect(desk.get_by_text("Учётная запись заблокирована")).to_be_visible()

    tab.get_by_role("link", name="Обращения").click()
    expect(tab.get_by_role("heading", name="Вход для сотрудников")).to_be_visible()
    tab.goto(f"{portal.staff}/reports")  # the cookie is dead too
    expect(tab.get_by_role("heading", name="Вход для сотрудников")).to_be_visible()
    type_name_and_password(tab, "engineer4@example.org", PASSWORD)
    expect(tab.get_by_text("Неверный логин или пароль")).to_be_visible()

    press_twice(desk, "Разблокировать")
    expect(desk.get_by_text("Учётная запись разблокирована")).to_be_visible()
    admin.close()
    assert troubles == []


def test_an_applicant_given_an_account_at_the_counter_sets_a_password_of_their_own(
    portal: Portal, chromium: Browser, someone: BrowserContext
) -> None:
    counter, troubles = watched(chromium)
    desk = counter.new_page()
    log_in(desk, f"{portal.staff}/open-account?kind=person", "operator@example.org")
    fill(
        desk,
        {
            "Фамилия *": "Тропинина",
            "Имя *": "Вера",
            "СНИЛС *": "060-200-710 83",
            "Адрес регистрации *": "г. Орёл, ул. Металлургов, д. 7, кв. 15",
            "Мобильный телефон *": "8 910 300 40 50",
            "Электронная почта *": "tropinina@example.org",
        },
    )
    desk.get_by_role("button", name="Открыть учётную запись").click()
    expect(desk.get_by_text("Передайте памятку заявителю лично")).to_be_visible()
    password = desk.locator(".p-paper .p-key").inner_text()
    desk.get_by_role("button", name="Памятка передана").click()
    expect(desk.locator(".p-paper")).to_have_count(0)
    assert password not in letter_to(portal.data, "tropinina@example.org", desk, "Временный пароль")

    page = someone.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{portal.public}/applications")
    type_name_and_password(page, "tropinina@example.org", password)
    expect(page.get_by_role("heading", name="Придумайте свой пароль")).to_be_visible()
    page.goto(f"{portal.public}/profile")
    expect(page.get_by_role("heading", name="Придумайте свой пароль")).to_be_visible()
    fill(page, {"Новый пароль *": OWN_PASSWORD, "Пароль ещё раз *": OWN_PASSWORD})
    tick_all(page)
    page.get_by_role("button", name="Сохранить и продолжить").click()
    expect(page.get_by_role("heading", name="Профиль")).to_be_visible()
    page.goto(portal.public)
    expect(page.get_by_role("heading", name="Подать заявку или заявление")).to_be_visible()

    counter.close()
    assert troubles == []


def test_a_manager_sees_a_masked_number_once_for_a_reason(portal: Portal, someone: BrowserContext) -> None:
    page = someone.new_page()
    log_in(page, f"{portal.staff}/application?no=000/00", "manager@example.org")
    number = page.locator(".p-facts dd").filter(has_text="•••")
    expect(number).to_be_visible()

    page.get_by_text("Показать паспорт и СНИЛС").click()
    pick(page, "Зачем нужны данные *", "Запрос суда, прокуратуры, надзора")
    page.get_by_role("button", name="Показать", exact=True).click()

    expect(page.get_by_text("Показано один раз")).to_be_visible()
    expect(number).to_have_count(0)
    page.reload()
    expect(page.locator(".p-facts dd").filter(has_text="•••")).to_be_visible()
