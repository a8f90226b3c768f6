"""Documents to read: the files, the reader, the HTML."""

import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from core.errors import NotFound
from core.settings import settings
from forms import _articles, _documents
from forms._documents import Document, as_html, document, documents
from services import drafts

CONSENTS = {"pdn", "pdn_transfer", "pdn_policy", "cabinet_rules", "simple_signature", "truth", "informing"}
EXPLANATIONS = {"standard_terms", "standard_terms_full", "phases", "file_rules", "disclosure", "contacts"}

each = pytest.mark.parametrize("shown", documents(), ids=lambda shown: shown.code)
FILES = sorted(_documents.FOLDER.glob("*.md"))
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
each_text = pytest.mark.parametrize(
    "path", [*FILES, *sorted(_articles.FOLDER.glob("*.md"))], ids=lambda path: f"{path.parent.name}-{path.stem}"
)


@pytest.fixture
def fresh_settings() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(_documents, "FOLDER", tmp_path)
    return tmp_path


def a_file(folder: Path, text: str) -> None:
    (folder / "note.md").write_text(f"title: Записка\nversion: 2026-11-01\nsource: закон\n\n{text}\n", encoding="utf-8")


def test_the_seven_consents_and_the_explanations_are_there() -> None:
    codes = [shown.code for shown in documents()]

    assert set(codes) == CONSENTS | EXPLANATIONS
    assert codes == sorted(codes)


@each
def test_every_document_says_what_it_is_and_has_something_to_read(shown: Document) -> None:
    assert shown.title
    assert date.fromisoformat(shown.version) >= date(2026, 11, 1)
    assert re.search(r"ПП РФ|закон|приказ", shown.source)
    assert len(shown.text) > 800


@each
def test_a_document_is_found_by_its_code(shown: Document) -> None:
    assert document(shown.code) == shown


@each
def test_the_digest_is_of_the_text_as_shown(shown: Document) -> None:
    assert shown.sha256 == sha256(shown.text.encode()).hexdigest()


@each
def test_every_placeholder_is_filled(shown: Document) -> None:
    assert not re.search(r"[{}]", shown.text)


@each
def test_every_mark_becomes_an_element(shown: Document) -> None:
    html = as_html(shown.text)

    assert set(re.findall(r"</?(\w+)", html)) <= {"h2", "p", "ul", "ol", "li", "a"}
    assert not re.search(r">\s*(#|- |\d+\. (?=[а-яё]))", html)
    assert not re.search(r"\*\*|__|`|\]\(", html)


@pytest.mark.parametrize("code", ["pdn", "pdn_transfer"])
def test_consents_to_processing_name_the_operator_and_how_to_withdraw(code: str) -> None:
    text, ours = document(code).text, settings()

    for fact in (ours.company_full_name, ours.company_ogrn, ours.company_inn, ours.company_address, "отозвать"):
        assert fact in text


@each_file
def test_a_file_begins_with_three_lines_of_header(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()

    assert [line.split(": ")[0] for line in lines[:3]] == ["title", "version", "source"]
    assert lines[3] == ""
    assert lines[4]


@each_text
def test_no_file_names_another_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"https?:|www\.|\w\.(ru|рф|com|org|net)\b", text, re.IGNORECASE)
    assert not re.search(r"<\w", text)


@each_text
def test_quotes_are_russian_and_blanks_single(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert not re.search("[\"“”„'\t]", text)
    assert text.count("«") == text.count("»")
    assert "  " not in text
    assert "\n\n\n" not in text
    assert not re.search(r"[ \u00a0]$", text, re.MULTILINE)
    assert not re.search(r" [,.;:!?»]|« ", text)
    assert not re.search(r" - |\w- | -\w", text)


@each_text
def test_numbered_lists_count_from_one(path: Path) -> None:
    lines = [re.match(r"(\d+)\. ", line) for line in path.read_text(encoding="utf-8").splitlines()]

    for before, here in pairwise(lines):
        assert not here or int(here[1]) == (int(before[1]) if before else 0) + 1


@each_text
def test_letters_of_two_alphabets_never_meet_in_a_word(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"[a-z][а-яё]|[а-яё][a-z]", text, re.IGNORECASE)


@pytest.mark.parametrize(
    "code", ["", "nothing", "../guide", "guide.md", "GUIDE", "/etc/passwd", "__init__", "*", "g\0"]
)
def test_an_unknown_or_odd_code_is_refused(code: str) -> None:
    with pytest.raises(NotFound, match="Такого документа нет"):
        document(code)


def test_another_text_has_another_digest(folder: Path) -> None:
    a_file(folder, "Первая редакция.")
    before = document("note")

    a_file(folder, "Вторая редакция.")

    assert document("note").sha256 != before.sha256


@pytest.mark.usefixtures("fresh_settings")
def test_another_company_has_another_text_and_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    before = document("pdn")
    settings.cache_clear()
    monkeypatch.setenv("PORTAL_COMPANY_FULL_NAME", "Акционерное общество «Светлый путь»")

    after = document("pdn")

    assert "«Светлый путь»" in after.text
    assert after.sha256 != before.sha256


@pytest.mark.usefixtures("fresh_settings")
def test_a_setting_is_text_and_never_a_placeholder_or_html(monkeypatch: pytest.MonkeyPatch) -> None:
    settings.cache_clear()
    monkeypatch.setenv("PORTAL_HOT_LINE", "{inn}<script>")

    shown = document("disclosure")

    assert "потребителей: {inn}<script>," in shown.text
    assert "{inn}&lt;script&gt;" in as_html(shown.text)


def test_a_byte_order_mark_does_no_harm(folder: Path) -> None:
    a_file(folder, "Текст из «Блокнота».")
    file = folder / "note.md"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))

    assert document("note").title == "Записка"
    assert document("note").text == "Текст из «Блокнота»."


def test_html_escapes_every_character() -> None:
    html = as_html("## <b>\n\n<script>alert(1)</script> & \"'\n\n- <i>\n\n1. <img src=x>")

    assert html == (
        "<h2>&lt;b&gt;</h2>\n"
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;&#x27;</p>\n"
        "<ul><li>&lt;i&gt;</li></ul>\n"
        "<ol><li>&lt;img src=x&gt;</li></ol>"
    )


def test_html_keeps_paragraphs_and_lists_apart() -> None:
    html = as_html("## Срок\nПервая строка\nи вторая.\n\nДальше:\n- раз;\n- два.\n\n1.1. Пункт.\n1. Шаг.\n2. Шаг.")

    assert html == (
        "<h2>Срок</h2>\n<p>Первая строка и вторая.</p>\n<p>Дальше:</p>\n"
        "<ul><li>раз;</li><li>два.</li></ul>\n<p>1.1. Пункт.</p>\n<ol><li>Шаг.</li><li>Шаг.</li></ol>"
    )


def test_html_makes_links_to_our_own_pages_and_to_telephones_alone() -> None:
    html = as_html(
        "[«Вход»](/help?article=enter&x=1), [8-800](tel:8800) и [чужой](https://example.org), [пусто](javascript:x)"
    )

    assert html == (
        '<p><a href="/help?article=enter&amp;x=1">«Вход»</a>, <a href="tel:8800">8-800</a> и '
        "[чужой](https://example.org), [пусто](javascript:x)</p>"
    )


def test_html_shows_pictures_of_the_portal_and_tells_what_is_on_them() -> None:
    html = as_html('Раз.\n\n![Кнопка «Войти» & "поле"](enter.png)\n\n![Ничего](../boot.js)')

    assert html == (
        '<p>Раз.</p>\n<figure><img src="/ui/help/enter.png" alt="Кнопка «Войти» &amp; &quot;поле&quot;" '
        'loading="lazy"></figure>\n![Ничего](../boot.js)'
    )


def test_a_summary_of_the_terms_says_that_it_is_one_and_where_the_whole_text_is() -> None:
    simplified, full = document("standard_terms"), document("standard_terms_full")

    for shown in (simplified, full):
        assert "кратко" in shown.title
        assert "а не сам договор" in shown.text.partition("\n")[0]
        assert settings().company_address in shown.text
    assert "приложение № 17" in simplified.text
    assert "приложения № 8–13" in full.text
    assert "Они различаются" in full.text


def test_the_rules_of_files_name_the_limits_in_force() -> None:
    text = document("file_rules").text

    assert f"не больше {settings().max_file_mib} МБ" in text
    assert f"не больше {drafts.MOST_FILES} файлов" in text
    assert f"не больше {drafts.MOST_MIB} МБ" in text
