import pytest
from sqlalchemy import select

from core import storage
from core.actor import Actor, Role
from core.errors import Forbidden, NotFound, Refusal
from core.settings import settings
from db.models import Document, File, JournalEntry, SubmissionFile, User
from db.session import reading, transaction
from forms._questions import Question, questions
from forms.contact.appeal import NewAppeal
from forms.tp_15 import ApplicationUpTo15
from services import appeals, cards, drafts, files
from tests import _people
from tests._kept import acts, kept, the_only
from tests._people import a_pdf, a_png
from tests.core.inspection._papers import a_picture
from workflows._documents import DocumentKind

pytestmark = pytest.mark.usefixtures("database")

A_JPG = a_picture("JPEG")
AN_EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + b"\x00" * 256


def question(name: str) -> Question:
    return next(asked for asked in questions(ApplicationUpTo15) if asked.name == name)


def file_ids() -> list[str]:
    return [file.public_id for file in kept(File)]


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("паспорт.pdf", a_pdf(), "application/pdf"),
        ("СКАН.PDF", a_pdf(), "application/pdf"),
        ("план.png", a_png(), "image/png"),
        ("фото.jpg", A_JPG, "image/jpeg"),
        ("фото.jpeg", A_JPG, "image/jpeg"),
    ],
)
def test_a_file_is_taken_for_what_it_is(maria: Actor, name: str, content: bytes, media_type: str) -> None:
    taken = _people.a_kept_file(maria, name, content)

    assert (taken.name, taken.media_type, taken.size) == (name, media_type, len(content))
    assert storage.path(taken.sha256).read_bytes() == content


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("program.pdf", AN_EXE, "внутри программа, а не pdf"),
        ("план.pdf", a_png(), "внутри не pdf"),
        ("план.png", a_pdf(), "внутри не png"),
        ("page.pdf", b"<html><script>alert(1)</script></html>", "внутри сценарий или веб-страница, а не pdf"),
        ("program.exe", AN_EXE, "подходят только pdf, jpg, jpeg, png"),
        ("scheme.svg", b"<svg/>", "программа или сценарий"),
        ("паспорт", a_pdf(), "нет вида файла"),
        ("паспорт.pdf.exe", a_pdf(), "подходят только"),
        ("", a_pdf(), "нет вида файла"),
        ("пусто.pdf", b"", "пустой"),
    ],
)
def test_what_is_not_what_it_claims_to_be_is_refused(maria: Actor, name: str, content: bytes, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        _people.a_kept_file(maria, name, content)

    assert kept(File) == []


def test_a_file_of_a_kind_the_question_does_not_take_is_refused(maria: Actor) -> None:
    with pytest.raises(Refusal, match=r"подходят только pdf\."):
        _people.a_kept_file(maria, "план.png", a_png(), accepts=("pdf",))


def test_the_largest_file_is_taken_and_a_larger_one_is_refused(maria: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_MAX_FILE_MIB", "1")
    settings.cache_clear()
    largest = a_pdf().ljust(storage.ONE_MIB, b"\n")

    assert _people.a_kept_file(maria, "план.pdf", largest).size == storage.ONE_MIB
    with pytest.raises(Refusal, match="больше 1 МБ"):
        _people.a_kept_file(maria, "план.pdf", largest + b"\n")


def test_one_opens_ones_own_file_and_the_opening_is_recorded(maria: Actor) -> None:
    taken = _people.a_kept_file(maria, "план.pdf", a_pdf())

    opened = files.open_for(maria, taken.public_id)

    assert (opened.name, opened.media_type) == ("план.pdf", "application/pdf")
    assert opened.path.read_bytes() == a_pdf()
    entry = the_only(JournalEntry, JournalEntry.act == "file.opened")
    assert (entry.object, entry.user_id) == (taken.public_id, maria.user_id)


@pytest.mark.parametrize("public_id", ["", "no-such-file", "' OR 1=1 --"])
def test_a_file_that_is_not_there_is_not_found(maria: Actor, public_id: str) -> None:
    with pytest.raises(NotFound):
        files.open_for(maria, public_id)


def test_nothing_of_one_applicant_is_found_by_another(maria: Actor, stranger: Actor) -> None:
    reg_no = _people.a_registered_application(maria)
    card = cards.whole(_people.an_employee("manager"), reg_no)
    _people.a_placed_document(_people.an_employee(), reg_no, DocumentKind.TU, "ту.pdf", a_pdf(), version=card.version)
    drafts.attach(maria, "appeal", _question_of_appeal(), "план.pdf", a_pdf())
    appeals.send(maria, {"topic": "connection", "kind": "question", "text": "Когда приедете?"}, "key")
    assert len(file_ids()) == 5  # two attached, the printed copy, the conditions, one with the appeal

    for public_id in file_ids():
        with pytest.raises(NotFound):
            files.open_for(stranger, public_id)
        assert files.open_for(maria, public_id)


def _question_of_appeal() -> Question:
    return next(asked for asked in questions(NewAppeal) if asked.name == "files")


def test_a_colleague_opens_what_was_sent_but_not_a_foreign_draft(maria: Actor, stranger: Actor) -> None:
    _people.a_sent_application(maria)
    sent = file_ids()
    in_draft = drafts.attach(maria, "tp_15", question("plan"), "план.pdf", a_pdf()).public_id
    with transaction() as session:
        session.get_one(User, stranger.user_id).consumer_id = maria.consumer_id
    colleague = Actor(
        stranger.user_id, stranger.side, stranger.name, stranger.permissions, consumer_id=maria.consumer_id
    )

    assert all(files.open_for(colleague, public_id) for public_id in sent)
    with pytest.raises(NotFound):
        files.open_for(colleague, in_draft)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.LAWYER, Role.ECONOMIST])
def test_who_checks_identity_opens_what_was_sent_and_not_what_is_being_written(maria: Actor, role: Role) -> None:
    _people.a_sent_application(maria)
    sent = file_ids()
    in_draft = drafts.attach(maria, "tp_15", question("plan"), "план.pdf", a_pdf()).public_id
    employee = _people.an_employee(role)

    assert all(files.open_for(employee, public_id) for public_id in sent)
    with pytest.raises(NotFound):
        files.open_for(employee, in_draft)


@pytest.mark.parametrize("role", [Role.ENGINEER, Role.MANAGER])
def test_who_need_not_see_identity_opens_all_but_passports(maria: Actor, operator: Actor, role: Role) -> None:
    reg_no = _people.a_registered_application(maria, operator)
    sent = file_names()
    _people.a_placed_document(_people.an_employee("manager"), reg_no, DocumentKind.TU, "ту.pdf", a_pdf(), version=1)
    drafts.attach(maria, "appeal", _question_of_appeal(), "план.pdf", a_pdf())
    appeals.send(maria, {"topic": "connection", "kind": "question", "text": "Когда приедете?"}, "key")
    employee = _people.an_employee(role)

    opened = {name for public_id, name in file_names().items() if may_open(employee, public_id)}

    assert {"ту.pdf", "план.pdf", "Документ о праве на участок или объект.pdf"} == opened
    assert len(sent) == 3


def file_names() -> dict[str, str]:
    with reading() as session:
        return {row.public_id: row.name for row in session.execute(select(File.public_id, File.name))}


def may_open(actor: Actor, public_id: str) -> bool:
    try:
        files.open_for(actor, public_id)
    except NotFound:
        return False
    return True


def test_the_administrator_opens_no_files(maria: Actor) -> None:
    _people.a_sent_application(maria)

    for public_id in file_ids():
        with pytest.raises(Forbidden):
            files.open_for(_people.an_employee("admin"), public_id)


def test_a_document_of_the_card_is_counted_when_the_consumer_opens_it(maria: Actor) -> None:
    reg_no = _people.a_registered_application(maria)
    engineer = _people.an_employee()
    version = cards.whole(engineer, reg_no).version
    _people.a_placed_document(engineer, reg_no, DocumentKind.TU, "ту.pdf", a_pdf(), version=version)
    [line] = cards.whole(maria, reg_no).documents

    files.open_for(engineer, line.file.public_id)
    before = the_only(Document)
    files.open_for(maria, line.file.public_id)
    once = the_only(Document)
    files.open_for(maria, line.file.public_id)
    twice = the_only(Document)

    assert (before.downloads, before.first_viewed_at) == (0, None)
    assert once.first_viewed_at is not None
    assert (twice.downloads, twice.first_viewed_at) == (2, once.first_viewed_at)


def test_a_document_hidden_from_the_consumer_is_not_found_by_the_consumer(maria: Actor) -> None:
    reg_no = _people.a_registered_application(maria)
    engineer = _people.an_employee()
    version = cards.whole(engineer, reg_no).version
    _people.a_placed_document(engineer, reg_no, DocumentKind.TU, "ту.pdf", a_pdf(), version=version)
    with transaction() as session:
        document = session.get_one(Document, the_only(Document).id)
        document.visible_to_consumer = False
    [line] = cards.whole(engineer, reg_no).documents

    assert cards.whole(maria, reg_no).documents == ()
    with pytest.raises(NotFound):
        files.open_for(maria, line.file.public_id)
    assert files.open_for(engineer, line.file.public_id)


def test_a_file_gone_from_the_store_is_not_found_and_not_recorded(maria: Actor) -> None:
    taken = _people.a_kept_file(maria, "план.pdf", a_pdf())
    storage.path(taken.sha256).unlink()

    with pytest.raises(NotFound, match="в хранилище"):
        files.open_for(maria, taken.public_id)

    assert "file.opened" not in acts()


def test_what_was_sent_can_be_opened_by_its_sender_years_later(maria: Actor) -> None:
    _people.a_sent_application(maria)
    ids = {entry.file_id for entry in kept(SubmissionFile)}

    assert len(ids) == 2
    for file in kept(File, File.id.in_(ids)):
        assert files.open_for(maria, file.public_id).path.read_bytes().startswith(b"%PDF")
