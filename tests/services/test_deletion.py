import re
from functools import partial

import pytest

from core import storage
from core.actor import Actor, Role, Side
from core.errors import Conflict, Forbidden, NotFound, Refusal
from db.models import (
    AppealMessage,
    Consent,
    Consumer,
    DeletionRequest,
    Draft,
    File,
    Letter,
    Notification,
    ProfileChange,
    Submission,
    User,
    WebSession,
)
from db.session import transaction
from forms._questions import check, questions
from forms.claim import Claim
from forms.contact.appeal import NewAppeal
from forms.other import OtherDocument
from forms.pdn import PersonalData
from forms.tp_15 import ApplicationUpTo15
from services import (
    appeals,
    applications,
    deletion,
    deletion_requests,
    drafts,
    files,
    journal_view,
    links,
    login,
    outbox,
    people,
    profile,
    sessions,
    submissions,
)
from services.links import Purpose
from tests import _people
from tests._kept import acts, everything, kept, letters, the_only
from tests._together import at_once
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")

PRIVATE = (
    "Щербакова", "Мария", "Ивановна", "028-278-217", "579659883306", "Московская", "9101234567", "123-45-67",
    "maria@example.org", "'5404'", "'123457'", "УВД г. Орла", "Образцово", "57:10:0010101", "Полесская",
    "Когда приедет", "паспорт Щербаковой",
)  # fmt: skip
"""Whatever the tests' person tells about herself, anywhere."""


def asked(actor: Actor) -> int:
    """Ask for the deletion; return the id of the request."""
    deletion_requests.ask(actor)
    return next(row.id for row in kept(DeletionRequest, DeletionRequest.user_id == actor.user_id))


def a_life(maria: Actor, operator: Actor) -> None:
    """Do whatever a person without an application can do in the cabinet."""
    known = profile.editable(maria)
    changed = check(known.form, known.start | {"address": "г. Орёл, ул. Полесская, д. 9"})
    profile.change(maria, changed, version=known.version)
    sessions.begin(maria.user_id, _people.VISITOR)
    returned, other = _people.a_sent_application(maria), _people.a_sent_form(maria, PersonalData)
    submissions.return_back(operator, returned, "Мария Ивановна, приложите паспорт")
    submissions.accept(operator, other)
    attach(maria, appeals.DRAFT, NewAppeal, "паспорт Щербаковой.pdf")
    answers = {"topic": "connection", "kind": "question", "text": "Когда приедет инженер? Щербакова М. И."}
    number = appeals.send(maria, answers | {"files": ()}, "once").number
    claimed = submissions.sheet(maria, _people.a_sent_form(maria, Claim)).appeal_no
    for asked_about in (number, claimed):
        appeals.answer(operator, asked_about, "Уважаемая Мария Ивановна, завтра.", version=1)
    attach(maria, "tp_15", ApplicationUpTo15, "паспорт Щербаковой.pdf")
    drafts.save(maria, "tp_15", {"object_name": "дом в Образцово"})
    with transaction() as session:
        links.make(session, session.get_one(User, maria.user_id), Purpose.EMAIL, email="maria@example.org")


def attach(actor: Actor, key: str, form: type[ApplicationUpTo15] | type[NewAppeal], name: str) -> None:
    question = next(question for question in questions(form) if question.accepts)
    drafts.attach(actor, key, question, name, _people.a_pdf(f"{key} паспорт Щербаковой"))


def test_of_an_account_without_applications_nothing_personal_is_left_anywhere(
    maria: Actor, operator: Actor, manager: Actor
) -> None:
    a_life(maria, operator)
    before = everything()
    assert [value for value in PRIVATE if value not in before] == []

    deletion.erase(manager, asked(maria))
    outbox.deliver()

    after = everything()
    assert [value for value in PRIVATE if value in after] == []
    for table in (WebSession, Draft, Letter, Notification, ProfileChange):
        assert kept(table) == [], table.__tablename__
    assert [file.name for file in kept(File)] == []


def test_the_content_of_the_files_is_swept_after_them(
    maria: Actor, operator: Actor, manager: Actor, time: Time
) -> None:
    a_life(maria, operator)
    contents = {file.sha256 for file in kept(File)}
    assert contents

    deletion.erase(manager, asked(maria))
    time.passes(hours=2)
    files.sweep()

    for sha256 in contents:
        with pytest.raises(NotFound):
            storage.path(sha256)


def test_what_the_law_keeps_is_kept_without_the_person(maria: Actor, operator: Actor, manager: Actor) -> None:
    a_life(maria, operator)

    deletion.erase(manager, asked(maria))

    assert [row.number for row in kept(Submission)] == ["26-000001", "26-000002", "26-000003"]
    assert all((row.answers, row.readable, row.copy_id) == ({}, [], None) for row in kept(Submission))
    assert {message.text for message in kept(AppealMessage)} == {deletion.NO_TEXT}
    assert all(consent.revoked_at and consent.sha256 for consent in kept(Consent))
    assert the_only(Consumer).name == deletion.NO_APPLICANT
    assert "submission.sent" in acts()
    assert acts()[-1] == "account.erased"


def test_nobody_logs_in_to_an_erased_account_and_its_sessions_are_over(maria: Actor, manager: Actor) -> None:
    opened = sessions.begin(maria.user_id, _people.VISITOR)

    deletion.erase(manager, asked(maria))

    assert sessions.by_id(Side.PUBLIC, opened.session_id) is None
    for name in ("maria@example.org", "57-000001-8"):
        with pytest.raises(Refusal):
            login.check(Side.PUBLIC, name, _people.PASSWORD, _people.VISITOR)


def test_the_same_address_can_register_again(maria: Actor, manager: Actor) -> None:
    deletion.erase(manager, asked(maria))

    again = _people.a_consumer(email="maria@example.org")

    assert again.user_id != maria.user_id


def test_the_last_letter_goes_out_and_is_forgotten(maria: Actor, manager: Actor, own_data: object) -> None:
    deletion.erase(manager, asked(maria))
    [letter] = kept(Letter)
    assert (letter.event, letter.to) == ("account_erased", "maria@example.org")
    assert "журнал действий" in letter.body

    assert outbox.deliver() == 1

    assert kept(Letter) == []
    assert own_data


def test_a_last_letter_nobody_takes_is_forgotten_too(
    maria: Actor, manager: Actor, monkeypatch: pytest.MonkeyPatch, time: Time
) -> None:
    deletion.erase(manager, asked(maria))
    monkeypatch.setattr(outbox, "post", _no_mail_server)

    for _ in range(len(outbox.PAUSES) + 1):
        assert kept(Letter) != []
        outbox.deliver()
        time.passes(days=1)

    assert kept(Letter) == []


def test_what_waits_for_the_company_is_finished_first(maria: Actor, operator: Actor, manager: Actor) -> None:
    request, number = asked(maria), _people.a_sent_form(maria, PersonalData)

    with pytest.raises(Conflict, match=re.escape(number)):
        deletion.erase(manager, request)
    submissions.accept(operator, number)
    answers = {"topic": "connection", "kind": "question", "text": "Когда приедет инженер для осмотра?"}
    appeal = appeals.send(maria, answers, "once").number
    with pytest.raises(Conflict, match="Сначала ответьте"):
        deletion.erase(manager, request)
    appeals.answer(operator, appeal, "Завтра.", version=1)

    deletion.erase(manager, request)

    assert "Щербакова" not in everything()


def test_a_registered_application_keeps_its_applicant(maria: Actor, manager: Actor) -> None:
    _people.a_registered_application(maria)
    loose = _people.a_sent_form(maria, PersonalData)
    submissions.accept(_people.an_employee("operator"), loose)

    deletion.erase(manager, asked(maria))

    consumer, user = the_only(Consumer), the_only(User, User.id == maria.user_id)
    registered, other = kept(Submission)
    assert (consumer.name, consumer.snils) == ("Щербакова Мария Ивановна", "028-278-217 65")
    assert (user.name, user.active) == (deletion.NOBODY, False)
    assert registered.answers
    assert registered.copy_id
    assert other.answers == {}
    assert "Мария" not in str([(user.email, user.name) for user in kept(User)])


def test_a_document_of_a_kept_application_is_still_read_by_employees(
    maria: Actor, operator: Actor, manager: Actor
) -> None:
    number = _people.a_sent_application(maria)
    applications.register(operator, number, _people.a_registration_card())
    sheet = submissions.sheet(operator, number)
    assert sheet.copy is not None

    deletion.erase(manager, asked(maria))

    assert files.open_for(operator, sheet.copy.public_id).path.is_file()


def test_a_member_leaves_and_the_organisation_stays(manager: Actor) -> None:
    owner = _people.a_consumer("company", "elka@example.org")
    member = _people.a_colleague(owner)
    number = _people.a_sent_form(member, OtherDocument)

    deletion.erase(manager, asked(member))

    assert submissions.sheet(owner, number).sent_by == deletion.NOBODY
    assert submissions.sheet(owner, number).files
    assert the_only(Consumer).name.endswith("«Ёлка»")
    assert _people.again(owner) == owner
    outbox.deliver()
    assert "anna@example.org" not in everything()
    assert "Сидорова" not in everything()


def test_an_owner_who_leaves_is_named_by_the_organisation_no_more(manager: Actor) -> None:
    owner = _people.a_consumer("company", "elka@example.org")
    _people.an_owner_too(owner)

    deletion.erase(manager, asked(owner))
    outbox.deliver()

    consumer = the_only(Consumer)
    assert (consumer.email, consumer.contact_name) == ("anna@example.org", "Сидорова Анна Павловна")
    assert "elka@example.org" not in everything()
    assert "Петров Пётр" not in everything()


def test_the_last_to_leave_an_organisation_takes_those_shut_out_along(manager: Actor) -> None:
    owner = _people.a_consumer("company", "elka@example.org")
    member = _people.a_colleague(owner)
    request = asked(member)
    people.shut_out(owner, member.user_id)

    deletion.erase(manager, asked(owner))
    outbox.deliver()

    for private in ("Сидорова", "anna@example.org", "Петров Пётр", "elka@example.org", "Ёлка", "5705990388"):
        assert private not in everything()
    assert the_only(DeletionRequest, DeletionRequest.id == request).outcome == deletion_requests.ERASED


def test_other_people_keep_everything(maria: Actor, stranger: Actor, manager: Actor) -> None:
    number = _people.a_sent_application(stranger)
    drafts.save(stranger, "tp_15", {"object_name": "гараж"})

    deletion.erase(manager, asked(maria))

    assert submissions.sheet(stranger, number).files
    assert len(drafts.mine(stranger)) == 1
    assert [letter.to for letter in letters("submission_received")] == ["stranger@example.org"]


def test_a_request_is_decided_once(maria: Actor, manager: Actor) -> None:
    request = asked(maria)

    outcomes = at_once(partial(deletion.erase, manager, request), partial(deletion.erase, manager, request))

    row = the_only(DeletionRequest)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "NoneType"]
    assert (row.outcome, row.decided_by_id) == (deletion_requests.ERASED, manager.user_id)
    assert deletion.waiting(manager) == []


def test_a_withdrawn_request_erases_nothing(maria: Actor, manager: Actor) -> None:
    request = asked(maria)
    deletion_requests.withdraw(maria)

    with pytest.raises(Conflict, match="уже решили"):
        deletion.erase(manager, request)
    with pytest.raises(NotFound):
        deletion.erase(manager, request + 1)

    assert _people.again(maria) == maria


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MANAGER}))
def test_no_other_role_erases(maria: Actor, role: Role) -> None:
    with pytest.raises(Forbidden):
        deletion.erase(_people.an_employee(role), asked(maria))

    assert _people.again(maria) == maria


def test_the_journal_says_who_erased_and_whether_anything_is_kept(maria: Actor, manager: Actor) -> None:
    deletion.erase(manager, asked(maria))

    newest = journal_view.newest(_people.an_employee("auditor"))[0]
    assert newest.who == "Руководов Р. Р., Руководитель"
    assert (newest.act, newest.facts) == ("Учётная запись и данные удалены по запросу", "данные заявителя удалены")


def _no_mail_server() -> None:
    raise OSError("no mail server")
