from collections import defaultdict
from datetime import date
from decimal import Decimal
from hashlib import sha256

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import clock, inspection, storage
from db.models import (
    Consumer,
    Document,
    File,
    User,
)
from regulations import applicants, identifiers, payments
from regulations.applicants import ApplicantType, Procedure
from services import cards, documents, files, sessions
from services.demo import days
from services.demo.objects import shares
from services.demo.story import GUIDES_OWN
from tests.services.demo._reading import COUNT, all_applications, moves, text_of, who
from workflows.connection import Connection as Workflow


def test_dates_of_a_card_stand_in_their_legal_order_and_within_the_story(session: Session) -> None:
    for row in all_applications(session):
        told = [row.received_on, row.registered_on, *(getattr(row, name) for name in cards.DATES)]
        dates = [day for day in told if day is not None]

        assert dates == sorted(dates), row.reg_no
        assert dates[-1] <= row.status_since
        assert row.status_since <= days.LAST <= clock.today()


def test_no_date_of_a_card_is_filled_before_the_one_that_must_precede_it(session: Session) -> None:
    for row in all_applications(session):
        filled = [getattr(row, name) is not None for name in cards.DATES]

        assert filled == sorted(filled, reverse=True), row.reg_no


def test_category_procedure_and_power_are_what_the_rules_make_of_them(session: Session) -> None:
    kinds = dict(session.execute(select(Consumer.id, Consumer.kind)).all())

    for row in all_applications(session):
        kind = ApplicantType(kinds[row.consumer_id])
        household = kind is ApplicantType.PERSON and row.power_total_kw <= 15 and row.reg_no != GUIDES_OWN
        category = applicants.category(
            applicants.ConnectionRequest(
                applicant_type=kind,
                power_total_kw=row.power_total_kw,
                voltage_kv=row.voltage_kv,
                reliability_category=applicants.ReliabilityCategory(row.reliability_category),
                household_use=household,
            )
        )
        assert (row.category, row.procedure) == (category.value, applicants.procedure(category).value)
        assert row.power_total_kw == row.power_new_kw + row.power_existing_kw > 0
        if row.cadastral_no:
            assert identifiers.cadastral_number(row.cadastral_no) == row.cadastral_no


def test_what_is_paid_is_a_whole_number_of_parts_of_the_fee(session: Session) -> None:
    paid = 0
    for row in all_applications(session):
        if row.fee_total is None:
            assert row.paid_total == 0
            continue
        parts = payments.installments(row.fee_total, shares(Procedure(row.procedure)))
        assert row.paid_total in {sum(parts[:count], Decimal(0)) for count in range(len(parts) + 1)}
        assert row.contract_concluded_on or row.paid_total == 0
        paid += row.paid_total > 0

    assert paid > COUNT // 2


def test_documents_a_status_needs_are_in_the_card_and_numbered(session: Session) -> None:
    placed: dict[int, list[Document]] = defaultdict(list)
    for entry in session.scalars(select(Document).order_by(Document.application_id, Document.position)):
        placed[entry.application_id].append(entry)

    for row in all_applications(session):
        entries = placed[row.id]
        assert [entry.position for entry in entries] == list(range(1, len(entries) + 1))
        kinds = {entry.kind for entry in entries}
        for event in moves(session)[row.id] if row.id % 10 == 0 else ():
            status = Workflow.status(event.status_to).in_procedure(row.procedure)
            assert {kind.value for kind in status.needs} <= kinds
        assert (row.fee_total is not None) == (row.tu_no != "") == ("invoice" in kinds)
        for entry in entries:
            assert entry.first_viewed_at is None or entry.first_viewed_at > entry.placed_at


def test_a_document_is_placed_by_who_may(session: Session) -> None:
    actors = {user.id: sessions.actor_of(user) for user in session.scalars(select(User))}

    for entry in session.scalars(select(Document)):
        kind = next(kind for kind in documents.PLACERS if kind.value == entry.kind)
        assert actors[entry.placed_by_id].may(documents.PLACERS[kind])


def test_every_file_lies_in_the_store_and_says_that_it_is_invented(session: Session) -> None:
    stored = {row.sha256: row for row in session.scalars(select(File))}

    for row in stored.values():
        content = storage.path(row.sha256).read_bytes()
        assert (sha256(content).hexdigest(), len(content)) == (row.sha256, row.size)
        assert inspection.inspect(storage.path(row.sha256), row.name, ("pdf",)).media_type == row.media_type
    common = {entry.file.sha256 for entry in session.scalars(select(Document))}
    assert len(common) < 60
    for name in sorted(common)[::6]:
        assert "Демонстрационный документ: данные вымышлены" in text_of(storage.path(name).read_bytes())


@pytest.mark.usefixtures("loaded")
def test_the_guides_own_card_is_the_guides() -> None:
    ivanov = who("ivanov@example.org")

    card = cards.whole(ivanov, GUIDES_OWN)

    assert (card.reg_no, card.registered_on) == ("000/00", date(2020, 10, 10))
    assert (card.object_name, card.object_address) == ("нежилое помещение", "г. Ливны, ул. ...")
    assert (card.status_label, set(card.dates.values())) == ("Принята в работу", {None})
    assert [entry.title for entry in card.documents] == ["Счёт для внесения платы за ТП", "Технические условия"]
    for entry in card.documents:
        opened = files.open_for(ivanov, entry.file.public_id)
        text = text_of(opened.path.read_bytes())
        assert opened.media_type == "application/pdf"
        assert "000/00" in text
        assert "Иванов Иван Иванович" in text
    assert "г. Ливны, ул. ..." in text
