"""Registration, as each type of applicant meets it."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser._journey import fill, press_register, tick_all
from tests.browser.conftest import PASSWORD, Portal, settle

pytestmark = pytest.mark.browser

PERSON = {
    "Фамилия *": "Соколова",
    "Имя *": "Анна",
    "СНИЛС *": "02827821765",
    "Адрес регистрации *": "г. Орёл, ул. Металлургов, д. 7, кв. 15",
    "Мобильный телефон *": "8 910 300 40 50",
}
COMPANY = {
    "Полное наименование *": "ООО «Верхняя мельница»",
    "ОГРН *": "1025700455593",
    "ИНН *": "5757466023",
    "Место нахождения *": "г. Мценск, ул. Тургенева, д. 12",
    "Контактное лицо: фамилия, имя, отчество *": "Белов Пётр Ильич",
    "Должность контактного лица *": "главный энергетик",
    "Мобильный телефон *": "+79103004051",
}
ENTREPRENEUR = {
    "Фамилия *": "Ершов",
    "Имя *": "Илья",
    "ОГРНИП *": "319574990104533",
    "ИНН *": "572682968210",
    "Адрес регистрации *": "г. Болхов, ул. Ленина, д. 3",
    "Мобильный телефон *": "9103004052",
}


@pytest.mark.parametrize(
    ("button", "answers", "email"),
    [
        ("Физическое лицо", PERSON, "sokolova@example.org"),
        ("Юридическое лицо", COMPANY, "melnica@example.org"),
        ("Индивидуальный предприниматель", ENTREPRENEUR, "ershov@example.org"),
    ],
)
def test_whoever_registers_lands_logged_in_on_the_main_page(
    portal: Portal, someone: BrowserContext, button: str, answers: dict[str, str], email: str
) -> None:
    page = someone.new_page()
    page.goto(portal.public)
    page.get_by_role("link", name=button).click()
    expect(page.locator(".p-title")).to_contain_text("Регистрация")

    fill(page, {**answers, "Электронная почта *": email, "Пароль *": PASSWORD, "Пароль ещё раз *": PASSWORD})
    tick_all(page)
    press_register(page)

    expect(page.get_by_role("heading", name="Подать заявку или заявление")).to_be_visible()
    assert {cookie["name"] for cookie in someone.cookies() if cookie["httpOnly"]} >= {"portal_public"}


def test_all_errors_are_told_at_once_and_nothing_typed_is_lost(portal: Portal, someone: BrowserContext) -> None:
    page = someone.new_page()
    page.goto(f"{portal.public}/register?kind=person")
    fill(page, {"Фамилия *": "Соколова", "СНИЛС *": "11223344596"})

    page.get_by_role("button", name="Зарегистрироваться").click()

    summary = page.get_by_role("alert").filter(has_text="Проверьте ответы")
    expect(summary).to_contain_text("СНИЛС: Проверьте СНИЛС")
    expect(summary).to_contain_text("Имя: Заполните это поле")
    expect(page.get_by_label("Фамилия *")).to_have_value("Соколова")
    expect(page.get_by_label("СНИЛС *")).to_have_value("11223344596")
    summary.get_by_role("link", name="Имя: Заполните это поле").click()
    expect(page.get_by_label("Имя *")).to_be_focused()


def test_passwords_typed_with_the_tab_key_alone_are_sent(portal: Portal, someone: BrowserContext) -> None:
    page = someone.new_page()
    page.goto(f"{portal.public}/register?kind=person")
    page.get_by_label("Пароль *", exact=True).click()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    settle(page)
    expect(page.get_by_label("Пароль ещё раз *")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    settle(page)

    page.get_by_role("button", name="Зарегистрироваться").click()

    summary = page.get_by_role("alert").filter(has_text="Проверьте ответы")
    expect(summary).to_contain_text("Фамилия")
    assert "Пароль" not in summary.inner_text()
