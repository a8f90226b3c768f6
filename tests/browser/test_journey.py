"""The whole main job: one application travels end to end, through both portals, with real files."""

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests._people import a_pdf
from tests.browser._journey import attach, fill, fill_application, pick, press_register, tick_all, to_step
from tests.browser.conftest import PASSWORD, Portal, log_in, settle, watched

pytestmark = pytest.mark.browser

EMAIL = "puteshestvie@example.org"
PERSON = {
    "Фамилия *": "Дорохова",
    "Имя *": "Ольга",
    "СНИЛС *": "044-886-296 00",
    "Адрес регистрации *": "г. Ливны, ул. Октябрьская, д. 4",
    "Мобильный телефон *": "89103004099",
    "Электронная почта *": EMAIL,
    "Пароль *": PASSWORD,
    "Пароль ещё раз *": PASSWORD,
}
Employee = Callable[[str], Page]


@pytest.fixture
def employee(chromium: Browser, portal: Portal) -> Iterator[Employee]:
    """Give a browser to each employee of the journey, already logged in to the staff app."""
    opened: list[tuple[BrowserContext, list[str]]] = []

    def at_work(name: str) -> Page:
        context, troubles = watched(chromium)
        opened.append((context, troubles))
        page = context.new_page()
        log_in(page, portal.staff, f"{name}@example.org", landed=page.get_by_role("button", name="Выйти"))
        return page

    yield at_work
    for context, troubles in opened:
        context.close()
        assert troubles == []


def test_an_application_travels_from_registration_to_the_managers_workbook(
    portal: Portal, someone: BrowserContext, employee: Employee, tmp_path: Path
) -> None:
    consumer = someone.new_page()
    register_and_log_in_again(consumer, portal)
    sent = send_application(consumer, tmp_path)

    reg_no = register(employee("operator"), portal, sent)
    move(employee("lawyer"), portal, reg_no, "Принята в работу")
    engineer = employee("engineer")
    move(engineer, portal, reg_no, "Подготовка технических условий и договора")
    place(engineer, tmp_path / "ТУ № 57 «дом».pdf", "Технические условия", "ТУ-57")
    economist = employee("economist")
    economist.goto(f"{portal.staff}/application?no={reg_no}")
    place(economist, tmp_path / "Счёт № 57.pdf", "Счёт для внесения платы за ТП", "С-57")
    move(economist, portal, reg_no, "Договор, технические условия и счёт размещены, ожидается оплата")

    follow(consumer, portal, reg_no)
    download_documents(consumer)
    export(employee("manager"), portal, reg_no, tmp_path)


def register_and_log_in_again(page: Page, portal: Portal) -> None:
    """Open an account, leave, and come back by e-mail and password."""
    page.goto(f"{portal.public}/register?kind=person")
    fill(page, PERSON)
    tick_all(page)
    press_register(page)
    page.get_by_role("button", name="Выйти").click()
    expect(page.get_by_role("heading", name="Вход в личный кабинет")).to_be_visible()
    log_in(page, portal.public, EMAIL)


def send_application(page: Page, folder: Path) -> str:
    """Fill in the form, meet a remark, lose nothing by a reload, and send with a double click; return the number."""
    page.locator(".st-key-p-form-tp_15").get_by_role("link", name="Заполнить").click()
    expect(page.locator(".p-title")).to_contain_text("до 15 кВт")
    fill_application(page, folder)
    page.get_by_role("button", name="Отправить", exact=True).click()
    expect(page.get_by_role("alert").filter(has_text="Проверьте ответы")).to_contain_text("до 150 кВт")
    page.reload()
    expect(page.get_by_text("жилой дом", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Паспорт.png")).to_be_visible()
    page.get_by_role("button", name="Отправить", exact=True).click()
    page.get_by_role("link", name="Электроэнергия нужна для бытовых нужд").click()
    expect(page.get_by_test_id("stRadio").filter(has_text="бытовых нужд").get_by_role("radio").first).to_be_focused()
    expect(page.get_by_label("Наименование объекта *")).to_have_value("жилой дом")
    pick(page, "Электроэнергия нужна для бытовых нужд? *", "Да")
    to_step(page, "Проверьте и отправьте")
    page.get_by_role("button", name="Отправить", exact=True).dblclick()
    expect(page.get_by_text("Отправлено, номер")).to_be_visible()
    number = page.locator(".p-title").inner_text().removeprefix("Отправка № ")
    page.go_back()
    expect(page.locator(".p-title")).to_contain_text("до 15 кВт")
    page.go_forward()
    expect(page.locator(".p-title")).to_contain_text(number)
    page.get_by_role("link", name="Заявки", exact=True).first.click()
    expect(page.get_by_role("link", name=number)).to_have_count(1)
    return number


def register(page: Page, portal: Portal, number: str) -> str:
    """Register the submission as it was sent; return its register number."""
    page.goto(f"{portal.staff}/submission?no={number}")
    expect(page.get_by_label("Наименование объекта *")).to_have_value("жилой дом")
    expect(page.get_by_role("link", name="Паспорт.png")).to_be_visible()
    page.get_by_role("button", name="Зарегистрировать", exact=True).click()
    expect(page.get_by_text("Зарегистрирована, Рег. №")).to_be_visible()
    return page.url.partition("no=")[2].replace("%2F", "/")


def move(page: Page, portal: Portal, reg_no: str, label: str) -> None:
    """Move the application to the status called *label*."""
    page.goto(f"{portal.staff}/application?no={reg_no}")
    page.get_by_role("button", name=label, exact=True).click()
    page.get_by_role("button", name="Перевести", exact=True).click()
    expect(page.get_by_text(f"Заявка {reg_no}: {label}")).to_be_visible()


def place(page: Page, path: Path, kind: str, number: str) -> None:
    """Place a document into the card that is open."""
    path.write_bytes(a_pdf(kind))
    page.get_by_text("Разместить документ").click()
    attach(page, "Файл *", path)
    kinds = page.get_by_role("combobox", name="Вид документа *")
    kinds.scroll_into_view_if_needed()
    page.wait_for_timeout(300)  # a list that opens while the page still moves is shut by it
    kinds.click()
    page.get_by_role("option", name=kind).click()
    settle(page)
    fill(page, {"Номер": number})
    page.get_by_role("button", name="Разместить", exact=True).click()
    expect(page.get_by_text("Документ размещён. Заявитель получит уведомление.").first).to_be_visible()


def follow(page: Page, portal: Portal, reg_no: str) -> None:
    """Read the notices and open the card from the newest."""
    page.goto(f"{portal.public}/notifications")
    expect(page.get_by_text(f"Заявка зарегистрирована, Рег. № {reg_no}")).to_be_visible()
    expect(page.get_by_text(f"Заявка {reg_no}: размещён документ «Технические условия»")).to_be_visible()
    page.get_by_role("link", name=f"Заявка {reg_no}: документы размещены").click()
    expect(page.get_by_text("Посмотрите документы и оплатите первую часть счёта")).to_be_visible()
    letters = [path.read_text(errors="replace") for path in (portal.data / "mail").glob("*.eml")]
    assert any(f"To: {EMAIL}" in letter for letter in letters)


def download_documents(page: Page) -> None:
    """Download both documents from the card."""
    for name, kind in (
        ("Технические условия", "ТУ № 57 «дом».pdf"),
        ("Счёт для внесения платы за ТП", "Счёт № 57.pdf"),
    ):
        row = page.locator(".p-documents li").filter(has_text=name)
        with page.expect_download() as download:
            row.get_by_role("link", name="Скачать").click()
        assert download.value.suggested_filename == kind
        assert download.value.path().read_bytes() == a_pdf(name)


def export(page: Page, portal: Portal, reg_no: str, folder: Path) -> None:
    """Take the register as a workbook and find the application in it, power as a number."""
    page.goto(f"{portal.staff}/reports?code=applications_register")
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Скачать .xlsx").click()
    path = folder / "register.xlsx"
    download.value.save_as(path)
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True))
    head = list(rows[0])
    row = next(row for row in rows if reg_no in row)
    assert row[head.index("Заявитель")] == "Дорохова Ольга"
    assert [cell for cell in row if cell == 7.5]
