"""«Помощь»: articles with pictures, questions and answers, contacts, documents, and the map of the site."""

from itertools import groupby, pairwise

import streamlit as st

import ui
from core.settings import settings
from services import texts


def one_article(code: str) -> None:
    """Draw an article, and the way to the next one."""
    article, all_of_them = texts.article(code), texts.articles()
    following = [entry for before, entry in pairwise(all_of_them) if before.code == code]
    ui.crumbs("", "help", here=article.title)
    ui.title(article.title)
    ui.reading.prose(article.html)
    ui.say(f"Обновлено {ui.day(article.updated)}", muted=True)
    for entry in following:
        ui.link(f"help?article={entry.code}", f"Дальше: {entry.title}")
    ui.link("help", "Все статьи и вопросы")


def one_part(name: str) -> None:
    """Draw one part of the page by itself."""
    title, show = ui.reading.PARTS[name]
    ui.crumbs("", "help", here=title)
    ui.title(title)
    show()
    ui.link("help", "Все статьи и вопросы")


def everything() -> None:
    """Draw the search, and below it what was found or all there is."""
    ui.crumbs("", here="Помощь")
    ui.title("Помощь")
    ui.draw(ui.tag("p", "Не нашли ответа? Позвоните: ", ui.telephone(settings().hot_line), "."))
    sought = st.text_input(
        "Что вы ищете?", key="help-sought", placeholder="Например: забыл пароль", type="search", live=True,
        persist_state="session", max_chars=100,
    )  # fmt: skip
    if sought and sought.strip():
        ui.reading.found(texts.find(sought), sought.strip())
        return
    ui.reading.jumps()
    for group, entries in groupby(texts.articles(), key=lambda article: article.group):
        ui.heading(group)
        ui.reading.articles(list(entries))
    ui.draw(ui.tag("p", ui.document_link("guide", "Все статьи одним документом, для печати")))
    for name, (title, show) in ui.reading.PARTS.items():
        with st.container(key=f"p-part-{name}"):
            ui.heading(title)
            show()


code, part = ui.asked("article"), ui.asked("part")
if code:
    one_article(code)
elif part in ui.reading.PARTS:
    one_part(part)
else:
    everything()
