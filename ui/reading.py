"""What is there to read: articles with pictures, questions and answers, documents, contacts, the map of the site."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.settings import settings
from services import texts
from services.texts import Article, Found, Page, Question
from ui import session
from ui.html import Html, document_link, draw, joined, tag, telephone
from ui.shell import Screen, asked, link, site_map
from ui.widgets import day, facts, heading, say


def prose(html: str) -> None:
    """Draw a text of the library."""
    draw(tag("div", Html(html), cls="p-prose"))


def articles(entries: Sequence[Article]) -> None:
    """Draw links to articles."""
    with st.container(key=f"p-articles-{entries[0].code}"):
        for entry in entries:
            link(f"help?article={entry.code}", entry.title)


def questions(entries: Sequence[Question]) -> None:
    """Draw questions, each of which opens its answer."""
    draw(
        *(
            tag("details", tag("summary", entry.asked), tag("div", Html(entry.html), cls="p-prose"), cls="p-question")
            for entry in entries
        )
    )


def topics() -> None:
    """Draw all questions by what they are about, and when they were looked through."""
    told = texts.topics()
    say(f"Обновлено {day(max(topic.updated for topic in told))}. Пересматриваем раз в квартал.", muted=True)
    for topic in told:
        draw(tag("h3", topic.title, cls="p-group"))
        questions(topic.questions)


def found(told: Found, sought: str) -> None:
    """Draw what the search has brought, or what to do when it has brought nothing."""
    if not told:
        draw(
            tag(
                "div",
                tag("p", f"По словам «{sought}» ничего не нашлось. Попробуйте одно слово, например «пароль»."),
                tag("p", "Или позвоните нам: ", telephone(settings().hot_line), "."),
                cls="p-note-box",
                role="status",
            )
        )
        return
    if told.articles:
        heading("Статьи")
        articles(told.articles)
    if told.questions:
        heading("Ответы на вопросы")
        questions(told.questions)
    if told.documents:
        heading("Документы")
        draw(library(told.documents))


def contacts() -> None:
    """Draw how to reach the company."""
    company = settings()
    draw(
        facts(
            [
                ("Центр обслуживания потребителей", telephone(company.hot_line)),
                ("Часы работы", company.company_hours),
                ("Адрес", company.company_address),
            ]
        ),
        tag("p", document_link("contacts", "Все контакты, сроки ответов, реквизиты")),
    )
    link("appeals", "Написать через «Обращение»")


def file_rules() -> None:
    """Draw the rules in short, and where they stand in full."""
    rules = texts.page("file_rules")
    prose(rules.html.partition("</h2>")[2].partition("<h2>")[0])
    draw(tag("p", document_link("file_rules", "Требования к файлам целиком")))


def documents() -> None:
    """Draw every document with its date and legal source; beside other parts the long lists open at a touch."""
    unfolded = "open" if asked("part") else ""
    draw(
        *(
            tag("details", tag("summary", f"{group}: {len(pages)}"), library(pages), cls="p-question", open=unfolded)
            for group, pages in texts.library().items()
        )
    )


def library(pages: Sequence[Page]) -> Html:
    """Return documents as a list; each opens beside the page."""
    return tag(
        "ul",
        *(
            tag(
                "li",
                document_link(page.code, page.title),
                tag("span", f"Редакция от {day(page.version)}. Основание: {page.source}", cls="p-muted p-under"),
            )
            for page in pages
        ),
        cls="p-files",
    )


def map_of_the_site() -> None:
    """Draw every page this person may open."""
    screens = site_map()
    items = [
        tag("li", _way(screen.url, screen.title, screen.about), _below(screen.url, screens))
        for screen in screens
        if not screen.under
    ]
    if session.current() is None:
        items.insert(0, tag("li", _way("", "Вход", "после входа откроются заявки, уведомления, профиль и обращения")))
    items.append(tag("li", _way("help", "Помощь", "статьи, вопросы и ответы, документы, контакты")))
    draw(tag("ul", *items, cls="p-plain"))


PARTS: dict[str, tuple[str, Callable[[], None]]] = {
    "questions": ("Вопросы и ответы", topics),
    "contacts": ("Контакты", contacts),
    "files": ("Требования к файлам", file_rules),
    "documents": ("Документы и согласия", documents),
    "map": ("Карта сайта", map_of_the_site),
}
"""Parts of «Помощь» beside the articles, by their names in the address: title, and what draws it."""


def jumps() -> None:
    """Draw the ways to the parts further down the page."""
    ways = (tag("a", title, href=f"/help?part={name}", data_portal_goto=f"p-part-{name}")
            for name, (title, _) in PARTS.items())  # fmt: skip
    draw(tag("nav", *ways, cls="p-jump", aria_label="Части страницы"))


def _below(url: str, screens: Sequence[Screen]) -> Html:
    below = [screen for screen in screens if url and screen.under == url]
    items = (tag("li", _way(screen.url, screen.title, screen.about)) for screen in below)
    return tag("ul", *items, cls="p-plain") if below else Html("")


def _way(url: str, title: str, about: str) -> Html:
    return joined(tag("a", title, href=f"/{url}"), tag("span", f": {about}", cls="p-muted"))
