from collections.abc import Callable
from typing import Any

import pytest

from core.actor import ROLE_PERMISSIONS, Actor, Duty, Permission, Role, Side
from core.errors import Conflict, Forbidden, Invalid, NotFound, Refusal
from db.models import Consent, Consumer, JournalEntry, User
from db.session import transaction
from forms._form import Form
from forms._questions import check, questions
from forms.people.invitation import Invitation
from forms.registration._card import CONSENTS
from regulations.applicants import ApplicantType
from services import accounts, applicants, cards, login, people, sessions
from tests import _people
from tests._kept import acts, everything, kept, letters, the_only
from tests._people import PASSWORD, VISITOR
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")
KINDS = list(ApplicantType)


def answers(kind: ApplicantType, **changes: Any) -> dict[str, Any]:
    return _people.valid_answers(applicants.CARDS[kind]) | changes


def open_one(actor: Actor, kind: ApplicantType = ApplicantType.PERSON, **changes: Any) -> applicants.Issued:
    return applicants.open_new(actor, kind, answers(kind, **changes))


def without_account(name: str = "Белкина Анна Петровна", **facts: str) -> int:
    """Note somebody who came to the office."""
    from core import clock

    with transaction() as session:
        row = Consumer(kind="person", name=name, created_at=clock.now(), **facts)
        session.add(row)
    return row.id


@pytest.mark.parametrize("kind", KINDS)
def test_the_questions_are_those_of_the_registration_card_without_password_and_consents(kind: ApplicantType) -> None:
    def names(form: type[Form]) -> list[str]:
        return [question.name for question in questions(form)]

    left_out = {"password", "password_again", *CONSENTS}

    assert names(applicants.CARDS[kind]) == [name for name in names(accounts.CARDS[kind]) if name not in left_out]


@pytest.mark.parametrize("kind", KINDS)
def test_an_applicant_without_an_account_is_given_one(operator: Actor, time: Time, kind: ApplicantType) -> None:
    issued = open_one(operator, kind)

    user_id = login.check(Side.PUBLIC, issued.account_no, issued.password, VISITOR)
    known = sessions.by_id(Side.PUBLIC, sessions.begin(user_id, VISITOR).session_id)
    assert known
    assert known.actor.duty is Duty.NEW_PASSWORD
    assert known.actor.permissions == frozenset()
    assert (issued.until - time.now).days == 7
    assert kept(Consent) == []  # asked of the person at the first login
    entry = kept(JournalEntry)[0]
    assert (entry.act, entry.user_id, entry.object) == ("account.opened", operator.user_id, issued.account_no)


def test_the_temporary_password_is_easy_to_type_and_kept_nowhere(operator: Actor) -> None:
    issued = open_one(operator)

    assert not set("0O1lIoi") & set(issued.password)
    assert len(issued.password) >= 14
    assert issued.password not in everything()
    [letter] = letters("account_opened")
    assert letter.to == issued.email
    assert issued.account_no in letter.body


def test_how_long_a_temporary_password_lasts_is_a_setting(
    operator: Actor, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.conftest import forget

    monkeypatch.setenv("PORTAL_TEMPORARY_PASSWORD_DAYS", "2")
    forget()

    assert (open_one(operator).until - time.now).days == 2


def test_every_remark_is_told_at_once_and_nothing_is_kept(operator: Actor) -> None:
    before = everything()

    with pytest.raises(Invalid) as wrong:
        open_one(operator, snils="112-233-445 96", email="не адрес", last_name="")

    assert set(wrong.value.remarks) == {"snils", "email", "last_name"}
    assert everything() == before


def test_a_taken_address_is_said_at_its_question(operator: Actor) -> None:
    _people.a_consumer(email="maria@example.org", kind="company")

    with pytest.raises(Invalid) as wrong:
        open_one(operator)

    assert wrong.value.remarks == {"email": applicants.TAKEN}
    assert len(kept(Consumer)) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_an_applicant_who_is_known_already_is_not_opened_twice(operator: Actor, kind: ApplicantType) -> None:
    _people.a_consumer(kind.value)

    with pytest.raises(Invalid) as wrong:
        open_one(operator, kind, email="other@example.org")

    assert wrong.value.remarks
    assert set(wrong.value.remarks.values()) == {applicants.KNOWN}
    assert set(wrong.value.remarks) <= {"snils", "inn"}


def test_an_applicant_we_know_from_the_office_is_given_an_account(operator: Actor) -> None:
    consumer_id = without_account()

    issued = applicants.open_for(operator, consumer_id, " Belkina@Example.org ")

    assert (issued.name, issued.email) == ("Белкина Анна Петровна", "belkina@example.org")
    user = the_only(User, User.side == "public")
    assert (user.consumer_id, user.seat) == (consumer_id, "owner")
    assert the_only(Consumer).email == "belkina@example.org"
    assert login.check(Side.PUBLIC, "belkina@example.org", issued.password, VISITOR)
    with pytest.raises(Conflict, match="уже есть учётная запись"):
        applicants.open_for(operator, consumer_id, "second@example.org")


def test_an_account_for_nobody_or_to_no_address_is_refused(operator: Actor) -> None:
    with pytest.raises(NotFound):
        applicants.open_for(operator, 999, "a@example.org")
    with pytest.raises(Invalid) as wrong:
        applicants.open_for(operator, without_account(), "не адрес")
    assert list(wrong.value.remarks) == ["email"]


def test_a_forgotten_password_is_replaced_by_a_temporary_one(operator: Actor, maria: Actor) -> None:
    opened = sessions.begin(maria.user_id, VISITOR)

    issued = applicants.replace_password(operator, maria.user_id)

    assert sessions.by_id(Side.PUBLIC, opened.session_id) is None
    with pytest.raises(Refusal):
        login.check(Side.PUBLIC, "maria@example.org", PASSWORD, VISITOR)
    assert login.check(Side.PUBLIC, "maria@example.org", issued.password, VISITOR) == maria.user_id
    assert issued.password not in everything()
    assert [letter.to for letter in letters("password_issued")] == ["maria@example.org"]
    [entry] = kept(JournalEntry, JournalEntry.act == "password.issued")
    assert (entry.user_id, entry.object, entry.facts) == (operator.user_id, "57-000001-8", {})


def test_no_employee_gets_a_temporary_password(operator: Actor, engineer: Actor) -> None:
    with pytest.raises(NotFound):
        applicants.replace_password(operator, engineer.user_id)
    with pytest.raises(NotFound):
        applicants.replace_password(operator, 999)


def test_a_closed_account_gets_none(operator: Actor, maria: Actor) -> None:
    with transaction() as session:
        session.get_one(User, maria.user_id).active = False

    with pytest.raises(Conflict):
        applicants.replace_password(operator, maria.user_id)


@pytest.mark.parametrize("role", Role)
def test_who_may_open_accounts_is_what_the_matrix_says(maria: Actor, role: Role) -> None:
    actor = _people.an_employee(role)
    consumer_id = without_account()
    acts_of: tuple[Callable[[], object], ...] = (
        lambda: applicants.replace_password(actor, maria.user_id),
        lambda: applicants.open_for(actor, consumer_id, "belkina@example.org"),
        lambda: open_one(actor, ApplicantType.COMPANY, email="company@example.org"),
    )
    for act in acts_of:
        if Permission.OPEN_ACCOUNTS in ROLE_PERMISSIONS[role]:
            act()
        else:
            with pytest.raises(Forbidden):
                act()


def test_a_consumer_finds_and_opens_nobody(maria: Actor) -> None:
    for act in (
        lambda: applicants.found(maria),
        lambda: applicants.card(maria, 1),
        lambda: open_one(maria, email="other@example.org"),
    ):
        with pytest.raises(Forbidden):
            act()


@pytest.mark.parametrize(
    "text",
    [
        "щербаков", "МАРИЯ", "Щербакова  Мария", "maria@EXAMPLE.org", "57-000001-8", "570000018", "028-278-217 65",
        "02827821765", "579659883306",
    ],
)  # fmt: skip
def test_an_applicant_is_found_by_a_part_of_the_name_or_a_whole_number(
    maria: Actor, operator: Actor, text: str
) -> None:
    _people.a_consumer("company", email="company@example.org")

    [line] = applicants.found(operator, text)

    assert (line.name, line.email, line.account_no) == (
        "Щербакова Мария Ивановна",
        "maria@example.org",
        "57-000001-8",
    )
    assert maria.consumer_id == line.id


@pytest.mark.parametrize("text", ["%", "_", "028-278-217", "57965988330", "maria@", "@example.org", "нет такого"])
def test_half_a_number_or_a_sign_of_the_database_finds_nobody(maria: Actor, operator: Actor, text: str) -> None:
    assert maria
    assert applicants.found(operator, text) == []


def test_the_list_goes_on_from_the_last_line(maria: Actor, stranger: Actor, operator: Actor) -> None:
    assert maria
    first, second = applicants.found(operator)

    assert first.id == stranger.consumer_id
    assert applicants.found(operator, after=first.id) == [second]
    assert len(applicants.found(operator, limit=1)) == 1


def test_several_people_of_one_organisation_are_one_line(operator: Actor) -> None:
    company = _people.a_consumer("company")
    with transaction() as session:
        owner = session.get_one(User, company.user_id)
        session.add(
            User(
                side="public",
                email="second@example.org",
                account_no="57-000002-6",
                password_hash="",
                name="Второй",
                consumer_id=owner.consumer_id,
                seat="member",
                created_at=owner.created_at,
            )
        )

    [line] = applicants.found(operator, "second@example.org")

    assert line.account_no == "57-000001-8"
    assert [person.seat for person in applicants.card(operator, line.id).people] == ["Владелец", "Сотрудник"]


def test_the_administrator_finds_an_account_by_its_whole_name_alone_and_sees_no_business_data(maria: Actor) -> None:
    admin = _people.an_employee("admin")
    _people.a_registered_application(maria)

    assert applicants.found(admin) == []
    assert applicants.found(admin, "Щербакова") == []
    assert applicants.found(admin, "028-278-217 65") == []
    [line] = applicants.found(admin, "maria@example.org")
    card = applicants.card(admin, line.id)
    assert (card.rows, card.applications, card.consents) == ((), (), ())
    assert [person.account_no for person in card.people] == ["57-000001-8"]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN}))
def test_identity_on_the_card_of_an_applicant_is_masked_by_role(maria: Actor, role: Role) -> None:
    assert maria.consumer_id
    actor = _people.an_employee(role)

    rows = dict(applicants.card(actor, maria.consumer_id).rows)

    in_full = Permission.SEE_IDENTITY in ROLE_PERMISSIONS[role]
    assert (rows["СНИЛС"] == "028-278-217 65") is in_full
    assert "028" not in rows["СНИЛС"] or in_full


def test_only_the_auditor_reads_consents(maria: Actor, operator: Actor) -> None:
    assert maria.consumer_id

    given = applicants.card(_people.an_employee("auditor"), maria.consumer_id).consents

    assert len(given) == len(CONSENTS)
    assert given[0].who == "Щербакова Мария Ивановна"
    assert applicants.card(operator, maria.consumer_id).consents == ()


def test_the_card_of_an_applicant_lists_the_applications(maria: Actor, operator: Actor) -> None:
    reg_no = _people.a_registered_application(maria, operator)
    assert maria.consumer_id

    assert applicants.card(operator, maria.consumer_id).applications == ((reg_no, "жилой дом"),)
    assert cards.find(operator, reg_no)
    assert "card.viewed" in acts()


def test_somebody_invited_has_no_address_and_gets_no_temporary_password(operator: Actor) -> None:
    owner = _people.a_consumer("company", "elka@example.org")
    _people.a_consumer(email="taken@example.org")
    people.invite(owner, check(Invitation, {"name": "Гостев Пётр Ильич", "email": "taken@example.org"}))

    guest = next(person for person in applicants.card(operator, owner.consumer_id or 0).people if not person.email)

    assert guest.name == "Гостев Пётр Ильич"
    with pytest.raises(Conflict, match="Приглашение ещё не принято"):
        applicants.replace_password(operator, guest.user_id)
