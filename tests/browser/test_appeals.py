"""An appeal from the first question to the last word, through both portals, with files of both sides."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests._people import a_pdf
from tests.browser._journey import attach, fill, pick
from tests.browser.conftest import Portal, log_in, settle

pytestmark = pytest.mark.browser


def test_an_appeal_is_talked_over_answered_opened_again_and_closed(
    portal: Portal, phone: BrowserContext, someone: BrowserContext, tmp_path: Path
) -> None:
    consumer, employee = phone.new_page(), someone.new_page()
    log_in(consumer, f"{portal.public}/appeals", "romashka@example.org")
    number = send(consumer, tmp_path)
    log_in(employee, f"{portal.staff}/appeals", "operator@example.org")

    employee.get_by_role("link", name=number).click()
    say(employee, "С какой стороны калитка?", a_file(tmp_path, "Схема участка.pdf"), kind="Вопрос")
    expect(employee.get_by_text("Ждём заявителя", exact=True)).to_be_visible()

    consumer.goto(portal.public)
    expect(consumer.get_by_role("heading", name="Вопрос к вам")).to_be_visible()
    consumer.get_by_role("link", name=number).click()
    expect(consumer.get_by_text("Нужен ваш ответ")).to_be_visible()
    expect(consumer.get_by_role("link", name="Схема участка.pdf")).to_be_visible()
    reply(consumer, "Справа от дома.", a_file(tmp_path, "Калитка.pdf"))
    expect(consumer.get_by_text("Ждёт ответа", exact=True)).to_be_visible()

    employee.reload()
    expect(employee.get_by_role("link", name="Калитка.pdf")).to_be_visible()
    say(employee, "Приедет в четверг.", a_file(tmp_path, "Ответ № 1.pdf"), kind="Ответ")
    expect(employee.get_by_text("Дан ответ", exact=True)).to_be_visible()

    consumer.reload()
    download(consumer, "Ответ № 1.pdf")
    reply(consumer, "Никто не приехал.")
    expect(consumer.get_by_text("Открыто снова: ответим до")).to_be_visible()
    consumer.get_by_role("button", name="Вопрос решён").click()
    consumer.get_by_role("button", name="Да, закрыть").click()
    expect(consumer.get_by_text("Закрыто", exact=True)).to_be_visible()
    expect(consumer.get_by_role("button", name="Отправить")).to_have_count(0)
    assert wider(consumer) == 0

    employee.goto(f"{portal.staff}/appeals")
    employee.get_by_text("Закрытые", exact=True).click()
    expect(employee.get_by_role("link", name=number)).to_be_visible()


def send(page: Page, folder: Path) -> str:
    """Write an appeal with a file and send it; return its number."""
    page.locator(".st-key-appeal-q-topic").get_by_text("Технологическое присоединение").click()
    settle(page)
    pick(page, "Что вы хотите сделать *", "Вопрос")
    fill(page, {"Текст обращения *": "Когда приедет инженер?"})
    attach(page, "Файлы", a_file(folder, "План.pdf"))
    assert wider(page) == 0
    page.get_by_role("button", name="Отправить", exact=True).click()
    expect(page.get_by_text(re.compile("Обращение получено, номер .* Ответим до "))).to_be_visible()
    return page.locator(".p-title").inner_text().removeprefix("Обращение № ")


def say(page: Page, text: str, path: Path, *, kind: str) -> None:
    """Write to the consumer as an employee does, with a file."""
    page.get_by_test_id("stRadio").get_by_text(re.compile(f"^{kind}:")).click()
    settle(page)
    fill(page, {"Сообщение *": text})
    attach(page, "Файлы", path)
    page.get_by_role("button", name="Отправить", exact=True).click()
    expect(page.get_by_text(f"{kind} отправлен заявителю.")).to_be_visible()
    expect(page.locator(".p-message").last).to_contain_text(text)
    expect(page.locator(".p-message").last).to_contain_text(path.name)


def reply(page: Page, text: str, path: Path | None = None) -> None:
    """Write to the company, see that a reload loses nothing, and press the button twice."""
    fill(page, {"Сообщение *": text})
    if path is not None:
        attach(page, "Файлы", path)
    page.reload()
    expect(page.get_by_label("Сообщение *")).to_have_value(text)
    settle(page)
    page.get_by_role("button", name="Отправить", exact=True).dblclick()
    expect(page.get_by_text("Сообщение отправлено.")).to_be_visible()
    expect(page.locator(".p-message").filter(has_text=text)).to_have_count(1)
    expect(page.get_by_label("Сообщение *")).to_have_value("")


def download(page: Page, name: str) -> None:
    """Download a file of the thread."""
    with page.expect_download() as taken:
        page.locator(".p-files li").filter(has_text=name).get_by_role("link", name="Скачать").click()
    assert taken.value.path().read_bytes() == a_pdf(name)


def a_file(folder: Path, name: str) -> Path:
    """Put a PDF on the desktop."""
    path = folder / name
    path.write_bytes(a_pdf(name))
    return path


def wider(page: Page) -> int:
    """Return by how much the page is wider than the screen."""
    settle(page)
    return int(page.get_by_test_id("stMain").evaluate("main => main.scrollWidth - main.clientWidth"))
