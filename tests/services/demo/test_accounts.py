from collections import defaultdict

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import clock
from core.actor import Side
from core.errors import Refusal
from db.models import (
    Application,
    Consent,
    Consumer,
    Counter,
    JournalEntry,
    User,
)
from forms._documents import document
from forms.registration._card import CONSENTS
from regulations import checkdigits, contacts, identifiers
from regulations.applicants import ApplicantType
from services import cards, demo, files, login, notifications
from services.demo.accounts import EMPLOYEES
from tests._people import VISITOR
from tests.services.demo._reading import COUNT, text_of, who


@pytest.mark.usefixtures("loaded")
def test_demo_logins_have_cards_in_telling_states_and_something_unread() -> None:
    lines = {name: cards.mine(who(f"{name}@example.org")) for name in ("ivanov", "romashka", "petrov")}
    notices = notifications.mine(who("ivanov@example.org"))

    assert {line.status.code for line in lines["ivanov"]} == {"offer_placed", "contract", "completed", "in_work"}
    assert {line.status.code for line in lines["romashka"]} == {"tu_notice", "offer_placed"}
    assert {line.status.code for line in lines["petrov"]} == {"completed", "missing_docs"}
    assert 0 < sum(notice.unread for notice in notices) < len(notices) / 2
    assert [notice.at for notice in notices] == sorted((notice.at for notice in notices), reverse=True)


@pytest.mark.usefixtures("loaded")
def test_an_offer_of_a_demo_login_has_an_invoice_with_its_own_sum() -> None:
    ivanov = who("ivanov@example.org")
    offer = next(line for line in cards.mine(ivanov) if line.status.code == "offer_placed")

    invoice = cards.whole(ivanov, offer.reg_no).documents[0]
    text = text_of(files.open_for(ivanov, invoice.file.public_id).path.read_bytes())

    assert offer.reg_no in text
    for amount in ("105 000,00", "15 750,00", "31 500,00", "36 750,00", "21 000,00"):
        assert amount in text


@pytest.mark.usefixtures("loaded")
def test_demo_logins_open_with_the_password_of_the_demo_and_no_other() -> None:
    for name, _, _ in EMPLOYEES[:7]:
        email = f"{name}@example.org"
        assert login.check(Side.STAFF, email, demo.PASSWORD, VISITOR) == who(email).user_id
    for name in ("ivanov", "romashka", "petrov", "user1"):
        email = f"{name}@example.org"
        assert login.check(Side.PUBLIC, email, demo.PASSWORD, VISITOR) == who(email).user_id
    with pytest.raises(Refusal):
        login.check(Side.PUBLIC, "ivanov@example.org", "Demo-portal-2027", VISITOR)


def test_identifiers_and_contacts_hold_and_do_not_repeat(session: Session) -> None:
    found = list(session.scalars(select(Consumer)))

    for row in found:
        assert contacts.phone(row.phone) == row.phone
        assert not row.email or contacts.email(row.email) == row.email
        if row.kind == ApplicantType.COMPANY:
            assert identifiers.inn_company(row.inn) == row.inn
            assert identifiers.ogrn(row.ogrn) == row.ogrn
            assert identifiers.kpp(row.kpp) == row.kpp
            continue
        assert identifiers.snils(row.snils) == row.snils
        assert not row.inn or identifiers.inn_person(row.inn) == row.inn
        assert not row.ogrn or identifiers.ogrnip(row.ogrn) == row.ogrn
        for part in (row.last_name, row.first_name, row.middle_name):
            assert identifiers.person_name(part) == part
    for name in ("snils", "inn", "ogrn", "phone"):
        given = [getattr(row, name) for row in found if getattr(row, name)]
        assert len(set(given)) == len(given)


def test_account_numbers_follow_one_another_and_each_account_gave_every_consent(session: Session) -> None:
    users = list(session.scalars(select(User).where(User.side == Side.PUBLIC).order_by(User.id)))
    given: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for consent in session.scalars(select(Consent)):
        given[consent.user_id].add((consent.document, consent.sha256))

    assert [row.account_no for row in users] == [checkdigits.account_number_for(n) for n in range(1, len(users) + 1)]
    assert [row.created_at for row in users] == sorted(row.created_at for row in users)
    every = {(code, document(code).sha256) for code in CONSENTS.values()}
    assert all(given[row.id] == every for row in users)


def test_nobody_applied_before_opening_an_account(session: Session) -> None:
    query = select(Application.received_on, User.created_at).join(User, User.consumer_id == Application.consumer_id)

    found = session.execute(query).all()

    assert len(found) > COUNT // 3
    assert all(clock.local(opened).date() <= received for received, opened in found)


def test_the_journal_shows_logins_and_acts_in_the_order_of_time(session: Session) -> None:
    lines = list(session.scalars(select(JournalEntry).order_by(JournalEntry.id)))
    acts = {line.act for line in lines}

    assert {"session.opened", "application.moved", "document.placed", "appeal.sent"} <= acts
    assert [line.at for line in lines] == sorted(line.at for line in lines)


def test_the_counter_of_accounts_stands_at_the_last_account(session: Session) -> None:
    last = session.scalar(select(Counter.last).where(Counter.series == "account"))

    assert last == session.scalar(select(func.count()).select_from(User).where(User.side == Side.PUBLIC))
