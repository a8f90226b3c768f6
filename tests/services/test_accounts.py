from datetime import UTC, datetime

import pytest

from core import passwords
from core.actor import Actor, Visitor
from core.errors import Forbidden, Invalid, Throttled
from db.models import Consent, Consumer, JournalEntry, User
from db.session import reading
from forms._documents import document
from forms._questions import check
from forms.registration._card import CONSENTS
from forms.registration.person import PersonCard
from regulations.applicants import ApplicantType
from services import accounts, human
from tests import _people
from tests._kept import acts, everything, kept, letters, the_only
from tests._together import at_once
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")


def a_card(email: str = "maria@example.org", **changes: object) -> PersonCard:
    return check(PersonCard, _people.valid_answers(PersonCard) | {"email": email} | changes)


def register(email: str = "maria@example.org") -> accounts.Registered:
    return accounts.register(_people.VISITOR, a_card(email))


@pytest.mark.parametrize(
    ("kind", "name", "rows"),
    [
        (
            "person",
            "Щербакова Мария Ивановна",
            {"Фамилия, имя, отчество": "Щербакова Мария Ивановна", "СНИЛС": "028-278-217 65", "ИНН": "579659883306"},
        ),
        (
            "company",
            "Общество с ограниченной ответственностью «Ёлка»",
            {
                "Сокращённое наименование": "ООО «Ёлка»",
                "ОГРН": "1225700789049",
                "КПП": "570501001",
                "Контактное лицо": "Петров Пётр Петрович, главный инженер",
            },
        ),
        ("entrepreneur", "Щербакова Мария Ивановна", {"ОГРНИП": "315574964204630", "ИНН": "572682968210"}),
    ],
)
def test_each_kind_of_applicant_has_an_account_with_what_was_told(kind: str, name: str, rows: dict[str, str]) -> None:
    profile = accounts.profile(_people.a_consumer(kind))

    assert (profile.kind, profile.name, profile.email) == (ApplicantType(kind), name, "maria@example.org")
    assert rows.items() <= dict(profile.rows).items()
    assert dict(profile.rows)["Мобильный телефон"] == "+7 (910) 123-45-67"


def test_who_acts_for_a_company_is_its_contact_person() -> None:
    assert _people.a_consumer("company").name == "Петров Пётр Петрович"


def test_accounts_are_numbered_one_after_another() -> None:
    numbers = [register(f"number{number}@example.org").account_no for number in range(3)]

    assert [number[:9] for number in numbers] == ["57-000001", "57-000002", "57-000003"]


def test_a_new_account_is_told_its_number_by_letter() -> None:
    registered = register()

    [letter] = letters("account_registered")
    assert letter.to == "maria@example.org"
    assert registered.account_no in letter.subject
    assert acts() == ["account.registered"]


def test_a_taken_address_is_refused_and_nothing_of_it_is_kept() -> None:
    register()
    before = everything()

    with pytest.raises(Invalid) as refused:
        register()

    assert refused.value.remarks == {"email": accounts.TAKEN}
    assert everything() == before


def test_one_address_registered_twice_at_once_opens_one_account() -> None:
    outcomes = at_once(register, register)

    refused = [outcome for outcome in outcomes if isinstance(outcome, Invalid)]
    assert [refusal.remarks for refusal in refused] == [{"email": accounts.TAKEN}]
    assert len(kept(User)) == len(kept(Consumer)) == 1


def test_the_very_first_people_may_register_at_once() -> None:
    outcomes = at_once(*[lambda number=number: register(f"n{number}@example.org") for number in range(4)])

    assert [type(outcome) for outcome in outcomes] == [accounts.Registered] * 4
    assert len({user.account_no for user in kept(User)}) == 4


def test_an_employee_may_have_an_account_of_the_same_address() -> None:
    _people.an_employee(email="maria@example.org")

    register()

    assert [user.side for user in kept(User)] == ["staff", "public"]


def test_every_consent_is_kept_with_the_wording_that_was_shown(time: Time) -> None:
    time.is_now(datetime(2026, 3, 5, 9, tzinfo=UTC))
    visitor = Visitor("192.0.2.7", "Mozilla/5.0 " * 100)

    accounts.register(visitor, a_card())

    consents = kept(Consent)
    assert [consent.document for consent in consents] == list(CONSENTS.values())
    for consent in consents:
        shown = document(consent.document)
        assert (consent.sha256, consent.document_version) == (shown.sha256, shown.version)
        assert (consent.given_at, consent.address, consent.revoked_at) == (time.now, "192.0.2.7", None)
        assert consent.device == visitor.device[:255]


def test_the_journal_has_no_personal_data() -> None:
    actor = _people.a_consumer()
    _people.a_registered_application(actor)

    journal = " ".join(f"{entry.act} {entry.object} {entry.facts}" for entry in kept(JournalEntry))

    for private in ("Щербакова", "Мария", "028-278", "Московская", "9101234567", "maria@", "5404", "Образцово"):
        assert private not in journal


def test_the_password_is_kept_nowhere() -> None:
    register()

    assert _people.PASSWORD not in everything()
    assert the_only(User).password_hash.startswith("$argon2id$")


def test_an_employee_has_no_profile_of_an_applicant() -> None:
    with pytest.raises(Forbidden):
        accounts.profile(_people.an_employee())


def test_forms_begin_with_what_the_profile_knows() -> None:
    actor: Actor = _people.a_consumer("entrepreneur")

    with reading() as session:
        known = accounts.known(session, actor)

    assert known["inn"] == "572682968210"
    assert known["last_name"] == "Щербакова"
    assert "kpp" not in known
    assert "password_hash" not in known


def test_snils_is_masked_for_who_may_not_see_it() -> None:
    _people.a_consumer()
    consumer = the_only(Consumer)

    assert dict(accounts.rows(consumer, in_full=False))["СНИЛС"] == "•••-•••-••• 65"
    assert dict(accounts.rows(consumer))["СНИЛС"] == "028-278-217 65"


def test_after_a_few_accounts_from_one_address_a_question_is_asked() -> None:
    for place in range(human.AFTER):
        registered(f"user{place}@example.org")

    with pytest.raises(human.Unproven):
        registered("more@example.org")
    with pytest.raises(Invalid):  # what is wrong with the card comes first: no question is used up for it
        registered("не адрес")


def test_a_password_that_names_its_owner_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        a_card(password="Щербакова и море", password_again="Щербакова и море")

    assert list(refused.value.remarks) == ["password"]
    assert "имя" in refused.value.remarks["password"]


def test_a_password_keeps_its_spaces() -> None:
    phrase = f"  {_people.PASSWORD} "

    accounts.register(_people.VISITOR, a_card(password=phrase, password_again=phrase))

    kept_hash = the_only(User).password_hash
    assert passwords.matches(phrase, kept_hash)
    assert not passwords.matches(phrase.strip(), kept_hash)


def test_the_repetition_may_come_from_another_keyboard() -> None:
    typed, again = "йод и ёж у моря", "\u0438\u0306од и \u0435\u0308ж у моря"

    assert a_card(password=typed, password_again=again)


def test_one_address_opens_only_so_many_accounts_in_a_row(time: Time, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(human, "must_pass", lambda *_: None)
    for place in range(accounts.REGISTRATIONS.free):
        registered(f"user{place}@example.org")

    with pytest.raises(Throttled, match="слишком много регистраций"):
        registered("more@example.org")
    time.passes(hours=1)

    assert registered("later@example.org").account_no


def registered(email: str) -> accounts.Registered:
    answers = _people.valid_answers(accounts.CARDS[ApplicantType.PERSON]) | {"email": email}
    return accounts.register_answers(_people.VISITOR, ApplicantType.PERSON, answers)
