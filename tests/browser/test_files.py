"""Files, as people bring them: dropped, chosen by keyboard, photographed, over a line that breaks."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests._people import a_pdf, a_png
from tests.browser._journey import attach, place_for_files
from tests.browser.conftest import Portal, log_in, settle, watched
from tests.core.inspection._papers import a_pdf_of

pytestmark = pytest.mark.browser

APPEAL = "Файлы"
UPLOADS = "**/uploads/**"


@pytest.fixture
def tried(chromium: Browser) -> Iterator[BrowserContext]:
    """Open a browser in which a file may be refused and a line may break: the console says both."""
    context, troubles = watched(chromium)
    yield context
    context.close()
    assert [trouble for trouble in troubles if "Failed to load resource" not in trouble] == []


def appeals(context: BrowserContext, portal: Portal, name: str = "petrov@example.org") -> Page:
    """Log in and open the page of appeals with nothing attached yet."""
    page = context.new_page()
    log_in(page, f"{portal.public}/appeals", name)
    settle(page)
    while (delete := page.get_by_role("button", name="Удалить", exact=True)).count():
        delete.first.click()
        settle(page)
    return page


def drop(place: Locator, files: dict[str, bytes]) -> None:
    """Drop files from the desktop."""
    told = [[name, base64.b64encode(content).decode()] for name, content in files.items()]
    carried = place.page.evaluate_handle(
        """files => {
          const carried = new DataTransfer();
          for (const [name, content] of files) {
            carried.items.add(new File([Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0))], name));
          }
          return carried;
        }""",
        told,
    )
    for event in ("dragenter", "dragover", "drop"):
        place.locator(".p-upload-panel").dispatch_event(event, {"dataTransfer": carried})


def rows(page: Page) -> Locator:
    """Return the files on their way."""
    return page.locator(".p-upload-row")


def test_several_files_are_dropped_at_once_and_stay(portal: Portal, someone: BrowserContext) -> None:
    page = appeals(someone, portal)

    drop(place_for_files(page, APPEAL), {f"Лист {place}.pdf": a_pdf(str(place)) for place in range(1, 6)})

    for place in range(1, 6):
        expect(page.get_by_role("link", name=f"Лист {place}.pdf")).to_be_visible()
    expect(rows(page)).to_have_count(0)
    page.reload()
    expect(page.get_by_role("link", name="Лист 5.pdf")).to_be_visible()


def test_a_file_is_chosen_by_keyboard(portal: Portal, someone: BrowserContext, tmp_path: Path) -> None:
    page = appeals(someone, portal)
    page.on("filechooser", lambda _: None)  # the browser is told at once that choosers are ours, and not with the key
    path = tmp_path / "Схема.png"
    path.write_bytes(a_png())
    choose = page.get_by_role("button", name=f"Выбрать файлы: {APPEAL}")
    choose.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(choose).to_be_focused()
    assert choose.evaluate("button => getComputedStyle(button).outlineStyle") == "solid"

    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(path)

    assert chooser.value.is_multiple()
    expect(page.get_by_role("link", name="Схема.png")).to_be_visible()


def test_what_is_refused_is_told_in_words_beside_the_file(portal: Portal, tried: BrowserContext) -> None:
    page = appeals(tried, portal)

    drop(
        place_for_files(page, APPEAL),
        {"план.pdf": b"MZ\x90\0" + bytes(90), "программа.exe": b"MZ", "IMG_1.HEIC": b"x", "пусто.pdf": b""},
    )

    for words in ("внутри программа, а не pdf", "подходят только", "«Наиболее совместимые»", "он пустой"):
        expect(page.get_by_role("alert").filter(has_text=words)).to_be_visible()
    page.get_by_role("button", name="Убрать файл план.pdf").click()
    expect(rows(page)).to_have_count(3)
    drop(place_for_files(page, APPEAL), {"хороший.pdf": a_pdf()})
    expect(page.get_by_role("link", name="хороший.pdf")).to_be_visible()
    expect(rows(page)).to_have_count(3)


def test_a_large_file_shows_how_far_it_is_and_can_be_called_off(portal: Portal, tried: BrowserContext) -> None:
    page = appeals(tried, portal)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 300_000}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", slow)
    noise = bytes(range(256)) * 12_000

    drop(place_for_files(page, APPEAL), {"большой.pdf": a_pdf_of(b"<< >>\nstream\n" + noise + b"\nendstream")})

    expect(rows(page)).to_contain_text(re.compile(r"[1-9]\d? %"))
    bar = page.get_by_role("progressbar", name="Отправка файла большой.pdf")
    assert 0 < float(bar.get_attribute("value") or 0) < 100
    page.get_by_role("button", name="Отменить файл большой.pdf").click()
    expect(rows(page)).to_have_count(0)
    expect(page.get_by_role("button", name=f"Выбрать файлы: {APPEAL}")).to_be_focused()


def test_a_file_is_sent_again_by_itself_after_a_cut_line(portal: Portal, tried: BrowserContext) -> None:
    page = appeals(tried, portal)
    cuts = list[str]()

    def cut_twice(route: Route) -> None:
        cuts.append(route.request.url)
        if len(cuts) <= 2:
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(UPLOADS, cut_twice)
    drop(place_for_files(page, APPEAL), {"упрямый.pdf": a_pdf("упрямый")})

    expect(rows(page)).to_contain_text("Отправим ещё раз сами")
    expect(page.get_by_role("link", name="упрямый.pdf")).to_be_visible()
    assert len(cuts) == 3


def test_a_file_whose_answer_was_lost_is_attached_once(portal: Portal, tried: BrowserContext) -> None:
    page = appeals(tried, portal)
    answers = list[int]()

    def lose_the_first(route: Route) -> None:
        answers.append(route.fetch().status)
        if len(answers) == 1:
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(UPLOADS, lose_the_first)
    drop(place_for_files(page, APPEAL), {"один раз.pdf": a_pdf("один раз")})

    expect(page.get_by_role("link", name="один раз.pdf")).to_be_visible()
    expect(rows(page)).to_have_count(0)
    expect(page.get_by_role("link", name="один раз.pdf")).to_have_count(1)


def test_uploads_outlive_a_redraw_of_the_page(portal: Portal, tried: BrowserContext) -> None:
    page = appeals(tried, portal)
    held = list[Route]()

    def hold(route: Route) -> None:
        held.append(route)

    page.route(UPLOADS, hold)
    drop(place_for_files(page, APPEAL), {"терпеливый.pdf": a_pdf("терпеливый")})
    expect(rows(page)).to_have_count(1)

    text = page.get_by_label("Текст обращения *")
    text.fill("Посылаю схему участка.")
    text.blur()
    settle(page)
    expect(rows(page)).to_have_count(1)
    held[0].continue_()

    expect(page.get_by_role("link", name="терпеливый.pdf")).to_be_visible()
    expect(text).to_have_value("Посылаю схему участка.")


def test_a_file_waits_for_whoever_has_to_log_in_again(portal: Portal, tried: BrowserContext) -> None:
    page = appeals(tried, portal)
    kept = tried.cookies()
    tried.clear_cookies(name="portal_public")

    drop(place_for_files(page, APPEAL), {"после входа.pdf": a_pdf("после входа")})

    expect(rows(page)).to_contain_text("Сеанс завершён")
    tried.add_cookies(kept)  # type: ignore[arg-type] # what the browser itself told
    page.get_by_role("button", name="Повторить отправку файла после входа.pdf").click()
    expect(page.get_by_role("link", name="после входа.pdf")).to_be_visible()


def test_a_phone_offers_its_camera_and_nothing_is_wider_than_the_screen(portal: Portal, chromium: Browser) -> None:
    phone = chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2
    )
    page = appeals(phone, portal)
    place = place_for_files(page, APPEAL)

    expect(place.get_by_role("button", name=f"Сделать снимок: {APPEAL}")).to_be_visible()
    camera = place.locator("input[capture=environment]")
    assert camera.get_attribute("accept") == "image/jpeg"
    camera.set_input_files({"name": "image.png", "mimeType": "image/png", "buffer": a_png()})

    expect(page.get_by_role("link", name="image.png")).to_be_visible()
    main = page.get_by_test_id("stMain")
    assert main.evaluate("element => element.scrollWidth - element.clientWidth") == 0
    assert place.get_by_role("button").first.evaluate("button => button.offsetHeight") >= 44
    phone.close()


def test_a_document_is_looked_at_in_the_browser_and_others_are_downloaded(
    portal: Portal, someone: BrowserContext, tmp_path: Path
) -> None:
    page = appeals(someone, portal)
    path = tmp_path / "Заявление № 1.rtf"
    path.write_bytes(rb"{\rtf1 text}")

    attach(page, APPEAL, path)

    with page.expect_download() as download:
        page.get_by_role("link", name=path.name).click()
    assert download.value.suggested_filename == path.name
