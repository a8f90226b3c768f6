"""Steps that people take, shared by the journeys."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from services import human
from tests._people import a_pdf, a_png
from tests.browser.conftest import settle

STEPS: dict[str, dict[str, dict[str, str]]] = {
    "Заявитель": {
        "type": {
            "Серия паспорта *": "5404",
            "Номер паспорта *": "123457",
            "Кем выдан *": "УМВД России по Орловской области",
            "Место рождения *": "г. Орёл",
        },
        "date": {"Когда выдан *": "03062015", "Дата рождения *": "20051990"},
    },
    "Объект": {
        "type": {
            "Наименование объекта *": "жилой дом",
            "Адрес объекта *": "г. Ливны, ул. Цветочная, б/н",
            "Кадастровый номер участка": "57:26:0010101:123",
        },
        "pick": {
            "Заявка подаётся в связи с *": "новое строительство",
            "Электроэнергия нужна для бытовых нужд? *": "Нет",
            "Будет ли на объекте майнинг цифровой валюты? *": "Нет",
        },
    },
    "Мощность": {
        "type": {"Присоединяемая мощность, кВт *": "7,5"},
        "pick": {"Напряжение *": "0,4 кВ (трёхфазное, 380 В)"},
    },
}
"""What is answered in the steps of the application up to 15 kW, but for files and confirmations."""
FILES = {
    "Копия паспорта или иного документа, удостоверяющего личность *": ("Паспорт.png", "png"),
    "Документ о праве на участок или объект *": ("Выписка из ЕГРН № 7 «дом».pdf", "pdf"),
}


def fill(page: Page, answers: dict[str, str]) -> None:
    """Type each answer as a person does and leave its field."""
    for label, answer in answers.items():
        field = page.get_by_label(label, exact=True)
        field.fill(answer)
        field.blur()
        settle(page)


def pick(page: Page, question: str, answer: str) -> None:
    """Choose one of several answers."""
    group = page.get_by_test_id("stRadio").filter(has=page.get_by_text(question, exact=True))
    group.get_by_text(answer, exact=True).click()
    settle(page)


def tick_all(page: Page) -> None:
    """Tick every box of the page."""
    boxes = page.get_by_test_id("stCheckbox")
    for place in range(boxes.count()):
        boxes.nth(place).locator("label").click()
        settle(page)


def press_register(page: Page) -> None:
    """Send the card of registration as a person does, who is asked a question after others have come from here."""
    button = page.get_by_role("button", name="Зарегистрироваться")
    welcome, question = page.get_by_text("Ваш регистрационный номер 57-"), page.get_by_label("Сколько будет")
    button.click()
    settle(page)
    expect(welcome.or_(question).first).to_be_visible()
    if question.count():
        question.fill(str(_worked_out(question.get_attribute("aria-label") or "")))
        question.blur()
        settle(page)
        button.click()
    expect(welcome).to_be_visible()


def _worked_out(question: str) -> int:
    """Return the number a question such as «Сколько будет семнадцать минус девять?» asks for."""
    numbers = {human._word(number): number for number in range(1, 20)}  # noqa: SLF001 - the words of the questions
    _, _, larger, sign, smaller = question.partition("?")[0].split()
    return numbers[larger] + numbers[smaller] * (1 if sign == "плюс" else -1)


def set_date(page: Page, label: str, digits: str) -> None:
    """Type a date, day first, as the keyboard allows."""
    field = page.get_by_test_id("stDateInput").filter(has=page.get_by_text(label, exact=True))
    field.get_by_role("spinbutton").first.click()
    page.keyboard.type(digits)
    page.keyboard.press("Tab")
    settle(page)


def place_for_files(page: Page, label: str) -> Locator:
    """Return where the files of a question are chosen and dropped."""
    return page.get_by_role("group", name=label, exact=True)


def attach(page: Page, label: str, *paths: Path) -> None:
    """Attach files to a question and see them accepted."""
    place_for_files(page, label).locator("input[type=file]").first.set_input_files(paths)
    for path in paths:
        expect(page.get_by_role("link", name=path.name)).to_be_visible()
    settle(page)


def next_step(page: Page) -> None:
    """Go on to the next step of a form."""
    page.locator(".st-key-p-step-ways").get_by_role("button").first.click()
    settle(page)


def to_step(page: Page, title: str) -> None:
    """Go to the step called *title* by the list of steps, which a phone keeps folded."""
    button = page.get_by_role("button", name=re.compile(rf"^\d+\. {re.escape(title)}$"))
    if not button.first.is_visible():
        page.get_by_role("button", name=re.compile("^Шаг ")).click()
    button.filter(visible=True).first.click()
    expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
    settle(page)


def fill_application(page: Page, folder: Path) -> None:
    """Fill the application up to 15 kW with real files, all but the question about household use as it must be."""
    for title, step in STEPS.items():
        to_step(page, title)
        fill(page, step.get("type", {}))
        for label, digits in step.get("date", {}).items():
            set_date(page, label, digits)
        for question, answer in step.get("pick", {}).items():
            pick(page, question, answer)
    to_step(page, "Документы")
    for label, (name, kind) in FILES.items():
        path = folder / name
        path.write_bytes(a_png() if kind == "png" else a_pdf(label))
        attach(page, label, path)
    next_step(page)
    tick_all(page)
