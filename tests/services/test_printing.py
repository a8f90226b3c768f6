import io
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from core.actor import Actor
from core.errors import NotFound
from forms.tp_15 import ApplicationUpTo15
from services import printing
from services.files import Kept
from tests import _people

A_FILE = Kept("id", "паспорт.pdf", 2049, "application/pdf", "9f86d081" * 8)


def text_of(pdf: bytes) -> str:
    pages = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(pages.replace("\u00ad", "").split())


@pytest.mark.usefixtures("database")
def test_the_blank_asks_everything_the_form_asks(maria: Actor) -> None:
    name, pdf = printing.blank(maria, "tp_15")

    text = text_of(pdf)
    assert name == f"{ApplicationUpTo15.title}.pdf"
    for asked in ("Фамилия", "СНИЛС", "Присоединяемая мощность, кВт", "Гарантирующий поставщик", "ПП 861, п. 10 «г»"):
        assert asked in text


@pytest.mark.usefixtures("database")
def test_a_form_without_a_blank_has_none(maria: Actor) -> None:
    with pytest.raises(NotFound):
        printing.blank(maria, "other")


@pytest.mark.usefixtures("database")
def test_the_blank_of_a_form_for_others_is_not_given() -> None:
    with pytest.raises(NotFound):
        printing.blank(_people.a_consumer("company"), "tp_15")


def test_the_copy_tells_number_moment_answers_and_files() -> None:
    sent_at = datetime(2026, 3, 4, 21, 30, tzinfo=UTC)
    sheet = [["Объект", [["Наименование", "жилой дом «Ёлка» № 5"], ["Мощность", "7,5 кВт"]]]]

    pdf = printing.copy(ApplicationUpTo15, "26-000123", sent_at, sheet, [("Копия паспорта", A_FILE)])

    text = text_of(pdf)
    for told in ("26-000123", "05.03.2026 00:30", "жилой дом «Ёлка» № 5", "7,5 кВт", "паспорт.pdf", "3 КБ"):
        assert told in text
    assert A_FILE.sha256 in text.replace(" ", "")


def test_equal_facts_give_equal_copies() -> None:
    sent_at = datetime(2026, 3, 4, 21, 30, tzinfo=UTC)

    first, second = (printing.copy(ApplicationUpTo15, "26-000123", sent_at, [], []) for _ in range(2))

    assert first == second
