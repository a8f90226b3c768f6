import io
import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import clock, storage
from core.actor import Actor, Side
from core.errors import Refusal
from db.base import Row
from db.models import (
    Appeal,
    AppealMessage,
    Application,
    ApplicationEvent,
    Consent,
    Consumer,
    Counter,
    Document,
    File,
    JournalEntry,
    Letter,
    Notification,
    Submission,
    User,
)
from db.session import reading
from forms._documents import document
from forms._questions import check
from forms.registration._card import CONSENTS
from forms.tp_15 import ApplicationUpTo15
from regulations import applicants, checkdigits, contacts, identifiers, payments
from regulations.applicants import ApplicantType, Procedure
from services import applications, cards, demo, documents, files, login, notifications, numbers, outbox, sessions
from services.demo import days
from services.demo.accounts import EMPLOYEES
from services.demo.objects import shares
from services.demo.story import GUIDES_OWN
from tests import conftest
from tests._people import VISITOR, a_consumer, a_registration_card, a_sent_application, an_employee
from workflows.connection import Connection as Workflow

COUNT = 120
KEYS: dict[type[Row], tuple[str, ...]] = {
    User: ("id", "email", "account_no", "created_at"),
    Consumer: ("id", "name", "snils", "inn", "ogrn", "address", "phone"),
    Application: ("id", "reg_no", "consumer_id", "registered_on", "status", "status_since", "fee_total", "paid_total"),
    ApplicationEvent: ("id", "application_id", "at", "user_id", "act", "status_to", "text"),
    Document: ("id", "application_id", "kind", "number", "placed_at"),
    Appeal: ("id", "number", "sent_at", "status", "answered_at"),
}
"""What must be the same in two loads of one seed."""


@contextmanager
def a_portal(folder: Path, template: Path) -> Iterator[None]:
    folder.mkdir()
    shutil.copy(template, folder / "portal.sqlite3")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_DATA_DIR", str(folder))
        conftest.forget()
        yield
        conftest.forget()


@pytest.fixture(scope="module")
def loaded_once(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "data"
    with a_portal(folder, sqlite_template):
        demo.load(COUNT)
    return folder


@pytest.fixture
def loaded(own_data: Path, loaded_once: Path) -> None:
    """A portal with the demo in it, the test's own."""
    shutil.copytree(loaded_once, own_data, dirs_exist_ok=True)


@pytest.fixture
def session(loaded: None) -> Iterator[Session]:  # noqa: ARG001 - there must be something to read
    with reading() as session:
        yield session


def who(email: str) -> Actor:
    with reading() as session:
        return sessions.actor_of(session.scalars(select(User).where(User.email == email)).one())


def all_applications(session: Session) -> list[Application]:
    return list(session.scalars(select(Application).order_by(Application.id)))


def history(session: Session) -> dict[int, list[ApplicationEvent]]:
    told: dict[int, list[ApplicationEvent]] = defaultdict(list)
    for event in session.scalars(select(ApplicationEvent).order_by(ApplicationEvent.id)):
        told[event.application_id].append(event)
    return told


def moves(session: Session) -> dict[int, list[ApplicationEvent]]:
    return {key: [event for event in told if event.status_to] for key, told in history(session).items()}


def digest() -> str:
    told = sha256()
    with reading() as session:
        for model, names in KEYS.items():
            for row in session.scalars(select(model).order_by(model.id)):
                told.update(repr([getattr(row, name) for name in names]).encode())
    return told.hexdigest()


def counts() -> dict[str, int]:
    with reading() as session:
        return {
            name: session.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in Row.metadata.tables.items()
        }


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def test_every_status_has_a_card(session: Session) -> None:
    found = {row.status for row in all_applications(session)}

    assert found == set(Workflow.statuses)


def test_as_many_are_loaded_as_were_asked_for_and_the_guides_own(session: Session) -> None:
    public = session.scalar(select(func.count()).select_from(User).where(User.side == Side.PUBLIC))

    assert len(all_applications(session)) == COUNT + 1
    assert public is not None
    assert COUNT // 4 < public < COUNT // 2
    assert COUNT // 8 < len(session.scalars(select(Appeal)).all()) < COUNT // 2


def test_equal_seeds_tell_equal_stories_and_other_seeds_other_ones(
    loaded: None,  # noqa: ARG001 - the first story
    tmp_path: Path,
    sqlite_template: Path,
) -> None:
    first = digest()

    with a_portal(tmp_path / "again", sqlite_template):
        demo.load(COUNT)
        again = digest()
    with a_portal(tmp_path / "other", sqlite_template):
        demo.load(COUNT, seed=57)
        other = digest()

    assert again == first
    assert other != first


@pytest.mark.usefixtures("loaded")
def test_a_database_where_anybody_can_log_in_is_left_alone() -> None:
    before = counts(), digest()

    again = demo.load(COUNT)

    assert again is None
    assert (counts(), digest()) == before


def test_the_demo_goes_on_where_it_ended_on_either_database(database: str) -> None:
    loaded = demo.load(60)
    year = clock.today().year
    with reading() as session:
        last = session.scalar(select(Counter.last).where(Counter.series == f"application {year}")) or 0
        accounts = session.scalar(select(Counter.last).where(Counter.series == "account")) or 0

    newcomer = a_consumer()
    reg_no = applications.register(who("operator@example.org"), a_sent_application(newcomer), a_registration_card())

    assert database
    assert loaded is not None
    assert loaded.applications == 61
    assert reg_no == f"{last + 1:03d}/{year % 100:02d}"
    with reading() as session:
        assert session.get_one(User, newcomer.user_id).account_no == checkdigits.account_number_for(accounts + 1)


def test_register_numbers_go_by_the_date_of_registration_and_without_gaps(session: Session) -> None:
    stream = all_applications(session)[1:]

    by_year: dict[int, list[Application]] = defaultdict(list)
    for row in stream:
        by_year[row.registered_on.year].append(row)

    assert [row.registered_on for row in stream] == sorted(row.registered_on for row in stream)
    for year, rows in by_year.items():
        assert [row.reg_no for row in rows] == [f"{n:03d}/{year % 100}" for n in range(1, len(rows) + 1)]
        assert session.scalar(select(Counter.last).where(Counter.series == f"application {year}")) == len(rows)


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


def test_history_walks_allowed_paths_to_the_status_of_the_card(session: Session) -> None:
    told = moves(session)

    for row in all_applications(session):
        walked = told[row.id]
        last = walked[-1]
        assert (walked[0].act, walked[0].status_from, walked[0].status_to) == ("registered", "", Workflow.first.code)
        for before, after in pairwise(walked):
            assert after.status_from == before.status_to
            assert after.status_to in Workflow.status(before.status_to).then
        assert (row.status, row.status_note) == (last.status_to, last.text)
        assert row.status_since == clock.local(last.at).date()
        assert row.closed_on == (row.status_since if Workflow.status(row.status).closes else None)


def test_a_move_sets_its_date_once(session: Session) -> None:
    told = moves(session)

    for row in all_applications(session):
        first: dict[str, date] = {}
        for event in told[row.id]:
            if sets := Workflow.status(event.status_to).sets:
                first.setdefault(sets, clock.local(event.at).date())
        for name in {status.sets for status in Workflow.statuses.values() if status.sets}:
            assert getattr(row, name) == first.get(name)


def test_a_move_is_made_by_who_may_and_explained_where_it_must_be(session: Session) -> None:
    actors = {user.id: sessions.actor_of(user) for user in session.scalars(select(User))}

    for told in moves(session).values():
        for event in told:
            status = Workflow.status(event.status_to)
            assert status.by is not None
            assert event.user_id is not None
            assert actors[event.user_id].may(status.by)
            assert bool(event.text) >= status.wants_reason


def test_history_is_written_in_the_order_of_time_and_ends_with_the_last_change(session: Session) -> None:
    told = history(session)

    for row in all_applications(session):
        moments = [event.at for event in told[row.id]]

        assert moments == sorted(moments)
        assert row.changed_at == moments[-1]


def test_progress_is_what_the_history_says_last(session: Session) -> None:
    told = history(session)

    for row in all_applications(session):
        for name, (label, _) in cards.PROGRESS.items():
            said = [event.text for event in told[row.id] if event.text.startswith(f"{label}: ")]
            assert getattr(row, name) == (said[-1].removeprefix(f"{label}: ") if said else "")


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
            assert {kind.value for kind in Workflow.status(event.status_to).needs} <= kinds
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
        assert files.checked_type(row.name, content, ("pdf",)) == row.media_type
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
    for name, _, _ in EMPLOYEES[:6]:
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


def test_forms_that_wait_are_sound_and_can_be_registered(session: Session) -> None:
    waiting = list(session.scalars(select(Submission).where(Submission.status == "waiting")))
    applications_sent = [row for row in waiting if row.form == "tp_15"]
    officer = an_employee("operator")

    for row in applications_sent:
        assert check(ApplicationUpTo15, {**row.answers}).model_dump(mode="json") == row.answers
        assert row.copy_id
        assert len(row.files) == 2
    reg_no = applications.register(officer, applications_sent[0].number, a_registration_card())

    assert 12 <= len(waiting) <= 15
    assert cards.whole(officer, reg_no).submission_no == applications_sent[0].number


def test_ivanovs_cards_have_the_forms_they_were_registered_from(session: Session) -> None:
    ivanov = who("ivanov@example.org")
    from_cabinet = [line.reg_no for line in cards.mine(ivanov) if line.reg_no != GUIDES_OWN]

    numbers_sent = [cards.whole(ivanov, reg_no).submission_no for reg_no in from_cabinet]
    last = session.scalar(select(Counter.last).where(Counter.series == f"submission {clock.today().year}"))

    assert all(numbers_sent)
    assert len(set(numbers_sent)) == 3
    assert last


def test_appeals_are_numbered_in_the_order_of_sending_and_answered_by_who_may(session: Session) -> None:
    found = list(session.scalars(select(Appeal).order_by(Appeal.id)))
    actors = {user.id: sessions.actor_of(user) for user in session.scalars(select(User))}
    messages: dict[int, list[AppealMessage]] = defaultdict(list)
    for message in session.scalars(select(AppealMessage).order_by(AppealMessage.id)):
        messages[message.appeal_id].append(message)

    assert [row.sent_at for row in found] == sorted(row.sent_at for row in found)
    for row in found:
        asked, *answers = messages[row.id]
        assert (asked.at, asked.user_id, asked.from_staff) == (row.sent_at, row.user_id, False)
        assert actors[row.user_id].consumer_id == row.consumer_id
        assert (row.status == "answered") == bool(answers) == bool(row.answered_at)
        assert all(entry.from_staff and entry.at == row.answered_at and entry.at > asked.at for entry in answers)
    assert {"open", "answered"} == {row.status for row in found}


def test_no_letter_waits_to_be_delivered(session: Session) -> None:
    waiting = session.scalar(select(func.count()).select_from(Letter).where(Letter.sent_at.is_(None)))

    assert waiting == 0
    assert outbox.deliver() == 0


def test_the_journal_shows_logins_and_acts_in_the_order_of_time(session: Session) -> None:
    lines = list(session.scalars(select(JournalEntry).order_by(JournalEntry.id)))
    acts = {line.act for line in lines}

    assert {"session.opened", "application.moved", "document.placed", "appeal.sent"} <= acts
    assert [line.at for line in lines] == sorted(line.at for line in lines)


def test_moments_are_aware_and_past(session: Session) -> None:
    for model, name in ((ApplicationEvent, "at"), (Notification, "at"), (File, "created_at"), (User, "created_at")):
        moments: list[datetime] = [getattr(row, name) for row in session.scalars(select(model))]

        assert all(moment.tzinfo and moment <= clock.now() for moment in moments)


def test_a_series_of_numbers_never_goes_back(session: Session) -> None:
    series = dict(session.execute(select(Counter.series, Counter.last)).all())

    assert series["account"] == session.scalar(select(func.count()).select_from(User).where(User.side == Side.PUBLIC))
    assert numbers.skip_to  # the same door by which paper registers come in
