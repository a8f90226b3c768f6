import re
from datetime import timedelta

import pytest

from core.actor import Actor, Side, Visitor
from core.errors import Invalid, Refusal, Throttled
from core.settings import settings
from db.models import AccountLink, Consent, JournalEntry, KnownBrowser, Letter, LoginAttempt, RecoveryRequest, User
from db.session import transaction
from forms.access.first_password import FirstPassword
from forms.access.new_password import NewPasswordForm
from forms.registration._card import CONSENTS
from services import human, links, login, recovery, sessions
from services.links import Purpose
from tests import _people
from tests._kept import acts, kept, letters, the_only
from tests.conftest import Time

HERE = Visitor("192.0.2.7", "Mozilla/5.0", "here")
EMAIL = "maria@example.org"
FRESH = "совсем другая фраза"
CHOSEN = {"password": FRESH, "password_again": FRESH}


@pytest.fixture(autouse=True)
def _still(database: str, time: Time) -> None:
    """Give the test an empty database, and let no time pass by itself."""


def ask(email: str = EMAIL, visitor: Visitor = HERE, side: Side = Side.PUBLIC) -> None:
    recovery.ask(visitor, side, {"email": email})


def token() -> str:
    """Return the token of the newest letter."""
    return str(re.findall(r"/link/([\w-]{43})", letters("password_recovery")[-1].body)[-1])


def asked_and_answered(email: str = EMAIL) -> str:
    ask(email)
    recovery.answer()
    return token()


def an_invitation(consents: bool) -> tuple[int, str]:  # noqa: FBT001 - a table
    """Invite somebody into the account; return who, and the token of the letter."""
    owner = _people.a_consumer("company", "elka@example.org")
    with transaction() as session:
        user = User(side="public", email="new@example.org", password_hash="", name="Новикова Н. Н.",
                    consumer_id=owner.consumer_id, seat="member", created_at=kept(User)[0].created_at)  # fmt: skip
        session.add(user)
        session.flush()
        if consents:
            given = kept(Consent)[0]
            session.add(Consent(user_id=user.id, document=given.document, document_version="1", sha256=given.sha256,
                                given_at=given.given_at, address="", device=""))  # fmt: skip
        address = links.make(session, user, Purpose.INVITATION)
    return user.id, address.rpartition("/")[2]


@pytest.mark.usefixtures("maria")
def test_asking_writes_the_same_for_an_address_nobody_has() -> None:
    before = len(kept(Letter)), acts()

    ask()
    ask("nobody@example.org")

    known, unknown = kept(RecoveryRequest)
    assert (known.side, known.address, known.asked_at) == (unknown.side, unknown.address, unknown.asked_at)
    assert (len(kept(Letter)), acts()) == before


@pytest.mark.usefixtures("maria")
def test_the_answer_is_one_letter_with_a_link_for_an_hour_and_nothing_for_a_stranger() -> None:
    ask()
    ask("nobody@example.org")

    assert recovery.answer() == 2

    assert recovery.answer() == len(kept(RecoveryRequest)) == 0
    [letter] = letters("password_recovery")
    assert letter.to == EMAIL
    assert f"{settings().public_url}/link/" in letter.body
    assert "60 мин." in letter.body
    assert acts()[-1] == "recovery.asked"


def test_an_employee_gets_a_link_to_the_staff_app_and_only_there() -> None:
    _people.an_employee(email="engineer@example.org")

    ask("engineer@example.org")
    ask("engineer@example.org", side=Side.STAFF)
    recovery.answer()

    [letter] = letters("password_recovery")
    assert f"{settings().staff_url}/link/" in letter.body


def test_the_address_is_taken_as_people_type_it(maria: Actor) -> None:
    ask("  Maria@Example.ORG ")
    recovery.answer()

    assert recovery.choose_password(HERE, Side.PUBLIC, token(), CHOSEN) == maria.user_id


def test_what_is_no_address_is_told_before_anything_is_written() -> None:
    with pytest.raises(Invalid) as refused:
        ask("не адрес")

    assert list(refused.value.remarks) == ["email"]
    assert (kept(RecoveryRequest), kept(LoginAttempt)) == ([], [])


def test_who_was_put_out_of_service_gets_no_letter(maria: Actor) -> None:
    with transaction() as session:
        session.get_one(User, maria.user_id).active = False

    ask()
    recovery.answer()

    assert letters("password_recovery") == []


def test_a_new_password_lets_in_ends_every_session_and_is_told_by_letter(maria: Actor) -> None:
    opened = sessions.begin(maria.user_id, Visitor(browser="elsewhere"))

    user_id = recovery.choose_password(HERE, Side.PUBLIC, asked_and_answered(), CHOSEN)

    assert user_id == maria.user_id == login.check(Side.PUBLIC, EMAIL, FRESH, HERE)
    assert sessions.by_id(Side.PUBLIC, opened.session_id) is None
    with pytest.raises(Refusal):
        login.check(Side.PUBLIC, EMAIL, _people.PASSWORD, HERE)
    [letter] = letters("password_changed")
    assert letter.to == EMAIL
    assert "192.0.2.7" in letter.body
    assert "password.recovered" in acts()
    assert the_only(User).email_confirmed_at is not None


def test_a_new_password_forgets_every_pause_and_makes_only_this_browser_known(maria: Actor) -> None:
    sessions.begin(maria.user_id, Visitor(browser="elsewhere"))
    for _ in range(5):
        with pytest.raises(Refusal):
            login.check(Side.PUBLIC, EMAIL, "неверный пароль", Visitor("198.51.100.9"))

    recovery.choose_password(HERE, Side.PUBLIC, asked_and_answered(), CHOSEN)

    assert login.check(Side.PUBLIC, EMAIL, FRESH, Visitor("203.0.113.5")) == maria.user_id
    assert len(kept(KnownBrowser)) == 1


@pytest.mark.usefixtures("maria")
def test_the_link_works_once() -> None:
    used = asked_and_answered()
    recovery.choose_password(HERE, Side.PUBLIC, used, CHOSEN)

    for act in (
        lambda: recovery.waiting(Side.PUBLIC, used),
        lambda: recovery.choose_password(HERE, Side.PUBLIC, used, CHOSEN),
    ):
        with pytest.raises(Refusal, match="Запросите новую"):
            act()


@pytest.mark.usefixtures("maria")
def test_a_password_that_may_not_be_chosen_uses_nothing_up() -> None:
    link = asked_and_answered()

    for password, remark in (("коротко", "короче 10"), ("maria и тихое море", "имя"), ("йцукенгшщзх", "угадать")):
        with pytest.raises(Invalid) as refused:
            recovery.choose_password(HERE, Side.PUBLIC, link, {"password": password, "password_again": password})
        assert remark in refused.value.remarks["password"]
    with pytest.raises(Invalid) as refused:
        recovery.choose_password(HERE, Side.PUBLIC, link, CHOSEN | {"password_again": "другая"})
    assert list(refused.value.remarks) == ["password_again"]

    assert recovery.choose_password(HERE, Side.PUBLIC, link, CHOSEN)


@pytest.mark.usefixtures("maria")
def test_who_keeps_asking_does_not_outrun_the_link_the_owner_got(time: Time) -> None:
    first = asked_and_answered()
    for minute in range(4):
        time.passes(minutes=1)
        ask(visitor=Visitor(f"198.51.100.{minute}"))
        recovery.answer()

    assert recovery.waiting(Side.PUBLIC, first).email == EMAIL
    time.passes(minutes=1)
    assert asked_and_answered() != first
    assert len(letters("password_recovery")) == 2


@pytest.mark.usefixtures("maria")
def test_one_address_asks_only_so_often(time: Time) -> None:
    for place in range(human.AFTER):
        ask(f"person{place}@example.org")

    with pytest.raises(human.Unproven):
        ask("more@example.org")
    ask("elsewhere@example.org", Visitor("198.51.100.9"))
    time.passes(hours=1, seconds=1)
    ask("later@example.org")

    assert len(kept(RecoveryRequest)) == human.AFTER + 2


@pytest.mark.usefixtures("maria")
def test_a_person_too_waits_after_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(human, "must_pass", lambda *_: None)
    for place in range(recovery.OF_ADDRESS.free):
        ask(f"person{place}@example.org")

    with pytest.raises(Throttled, match="пять минут"):
        ask("more@example.org")


def test_who_was_invited_chooses_the_first_password_and_gives_every_consent() -> None:
    user_id, link = an_invitation(consents=False)
    waiting = recovery.waiting(Side.PUBLIC, link)
    assert (waiting.invited, waiting.form) == (True, FirstPassword)

    with pytest.raises(Invalid) as refused:
        recovery.choose_password(HERE, Side.PUBLIC, link, CHOSEN)
    assert set(refused.value.remarks) == set(CONSENTS)
    ticked = dict.fromkeys(CONSENTS, True)
    assert recovery.choose_password(HERE, Side.PUBLIC, link, CHOSEN | ticked) == user_id

    assert login.check(Side.PUBLIC, "new@example.org", FRESH, HERE) == user_id
    assert [row.document for row in kept(Consent, Consent.user_id == user_id)] == list(CONSENTS.values())
    assert acts()[-1] == "invitation.accepted"
    assert the_only(JournalEntry, JournalEntry.act == "invitation.accepted").user_id == user_id


def test_who_has_given_the_consents_is_not_asked_again() -> None:
    _, link = an_invitation(consents=True)

    assert recovery.waiting(Side.PUBLIC, link).form is NewPasswordForm


def test_an_employee_who_was_invited_gives_no_consents_of_consumers() -> None:
    engineer = _people.an_employee("engineer")
    with transaction() as session:
        link = links.make(session, session.get_one(User, engineer.user_id), Purpose.INVITATION).rpartition("/")[2]

    assert recovery.waiting(Side.STAFF, link).form is NewPasswordForm


def test_a_link_that_confirms_an_address_sets_no_password(maria: Actor) -> None:
    with transaction() as session:
        address = links.make(session, session.get_one(User, maria.user_id), Purpose.EMAIL, email=EMAIL)

    with pytest.raises(Refusal):
        recovery.choose_password(HERE, Side.PUBLIC, address.rpartition("/")[2], CHOSEN)


@pytest.mark.usefixtures("maria")
def test_the_link_is_over_after_an_hour(time: Time) -> None:
    link = asked_and_answered()

    time.now += timedelta(minutes=settings().reset_minutes)

    with pytest.raises(Refusal, match="Запросите новую"):
        recovery.choose_password(HERE, Side.PUBLIC, link, CHOSEN)
    assert the_only(AccountLink, AccountLink.purpose == Purpose.RESET).used_at is None
