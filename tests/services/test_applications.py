from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from core import clock
from core.actor import Actor, Role
from core.errors import Conflict, Forbidden, Invalid, NotFound
from db.models import Application, ApplicationEvent, Notification, Submission
from forms._questions import questions
from forms._scan import Scan
from forms.pdn import PersonalData
from services import applications, cards, documents, drafts, notifications, submissions
from tests import _people
from tests._kept import acts, everything, kept, letters, the_only
from tests._together import at_once
from tests.conftest import Time
from workflows._documents import DocumentKind

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def reg_no(maria: Actor, operator: Actor) -> str:
    return _people.a_registered_application(maria, operator)


@pytest.fixture
def full_reg_no(maria: Actor, operator: Actor) -> str:
    card = _people.a_registration_card(power_new_kw="30")
    return applications.register(operator, _people.a_sent_application(maria), card)


def version(reg_no: str) -> int:
    return the_only(Application, Application.reg_no == reg_no).version


def move(actor: Actor, reg_no: str, to: str, comment: str = "", internal: str = "") -> None:
    applications.move(actor, reg_no, to, version=version(reg_no), comment=comment, internal=internal)


def place(actor: Actor, reg_no: str, kind: DocumentKind) -> None:
    _people.a_placed_document(actor, reg_no, kind, "документ.pdf", _people.a_pdf(kind), version=version(reg_no))


def set_dates(actor: Actor, reg_no: str, **dates: date | None) -> None:
    applications.set_dates(actor, reg_no, dates, version=version(reg_no))


def a_sent_scan(applicant: Actor) -> str:
    """Send a filled blank that any applicant may send; what it says is typed into the card."""
    files = next(asked for asked in questions(Scan) if asked.name == "files")
    drafts.attach(applicant, "tp_150.scan", files, "заявка.pdf", _people.a_pdf())
    return submissions.send(applicant, "tp_150.scan", {}, "key").number


def refuse_to_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(notifications, "tell", fail)


def test_registration_gives_the_next_number_of_the_year(maria: Actor, operator: Actor, time: Time) -> None:
    time.is_now(datetime(2026, 12, 31, 20, 59, tzinfo=UTC))
    old_year = [_people.a_registered_application(maria, operator) for _ in range(2)]
    time.passes(minutes=1)

    assert [*old_year, _people.a_registered_application(maria, operator)] == ["001/26", "002/26", "001/27"]


def test_registration_opens_a_card_with_history_notice_letter_and_journal(maria: Actor, operator: Actor) -> None:
    number = _people.a_sent_application(maria)

    reg_no = applications.register(operator, number, _people.a_registration_card())

    assert the_only(Submission).status == submissions.REGISTERED
    event = the_only(ApplicationEvent)
    assert (event.act, event.status_to, event.user_id) == ("registered", "registered", operator.user_id)
    [letter] = letters("application_registered")
    assert letter.subject == f"Заявка зарегистрирована, Рег. № {reg_no}"
    assert "жилой дом, Орловская область" in letter.body
    notice = kept(Notification)[-1]
    assert (notice.text, notice.link) == (letter.subject, f"application?no={reg_no}")
    assert acts()[-1] == "application.registered"


def test_terms_run_from_the_day_of_sending(maria: Actor, operator: Actor, time: Time) -> None:
    time.is_now(datetime(2026, 3, 4, 21, 30, tzinfo=UTC))
    number = _people.a_sent_application(maria)
    time.passes(days=2)

    applications.register(operator, number, _people.a_registration_card())

    card = the_only(Application)
    assert (card.received_on, card.registered_on) == (date(2026, 3, 5), date(2026, 3, 7))
    assert card.status_since == card.registered_on


@pytest.mark.parametrize(
    ("kind", "power", "household", "category", "procedure"),
    [
        ("person", "15", "home", "p14", "simplified"),
        ("person", "15,001", "home", "p9", "full"),
        ("person", "10", "business", "p9", "full"),
        ("company", "150", "business", "p12_1", "simplified"),
        ("entrepreneur", "150,001", "business", "p12", "full"),
        ("company", "670", "business", "p9", "full"),
    ],
)
def test_category_and_procedure_follow_from_the_card(
    operator: Actor, kind: str, power: str, household: str, category: str, procedure: str
) -> None:
    number = a_sent_scan(_people.a_consumer(kind))

    applications.register(
        operator, number, _people.a_registration_card(power_new_kw=power, household=household == "home")
    )

    kept_card = the_only(Application)
    assert (kept_card.category, kept_card.procedure) == (category, procedure)


def test_two_employees_who_register_at_once_give_different_numbers(maria: Actor) -> None:
    sent = [_people.a_sent_application(maria) for _ in range(3)]
    card = _people.a_registration_card()

    outcomes = at_once(
        *[partial(applications.register, _people.an_employee("operator"), number, card) for number in sent]
    )

    year = f"{clock.today():%y}"
    assert sorted(map(str, outcomes)) == [f"00{number}/{year}" for number in (1, 2, 3)]


def test_one_submission_registered_twice_at_once_has_one_card(maria: Actor, operator: Actor) -> None:
    number = _people.a_sent_application(maria)

    outcomes = at_once(*[partial(applications.register, operator, number, _people.a_registration_card())] * 2)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "str"]
    assert len(kept(Application)) == len(letters("application_registered")) == 1


@pytest.mark.parametrize("role", [Role.ENGINEER, Role.ECONOMIST, Role.ADMIN])
def test_who_does_not_register_may_not_register(maria: Actor, role: Role) -> None:
    number = _people.a_sent_application(maria)

    with pytest.raises(Forbidden):
        applications.register(_people.an_employee(role), number, _people.a_registration_card())

    assert kept(Application) == []


def test_what_is_no_application_gets_no_register_number(maria: Actor, operator: Actor) -> None:
    number = _people.a_sent_form(maria, PersonalData)
    before = everything()

    with pytest.raises(Conflict, match="не заявка на присоединение"):
        applications.register(operator, number, _people.a_registration_card())

    assert everything() == before


def test_what_was_returned_cannot_be_registered(maria: Actor, operator: Actor) -> None:
    number = _people.a_sent_application(maria)
    submissions.return_back(operator, number, "Не то.")

    with pytest.raises(Conflict, match="возвращено"):
        applications.register(operator, number, _people.a_registration_card())


def test_a_number_given_in_vain_is_given_to_the_next(
    maria: Actor, operator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = _people.a_sent_application(maria)
    before = everything()
    with monkeypatch.context() as patch:
        refuse_to_tell(patch)
        with pytest.raises(ZeroDivisionError):
            applications.register(operator, number, _people.a_registration_card())
    assert everything() == before

    assert applications.register(operator, number, _people.a_registration_card()).startswith("001/")


def test_a_move_writes_history_notice_letter_and_journal(reg_no: str, operator: Actor) -> None:
    move(operator, reg_no, "missing_docs", "Нет второй страницы паспорта.", "Звонил, обещала в среду.")

    card = the_only(Application)
    assert (card.status, card.status_note) == ("missing_docs", "Нет второй страницы паспорта.")
    event = kept(ApplicationEvent)[-1]
    assert (event.act, event.status_from, event.status_to) == ("moved", "registered", "missing_docs")
    assert (event.text, event.internal) == ("Нет второй страницы паспорта.", "Звонил, обещала в среду.")
    [letter] = letters("status_changed")
    assert "Нет второй страницы паспорта." in letter.body
    assert "Звонил" not in letter.body
    assert "Приостановлена" in kept(Notification)[-1].text
    assert acts()[-1] == "application.moved"


@pytest.mark.parametrize("act", ["move", "date", "progress", "document"])
def test_nothing_is_changed_when_nobody_can_be_told(
    reg_no: str, manager: Actor, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    doing: dict[str, Callable[[], None]] = {
        "move": lambda: move(manager, reg_no, "in_work"),
        "progress": lambda: applications.report_progress(manager, reg_no, "tu_progress", "Копаем.", version=1),
        "document": lambda: documents.place(manager, reg_no, DocumentKind.TU, version=1),
        "date": lambda: set_dates(manager, reg_no, offer_sent_on=clock.today() - timedelta(days=9)),
    }
    _people.an_attached_document(manager, reg_no, "Условия.pdf", _people.a_pdf())
    before = everything()
    refuse_to_tell(monkeypatch)

    with pytest.raises((ZeroDivisionError, Invalid)):
        doing[act]()

    assert everything() == before


def test_a_move_that_is_not_allowed_changes_nothing(reg_no: str, engineer: Actor, operator: Actor) -> None:
    before = everything()

    with pytest.raises(Forbidden):
        move(engineer, reg_no, "in_work")
    with pytest.raises(Conflict, match="так перейти нельзя"):
        move(operator, reg_no, "completed")
    with pytest.raises(Conflict, match="причину"):
        move(operator, reg_no, "missing_docs")

    assert everything() == before


def test_a_consumer_moves_nothing(reg_no: str, maria: Actor) -> None:
    with pytest.raises(Forbidden):
        move(maria, reg_no, "withdrawn", "Передумала.")


def test_the_offer_waits_for_invoice_and_conditions(reg_no: str, manager: Actor) -> None:
    move(manager, reg_no, "in_work")
    move(manager, reg_no, "preparing_tu")
    place(manager, reg_no, DocumentKind.TU)
    with pytest.raises(Conflict, match="Счёт для внесения платы"):
        move(manager, reg_no, "offer_placed")
    place(manager, reg_no, DocumentKind.INVOICE)

    move(manager, reg_no, "offer_placed")

    assert the_only(Application).offer_sent_on == clock.today()
    [letter] = letters("offer_placed")
    assert "оплатите первую часть счёта" in letter.body


def test_the_full_procedure_waits_for_a_draft_and_asks_to_sign_it(full_reg_no: str, manager: Actor) -> None:
    for to in ("in_work", "preparing_tu"):
        move(manager, full_reg_no, to)
    for kind in (DocumentKind.TU, DocumentKind.INVOICE):
        place(manager, full_reg_no, kind)
    with pytest.raises(Conflict, match=r"Сначала приложите: Проект договора\."):
        move(manager, full_reg_no, "offer_placed")
    place(manager, full_reg_no, DocumentKind.CONTRACT_DRAFT)

    move(manager, full_reg_no, "offer_placed")

    [letter] = letters("offer_placed")
    assert "Проект договора и технические условия направлены, ожидается подписание." in letter.body
    assert "Подпишите договор за 10 рабочих дней и верните нам экземпляр." in letter.body
    assert "счёт" not in letter.body
    assert "оплат" not in letter.body


def test_a_move_does_not_overwrite_a_date_already_known(reg_no: str, manager: Actor, time: Time) -> None:
    time.passes(days=30)
    for to in ("in_work", "preparing_tu"):
        move(manager, reg_no, to)
    for kind in (DocumentKind.TU, DocumentKind.INVOICE):
        place(manager, reg_no, kind)
    earlier = clock.today() - timedelta(days=7)
    set_dates(manager, reg_no, offer_sent_on=earlier)

    move(manager, reg_no, "offer_placed")

    assert the_only(Application).offer_sent_on == earlier


def test_what_closes_is_closed_and_opens_again_when_it_is_reopened(reg_no: str, manager: Actor) -> None:
    for to in ("in_work", "preparing_tu"):
        move(manager, reg_no, to)
    for kind in (DocumentKind.TU, DocumentKind.INVOICE):
        place(manager, reg_no, kind)
    for to in ("offer_placed", "contract", "connecting", "energized", "completed"):
        move(manager, reg_no, to)
    assert the_only(Application).closed_on == clock.today()

    move(manager, reg_no, "docs_remarks", "Исправляем адрес в акте.")

    assert the_only(Application).closed_on is None


def test_the_later_of_two_employees_is_told_who_was_first(reg_no: str, operator: Actor, manager: Actor) -> None:
    seen = version(reg_no)
    applications.move(operator, reg_no, "in_work", version=seen)

    with pytest.raises(Conflict, match=r"Карточку тем временем изменил другой сотрудник \(Операторова О. О.\)"):
        applications.move(manager, reg_no, "missing_docs", version=seen, comment="Нет плана.")

    assert the_only(Application).status == "in_work"


def test_of_two_moves_at_once_one_is_made(reg_no: str, operator: Actor, manager: Actor) -> None:
    seen = version(reg_no)

    outcomes = at_once(
        partial(applications.move, operator, reg_no, "in_work", version=seen),
        partial(applications.move, manager, reg_no, "not_ours", version=seen, comment="Чужие сети."),
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "NoneType"]
    assert len(letters("status_changed")) == 1
    assert len(kept(ApplicationEvent)) == 2


@pytest.mark.parametrize("act", ["move", "dates", "progress", "assign"])
def test_an_application_that_is_not_there_is_not_found(manager: Actor, act: str) -> None:
    doing: dict[str, Callable[[], None]] = {
        "move": lambda: applications.move(manager, "999/26", "in_work", version=1),
        "dates": lambda: applications.set_dates(manager, "999/26", {}, version=1),
        "progress": lambda: applications.report_progress(manager, "999/26", "tu_progress", "Копаем.", version=1),
        "assign": lambda: applications.assign(manager, "999/26", version=1),
    }

    with pytest.raises(NotFound, match="999/26"):
        doing[act]()


def test_progress_is_told_to_the_applicant(reg_no: str, engineer: Actor) -> None:
    applications.report_progress(engineer, reg_no, "tu_progress", " Опоры стоят.\n", version=version(reg_no))

    assert the_only(Application).tu_progress == "Опоры стоят."
    [letter] = letters("progress_changed")
    assert "Информация о ходе выполнения технических условий: Опоры стоят." in letter.body
    assert acts()[-1] == "application.progressed"


def test_progress_without_words_is_refused(reg_no: str, engineer: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        applications.report_progress(engineer, reg_no, "tu_progress", " ", version=version(reg_no))

    assert list(refused.value.remarks) == ["tu_progress"]


def test_progress_is_reported_by_who_answers_for_it(reg_no: str, engineer: Actor, economist: Actor) -> None:
    def report(actor: Actor, name: str) -> None:
        applications.report_progress(actor, reg_no, name, "Идёт.", version=version(reg_no))

    with pytest.raises(Forbidden):
        report(engineer, "contract_progress")
    with pytest.raises(Forbidden):
        report(economist, "tu_progress")
    report(economist, "contract_progress")


def test_an_application_is_taken_into_ones_own_hands(reg_no: str, engineer: Actor, maria: Actor) -> None:
    applications.assign(engineer, reg_no, version=version(reg_no))

    assert cards.whole(engineer, reg_no).assignee == "Инженеров И. И."
    assert [line.reg_no for line in cards.queue(engineer, own=True)] == [reg_no]
    assert "Исполнитель" not in str(cards.whole(maria, reg_no).events)


def test_who_does_no_work_takes_no_work(reg_no: str, maria: Actor) -> None:
    idle: list[Any] = [maria, _people.an_employee("admin")]
    for actor in idle:
        with pytest.raises(Forbidden):
            applications.assign(actor, reg_no, version=1)
