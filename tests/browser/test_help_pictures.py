"""The pictures of «Помощь», taken of the running portal; ``make pictures`` puts them where they are served."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tests import _articles
from tests._people import a_pdf
from tests.browser._journey import attach, fill, press_register, tick_all
from tests.browser.conftest import PASSWORD, Portal, log_in, settle, watched

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 2600}
"""As wide as a phone, and so high that nothing must be scrolled."""
SHARP = 2
COLOURS = 48
MOST_BYTES = 60 * 1024
MARGIN, TALLEST = 10, 640
"""Of a picture, as the page counts pixels."""
PERSON = {
    "Фамилия *": "Рябинина",
    "Имя *": "Вера",
    "СНИЛС *": "044-886-297 01",
    "Адрес регистрации *": "г. Ливны, ул. Октябрьская, д. 6",
    "Мобильный телефон *": "89103004098",
    "Электронная почта *": "ryabinina@example.org",
    "Пароль *": PASSWORD,
    "Пароль ещё раз *": PASSWORD,
}


@dataclass
class Camera:
    """Takes pictures of one person's page."""

    page: Page
    folder: Path
    taken: list[Path] = field(default_factory=list)

    def take(self, name: str, first: Locator, last: Locator | None = None) -> None:
        """Take the whole width from the top of *first* to the bottom of *last*, but no more than ``TALLEST``."""
        settle(self.page)
        begins, ends = first.bounding_box(), (last or first).bounding_box()
        assert begins is not None
        assert ends is not None
        top = begins["y"] - MARGIN
        height = min(ends["y"] + ends["height"] + MARGIN - top, TALLEST)
        path = self.folder / f"{name}.png"
        self.page.screenshot(path=path, clip={"x": 0, "y": top, "width": PHONE["width"], "height": height})
        Image.open(path).convert("RGB").quantize(COLOURS).save(path, optimize=True)
        self.taken.append(path)


@pytest.fixture
def camera(chromium: Browser, tmp_path: Path) -> Iterator[Camera]:
    """Give a phone with a camera."""
    folder = Path(os.environ.get("HELP_PICTURES") or tmp_path / "pictures")
    folder.mkdir(exist_ok=True)
    context, troubles = watched(chromium, viewport=PHONE, device_scale_factor=SHARP)
    yield Camera(context.new_page(), folder)
    context.close()
    assert troubles == []


def test_every_picture_an_article_names_is_taken_and_no_other(portal: Portal, camera: Camera, tmp_path: Path) -> None:
    of_the_way_in(camera, portal)
    of_somebody_new(camera, portal, tmp_path)
    of_somebody_with_applications(camera, portal)

    assert sorted(path.name for path in camera.taken) == sorted(_articles.pictures())
    assert {path.name: path.stat().st_size for path in camera.taken if path.stat().st_size > MOST_BYTES} == {}
    for path in camera.taken:
        with Image.open(path) as picture:
            assert picture.width == PHONE["width"] * SHARP
            assert len(picture.getcolors() or ()) > 8, f"{path.name} shows nothing"


def of_the_way_in(camera: Camera, portal: Portal) -> None:
    """Take what a visitor sees."""
    page = camera.page
    page.goto(portal.public)
    expect(page.get_by_role("link", name="Физическое лицо")).to_be_visible()
    camera.take("enter", page.get_by_test_id("stForm"), page.get_by_role("link", name="Забыли пароль?"))
    cards = page.get_by_role("heading", name="Впервые здесь?"), page.locator(".st-key-p-row-register-entrepreneur")
    camera.take("registration", *cards)


def of_somebody_new(camera: Camera, portal: Portal, folder: Path) -> None:
    """Register somebody invented, who begins a form and attaches a file; leave."""
    page = camera.page
    page.goto(f"{portal.public}/register?kind=person")
    fill(page, PERSON)
    tick_all(page)
    press_register(page)
    page.goto(portal.public)
    camera.take("ways", page.locator(".st-key-p-form-tp_15"))
    page.goto(f"{portal.public}/fill?form=other")
    scan = folder / "Решение суда.pdf"
    scan.write_bytes(a_pdf("Решение суда"))
    attach(page, "Файлы *", scan)
    camera.take("attach", page.locator('[class*="-q-files"]').first)
    page.goto(f"{portal.public}/fill?form=tp_15")
    fill(page, {"Место рождения *": "г. Ливны"})
    page.goto(portal.public)
    row = page.locator(".st-key-p-row-draft-tp_15")
    camera.take("drafts", page.get_by_role("heading", name="Черновики"), row)
    leave(page)


def of_somebody_with_applications(camera: Camera, portal: Portal) -> None:
    """Take what somebody sees whose applications are on their way."""
    page = camera.page
    log_in(page, portal.public, "ivanov@example.org")
    page.get_by_role("button", name="Меню").click()
    exit_of_menu = page.get_by_test_id("stPopoverBody").get_by_role("button", name="Выйти")
    camera.take("menu", page.locator(".st-key-p-header"), exit_of_menu)
    header = page.locator(".p-title")
    page.goto(f"{portal.public}/applications")
    camera.take("applications", header, page.locator('[class*="st-key-p-row-application-"]').first)
    page.locator('[class*="st-key-p-row-sent-"]').get_by_role("link").first.click()
    expect(header).to_contain_text("Отправка №")
    camera.take("sent", header, page.get_by_role("link", name="Скачать").first)
    page.goto(f"{portal.public}/application?no=000/00")
    documents = page.locator(".p-documents")
    camera.take("documents", page.get_by_role("heading", name="Документы", exact=True), documents)
    page.goto(f"{portal.public}/security")
    camera.take("security", header, page.locator(".st-key-p-session-0"))
    page.goto(f"{portal.public}/notifications")
    header.wait_for()
    camera.take("notifications", header, page.locator(".st-key-p-main"))
    page.goto(f"{portal.public}/appeals")
    camera.take("appeal", page.locator(".st-key-appeal-q-topic"), page.locator(".st-key-appeal-q-kind"))


def leave(page: Page) -> None:
    """Log out on a phone."""
    page.get_by_role("button", name="Меню").click()
    page.get_by_test_id("stPopoverBody").get_by_role("button", name="Выйти").click()
    expect(page.get_by_role("heading", name="Вход в личный кабинет")).to_be_visible()
