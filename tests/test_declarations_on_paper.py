"""Walks the forms of the main page, so that a new one is known to be printed whole without touching a test."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from core.catalogue import catalogue
from forms._form import Form
from forms._questions import check, questions, told, told_rows
from forms._sheet import applicant, parts
from services import printing
from services.files import Kept
from tests import _people

FORMS = catalogue("forms", Form)
SENT_AT = datetime(2026, 3, 4, 21, 30, tzinfo=UTC)
SIGNER = printing.Signer("Щербакова Мария Ивановна", "57-000123-4", "maria@example.org", "ООО «Ёлка»")

each_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)


def files_of(form: type[Form]) -> list[tuple[str, Kept]]:
    """Return a file under every question for files."""
    asked = [question for question in questions(form) if question.accepts]
    return [
        (question.label, Kept(f"id-{no}", f"документ {no}.pdf", 2049, "application/pdf", f"{no:064x}"))
        for no, question in enumerate(asked)
    ]


def printed(form: type[Form]) -> str:
    """Print the form filled in; return the text as one row of signs, because lines may break anywhere."""
    answers = check(form, _people.with_files(form))
    pdf = printing.copy(form, answers, "26-000123", SENT_AT, SIGNER, files_of(form))
    return pressed("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


def answered(answers: Form) -> Iterator[str]:
    """Yield every answer as people read it, those of the rows of a group one by one."""
    standing = answers.model_dump()
    for question, rows in told(answers, standing):
        if question.row is None:
            yield from (value for _, value in rows)
        else:
            yield from (value for _, cells in told_rows(question, standing) for value in cells.values())


def pressed(text: str) -> str:
    return "".join(text.split())


def missing(words: Iterable[str], text: str) -> list[str]:
    return [told for told in words if pressed(told) not in text]


@each_form
def test_what_was_sent_is_printed_with_every_answer_every_file_and_who_signed_it(form: type[Form]) -> None:
    text = printed(form)

    assert missing(answered(check(form, _people.with_files(form))), text) == []
    assert missing((words for label, kept in files_of(form) for words in (label, kept.name, kept.sha256)), text) == []
    assert missing(["№ 26-000123 от 05.03.2026 00:30", form.title, form.source], text) == []
    assert missing([SIGNER.name, SIGNER.account_no, SIGNER.email, SIGNER.applicant], text) == []


@each_form
def test_every_question_that_is_asked_has_one_place_on_paper_with_words_before_it(form: type[Form]) -> None:
    answers = check(form, _people.with_files(form))
    asked = {question.name for question, _ in told(answers, answers.model_dump())}
    signing = applicant(form, asked)

    places = [place for part in parts(form, asked) for place in part.places] + ([signing] if signing else [])

    words = [words for place in places for words in (place.words, *(before for before, _ in place.rows))]
    assert sorted(question.name for place in places for _, question in place.rows) == sorted(asked)
    assert missing(words, printed(form)) == []
    assert len({place.no for place in places}) == len(places)


@each_form
def test_an_official_form_names_only_questions_it_asks_and_each_of_them_once(form: type[Form]) -> None:
    points = (*form.official.points, form.official.applicant) if form.official else ()

    named = [name for point in points for name in point.answers]

    assert set(named) <= {question.name for question in questions(form) if not question.accepts}
    assert len(named) == len(set(named))
    assert [point.number for point in points if not point.words and not any(point.answers.values())] == []
