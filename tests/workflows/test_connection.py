from datetime import date

import pytest

from core.actor import ROLE_PERMISSIONS, Actor, Role, Side
from core.errors import Forbidden
from db.models import Application
from workflows._documents import DocumentKind
from workflows._workflow import Status
from workflows.connection import PHASES, Connection

STRAIGHT_ROAD = [
    ("in_work", Role.OPERATOR),
    ("preparing_tu", Role.ENGINEER),
    ("offer_placed", Role.ECONOMIST),
    ("contract", Role.ECONOMIST),
    ("tu_notice", Role.ENGINEER),
    ("tu_done", Role.ENGINEER),
    ("connecting", Role.ENGINEER),
    ("energized", Role.ENGINEER),
    ("completed", Role.ENGINEER),
]
ALL_DOCUMENTS = {kind.value for kind in DocumentKind}


def an_employee(role: Role) -> Actor:
    return Actor(1, Side.STAFF, role.label, ROLE_PERMISSIONS[role], role=role)


def move(role: Role, code: str, to: str) -> Status:
    return Connection.move(
        an_employee(role), code, to, procedure="simplified", documents=ALL_DOCUMENTS, reason="Так решили."
    )


def test_an_application_begins_registered() -> None:
    assert Connection.first.code == "registered"


def test_the_straight_road_leads_from_registration_to_the_documents() -> None:
    code = Connection.first.code
    for to, role in STRAIGHT_ROAD:
        code = move(role, code, to).code

    assert Connection.status(code).closes


def test_phases_never_go_back_on_the_straight_road() -> None:
    phases = [Connection.status(code).phase for code, _ in STRAIGHT_ROAD]

    assert phases == sorted(phases)
    assert set(phases) <= set(range(1, len(PHASES) + 2))


@pytest.mark.parametrize("role", [Role.ENGINEER, Role.ECONOMIST, Role.ADMIN])
def test_completeness_is_checked_by_operator_or_lawyer(role: Role) -> None:
    with pytest.raises(Forbidden):
        move(role, "registered", "in_work")


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.LAWYER, Role.ENGINEER, Role.ADMIN])
def test_the_offer_is_placed_by_the_economist(role: Role) -> None:
    with pytest.raises(Forbidden):
        move(role, "preparing_tu", "offer_placed")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MANAGER}))
def test_only_the_manager_annuls(role: Role) -> None:
    with pytest.raises(Forbidden):
        move(role, "missing_docs", "annulled")


def test_the_offer_needs_invoice_and_conditions() -> None:
    assert set(Connection.offer_placed.needs) == {DocumentKind.INVOICE, DocumentKind.TU}


def test_in_the_full_procedure_the_offer_is_a_draft_to_sign_within_ten_days() -> None:
    offer = Connection.offer_placed.in_procedure("full")

    assert set(offer.needs) == {DocumentKind.CONTRACT_DRAFT, DocumentKind.TU}
    assert offer.label == "Проект договора и технические условия направлены, ожидается подписание"
    assert offer.meaning == "Договор считается заключённым, когда мы получим подписанный вами экземпляр."
    assert offer.you.startswith("Подпишите договор за 10 рабочих дней и верните нам экземпляр.")


@pytest.mark.parametrize("code", ["annulled", "withdrawn", "not_ours", "terminated"])
def test_what_has_ended_badly_leads_nowhere_and_is_explained(code: str) -> None:
    status = Connection.status(code)

    assert status.then == ()
    assert status.wants_reason


def test_a_move_fills_dates_the_card_has() -> None:
    dates = {status.sets for status in Connection.statuses.values() if status.sets}

    assert dates == {
        "offer_sent_on", "contract_concluded_on", "tu_notice_on", "tu_act_on", "energized_on", "docs_signed_on",
    }  # fmt: skip
    assert all(Application.__table__.c[name].type.python_type is date for name in dates)


def test_the_code_of_every_status_and_document_fits_its_column() -> None:
    assert max(map(len, Connection.statuses)) <= 20
    assert max(map(len, DocumentKind)) <= 24


@pytest.mark.parametrize("procedure", ["simplified", "full"])
@pytest.mark.parametrize("status", Connection.statuses.values(), ids=Connection.statuses)
def test_every_sentence_of_a_status_ends_with_a_full_stop(status: Status, procedure: str) -> None:
    told = status.in_procedure(procedure)
    sentences = [told.meaning, told.you, told.we]

    assert [sentence for sentence in sentences if sentence and not sentence.endswith(".")] == []
