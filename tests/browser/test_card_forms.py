"""A form from the card of an application, filled in on a phone, read on the card by whoever works on it."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests._people import a_png
from tests.browser._journey import attach, fill, pick, set_date
from tests.browser.conftest import Portal, log_in, settle

pytestmark = pytest.mark.browser

TITLE = "Уведомление о выполнении технических условий"


def test_a_consumer_reports_from_the_card_and_the_engineer_reads_it_there(
    portal: Portal, phone: BrowserContext, someone: BrowserContext, tmp_path: Path
) -> None:
    consumer, engineer = phone.new_page(), someone.new_page()
    log_in(consumer, f"{portal.public}/applications", "ivanov@example.org")
    row = consumer.locator("[class*='st-key-p-row-application-']").filter(has_text="садовый дом").get_by_role("link")
    reg_no = row.inner_text()
    row.click()

    number = report(consumer, reg_no, tmp_path)

    consumer.get_by_role("link", name=f"О заявке {reg_no}").click()
    expect(consumer.get_by_role("link", name=f"№ {number}, {TITLE}")).to_be_visible()
    log_in(engineer, f"{portal.staff}/application?no={reg_no}", "engineer@example.org")
    engineer.get_by_role("link", name=f"{TITLE}, № {number}").click()
    expect(engineer.get_by_text("Иванова Мария, жена")).to_be_visible()
    with engineer.expect_download() as download:
        engineer.get_by_role("listitem").filter(has_text="Щит № 1.png").get_by_role("link", name="Скачать").click()
    assert download.value.path().read_bytes() == a_png()


def report(page: Page, reg_no: str, folder: Path) -> str:
    """Fill the notice in, lose nothing by a reload, and send it with a double click; return its number."""
    page.get_by_role("link", name="Сообщить о выполнении ТУ").click()
    expect(page.locator(".p-title")).to_have_text(TITLE)
    expect(page.get_by_role("link", name=f"Заявка {reg_no}: садовый дом")).to_be_visible()
    expect(page.get_by_label("Номер технических условий")).to_have_value(f"ТУ-{reg_no}")
    pick(page, "О чём вы сообщаете *", "технические условия выполнены")
    page.get_by_role("button", name="щит с вводным автоматом").click()
    settle(page)
    set_date(page, "Когда всё было готово *", "02112026")
    fill(page, {"Кто встретит инженера на объекте *": "Иванова Мария, жена"})
    photo = folder / "Щит № 1.png"
    photo.write_bytes(a_png())
    attach(page, "Фотографии", photo)
    page.reload()
    expect(page.get_by_label("Кто встретит инженера на объекте *")).to_have_value("Иванова Мария, жена")
    expect(page.get_by_role("link", name=photo.name)).to_be_visible()
    page.get_by_role("button", name="Отправить", exact=True).dblclick()
    expect(page.get_by_text("Отправлено, номер")).to_be_visible()
    return page.locator(".p-title").inner_text().removeprefix("Отправка № ")
