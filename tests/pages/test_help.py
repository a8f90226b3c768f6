"""«Помощь» as visitors and consumers meet it."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from core.actor import Actor
from forms import _articles
from services import applications, texts
from tests._people import (
    a_consumer,
    a_registered_application,
    a_registration_card,
    a_sent_application,
    an_employee,
)
from tests.pages._visit import again, visit, words
from ui.reading import PARTS


@pytest.fixture
def consumer() -> Actor:
    """Return somebody who is registered."""
    return a_consumer()


def sought(page: AppTest, text: str) -> str:
    """Return what the page says after *text* was typed into the search."""
    page.text_input(key="help-sought").set_value(text).run()
    assert not page.exception
    return words(page)


def test_a_visitor_reads_all_of_help_without_a_login() -> None:
    page = visit("public", None, "help")
    text = words(page)

    for article in texts.articles():
        assert article.title in text
    for topic in texts.topics():
        for question in topic.questions:
            assert f"<summary>{question.asked}</summary>" in text
    for title, _ in PARTS.values():
        assert title in text
    assert 'href="tel:88002501961"' in text
    assert [button.label for button in page.button if button.label == "Войти"] == []


def test_help_says_when_the_answers_were_looked_through() -> None:
    newest = max(entry.updated for entry in _articles.articles() if entry.group == _articles.QUESTIONS)

    assert f"Обновлено {newest:%d.%m.%Y}. Пересматриваем раз в квартал." in words(visit("public", None, "help"))


@pytest.mark.parametrize("code", [article.code for article in texts.articles()])
def test_every_article_can_be_opened_by_its_address(code: str) -> None:
    page = visit("public", None, "help", article=code)
    text, article = words(page), texts.article(code)

    assert not page.exception
    assert f'<h1 class="p-title">{article.title}</h1>' in text
    assert article.html in text
    assert f"Обновлено {article.updated:%d.%m.%Y}" in text


def test_articles_lead_on_and_the_last_one_back() -> None:
    first, second, *_, last = texts.articles()

    assert f"Дальше: {second.title}" in words(visit("public", None, "help", article=first.code))
    assert "Дальше:" not in words(visit("public", None, "help", article=last.code))


def test_an_article_shows_the_way_to_it() -> None:
    text = words(visit("public", None, "help", article="enter"))

    assert re.search(r"Вы здесь:.*Главная.*Помощь.*<span aria-current=\"page\">Вход</span>", text, re.DOTALL)


def test_an_article_that_is_not_there_is_refused_in_words() -> None:
    text = words(visit("public", None, "help", article="../pdn"))

    assert "Такой статьи нет" in text
    assert 'role="alert"' in text


@pytest.mark.parametrize(("name", "title"), [(name, title) for name, (title, _) in PARTS.items()])
def test_every_part_can_be_opened_by_its_address(name: str, title: str) -> None:
    page = visit("public", None, "help", part=name)

    assert not page.exception
    assert f'<h1 class="p-title">{title}</h1>' in words(page)


def test_the_rules_of_files_stand_in_short_with_the_way_to_the_whole() -> None:
    text = words(visit("public", None, "help", part="files"))

    assert "<li>Подходят файлы pdf, jpg, jpeg и png.</li>" in text
    assert "Как подготовить документ" not in text
    assert 'href="/documents/file_rules"' in text


def test_an_unknown_part_is_the_whole_page() -> None:
    assert '<h1 class="p-title">Помощь</h1>' in words(visit("public", None, "help", part="nothing"))


def test_every_document_stands_with_its_date_and_legal_source() -> None:
    text = words(visit("public", None, "help", part="documents"))

    for pages in texts.library().values():
        for document in pages:
            assert f'href="/documents/{document.code}"' in text
            assert f"Редакция от {document.version:%d.%m.%Y}. Основание: {document.source}" in text
    assert text.count('<details class="p-question" open="open">') == len(texts.library())


@pytest.mark.parametrize("typed", ["забыл пароль", "ПАРОЛЬ", "  пароля "])
def test_the_search_finds_articles_and_answers_as_one_types(typed: str) -> None:
    text = sought(visit("public", None, "help"), typed)

    assert "Ответы на вопросы" in text
    assert "<summary>Забыл пароль. Что делать?</summary>" in text
    assert "Карта сайта</h2>" not in text


def test_the_search_leads_to_documents_too() -> None:
    assert 'href="/documents/simple_signature"' in sought(visit("public", None, "help"), "электронная подпись")


def test_a_search_that_finds_nothing_says_so_and_what_to_do() -> None:
    text = sought(visit("public", None, "help"), 'ракета <b>&"')

    assert "По словам «ракета &lt;b&gt;&amp;&quot;» ничего не нашлось" in text
    assert "tel:88002501961" in text


def test_an_empty_search_shows_everything_again() -> None:
    page = visit("public", None, "help")
    sought(page, "ракета")

    assert "Карта сайта</h2>" in sought(page, "  ")


def test_the_map_of_a_visitor_has_the_ways_in_and_of_a_consumer_the_pages_of_the_cabinet(consumer: Actor) -> None:
    visitors = links(words(visit("public", None, "help", part="map")))
    consumers = links(words(visit("public", consumer, "help", part="map")))

    assert visitors == {"/", "/register", "/forgotten", "/help"}
    assert consumers == {
        "/", "/applications", "/notifications", "/profile", "/security", "/consents", "/history", "/appeals", "/help",
    }  # fmt: skip


def test_the_map_has_the_pages_of_people_for_those_who_have_them() -> None:
    company = a_consumer("company", "elka@example.org")

    assert "/people" in links(words(visit("public", company, "help", part="map")))


def links(text: str) -> set[str]:
    """Return where the map leads."""
    [drawn] = re.findall(r'<ul class="p-plain"><li>.*</ul>', text)
    return set(re.findall(r'<a href="(/[a-z]*)">', drawn))


@pytest.mark.parametrize("url", ["", "applications", "fill", "help"])
def test_help_is_within_reach_of_every_page_and_opens_beside_it(consumer: Actor, url: str) -> None:
    for who in (None, consumer):
        text = words(visit("public", who, url, form="tp_15"))

        for address, label in (
            ("/help", "Помощь"),
            ("/help?part=documents", "Документы и согласия"),
            ("/documents/disclosure", "Раскрытие информации"),
            ("/help?part=map", "Карта сайта"),
        ):
            assert f'href="{address}" target="_blank" rel="noopener">{label}</a>' in text


def test_the_login_leads_to_the_article_about_it() -> None:
    page = visit("public", None)

    assert "Не получается войти?" in words(page)
    assert "Если забыли пароль" in words(again(page, "help", article="enter"))


@pytest.mark.parametrize(
    ("url", "above", "here"),
    [("security", ["Главная", "Профиль"], "Вход и безопасность"), ("fill", ["Главная"], "Заполнить"),
     ("application", ["Главная", "Заявки"], "Заявка")],
)  # fmt: skip
def test_a_page_below_others_shows_the_way_to_it(consumer: Actor, url: str, above: list[str], here: str) -> None:
    reg_no = a_registered_application(consumer)

    text = words(visit("public", consumer, url, form="tp_15", no=reg_no))

    way = text.partition("Вы здесь:")[2].partition("</span>\n")[2].partition('<span aria-current="page">')
    assert way[0].split() == above
    assert way[2].startswith(f"{here}</span>")


@pytest.mark.parametrize("url", ["applications", "password"])
def test_a_page_of_the_menu_and_a_login_in_its_place_show_no_way(url: str) -> None:
    assert "Вы здесь:" not in words(visit("public", None, url))


@pytest.mark.parametrize(("household", "code"), [(True, "standard_terms"), (False, "standard_terms_full")])
def test_the_card_leads_to_the_terms_of_its_own_procedure(consumer: Actor, household: bool, code: str) -> None:  # noqa: FBT001 - a parameter of the test
    card = a_registration_card(household=household)
    reg_no = applications.register(an_employee("operator"), a_sent_application(consumer), card)

    text = words(visit("public", consumer, "application", no=reg_no))

    assert f'<a href="/documents/{code}" target="_blank" rel="noopener">Посмотреть условия типового договора' in text
