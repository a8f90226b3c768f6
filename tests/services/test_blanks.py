import io
from collections.abc import Mapping

import pytest
from pypdf import PdfReader

from core.actor import Actor
from core.catalogue import catalogue
from core.settings import settings
from forms._documents import document
from forms._form import Form, Mode
from forms._questions import questions
from forms._sheet import parts
from regulations.applicants import ApplicantType
from services import printing
from tests import _people

FORMS: Mapping[str, type[Form]] = catalogue("forms", Form)
BLANKS = {code: form for code, form in FORMS.items() if Mode.DOWNLOAD in form.modes}
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


@each_blank
def test_a_blank_names_every_question_and_every_option(code: str) -> None:
    form = BLANKS[code]
    asked = questions(form)
    places = [place for part in parts(form, {question.name for question in asked}) for place in part.places]
    files = [question.label for question in asked if question.accepts]

    text = text_of(blank_of(code))

    assert (
        missing([words for place in places for words in (place.words, *(words for words, _ in place.rows))], text) == []
    )
    assert missing([f"{place.no}." for place in places], text) == []
    assert missing(files, text) == []
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
def test_a_blank_fits_on_a_few_sheets(code: str) -> None:
    assert len(blank_of(code).pages) <= 4


def test_the_rules_for_files_are_those_of_the_published_document() -> None:
    first_part = document("file_rules").text.split("## ")[1]

    assert missing([line[2:] for line in first_part.splitlines() if line[:2] == "- "], text_of(blank_of("tp_15"))) == []


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("tp_15", "серия Если в п. 2 «паспорт гражданина РФ»."),
        ("tp_15", "Если в п. 4 «да». Например: 302000"),
        ("tp_15", "Подтверждение льготы (ПП 861, п. 17) Если в п. Д7 не «нет»."),
        ("tp_150", "полное наименование юридического лица Если в п. 1 «Юридическое лицо»."),
        ("tp_150", "фамилия Если в п. 1 не «Юридическое лицо»."),
        ("tp_150", "название, серия и номер Если в п. 1 «Физическое лицо», в п. 3 «иной документ»."),
        ("tp_150", "действует на основании Если в п. 1 «Юридическое лицо», в п. Д1 «нет»."),
    ],
)
def test_a_blank_says_when_a_question_is_to_be_answered(code: str, hint: str) -> None:
    assert pressed(hint) in text_of(blank_of(code))


def test_the_number_in_a_condition_is_that_of_the_question() -> None:
    text = text_of(blank_of("tp_150"))

    told = ["1. Заявитель", "3. Место нахождения заявителя", "Д1. Заявку подаёт представитель по доверенности?"]
    assert missing(told, text) == []


def test_a_blank_stands_under_its_appendix_and_has_its_points() -> None:
    text = text_of(blank_of("tp_15"))

    assert missing(["Приложение № 6 к Правилам", "ЗАЯВКА физического лица на присоединение"], text) == []
    assert missing(["9. Гарантирующий поставщик (энергосбытовая организация)", "при напряжении"], text) == []


def test_a_person_may_download_the_blank_for_every_kind_of_applicant(maria: Actor) -> None:
    assert printing.blank(maria, "tp_150")[0] == f"{BLANKS['tp_150'].title}.pdf"
