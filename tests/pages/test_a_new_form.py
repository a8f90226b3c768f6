"""A new form is one file: the portal does with this one everything it does with forms, and nothing else is touched."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from core import storage
from core.actor import Actor
from core.errors import NotFound
from core.settings import settings
from db.models import Submission
from forms._questions import questions
from services import drafts, forms, printing, reports, submissions
from tests import _people
from tests._kept import the_only
from tests.pages._visit import fill, visit, words

CODE, TITLE = "yard_light", "Заявление об освещении двора"
THE_FILE = '''
"""Заявление об освещении двора: форма компании, о которой портал не знает."""

from typing import Annotated

from pydantic import Field

from core.labelled import Labelled
from forms._form import Form, Group, Mode, Need, rule
from forms._kinds import *


class Pole(Labelled):
    """Whose the poles are."""

    OURS = "ours", "сетевой компании"
    YARD = "yard", "жильцов дома"


class Lamp(Group):
    """One lamp."""

    place: Annotated[Line, Field(title="Где стоит")]
    power: Annotated[Count, Field(title="Мощность, Вт")]


class YardLight(Form):
    """Попросите осветить двор: мы посчитаем фонари и позвоним."""

    title = "Заявление об освещении двора"
    source = "ГК РФ, ст. 426"
    need = Need.OTHER
    modes = frozenset(Mode)

    yard: Annotated[Address, Section("Двор"), Field(title="Адрес двора")]
    since: Annotated[PastDate, Field(title="Темно с")]
    lamps: Annotated[tuple[Lamp, ...], Section("Фонари"), Field(title="Фонари"), Repeats("Фонарь", at_least=1)]
    poles: Annotated[Pole, OneOf, Field(title="Чьи опоры")]
    chairman: Annotated[PersonName, Field(title="Старший по дому"), ShownIf(poles="yard", needed=True)] = ""
    power: Annotated[Power, Field(title="Мощность всех фонарей")]
    passport: Annotated[PassportNumber, Section("Заявитель"), Field(title="Номер паспорта")]
    plan: Annotated[Attachments, Field(title="План двора"), Accepts("ГК РФ, ст. 426", at_least=1)] = ()
    consent: Annotated[Consent, Section("Подтверждение"), Field(title="Согласен на обработку данных")]

    @rule("power")
    def _no_stadium(self) -> str:
        return "Это освещение стадиона. Подайте «Заявку на присоединение»." if self.power > 15 else ""
'''
ANSWERS = {
    "yard": "302000, г. Орёл, ул. Московская, д. 1, двор",
    "since": "2026-01-15",
    "lamps": ["0"],
    "lamps.0.place": "у подъезда",
    "lamps.0.power": "60",
    "poles": "yard",
    "chairman": "Ёлкин Пётр",
    "power": "0,06",
    "passport": "123457",
}


@pytest.fixture(autouse=True)
def _the_new_form(own_forms: Path) -> None:
    (own_forms / f"{CODE}.py").write_text(THE_FILE, encoding="utf-8")


@pytest.fixture
def consumer() -> Actor:
    return _people.a_consumer()


@pytest.fixture
def number(consumer: Actor) -> str:
    """Send the form filled in, from its page; return the number of the sending."""
    a_filled_in_draft(consumer)
    page = fill(consumer, CODE)
    labelled(page.checkbox, "Согласен").set_value(True).run()
    labelled(page.button, "Отправить").click().run()
    return the_only(Submission).number


def a_filled_in_draft(consumer: Actor) -> None:
    drafts.save(consumer, CODE, ANSWERS)
    plan = next(question for question in questions(forms.declared()[CODE]) if question.name == "plan")
    drafts.attach(consumer, CODE, plan, "план.pdf", _people.a_pdf("план"))


def labelled(widgets: Iterable[Any], begins: str) -> Any:
    return next(widget for widget in widgets if widget.label.startswith(begins))


def pressed(text: str) -> str:
    return "".join(text.split())


def test_it_is_listed_on_the_main_page_with_its_sentence(consumer: Actor) -> None:
    text = words(visit("public", consumer))

    assert TITLE in text
    assert "Попросите осветить двор: мы посчитаем фонари и позвоним." in text


def test_it_is_drawn_with_what_depends_on_the_answers(consumer: Actor) -> None:
    page = fill(consumer, CODE, "poles")
    before = words(page)

    labelled(page.radio, "Чьи опоры").set_value("yard").run()

    assert "Чьи опоры *" in before
    assert "Фонарь 1" in before
    assert "Старший по дому" not in before
    assert "Старший по дому *" in words(page)


def test_its_answers_and_its_rule_are_checked(consumer: Actor) -> None:
    drafts.save(consumer, CODE, {**ANSWERS, "passport": "12", "power": "16"})
    page = fill(consumer, CODE)

    labelled(page.button, "Отправить").click().run()

    text = words(page)
    assert "номер паспорта" in text
    assert "Это освещение стадиона." in text
    assert "Поставьте отметку" in text
    assert submissions.mine(consumer) == []


def test_what_is_typed_is_kept_as_a_draft_and_found_on_the_main_page(consumer: Actor) -> None:
    page = fill(consumer, CODE, "yard")

    labelled(page.text_input, "Адрес двора").set_value("302000, г. Орёл, двор школы").run()

    assert drafts.begun(consumer, forms.declared()[CODE], CODE).answers["yard"] == "302000, г. Орёл, двор школы"
    text = words(visit("public", consumer))
    assert text.index("Черновики") < text.index(TITLE)


def test_its_blank_can_be_downloaded(consumer: Actor) -> None:
    name, pdf = printing.blank(consumer, CODE)

    text = pressed("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))
    assert name == f"{TITLE}.pdf"
    assert pressed("Старший по дому") in text
    assert pressed("жильцов дома") in text


def test_it_is_sent_and_its_frozen_copy_has_every_answer(consumer: Actor, number: str) -> None:
    copy = the_only(Submission).copy_id
    assert copy
    kept = submissions.sheet(consumer, number).copy
    assert kept

    pdf = storage.path(kept.sha256).read_bytes()

    text = pressed("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))
    said = (TITLE, number, str(ANSWERS["yard"]), "15.01.2026", "у подъезда", "60", "жильцов дома", "Ёлкин Пётр",
            "0,06", "123457", "план.pdf")  # fmt: skip
    assert [told for told in said if pressed(told) not in text] == []


def test_it_is_listed_among_what_was_sent(consumer: Actor, number: str) -> None:
    text = words(visit("public", consumer, "applications"))

    assert number in text
    assert TITLE in text


@pytest.mark.parametrize(("role", "passport"), [("operator", "123457"), ("manager", "••••57")])
def test_employees_read_it_and_only_some_of_them_the_passport(number: str, role: str, passport: str) -> None:
    page = visit("staff", _people.an_employee(role), "submission", no=number)

    text = words(page)
    assert TITLE in text
    assert "Где стоит: у подъезда; Мощность, Вт: 60" in text
    assert "Ёлкин Пётр" in text
    assert passport in text
    assert ("123457" in text) is (role == "operator")


def test_it_is_accepted_by_who_registers(consumer: Actor, number: str) -> None:
    page = visit("staff", _people.an_employee("operator"), "submission", no=number)

    labelled(page.button, "Принять в работу").click().run()

    assert submissions.sheet(consumer, number).status == submissions.ACCEPTED


def test_it_is_exported_with_a_column_for_every_question(number: str, tmp_path: Path) -> None:
    asked = {"form": CODE, "since": "2020-01-01"}

    written = reports.write(_people.an_employee("operator"), "answers_of_a_form", asked, tmp_path / "out.xlsx")

    header, row = load_workbook(tmp_path / "out.xlsx")["Ответы по форме"].iter_rows(values_only=True)
    told = dict(zip(header, row, strict=True))
    assert written.rows == 1
    assert told["№ отправки"] == number
    assert told["Мощность всех фонарей, кВт"] == 0.06
    assert told["Чьи опоры"] == "жильцов дома"
    assert told["Фонари"] == "Фонарь 1. Где стоит: у подъезда; Мощность, Вт: 60"
    assert told["План двора"] == 1


def test_without_its_file_the_form_is_not_there(
    consumer: Actor, own_forms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PORTAL_FORMS_DIR")
    settings.cache_clear()
    (own_forms / f"{CODE}.py").unlink()

    with pytest.raises(NotFound):
        printing.blank(consumer, CODE)
    assert TITLE not in words(visit("public", consumer))
