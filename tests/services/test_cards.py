from datetime import timedelta

import pytest

from core import clock
from core.actor import Actor, Role
from core.errors import Forbidden, NotFound
from services import applications, cards, submissions
from tests import _people
from tests.conftest import Time
from workflows._documents import DocumentKind
from workflows.connection import Connection

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def reg_no(maria: Actor, operator: Actor) -> str:
    return _people.a_registered_application(maria, operator)


@pytest.fixture
def full_offer(maria: Actor, operator: Actor, manager: Actor) -> str:
    card = _people.a_registration_card(power_new_kw="30")
    reg_no = applications.register(operator, _people.a_sent_application(maria), card)
    for kind in (DocumentKind.CONTRACT_DRAFT, DocumentKind.TU):
        version = cards.whole(manager, reg_no).version
        _people.a_placed_document(manager, reg_no, kind, f"{kind}.pdf", _people.a_pdf(kind), version=version)
    for to in ("in_work", "preparing_tu", "offer_placed"):
        applications.move(manager, reg_no, to, version=cards.whole(manager, reg_no).version)
    return reg_no


def many(actor: Actor, operator: Actor, time: Time, count: int) -> list[str]:
    numbers = []
    for number in range(count):
        numbers.append(_people.a_registered_application(actor, operator))
        time.passes(days=number % 2)  # two on the same day, so that the day alone does not order them
    return numbers[::-1]


def pages(actor: Actor, size: int) -> list[list[str]]:
    told, after = [], None
    while page := cards.mine(actor, after=after, limit=size):
        told.append([line.reg_no for line in page])
        after = (page[-1].registered_on, page[-1].id)
    return told


def test_ones_own_applications_are_listed_newest_first(maria: Actor, operator: Actor, time: Time) -> None:
    numbers = many(maria, operator, time, 3)

    assert [line.reg_no for line in cards.mine(maria)] == numbers


@pytest.mark.parametrize("size", [1, 2, 3, 5, 20])
def test_pages_follow_one_another_without_gaps_or_doubles(maria: Actor, operator: Actor, time: Time, size: int) -> None:
    numbers = many(maria, operator, time, 5)

    told = pages(maria, size)

    assert [number for page in told for number in page] == numbers
    assert {len(page) for page in told[:-1]} <= {size}


def test_a_page_stays_where_it_was_when_something_new_comes(maria: Actor, operator: Actor, time: Time) -> None:
    numbers = many(maria, operator, time, 4)
    first = cards.mine(maria, limit=2)
    _people.a_registered_application(maria, operator)

    second = cards.mine(maria, after=(first[-1].registered_on, first[-1].id), limit=2)

    assert [line.reg_no for line in first + second] == numbers


def test_a_line_tells_what_the_list_shows(reg_no: str, maria: Actor) -> None:
    [line] = cards.mine(maria)

    assert (line.reg_no, line.object_name, line.power_kw) == (reg_no, "жилой дом", "7,5")
    assert (line.status, line.status_label) == (Connection.registered, "Зарегистрирована")
    assert (line.applicant, line.assignee) == ("Щербакова Мария Ивановна", "")


def test_nobody_lists_the_applications_of_others(reg_no: str, stranger: Actor) -> None:
    assert cards.mine(stranger) == []
    assert cards.numbers_of_mine(stranger) == []
    with pytest.raises(NotFound, match=reg_no):
        cards.whole(stranger, reg_no)


def test_a_consumer_has_no_queue_and_an_employee_no_own_applications(maria: Actor, engineer: Actor) -> None:
    with pytest.raises(Forbidden):
        cards.queue(maria)
    with pytest.raises(Forbidden):
        cards.find(maria, "001/26")
    with pytest.raises(Forbidden):
        cards.mine(engineer)


def test_the_administrator_sees_no_applications(reg_no: str) -> None:
    admin = _people.an_employee("admin")

    with pytest.raises(Forbidden):
        cards.queue(admin)
    with pytest.raises(Forbidden):
        cards.whole(admin, reg_no)


def test_the_queue_is_of_everybody_of_one_status_or_ones_own(
    maria: Actor, stranger: Actor, operator: Actor, engineer: Actor, manager: Actor
) -> None:
    first, second = (_people.a_registered_application(actor, operator) for actor in (maria, stranger))
    applications.move(manager, second, "in_work", version=1)
    applications.assign(engineer, second, version=2)

    def listed(**chosen: object) -> list[str]:
        return [line.reg_no for line in cards.queue(engineer, **chosen)]  # type: ignore[arg-type] # as the page calls it

    assert listed() == [second, first]
    assert listed(status="registered") == [first]
    assert listed(own=True) == [second]
    assert listed(status="registered", own=True) == []


def test_ones_own_queue_has_only_what_is_still_open(reg_no: str, manager: Actor) -> None:
    applications.assign(manager, reg_no, version=1)
    applications.move(manager, reg_no, "not_ours", version=2, comment="Чужие сети.")

    assert cards.queue(manager, own=True) == []
    assert [line.reg_no for line in cards.queue(manager)] == [reg_no]


@pytest.mark.parametrize("written", ["{}", " {}\n"])
def test_an_application_is_found_by_its_number(reg_no: str, engineer: Actor, written: str) -> None:
    assert [line.reg_no for line in cards.find(engineer, written.format(reg_no))] == [reg_no]
    assert cards.find(engineer, "999/26") == []


def test_the_numbers_of_ones_own_applications_come_with_their_objects(reg_no: str, maria: Actor) -> None:
    assert cards.numbers_of_mine(maria) == [(reg_no, "жилой дом")]


def test_the_card_tells_the_applicant_everything_but_internal_notes(reg_no: str, maria: Actor, operator: Actor) -> None:
    applications.move(
        operator, reg_no, "missing_docs", version=1, comment="Нет плана.", internal="Скандалит по телефону."
    )

    card = cards.whole(maria, reg_no)

    assert card.status_label == "Приостановлена: нужны недостающие сведения (документы)"
    assert card.status_note == "Нет плана."
    assert [event.status_to for event in card.events] == [card.status_label, "Зарегистрирована"]
    assert "Скандалит" not in repr(card)
    assert "Операторова" not in repr(card)
    assert card.moves == ()


def test_the_card_tells_employees_internal_notes_and_names(reg_no: str, operator: Actor, engineer: Actor) -> None:
    applications.move(operator, reg_no, "missing_docs", version=1, comment="Нет плана.", internal="Перезвонит.")

    newest, oldest = cards.whole(engineer, reg_no).events

    assert (newest.by, newest.internal, newest.status_from) == ("Операторова О. О.", "Перезвонит.", "Зарегистрирована")
    assert oldest.act == "registered"


@pytest.mark.parametrize(
    ("role", "snils"),
    [
        (Role.OPERATOR, "028-278-217 65"),
        (Role.LAWYER, "028-278-217 65"),
        (Role.ECONOMIST, "028-278-217 65"),
        (Role.ENGINEER, "•••-•••-••• 65"),
        (Role.MANAGER, "•••-•••-••• 65"),
    ],
)
def test_identity_is_masked_for_who_does_not_need_it(reg_no: str, role: Role, snils: str) -> None:
    card = cards.whole(_people.an_employee(role), reg_no)

    assert dict(card.applicant_rows)["СНИЛС"] == snils


def test_the_applicant_sees_their_own_identity(reg_no: str, maria: Actor) -> None:
    assert dict(cards.whole(maria, reg_no).applicant_rows)["СНИЛС"] == "028-278-217 65"


def test_the_technical_facts_are_in_words(reg_no: str, maria: Actor) -> None:
    facts = dict(cards.whole(maria, reg_no).facts)

    assert facts["Всего"] == "7,5 кВт"
    assert facts["Ранее присоединённая"] == "0 кВт"
    assert facts["Категория заявителя"] == "п. 14 (физическое лицо до 15 кВт)"
    assert facts["Кадастровый номер"] == "57:10:0010101:123"


def test_the_card_leads_back_to_what_was_sent(maria: Actor, operator: Actor) -> None:
    number = _people.a_sent_application(maria)
    reg_no = applications.register(operator, number, _people.a_registration_card())

    card, sheet = cards.whole(maria, reg_no), submissions.sheet(maria, number)
    assert sheet.copy is not None
    assert (card.submission_no, card.submission_copy) == (number, sheet.copy.public_id)
    assert (cards.whole(operator, reg_no).submission_no, cards.whole(operator, reg_no).submission_copy) == (number, "")


def test_documents_are_numbered_in_the_order_they_were_placed(reg_no: str, maria: Actor, manager: Actor) -> None:
    for seen, kind in enumerate((DocumentKind.TU, DocumentKind.INVOICE), 1):
        _people.a_placed_document(
            manager, reg_no, kind, f"{kind}.pdf", _people.a_pdf(kind), version=seen, number=f"№ {seen}"
        )

    told = cards.whole(maria, reg_no).documents

    assert [(line.position, line.title, line.number, line.file.name) for line in told] == [
        (1, "Технические условия", "№ 1", "tu.pdf"),
        (2, "Счёт для внесения платы за ТП", "№ 2", "invoice.pdf"),
    ]


def test_only_moves_within_reach_are_offered(reg_no: str, operator: Actor, engineer: Actor) -> None:
    assert [status.code for status in cards.whole(operator, reg_no).moves] == ["in_work", "missing_docs", "withdrawn"]
    assert cards.whole(engineer, reg_no).moves == ()


def test_a_card_of_the_full_procedure_speaks_of_signing_everywhere(full_offer: str, maria: Actor) -> None:
    card, [line] = cards.whole(maria, full_offer), cards.mine(maria)

    label = "Проект договора и технические условия направлены, ожидается подписание"
    told = {line.status_label, line.status.label, card.status_label, card.status.label, card.events[0].status_to}
    assert told == {label}
    assert line.status == card.status
    assert "подписанный" in card.status.meaning
    assert card.status.you.startswith("Подпишите договор")


def test_moves_are_offered_in_the_words_of_the_cards_own_procedure(full_offer: str, manager: Actor) -> None:
    version = cards.whole(manager, full_offer).version
    applications.move(manager, full_offer, "objection", version=version)

    offered = cards.whole(manager, full_offer).moves

    assert offered[0] == Connection.offer_placed.in_procedure("full")
    assert offered[0] in cards.statuses("full")
    assert offered[0] not in cards.statuses()


def test_who_works_on_a_card_is_told_from_a_namesake(reg_no: str, engineer: Actor) -> None:
    namesake = _people.an_employee("engineer", name=engineer.name)
    assert cards.whole(engineer, reg_no).assignee_id is None

    applications.assign(engineer, reg_no, version=1)

    card = cards.whole(namesake, reg_no)
    assert card.assignee == namesake.name
    assert card.assignee_id == engineer.user_id != namesake.user_id


def test_dates_and_progress_come_by_their_names(reg_no: str, maria: Actor, manager: Actor, time: Time) -> None:
    time.passes(days=9)
    day = clock.today() - timedelta(days=1)
    applications.set_dates(manager, reg_no, {"offer_sent_on": day}, version=1)
    applications.report_progress(manager, reg_no, "contract_progress", "Ждём оплату.", version=2)

    card = cards.whole(maria, reg_no)

    assert card.dates == dict.fromkeys(cards.DATES) | {"offer_sent_on": day}
    assert card.progress == {"contract_progress": "Ждём оплату.", "tu_progress": ""}


def test_statuses_stand_in_the_order_of_the_road() -> None:
    assert cards.statuses()[0] is Connection.first
    assert len(cards.statuses()) == len(Connection.statuses)
