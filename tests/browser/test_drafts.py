"""What is typed is kept: whatever becomes of the tab, the line and the session."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Portal, log_in, settle, watched

pytestmark = pytest.mark.browser

PERSON = "petrov@example.org"
OBJECT, ADDRESS = "Наименование объекта *", "Адрес объекта *"
STEP = "fill?form=tp_150&step=3"


@pytest.fixture
def tried(chromium: Browser) -> Iterator[BrowserContext]:
    """Open a browser whose line is cut: what its console says of that is no trouble."""
    context, _ = watched(chromium)
    yield context
    context.close()


def open_form(context: BrowserContext, portal: Portal, name: str = PERSON) -> Page:
    page = context.new_page()
    log_in(page, f"{portal.public}/{STEP}", name, page.get_by_label(OBJECT))
    settle(page)
    return page


def another_tab(page: Page, portal: Portal) -> Page:
    other = page.context.new_page()
    other.goto(f"{portal.public}/{STEP}")
    other.get_by_label(OBJECT).wait_for()
    settle(other)
    return other


def saved(page: Page) -> None:
    expect(page.locator("[data-portal-draft]")).to_contain_text("Сохранено в", timeout=5000)


def test_what_is_typed_is_kept_before_its_field_is_left(portal: Portal, someone: BrowserContext) -> None:
    page = open_form(someone, portal)
    page.get_by_label(OBJECT).press_sequentially("тепличное хозяйство", delay=30)
    expect(page.locator("[data-portal-draft]")).to_have_text("Сохраняем…")
    saved(page)

    other = another_tab(page, portal)

    assert other.get_by_label(OBJECT).input_value().endswith("тепличное хозяйство")


def test_a_date_is_kept_before_its_boxes_are_left(portal: Portal, someone: BrowserContext) -> None:
    page = someone.new_page()
    log_in(page, f"{portal.public}/fill?form=tp_15&step=1", "ivanov@example.org", page.get_by_label("Кем выдан *"))
    settle(page)
    date = page.get_by_test_id("stDateInput").filter(has=page.get_by_text("Когда выдан"))
    date.get_by_role("spinbutton").first.click()
    page.keyboard.type("04072016")
    expect(page.locator("[data-portal-draft]")).to_have_text("Сохраняем…")
    saved(page)

    page.reload()

    expect(date.locator("input[type=date]")).to_have_value("2016-07-04")


def test_a_question_that_appears_above_leaves_the_field_being_typed_into_alone(
    portal: Portal, someone: BrowserContext
) -> None:
    page = someone.new_page()
    typed = page.get_by_label(OBJECT)
    log_in(page, f"{portal.public}/fill?form=tp_15&step=3", "ivanov@example.org", typed)
    settle(page)
    typed.fill("овощная ба")
    answer = page.get_by_test_id("stRadio").get_by_text("иное", exact=True)

    answer.evaluate("answer => answer.click()")
    expect(page.get_by_label("Укажите причину *")).to_be_visible()
    settle(page)

    typed.press("End")
    page.keyboard.type("за")
    expect(typed).to_have_value("овощная база")


def test_a_tab_closed_while_one_types_loses_nothing(portal: Portal, someone: BrowserContext) -> None:
    page = open_form(someone, portal)
    page.get_by_label(ADDRESS).fill("г. Орёл, ул. Закрытая, 5")
    page.close(run_before_unload=True)

    again = someone.new_page()
    again.goto(f"{portal.public}/{STEP}")

    expect(again.get_by_label(ADDRESS)).to_have_value("г. Орёл, ул. Закрытая, 5")


def test_a_failure_to_save_is_said_loudly_and_mended_by_itself(portal: Portal, tried: BrowserContext) -> None:
    page = open_form(tried, portal)
    page.route("**/drafts/**", lambda route: route.abort())
    page.get_by_label(OBJECT).press_sequentially("насосная", delay=20)
    alarm = page.get_by_role("alert").filter(has_text="Не сохранено")
    expect(alarm).to_be_visible()
    expect(alarm).to_contain_text("Пробуем снова")

    page.unroute("**/drafts/**")

    saved(page)
    expect(alarm).to_be_hidden()


def test_what_could_not_be_sent_outlives_a_reload(portal: Portal, tried: BrowserContext) -> None:
    page = open_form(tried, portal)
    tried.route("**/drafts/**", lambda route: route.abort())
    page.get_by_label(OBJECT).fill("склад удобрений")
    expect(page.get_by_role("alert").filter(has_text="Не сохранено")).to_be_visible()
    tried.unroute("**/drafts/**")

    page.reload()

    expect(page.get_by_label(OBJECT)).to_have_value("склад удобрений")


def test_two_tabs_that_answer_otherwise_are_asked_which_answer_stands(portal: Portal, someone: BrowserContext) -> None:
    page = open_form(someone, portal)
    other = another_tab(page, portal)
    page.get_by_label(OBJECT).fill("магазин")
    saved(page)

    other.get_by_label(OBJECT).fill("кафе")

    question = other.get_by_text("ответили по-разному")
    expect(question).to_contain_text("магазин")
    expect(other.get_by_label(OBJECT)).to_have_value("кафе")
    other.get_by_role("button", name="Взять другой").click()
    expect(other.get_by_label(OBJECT)).to_have_value("магазин")
    expect(question).to_be_hidden()
    page.reload()
    expect(page.get_by_label(OBJECT)).to_have_value("магазин")


def test_leaving_what_stands_drops_the_other_answer(portal: Portal, someone: BrowserContext) -> None:
    page = open_form(someone, portal)
    other = another_tab(page, portal)
    page.get_by_label(OBJECT).fill("автомойка")
    saved(page)
    other.get_by_label(OBJECT).fill("зерноток")

    other.get_by_role("button", name="Оставить как есть").click()

    expect(other.get_by_text("ответили по-разному")).to_be_hidden()
    page.reload()
    expect(page.get_by_label(OBJECT)).to_have_value("зерноток")
    expect(page.get_by_text("ответили по-разному")).to_be_hidden()


def test_what_was_typed_when_the_session_ended_is_kept_after_the_next_login(
    portal: Portal, tried: BrowserContext, chromium: Browser
) -> None:
    page = open_form(tried, portal)
    elsewhere, _ = watched(chromium)
    judge = elsewhere.new_page()
    log_in(judge, f"{portal.public}/security", PERSON)
    page.get_by_label(ADDRESS).clear()
    page.get_by_label(ADDRESS).press_sequentially("г. Мценск, ул. Ту", delay=20)
    judge.get_by_role("button", name="Завершить все остальные").click()
    expect(judge.get_by_role("button", name="Завершить все остальные")).to_be_hidden()
    page.get_by_label(ADDRESS).press_sequentially("ргенева, 7", delay=20)
    elsewhere.close()

    expect(page.get_by_role("heading", name="Вход в личный кабинет")).to_be_visible(timeout=60_000)
    page.get_by_label("Адрес электронной почты или регистрационный номер").fill(PERSON)
    page.get_by_label("Пароль", exact=True).fill("Demo-portal-2026")
    page.get_by_role("button", name="Войти").click()

    expect(page.get_by_label(ADDRESS)).to_have_value("г. Мценск, ул. Тургенева, 7")
