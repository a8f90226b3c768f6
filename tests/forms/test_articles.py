"""Articles of «Помощь»: the files, the reader, what they name and where they lead."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from core.actor import Side
from core.errors import NotFound
from core.settings import settings
from forms import _articles, _documents
from forms._articles import Article, article, articles, guide
from forms._documents import as_html
from tests._articles import committed, pictures
from tests.authorisation._found import screens
from ui.reading import PARTS

QUESTIONS = [entry for entry in articles() if entry.group == _articles.QUESTIONS]
TOLD = [entry for entry in articles() if entry.group != _articles.QUESTIONS]
TEXTS = {entry.code: entry.text for entry in articles()} | {entry.code: entry.text for entry in _documents.documents()}

each = pytest.mark.parametrize("shown", articles(), ids=lambda shown: shown.code)
each_file = pytest.mark.parametrize("path", sorted(_articles.FOLDER.glob("*.md")), ids=lambda path: path.stem)
each_link = pytest.mark.parametrize(
    ("where", "target"),
    [(code, target) for code, text in TEXTS.items() for target in re.findall(r"[^!]\[[^\]]+\]\(([^)]*)\)", text)],
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(_articles, "FOLDER", tmp_path)
    return tmp_path


def an_article(folder: Path, code: str, *, group: str = "Начало", order: int = 1, text: str = "Текст.") -> None:
    head = f"title: Статья {code}\ngroup: {group}\norder: {order}\nupdated: 2026-11-24"
    (folder / f"{code}.md").write_text(f"{head}\n\n{text}\n", encoding="utf-8")


@each_file
def test_a_file_begins_with_four_lines_of_header(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()

    assert [line.split(": ")[0] for line in lines[:4]] == ["title", "group", "order", "updated"]
    assert lines[4] == ""
    assert lines[5]


@each
def test_an_article_is_short_and_filled_in(shown: Article) -> None:
    assert 300 < len(shown.text) < 4000
    assert not re.search(r"[{}]", shown.text)


@each
def test_every_mark_of_an_article_becomes_an_element(shown: Article) -> None:
    html = as_html(shown.text)

    assert set(re.findall(r"</?(\w+)", html)) <= {"h2", "p", "ul", "ol", "li", "a", "figure", "img"}
    assert not re.search(r"\*\*|__|`|\]\(|>\s*#", html)


def test_the_groups_of_articles_do_not_mix_and_no_two_stand_at_one_place() -> None:
    groups = [entry.group for entry in articles()]

    assert [group for place, group in enumerate(groups) if group in groups[:place] and group != groups[place - 1]] == []
    assert len({entry.order for entry in articles()}) == len(groups)


def test_every_picture_named_is_there_and_every_picture_there_is_named() -> None:
    assert {path.name for path in committed()} == set(pictures())


def test_pictures_are_few_small_and_told_in_russian_to_those_who_do_not_see_them() -> None:
    assert len(committed()) <= 12
    assert [path.name for path in committed() if path.stat().st_size > 60 * 1024] == []
    assert [name for name, told in pictures().items() if not re.fullmatch(r"[А-ЯЁ][^A-Za-z]{20,}", told)] == []


@each_link
def test_every_link_leads_somewhere(where: str, target: str) -> None:
    address = urlsplit(target)
    path, query = address.path.removeprefix("/"), parse_qs(address.query, strict_parsing=bool(address.query))
    folder, _, code = path.partition("/")

    if address.scheme == "tel":
        assert path == "".join(mark for mark in settings().hot_line if mark.isdigit())
    elif folder == "documents":
        assert code == _articles.GUIDE or _documents.document(code), where
    else:
        assert folder in {screen.url for screen in screens(Side.PUBLIC)}, where
        assert set(query) <= {"article", "part"}, where
        assert [name for name in query.get("part", ()) if name not in PARTS] == [], where
        assert all(article(name) for name in query.get("article", ())), where


@pytest.mark.parametrize("shown", QUESTIONS, ids=lambda shown: shown.code)
def test_a_topic_is_questions_with_short_answers_and_nothing_else(shown: Article) -> None:
    assert shown.text.startswith("## ")
    assert [asked for asked, told in shown.parts if not 40 < len(told) < 600] == []
    assert [asked for asked, _ in shown.parts if not re.match("[А-ЯЁ]", asked)] == []


def test_there_are_questions_enough_and_no_two_are_the_same() -> None:
    asked = [asked for entry in QUESTIONS for asked, _ in entry.parts]

    assert len(asked) >= 20
    assert len(set(asked)) == len(asked)


def test_the_guide_is_all_articles_as_they_are_and_as_new_as_the_newest() -> None:
    whole = guide()

    assert whole.version == max(entry.updated for entry in TOLD).isoformat()
    assert re.findall(r"^## (.+)$", whole.text, re.MULTILINE) == [entry.title for entry in TOLD]
    for entry in TOLD:
        assert re.sub("^## ", "### ", entry.text, flags=re.MULTILINE) in whole.text
    assert "п. 33" in whole.source


@pytest.mark.parametrize("code", ["", "nothing", "../documents/pdn", "enter.md", "ENTER", "__init__", "*", "g\0"])
def test_an_unknown_or_odd_article_is_refused(code: str) -> None:
    with pytest.raises(NotFound, match="Такой статьи нет"):
        article(code)


def test_a_new_article_is_one_file_and_stands_where_it_says(folder: Path) -> None:
    an_article(folder, "later", order=20)
    an_article(folder, "first", order=10, text="Одна.\n\n## Часть\n\nДве.\n\n## Ещё\n\nТри.")

    assert [entry.code for entry in articles()] == ["first", "later"]
    assert article("first").parts == (("Часть", "Две."), ("Ещё", "Три."))
    assert article("later").parts == ()
