"""The owner of a company's account puts it in order: a fact, a colleague, an archive."""

import email
import email.policy
import json
import time
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser._journey import fill
from tests.browser.conftest import Portal, log_in, settle

pytestmark = pytest.mark.browser

PATIENCE = 30
"""Seconds a letter may take."""


def open_tab(page: Page, name: str) -> None:
    """Follow one of the ways between the pages of the profile."""
    page.locator(".st-key-p-tabs").get_by_role("link", name=name, exact=True).click()
    page.locator(".p-tab", has_text=name).wait_for()
    settle(page)


def letter_to(folder: Path, address: str) -> str:
    """Wait for the letter to *address*; return its text."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for path in folder.glob("*.eml"):
            message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            if message["To"] == address:
                body = message.get_body()
                assert body is not None
                return str(body.get_content())
        time.sleep(0.2)
    pytest.fail(f"no letter to {address}")


def test_the_owner_changes_a_fact_invites_and_shuts_out_a_colleague_and_takes_the_data_along(
    portal: Portal, someone: BrowserContext, tmp_path: Path
) -> None:
    page = someone.new_page()
    log_in(page, f"{portal.public}/profile", "romashka@example.org")

    page.get_by_role("button", name="Изменить данные").click()
    settle(page)
    fill(page, {"Должность контактного лица *": "главный энергетик"})
    page.get_by_role("button", name="Сохранить изменения").click()
    expect(page.get_by_text("Данные сохранены")).to_be_visible()
    expect(page.get_by_role("heading", name="История изменений")).to_be_visible()

    open_tab(page, "Сотрудники")
    fill(
        page,
        {"Фамилия, имя, отчество *": "Сидорова Анна Павловна", "Электронная почта сотрудника *": "anna@example.org"},
    )
    page.get_by_role("button", name="Отправить приглашение").click()
    expect(page.get_by_text("Приглашение отправлено")).to_be_visible()
    card = page.locator("[class*=st-key-p-person-]", has_text="Сидорова Анна Павловна")
    expect(card).to_contain_text("приглашён")

    text = letter_to(portal.data / "mail", "anna@example.org")
    link = next(word for word in text.split() if word.startswith(f"{portal.public}/link/"))
    answer = someone.request.get(link, max_redirects=0)
    assert (answer.status, answer.headers["location"]) == (303, "/password")

    card.get_by_role("button", name="Отменить приглашение").click()
    settle(page)
    card.get_by_role("button", name="Закрыть доступ").click()
    expect(card).to_contain_text("доступ закрыт")
    assert someone.request.get(link, max_redirects=0).headers["location"] == "/link-over"

    open_tab(page, "История")
    expect(page.get_by_text("Приглашён сотрудник: Сидорова Анна Павловна")).to_be_visible()

    open_tab(page, "Данные")
    with page.expect_download() as download:
        page.get_by_role("link", name="Скачать архив").click()
    archive = tmp_path / "my.zip"
    download.value.save_as(archive)
    assert download.value.suggested_filename.startswith("Мои данные")
    with zipfile.ZipFile(archive) as taken:
        assert taken.testzip() is None
        told = json.loads(taken.read("данные.json"))
        assert "главный энергетик" in told["профиль"]["Контактное лицо"]
        assert any(name.endswith(".pdf") for name in taken.namelist())


def test_on_a_phone_the_profile_is_no_wider_than_the_screen(portal: Portal, someone: BrowserContext) -> None:
    page = someone.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    log_in(page, f"{portal.public}/profile", "petrov@example.org")

    for name in ("Данные", "Согласия", "История", "Сотрудники"):
        if name != "Данные":
            open_tab(page, name)
        too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert too_wide <= 0, name
