"""«Помощь» in a real browser: found while one types, read on a phone, beside what one was doing."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Portal

pytestmark = pytest.mark.browser


def test_a_visitor_finds_an_answer_while_typing_and_reads_an_article_with_its_picture(
    portal: Portal, someone: BrowserContext
) -> None:
    page = someone.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(portal.public)
    with page.expect_popup() as beside:
        page.locator(".p-help").click()
    page = beside.value
    page.get_by_label("Что вы ищете?").press_sequentially("забыл пар", delay=30)
    question = page.get_by_text("Забыл пароль. Что делать?")
    expect(page.get_by_role("heading", name="Ответы на вопросы")).to_be_visible()
    question.click()
    expect(page.get_by_text("Придёт письмо со ссылкой")).to_be_visible()
    page.get_by_role("link", name="Вход", exact=True).first.click()

    expect(page.get_by_role("heading", name="Вход", exact=True)).to_be_visible()
    picture = page.get_by_role("img", name="Страница входа")
    expect(picture).to_be_visible()
    page.wait_for_function("() => document.querySelector('figure img').naturalWidth === 780")
    main = page.get_by_test_id("stMain")
    assert main.evaluate("element => element.scrollWidth - element.clientWidth") == 0
    page.get_by_role("link", name="Дальше: Регистрация").click()
    expect(page.get_by_role("heading", name="Регистрация", exact=True)).to_be_in_viewport()
    assert page.url.endswith("/help?article=registration")
    page.go_back()
    expect(page.get_by_role("heading", name="Вход", exact=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Что вы ищете?")).to_have_value("забыл пар")


def test_a_part_further_down_is_reached_at_a_touch(portal: Portal, someone: BrowserContext) -> None:
    page = someone.new_page()
    page.goto(f"{portal.public}/help")

    page.get_by_label("Части страницы").get_by_role("link", name="Документы и согласия").click()

    first = page.locator(".st-key-p-part-documents summary").first
    expect(first).to_be_focused()
    expect(first).to_be_in_viewport()
    assert page.url.endswith("/help")
