"""The whole main job: one application travels end to end."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser._journey import fill, fill_application, pick, tick_all
from tests.browser.conftest import PASSWORD, Portal, log_in, settle
from tests.browser.test_registration import PERSON

pytestmark = pytest.mark.browser


def test_x(portal: Portal, someone: BrowserContext, tmp_path: Path) -> None:
    page = someone.new_page()
    log_in(page, portal.public, "ivanov@example.org")
    page.get_by_role("link", name="Заполнить").first.click()
    expect(page.locator(".p-title")).to_contain_text("до 15 кВт")
    fill_application(page, tmp_path)
    page.get_by_role("button", name="Отправить").click()
    expect(page.get_by_role("alert").filter(has_text="Проверьте ответы")).to_contain_text("150 кВт")
    page.screenshot(path="/tmp/j1.png")
    pick(page, "Электроэнергия нужна для бытовых нужд? *", "Да")
    page.reload()
    expect(page.get_by_label("Наименование объекта *")).to_have_value("жилой дом")
    page.get_by_role("button", name="Отправить").click()
    expect(page.get_by_text("Отправлено, номер")).to_be_visible()
    page.screenshot(path="/tmp/j2.png")
