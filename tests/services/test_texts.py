import pytest

from core.errors import NotFound
from forms.registration._card import CONSENTS
from regulations.applicants import Procedure
from services import texts


def test_a_text_is_given_as_html_that_can_be_shown() -> None:
    page = texts.page("pdn")

    assert "персональных данных" in page.title
    assert page.html.startswith(("<h2>", "<p>"))


@pytest.mark.parametrize("code", ["invented", "", "../settings"])
def test_a_text_that_is_not_there_is_not_found(code: str) -> None:
    with pytest.raises(NotFound):
        texts.page(code)
    with pytest.raises(NotFound):
        texts.article(code)


def test_every_document_is_in_the_library_once_and_every_consent_in_the_order_of_the_card() -> None:
    library = texts.library()
    codes = [page.code for pages in library.values() for page in pages]

    assert [page.code for page in library["Согласия и правила"]] == list(CONSENTS.values())
    assert len(codes) == len(set(codes))
    assert {"guide", "contacts", "file_rules"} <= set(codes)
    assert [code for code in codes if texts.page(code).code != code] == []


@pytest.mark.parametrize("procedure", Procedure)
def test_every_procedure_has_its_terms_in_the_library(procedure: Procedure) -> None:
    code = texts.terms(procedure.value)

    assert code in [page.code for page in texts.library()["Условия типового договора"]]


def test_what_has_the_words_in_its_title_is_found_first() -> None:
    told = texts.find("регистрация")

    assert told.articles[0].code == "registration"
    assert len(told.articles) > 1


def test_the_search_looks_into_articles_answers_and_documents() -> None:
    told = texts.find("heic")

    assert [article.code for article in told.articles] == ["attach"]
    assert "file_rules" in [page.code for page in told.documents]
    assert texts.find("забыл пароль").questions[0].asked == "Забыл пароль. Что делать?"


@pytest.mark.parametrize("sought", ["ракета", "", "   ", "?"])
def test_a_search_that_finds_nothing_is_empty(sought: str) -> None:
    assert not texts.find(sought)


@pytest.mark.parametrize(
    ("pain", "answered"),
    [
        ("письмо не пришло", "Не пришло письмо со ссылкой. Что делать?"),
        ("оплатил, статус не изменился", "Оплатил, а статус не изменился"),
        ("недостающие документы", "Просят недостающие документы. Как их прислать?"),
        ("сотрудник уволился", "Уволился сотрудник, который вёл кабинет"),
        ("отозвать заявку", "Как отозвать заявку?"),
        ("какой автомат", "Какой автомат и провод купить?"),
        ("аннулировали заявку", "Почему заявка аннулирована?"),
        ("телефон", "Можно ли работать с телефона?"),
    ],
)
def test_what_people_really_ask_has_an_answer(pain: str, answered: str) -> None:
    assert answered in [question.asked for question in texts.find(pain).questions]
