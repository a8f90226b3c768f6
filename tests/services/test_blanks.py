import io
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from core.actor import Actor
from core.catalogue import catalogue
from core.settings import settings
from forms._documents import document
from forms._form import Form, Mode
from forms._kinds import Widget
from forms._questions import check, questions, readable
from regulations.applicants import ApplicantType
from services import printing
from services.files import Kept
from tests import _people

FORMS: Mapping[str, type[Form]] = catalogue("forms", Form)
BLANKS = {code: form for code, form in FORMS.items() if Mode.DOWNLOAD in form.modes}
SENT_AT = datetime(2026, 3, 4, 21, 30, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("database")
each_blank = pytest.mark.parametrize("code", BLANKS)


def blank_of(code: str) -> PdfReader:
    kind = next(kind for kind in ApplicantType if kind in BLANKS[code].for_applicants)
    _, pdf = printing.blank(_people.a_consumer(kind), code)
    return PdfReader(io.BytesIO(pdf))


def text_of(reader: PdfReader) -> str:
    """Read the document as one row of signs: lines may break anywhere."""
    return pressed("".join(page.extract_text() for page in reader.pages))


def pressed(text: str) -> str:
    return "".join(text.split())


def missing(told: list[str], text: str) -> list[str]:
    return [words for words in told if pressed(words) not in text]


def a_file(no: int) -> Kept:
    return Kept(f"id-{no}", f"документ {no}.pdf", 2049, "application/pdf", f"{no:064x}")


@each_blank
def test_a_blank_names_every_question_and_every_option(code: str) -> None:
    asked = questions(BLANKS[code])

    text = text_of(blank_of(code))

    assert missing([question.label for question in asked], text) == []
    assert missing([choice.label for question in asked for choice in question.choices], text) == []


@each_blank
def test_a_blank_names_every_document_with_its_legal_source(code: str) -> None:
    told = [f"{q.label} ({q.accepts.source})" for q in questions(BLANKS[code]) if q.accepts]

    assert missing(told, text_of(blank_of(code))) == []


@each_blank
def test_a_blank_is_signed_dated_and_says_which_files_are_taken(code: str) -> None:
    text = text_of(blank_of(code))

    assert missing(["Заявитель или его представитель", "подпись", "фамилия, инициалы", "20 г."], text) == []
    assert missing(["Подходят файлы pdf, jpg, jpeg и png.", "не больше 10 МБ", "не больше 50 МБ"], text) == []
    assert missing([settings().company_address, BLANKS[code].source], text) == []


@each_blank
def test_a_blank_fits_on_three_sheets(code: str) -> None:
    assert len(blank_of(code).pages) <= 3


def test_the_rules_for_files_are_those_of_the_published_document() -> None:
    first_part = document("file_rules").text.split("## ")[1]

    assert missing([line[2:] for line in first_part.splitlines() if line[:2] == "- "], text_of(blank_of("tp_15"))) == []


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("tp_15", "Серия паспорта Если в п. 5 «паспорт гражданина РФ»."),
        ("tp_15", "Фактический адрес Если в п. 14 «да»."),
        ("tp_15", "Подтверждение льготы (ПП 861, п. 17) Если в п. 38 не «нет»."),
        ("tp_150", "Полное наименование организации Если в п. 1 «Юридическое лицо»."),
        ("tp_150", "Фамилия Если в п. 1 не «Юридическое лицо»."),
        ("tp_150", "Название, серия и номер документа Если в п. 1 «Физическое лицо», в п. 10 «иной документ»."),
        ("tp_150", "Действует на основании Если в п. 1 «Юридическое лицо», в п. 23 «нет»."),
    ],
)
def test_a_blank_says_when_a_question_is_to_be_answered(code: str, hint: str) -> None:
    assert pressed(hint) in text_of(blank_of(code))


def test_the_number_in_a_condition_is_that_of_the_question() -> None:
    text = text_of(blank_of("tp_150"))

    assert missing(["1. Кто подаёт заявку", "10. Документ, удостоверяющий личность", "46. Объект вводится"], text) == []


def test_a_person_may_download_the_blank_for_every_kind_of_applicant(maria: Actor) -> None:
    assert printing.blank(maria, "tp_150")[0] == f"{BLANKS['tp_150'].title}.pdf"


@each_blank
def test_a_copy_names_every_answer_and_every_hash(code: str) -> None:
    form = BLANKS[code]
    files = [(q.label, a_file(no)) for no, q in enumerate(questions(form), 1) if q.kind.widget is Widget.FILES]
    ids = {q.name: ("id",) for q in questions(form) if q.accepts}
    sheet = readable(check(form, _people.valid_answers(form) | ids))

    pdf = printing.copy(form, "26-000123", SENT_AT, sheet, files)

    text = text_of(PdfReader(io.BytesIO(pdf)))
    assert missing([words for _, rows in sheet for row in rows for words in row], text) == []
    assert missing([words for label, kept in files for words in (label, kept.name, kept.sha256)], text) == []
    assert missing(["№ 26-000123 от 05.03.2026 00:30", printing.SIGNED, form.source], text) == []
