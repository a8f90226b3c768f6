import re
from io import BytesIO
from urllib.parse import quote

import openpyxl
import pytest
from pypdf import PdfReader

from core.actor import Actor
from core.settings import settings
from db.models import JournalEntry
from services import cards, drafts, submissions
from tests._kept import acts
from tests._kept import kept as kept_rows
from tests._people import (
    a_consumer,
    a_kept_file,
    a_pdf,
    a_placed_document,
    a_png,
    a_registered_application,
    a_sent_application,
    an_employee,
)
from tests.core.inspection._containers import a_zip
from tests.core.inspection._papers import a_docx, a_picture
from tests.web._client import Browser
from web.files import content_disposition
from workflows._documents import DocumentKind


def test_a_document_is_given_to_its_applicant_under_its_russian_name(public: Browser) -> None:
    owner, public_id = a_document("Договор № 17 «Ёлка».pdf")
    public.log_in(owner)

    answer = public.get(f"/files/{public_id}")

    assert answer.status == 200
    assert answer.body == a_pdf("ТУ")
    assert quote("Договор № 17 «Ёлка».pdf") in answer.header("content-disposition")
    assert answer.header("content-disposition").startswith("attachment;")
    assert answer.header("cache-control") == "private, no-store"
    assert answer.header("content-security-policy") == "default-src 'none'; sandbox"


def test_a_pdf_may_be_looked_at_in_the_browser(public: Browser) -> None:
    owner, public_id = a_document("Технические условия.pdf")
    public.log_in(owner)

    answer = public.get(f"/files/{public_id}?inline=1")

    assert answer.header("content-disposition").startswith("inline;")
    assert answer.header("content-type") == "application/pdf"


def test_a_part_of_a_file_can_be_asked_for(public: Browser) -> None:
    owner, public_id = a_document("Технические условия.pdf")
    public.log_in(owner)

    answer = public.get(f"/files/{public_id}", range="bytes=0-3")

    assert (answer.status, answer.body) == (206, b"%PDF")


def test_a_strangers_file_is_not_found(public: Browser) -> None:
    _, public_id = a_document("Технические условия.pdf")
    public.log_in(a_consumer(email="stranger@example.org"))

    answer = public.get(f"/files/{public_id}")

    assert answer.status == 404
    assert "не найден" in answer.text


def test_ones_own_draft_is_looked_at_on_paper_and_kept_nowhere(public: Browser) -> None:
    giver = a_consumer()
    drafts.save(giver, "tp_15", {"object_name": "садовый дом"})
    public.log_in(giver)

    answer = public.get("/drafts/tp_15.pdf")

    text = PdfReader(BytesIO(answer.body)).pages[0].extract_text()
    assert (answer.status, answer.header("content-type")) == (200, "application/pdf")
    assert answer.header("content-disposition").startswith("inline;")
    assert quote("черновик.pdf") in answer.header("content-disposition")
    assert answer.header("cache-control") == "private, no-store"
    assert "садовый дом" in text
    assert "Черновик, не отправлено" in text


def test_a_draft_is_on_paper_for_nobody_else(public: Browser, staff: Browser) -> None:
    drafts.save(a_consumer(), "tp_15", {"object_name": "садовый дом"})
    assert (public.get("/drafts/tp_15.pdf").status, public.get("/drafts/tp_15.pdf").header("location")) == (303, "/")
    public.log_in(a_consumer(email="stranger@example.org"))
    staff.log_in(an_employee("operator"))

    assert public.get("/drafts/tp_15.pdf").status == 404
    assert staff.get("/drafts/tp_15.pdf").status == 404


@pytest.mark.parametrize("key", ["nothing", "tp_15.scan", "appeal", "..%2Ftp_15", "%00", "tp_15.pdf"])
def test_a_draft_that_is_not_there_has_no_paper(public: Browser, key: str) -> None:
    giver = a_consumer()
    drafts.save(giver, "tp_15.scan", {"comment": "в файле"})
    public.log_in(giver)

    assert public.get(f"/drafts/{key}.pdf").status == 404


@pytest.mark.parametrize("public_id", ["0", "../secret", "00000000-0000-0000-0000-000000000000", "%00", "я"])
def test_a_file_that_is_not_there_is_not_found(public: Browser, public_id: str) -> None:
    public.log_in(a_consumer())

    assert public.get(f"/files/{quote(public_id, safe='')}").status == 404


def test_a_further_part_of_a_file_is_no_further_opening(public: Browser) -> None:
    owner, public_id = a_document("Технические условия.pdf")
    public.log_in(owner)

    public.ask("HEAD", f"/files/{public_id}", {})
    for part in ("bytes=0-99", "bytes=100-199", "bytes=200-"):
        public.get(f"/files/{public_id}", range=part)

    card = cards.whole(an_employee("manager"), cards.mine(owner)[0].reg_no)
    assert card.documents[0].downloads == 1


def test_without_a_session_one_is_led_to_the_login(public: Browser) -> None:
    _, public_id = a_document("Технические условия.pdf")

    answer = public.get(f"/files/{public_id}")

    assert (answer.status, answer.header("location")) == (303, "/")


def test_a_file_in_a_draft_is_its_givers_alone(public: Browser, staff: Browser) -> None:
    giver = a_consumer()
    kept = a_kept_file(giver, "черновик.pdf", a_pdf())
    public.log_in(giver)
    staff.log_in(an_employee("operator"))

    assert public.get(f"/files/{kept.public_id}").status == 200
    assert staff.get(f"/files/{kept.public_id}").status == 404


def test_whoever_registers_reads_what_was_sent(staff: Browser) -> None:
    consumer = a_consumer()
    sheet = submissions.sheet(consumer, a_sent_application(consumer))
    assert sheet.copy is not None
    staff.log_in(an_employee("operator"))

    answer = staff.get(f"/files/{sheet.copy.public_id}?inline=1")

    assert "Щербакова" in PdfReader(BytesIO(answer.body)).pages[0].extract_text()


def test_the_admin_who_handles_no_applications_reads_no_documents(staff: Browser) -> None:
    _, public_id = a_document("Технические условия.pdf")
    staff.log_in(an_employee("admin"))

    assert staff.get(f"/files/{public_id}").status == 404


def test_the_blank_of_a_form_is_printed_with_its_questions(public: Browser) -> None:
    public.log_in(a_consumer())

    answer = public.get("/blanks/tp_15")

    text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.body)).pages)
    assert "присоединяемых и ранее присоединенных" in text
    assert answer.header("content-disposition").startswith("attachment;")


@pytest.mark.parametrize("code", ["nothing", "..%2Ftp_15", "_form", "other"])
def test_a_blank_that_is_not_for_the_applicant_is_not_found(public: Browser, code: str) -> None:
    public.log_in(a_consumer())

    assert public.get(f"/blanks/{code}").status == 404


def test_a_company_finds_no_blank_of_a_form_for_persons(public: Browser) -> None:
    public.log_in(a_consumer("company", "elka@example.org"))

    assert public.get("/blanks/tp_15").status == 404


def test_a_manager_gets_the_register_as_a_workbook(staff: Browser) -> None:
    reg_no = a_registered_application()
    staff.log_in(an_employee("manager"))

    answer = staff.get("/exports/applications_register")

    sheet = openpyxl.load_workbook(BytesIO(answer.body)).worksheets[0]
    assert reg_no in {cell.value for row in sheet.iter_rows() for cell in row}
    assert ".xlsx" in answer.header("content-disposition")


def test_an_engineer_gets_no_register(staff: Browser) -> None:
    staff.log_in(an_employee("engineer"))

    assert staff.get("/exports/applications_register").status == 404


def test_parameters_that_contradict_each_other_are_told(staff: Browser) -> None:
    staff.log_in(an_employee("manager"))

    answer = staff.get("/exports/applications_register?since=2026-05-01&until=2026-04-01")

    assert answer.status == 422
    assert answer.text


def test_exports_are_no_route_of_the_consumer_portal(public: Browser) -> None:
    public.log_in(a_consumer())

    assert public.get("/exports/applications_register").status == 404


@pytest.mark.parametrize("code", ["pdn", "standard_terms", "standard_terms_full", "guide"])
def test_the_texts_are_open_to_everybody(public: Browser, code: str) -> None:
    answer = public.get(f"/documents/{code}")

    assert answer.status == 200
    assert "<h1>" in answer.text
    assert "lang=ru" in answer.text
    assert re.search(r"Редакция от \d\d\.\d\d\.\d{4}\. Основание: \S", answer.text)


@pytest.mark.parametrize("code", ["nothing", "..", "%2e%2e%2fsettings"])
def test_a_text_that_is_not_there_is_not_found(public: Browser, code: str) -> None:
    assert public.get(f"/documents/{code}").status == 404


def test_a_hostile_name_cannot_break_the_header() -> None:
    header = content_disposition("attachment", 'a"\r\nSet-Cookie: x=1/../б.pdf')

    assert "\r" not in header
    assert "\n" not in header
    assert header.count('"') == 2


def a_document(name: str) -> tuple[Actor, str]:
    """Place technical conditions called *name*; return the applicant and the file."""
    owner, engineer = a_consumer(), an_employee("engineer")
    reg_no = a_registered_application(owner)
    card = cards.whole(engineer, reg_no)
    a_placed_document(engineer, reg_no, DocumentKind.TU, name, a_pdf("ТУ"), version=card.version)
    return owner, cards.whole(owner, reg_no).documents[0].file.public_id


def test_only_a_clean_file_leaves(public: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_CLAMD_URL", "tcp://127.0.0.1:1")
    settings.cache_clear()
    giver = a_consumer()
    waiting = a_kept_file(giver, "ждёт.pdf", a_pdf())
    public.log_in(giver)

    for url in (f"/files/{waiting.public_id}", f"/files/{waiting.public_id}?inline=1"):
        answer = public.get(url)
        assert answer.status == 409
        assert "ещё проверяется" in answer.text
        assert answer.header("cache-control") == "private, no-store"
    assert public.get(f"/files/{waiting.public_id}", range="bytes=0-3").status == 409
    assert "file.opened" not in acts()


@pytest.mark.parametrize(
    ("name", "content", "inline"),
    [
        ("план.pdf", a_pdf(), True),
        ("план.png", a_png(), True),
        ("план.gif", a_picture("GIF", "P"), True),
        ("план.tif", a_picture("TIFF"), False),
        ("план.rtf", rb"{\rtf1 x}", False),
        ("план.zip", a_zip({"план.pdf": a_pdf()}), False),
        ("план.docx", a_docx(), False),
    ],
)
def test_only_pdf_and_images_are_seen_in_the_browser(
    public: Browser,
    name: str,
    content: bytes,
    inline: bool,  # noqa: FBT001 - a column of the table
) -> None:
    giver = a_consumer()
    kept = a_kept_file(giver, name, content, accepts=(name.rpartition(".")[2],))
    public.log_in(giver)

    answer = public.get(f"/files/{kept.public_id}?inline=1", accept_encoding="gzip")

    assert answer.header("content-disposition").startswith("inline;" if inline else "attachment;")
    assert answer.header("content-encoding") == ""
    assert answer.header("content-length") == str(len(content))
    assert answer.header("x-content-type-options") == "nosniff"
    assert answer.body == content


def test_each_download_of_a_document_is_recorded_with_who_and_from_where(public: Browser) -> None:
    owner, public_id = a_document("Технические условия.pdf")
    public.log_in(owner)

    public.get(f"/files/{public_id}")
    public.get(f"/files/{public_id}?inline=1")

    entries = kept_rows(JournalEntry, JournalEntry.act == "file.opened")
    assert [(entry.object, entry.user_id, entry.address) for entry in entries] == [
        (public_id, owner.user_id, "192.0.2.7")
    ] * 2
    assert cards.whole(an_employee("manager"), cards.mine(owner)[0].reg_no).documents[0].downloads == 2
