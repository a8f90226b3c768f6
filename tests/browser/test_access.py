"""Who may reach what, tried in a real browser."""

import re

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import PASSWORD, Portal, log_in

pytestmark = pytest.mark.browser


def test_a_deep_link_leads_through_the_login_to_the_same_card(portal: Portal, someone: BrowserContext) -> None:
    page = someone.new_page()
    page.goto(f"{portal.public}/application?no=000/00")
    expect(page.get_by_role("heading", name="Вход в личный кабинет")).to_be_visible()

    page.get_by_label("Адрес электронной почты или регистрационный номер").fill("ivanov@example.org")
    page.get_by_label("Пароль", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Войти").click()

    expect(page.get_by_role("heading", name="нежилое помещение")).to_be_visible()
    expect(page.get_by_text("Рег. № 000/00 от 10.10.2020")).to_be_visible()
    assert page.url.endswith("/application?no=000/00")


def test_the_guides_own_card_shows_its_two_documents_as_real_files(portal: Portal, someone: BrowserContext) -> None:
    page = someone.new_page()
    log_in(page, f"{portal.public}/applications", "ivanov@example.org")
    page.get_by_role("link", name="000/00").click()
    expect(page.get_by_text("принята в работу", exact=False).first).to_be_visible()

    for name in ("Счёт для внесения платы за ТП", "Технические условия"):
        row = page.locator(".p-documents li").filter(has_text=name)
        with page.expect_download() as download:
            row.get_by_role("link", name="Скачать").click()
        content = download.value.path().read_bytes()
        assert content.startswith(b"%PDF-")
        assert len(content) > 10_000


def test_another_consumers_card_file_and_submission_are_not_found(portal: Portal, someone: BrowserContext) -> None:
    page = someone.new_page()
    log_in(page, f"{portal.public}/application?no=000/00", "ivanov@example.org")
    file = page.locator(".p-documents a").first.get_attribute("href") or ""
    page.locator(".st-key-p-menu").get_by_role("link", name="Заявки").click()
    waiting = page.get_by_role("link", name=re.compile("№ 26-")).first.inner_text().split(",")[0].removeprefix("№ ")
    page.get_by_role("button", name="Выйти").click()
    expect(page.get_by_role("heading", name="Вход в личный кабинет")).to_be_visible()

    log_in(page, f"{portal.public}/application?no=000/00", "romashka@example.org")
    expect(page.get_by_role("alert")).to_contain_text("Заявка 000/00 не найдена")
    page.goto(f"{portal.public}/sent?no={waiting}")
    expect(page.get_by_role("alert")).to_contain_text(f"Отправка {waiting} не найдена")
    answer = someone.request.get(f"{portal.public}{file}")
    assert answer.status == 404
    assert "не найден" in answer.text()


def test_the_menu_of_a_phone_is_one_button_and_nothing_is_wider_than_the_screen(
    portal: Portal, someone: BrowserContext
) -> None:
    page = someone.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    log_in(page, portal.public, "ivanov@example.org")

    page.get_by_role("button", name="Меню").click()
    page.get_by_role("link", name="Уведомления").last.click()

    expect(page.get_by_role("heading", name="Уведомления")).to_be_visible()
    for url in ("", "applications", "application?no=000/00", "profile", "appeals", "fill?form=tp_15"):
        page.goto(f"{portal.public}/{url}")
        page.locator(".p-title").wait_for()
        main = page.get_by_test_id("stMain")
        assert main.evaluate("element => element.scrollWidth - element.clientWidth") == 0, url


def test_the_page_speaks_russian_whatever_the_browser_does(portal: Portal, someone: BrowserContext) -> None:
    page = someone.new_page()
    log_in(page, f"{portal.public}/fill?form=tp_15", "ivanov@example.org")

    assert page.locator("html").get_attribute("lang") == "ru"
    assert page.locator("html").evaluate("() => navigator.language") == "ru-RU"
    text = page.locator("body").inner_text()
    kinds = {"PDF", "JPG", "PNG", "TIFF", "BMP", "GIF", "DOC", "DOCX", "XLS", "XLSX", "RTF", "ODT", "ZIP", "RAR", "SIG"}
    assert set(re.findall(r"[A-Za-z]{3,}", text)) <= kinds | {"III", "ivanov", "example", "org"}
