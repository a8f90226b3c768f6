from datetime import date, timedelta

import pytest

from core import clock, storage
from core.actor import Actor, Permission, Role
from core.errors import Conflict, Forbidden, NotFound, Refusal
from db.models import Application, ApplicationEvent, Document
from services import cards, documents
from tests import _people
from tests._kept import acts, everything, kept, letters, the_only
from workflows._documents import DocumentKind

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def reg_no(maria: Actor, operator: Actor) -> str:
    return _people.a_registered_application(maria, operator)


def place(
    actor: Actor,
    reg_no: str,
    kind: DocumentKind = DocumentKind.TU,
    name: str = "ту.pdf",
    content: bytes | None = None,
    *,
    version: int = 1,
    number: str = " ТУ-1 ",
    dated: date | None = None,
) -> None:
    content = _people.a_pdf() if content is None else content
    _people.a_placed_document(actor, reg_no, kind, name, content, version=version, number=number, dated=dated)


def test_placing_a_document_writes_history_notice_letter_and_journal(reg_no: str, engineer: Actor) -> None:
    place(engineer, reg_no, dated=clock.today())

    document = the_only(Document)
    assert (document.title, document.number, document.dated) == ("Технические условия", "ТУ-1", clock.today())
    assert (document.position, document.placed_by_id) == (1, engineer.user_id)
    assert kept(ApplicationEvent)[-1].text == "Размещён документ «Технические условия»"
    [letter] = letters("document_placed")
    assert letter.subject == f"Заявка {reg_no}: размещён документ «Технические условия»"
    assert acts()[-1] == "document.placed"


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        (DocumentKind.TU, ("№ 7", "")),
        (DocumentKind.CONTRACT, ("", "№ 7")),
        (DocumentKind.CONTRACT_DRAFT, ("", "")),
        (DocumentKind.INVOICE, ("", "")),
    ],
)
def test_conditions_and_contract_give_the_card_their_number(
    reg_no: str, manager: Actor, kind: DocumentKind, numbers: tuple[str, str]
) -> None:
    place(manager, reg_no, kind, number=" № 7\n")

    card = the_only(Application)
    assert (card.tu_no, card.contract_no) == numbers
    assert card.version == 2


def test_a_paper_without_a_number_leaves_the_number_known_before(reg_no: str, engineer: Actor) -> None:
    place(engineer, reg_no)

    place(engineer, reg_no, version=2, number=" ")

    assert the_only(Application).tu_no == "ТУ-1"


def test_the_applicant_reads_what_was_placed(reg_no: str, engineer: Actor, maria: Actor) -> None:
    place(engineer, reg_no)

    [line] = cards.whole(maria, reg_no).documents

    assert storage.path(line.file.sha256).read_bytes() == _people.a_pdf()
    assert line.first_viewed_at is None


def test_documents_go_on_one_after_another(reg_no: str, engineer: Actor) -> None:
    place(engineer, reg_no)
    place(engineer, reg_no, DocumentKind.TU_ACT, "акт.pdf", version=2)

    assert [document.position for document in kept(Document)] == [1, 2]
    assert the_only(Application).version == 3


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [("ту.psd", b"8BPS", "подходят только"), ("ту.pdf", b"", "пустой"), ("ту.pdf", b"MZ\x90", "внутри программа")],
)
def test_a_file_that_is_not_what_it_claims_to_be_is_not_placed(
    reg_no: str, engineer: Actor, name: str, content: bytes, why: str
) -> None:
    before = everything()

    with pytest.raises(Refusal, match=why):
        place(engineer, reg_no, name=name, content=content)

    assert everything() == before


def test_a_document_of_tomorrow_is_refused(reg_no: str, engineer: Actor) -> None:
    with pytest.raises(Refusal, match="в будущем"):
        place(engineer, reg_no, dated=clock.today() + timedelta(days=1))


def test_a_card_changed_meanwhile_takes_no_document(reg_no: str, engineer: Actor, manager: Actor) -> None:
    place(manager, reg_no)

    with pytest.raises(Conflict, match="Руководов"):
        place(engineer, reg_no)

    assert len(kept(Document)) == 1


def test_a_document_of_no_application_is_refused(engineer: Actor) -> None:
    with pytest.raises(NotFound, match="999/26"):
        place(engineer, "999/26")


def test_each_document_is_placed_by_who_answers_for_it(reg_no: str, engineer: Actor, economist: Actor) -> None:
    with pytest.raises(Forbidden):
        place(economist, reg_no, DocumentKind.TU)
    with pytest.raises(Forbidden):
        place(engineer, reg_no, DocumentKind.INVOICE)

    assert kept(Document) == []


@pytest.mark.parametrize("kind", DocumentKind)
def test_an_applicant_and_the_administrator_place_nothing(maria: Actor, kind: DocumentKind) -> None:
    for actor in (maria, _people.an_employee("admin")):
        with pytest.raises(Forbidden):
            place(actor, "001/26", kind)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN, Role.AUDITOR}))
def test_who_is_offered_a_kind_may_place_it(role: Role) -> None:
    employee = _people.an_employee(role)

    offered = documents.kinds_for(employee)

    assert DocumentKind.OTHER in offered
    assert {kind for kind in DocumentKind if employee.may(documents.PLACERS[kind])} == set(offered)
    assert (DocumentKind.TU in offered) is employee.may(Permission.HANDLE_CONDITIONS)
