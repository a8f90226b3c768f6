import re
import shutil
import subprocess
import tomllib
from dataclasses import FrozenInstanceError
from html.parser import HTMLParser
from importlib.metadata import distribution, version
from pathlib import Path
from types import MappingProxyType

import pytest

from web import russian
from web.russian_literals import LITERALS

PROJECT = Path(__file__).parents[2]
WHEEL = Path(str(distribution("streamlit").locate_file("streamlit/static/static")))
NODE = shutil.which("node")


class Page(HTMLParser):
    """The tags of a page with their attributes, its comments, and the text by the tag it stands in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.comments: list[str] = []
        self.texts: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember the tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_comment(self, data: str) -> None:
        """Remember the comment."""
        self.comments.append(data)

    def handle_data(self, data: str) -> None:
        """Remember the text under the tag opened last."""
        if data.strip():
            self.texts[self.tags[-1][0]] = data

    def addresses(self) -> list[str]:
        """List what the page makes a browser fetch or offers it to follow."""
        return [value for _, attrs in self.tags for name, value in attrs.items() if name in {"src", "href"} and value]


@pytest.fixture
def front() -> russian.RussianFrontEnd:
    return russian.build(title="Личный кабинет")


@pytest.fixture
def page(front: russian.RussianFrontEnd) -> Page:
    return Page(front.index.decode())


def english(pattern: str) -> tuple[str, str]:
    (chunk,) = (WHEEL / "js").glob(pattern)
    return f"js/{chunk.name}", chunk.read_text(encoding="utf-8")


def test_streamlit_is_pinned_to_the_version_the_table_was_written_for() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))

    assert "streamlit==1.67.0" in project["project"]["dependencies"]
    assert version("streamlit") == "1.67.0"


def test_the_installed_wheel_has_every_literal_of_the_table() -> None:
    assert russian.verify() == []


def test_a_literal_gone_from_the_wheel_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(russian, "LITERALS", {"Selectbox.*.js": {"`No results`": "", "`No such words`": ""}})

    (fault,) = russian.verify()

    assert re.fullmatch(r"Selectbox\.[\w-]+\.js no longer contains '`No such words`'\.", fault)


@pytest.mark.parametrize(("pattern", "count"), [("Sel3ctbox.*.js", 0), ("ProgressBar.*.js", 2)])
def test_a_pattern_of_no_or_two_chunks_is_named(monkeypatch: pytest.MonkeyPatch, pattern: str, count: int) -> None:
    monkeypatch.setattr(russian, "LITERALS", {pattern: {"`progress`": ""}})

    assert russian.verify() == [f"{pattern} matches {count} files of the front end instead of one."]


def test_another_wheel_is_not_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(russian, "LITERALS", {"Selectbox.*.js": {"`No such words`": ""}})

    with pytest.raises(RuntimeError, match="no longer contains"):
        russian.build(title="Другая сборка")


@pytest.mark.parametrize("pattern", LITERALS)
def test_no_literal_of_a_chunk_contains_another(pattern: str) -> None:
    literals = LITERALS[pattern]

    assert not [(one, other) for one in literals for other in literals if one != other and one in other]


@pytest.mark.parametrize("pattern", LITERALS)
def test_every_literal_is_replaced_and_nothing_else_changes(front: russian.RussianFrontEnd, pattern: str) -> None:
    path, before = english(pattern)
    expected = before
    for literal in LITERALS[pattern]:
        # Marks from the private use area: neither language has them.
        expected = expected.replace(literal, f"\ue000{literal}\ue001")
    for literal, translation in LITERALS[pattern].items():
        expected = expected.replace(f"\ue000{literal}\ue001", translation)

    after = front.files[path].decode()

    assert after == expected
    assert not [one for one, other in LITERALS[pattern].items() if one in after and one not in other]
    assert all(translation in after for translation in LITERALS[pattern].values())


@pytest.mark.skipif(NODE is None, reason="node is not installed: nothing here can parse JavaScript")
@pytest.mark.parametrize("pattern", LITERALS)
def test_a_patched_chunk_is_still_a_module(front: russian.RussianFrontEnd, pattern: str, tmp_path: Path) -> None:
    path, _ = english(pattern)
    module = tmp_path / "chunk.mjs"
    module.write_bytes(front.files[path])

    parsed = subprocess.run([NODE or "", "--check", module], capture_output=True, text=True, check=False)

    assert parsed.returncode == 0, parsed.stderr


@pytest.mark.skipif(NODE is None, reason="node is not installed: nothing here can run JavaScript")
def test_charts_write_numbers_the_russian_way(front: russian.RussianFrontEnd, tmp_path: Path) -> None:
    path, source = english("defaultLocale.*.js")
    (formatter,) = re.findall(r"(\w+) as t[,}]", source)
    module = tmp_path / "number.mjs"
    module.write_text(front.files[path].decode() + f"\nconsole.log({formatter}(',.1f')(1234.5));", encoding="utf-8")

    printed = subprocess.run([NODE or "", module], capture_output=True, text=True, check=True).stdout

    assert printed == "1\u00a0234,5\n"


def test_the_tree_is_named_by_its_content(front: russian.RussianFrontEnd, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(russian, "LITERALS", {**LITERALS, "Radio.*.js": {"`No options to select.`": "`Пусто.`"}})

    other = russian.build(title="Другой перевод")

    assert re.fullmatch(r"/static-ru-[0-9a-f]{12}/", front.prefix)
    assert re.fullmatch(r"/static-ru-[0-9a-f]{12}/", other.prefix)
    assert other.prefix != front.prefix


def test_the_front_end_is_built_once_and_cannot_be_changed(front: russian.RussianFrontEnd) -> None:
    assert russian.build(title="Личный кабинет") is front
    assert isinstance(front.files, MappingProxyType)
    with pytest.raises(FrozenInstanceError):
        front.prefix = "/static/"  # type: ignore[misc]  # the point of the test


def test_the_index_is_russian_and_has_no_comments(page: Page) -> None:
    tags = dict(page.tags)

    assert tags["html"] == {"lang": "ru"}
    assert page.texts["title"] == "Личный кабинет"
    assert page.texts["p"] == "Для работы личного кабинета включите JavaScript в браузере."
    assert page.comments == []


def test_the_index_names_only_our_own_host(page: Page) -> None:
    addresses = page.addresses()

    assert addresses
    assert all(address.startswith("./") and "//" not in address for address in addresses)
    assert not [attrs for _, attrs in page.tags if attrs.get("rel") == "service-desc"]


def test_the_index_has_no_inline_script_or_style(page: Page) -> None:
    scripts = [attrs for tag, attrs in page.tags if tag == "script"]

    assert all(attrs.get("src") for attrs in scripts)
    assert "script" not in page.texts
    assert "style" not in dict(page.tags)
    assert not [name for _, attrs in page.tags for name in attrs if name == "style" or name.startswith("on")]


def test_our_script_runs_before_the_bundle(page: Page) -> None:
    *own, bundle = (attrs for tag, attrs in page.tags if tag == "script")

    # A classic script runs where it stands; a module waits for the end of the page.
    assert own == [{"src": f"./ui/{name}.js"} for name in ("boot", "session", "upload", "autosave")]
    assert bundle["type"] == "module"


def test_our_styles_come_last_and_the_icon_is_ours(page: Page) -> None:
    links = [attrs for tag, attrs in page.tags if tag == "link"]

    assert links[0] == {"rel": "shortcut icon", "href": "./ui/favicon.svg"}
    assert links[-1] == {"rel": "stylesheet", "href": "./ui/portal.css"}


def test_the_index_names_every_file_of_the_wheel_s_own_index_under_the_prefix(
    front: russian.RussianFrontEnd, page: Page
) -> None:
    theirs = Page((WHEEL.parent / "index.html").read_text(encoding="utf-8")).addresses()

    ours = [address.removeprefix(f".{front.prefix}") for address in page.addresses() if front.prefix in address]

    assert ours == [address.removeprefix("./static/") for address in theirs if "/static/" in address]
    assert all((WHEEL / path).is_file() for path in ours)


def test_title_and_addresses_are_escaped() -> None:
    front = russian.build(title="</title><script>", scripts=('./ui/boot.js?a=1&b="2"',))

    page = Page(front.index.decode())

    assert "<title>&lt;/title&gt;&lt;script&gt;</title>" in front.index.decode()
    assert './ui/boot.js?a=1&b="2"' in page.addresses()
