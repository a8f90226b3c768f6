from collections.abc import Callable
from datetime import timedelta
from functools import partial
from statistics import median
from time import monotonic, sleep

import bcrypt
import pytest
from argon2 import PasswordHasher

from core import clock, passwords
from core.actor import Actor, Side, Visitor
from core.errors import Refusal, Throttled
from db import session as db_session
from db.models import JournalEntry, LoginAttempt, User
from db.session import transaction
from forms._questions import check
from forms.registration.person import PersonCard
from services import access, accounts, login
from tests import _people
from tests._kept import everything, kept, the_only
from tests._people import PASSWORD
from tests._together import at_once
from tests.conftest import Time
from tests.services._login import EMAIL, enter, fail, refusal

pytestmark = pytest.mark.usefixtures("database", "time")


@pytest.mark.parametrize("name", [EMAIL, "Maria@Example.ORG", f"  {EMAIL} "])
def test_one_logs_in_by_address(maria: Actor, name: str) -> None:
    assert enter(name) == maria.user_id


@pytest.mark.parametrize("written", ["{}", " {} ", "{}\t"])
@pytest.mark.parametrize("dashes", ["-", "", " ", "–"])
def test_one_logs_in_by_number_with_and_without_dashes(maria: Actor, written: str, dashes: str) -> None:
    number = accounts.profile(maria).account_no

    assert enter(written.format(number.replace("-", dashes))) == maria.user_id


def test_an_employee_logs_in_on_the_other_side_only() -> None:
    engineer = _people.an_employee(email="engineer@example.org")

    assert enter("engineer@example.org", side=Side.STAFF) == engineer.user_id
    with pytest.raises(Refusal):
        enter("engineer@example.org", side=Side.PUBLIC)


@pytest.mark.usefixtures("maria")
def test_a_consumer_does_not_log_in_to_the_staff_app() -> None:
    with pytest.raises(Refusal):
        enter(side=Side.STAFF)


@pytest.mark.usefixtures("maria")
def test_the_sentence_tells_nobody_what_was_wrong() -> None:
    sentences = {
        str(refusal(password="неверный пароль")),
        str(refusal("nobody@example.org")),
        str(refusal("57-000002-5")),
    }
    fail(5)
    throttled = refusal()

    assert isinstance(throttled, Throttled)
    assert sentences | {str(throttled)} == {login.REFUSED}


@pytest.mark.parametrize("name", ["", "@", "57-000001", "57-000001-0", "' OR 1=1 --", "ы" * 5000, "\0", "a\0b@c"])
@pytest.mark.usefixtures("maria")
def test_a_name_that_can_be_nobodys_is_refused_with_the_same_sentence(name: str) -> None:
    assert str(refusal(name)) == login.REFUSED


def test_who_was_put_out_of_service_is_refused_with_the_same_sentence(maria: Actor) -> None:
    with transaction() as session:
        session.get_one(User, maria.user_id).active = False

    assert str(refusal()) == login.REFUSED


@pytest.mark.usefixtures("quick")
def test_after_five_failures_even_the_right_password_waits(maria: Actor, time: Time) -> None:
    fail(4)
    assert enter() == maria.user_id
    fail(5)

    assert isinstance(refusal(), Throttled)
    time.passes(seconds=1)
    assert enter() == maria.user_id


@pytest.mark.usefixtures("maria", "quick")
def test_the_pause_grows_with_every_failure(time: Time) -> None:
    fail(5)
    for seconds in (1, 2, 4, 8, 16):
        time.passes(seconds=seconds - 0.5)
        assert isinstance(refusal(password="неверный пароль"), Throttled)
        time.passes(seconds=0.5)
        assert not isinstance(refusal(password="неверный пароль"), Throttled)


@pytest.mark.parametrize("failures", [14, 21, 22, 1000, 2_000_000])
@pytest.mark.usefixtures("quick")
def test_nobody_is_kept_out_of_their_account_for_more_than_five_minutes(
    maria: Actor, time: Time, failures: int
) -> None:
    fail(1, visitor=Visitor())
    with transaction() as session:
        session.query(LoginAttempt).one().failures = failures

    assert isinstance(refusal(), Throttled)
    time.passes(minutes=5)
    assert enter() == maria.user_id


@pytest.mark.usefixtures("quick")
def test_knocking_during_the_pause_does_not_lengthen_it(maria: Actor, time: Time) -> None:
    fail(5)
    for _ in range(20):
        refusal()

    time.passes(seconds=1)

    assert enter() == maria.user_id


@pytest.mark.usefixtures("quick")
def test_a_success_forgives_the_failures_before_it(maria: Actor) -> None:
    fail(4)
    enter()
    fail(4)

    assert enter() == maria.user_id


@pytest.mark.usefixtures("quick")
def test_failures_are_forgotten_after_an_hour(maria: Actor, time: Time) -> None:
    fail(4)
    time.passes(hours=1, seconds=1)
    fail(4)

    assert enter() == maria.user_id
    assert max(attempt.failures for attempt in kept(LoginAttempt)) == 4


@pytest.mark.usefixtures("quick")
def test_who_tries_many_names_from_one_place_waits_there_and_nobody_waits_elsewhere(maria: Actor) -> None:
    for number in range(30):
        fail(1, f"person{number}@example.org")

    assert isinstance(refusal(), Throttled)
    assert enter(visitor=Visitor("198.51.100.9")) == maria.user_id


@pytest.mark.usefixtures("quick")
def test_an_owner_may_log_in_while_strangers_fail_under_other_names(maria: Actor) -> None:
    fail(20, "stranger@example.org", Visitor("198.51.100.9"))

    assert enter() == maria.user_id


def test_a_hash_of_weaker_days_is_renewed_at_login(maria: Actor) -> None:
    weak = PasswordHasher(memory_cost=1024, time_cost=1, parallelism=1).hash(PASSWORD)
    with transaction() as session:
        session.get_one(User, maria.user_id).password_hash = weak

    enter()

    renewed = the_only(User).password_hash
    assert not passwords.outdated(renewed)
    assert passwords.matches(PASSWORD, renewed)
    assert the_only(User).auth_version == 1


def test_a_failure_of_somebody_known_is_in_the_journal_without_what_was_typed(maria: Actor) -> None:
    fail(1)
    fail(1, "nobody@example.org")

    entries = kept(JournalEntry, JournalEntry.act == "login.failed")

    assert [(entry.user_id, entry.address, entry.facts) for entry in entries] == [(maria.user_id, "192.0.2.7", {})]


def test_what_was_typed_is_kept_nowhere() -> None:
    fail(1, "nobody@example.org")

    held = everything()

    for typed in ("nobody", "неверный", "192.0.2.7"):
        assert typed not in held


@pytest.mark.usefixtures("maria", "quick")
def test_failures_at_once_are_all_counted_and_all_refused_alike() -> None:
    outcomes = at_once(*[lambda: fail(1)] * 4)

    assert outcomes == [None] * 4
    assert [attempt.failures for attempt in kept(LoginAttempt)] == [4, 4]


@pytest.mark.usefixtures("quick")
def test_a_slow_trickle_of_slips_in_one_office_never_shuts_anybody_out(maria: Actor, time: Time) -> None:
    for place in range(60):
        fail(1, name=f"colleague{place}@example.org")
        time.passes(minutes=10)

    assert enter() == maria.user_id


@pytest.mark.usefixtures("quick")
def test_the_account_is_counted_under_both_of_its_names_together(maria: Actor) -> None:
    number = accounts.profile(maria).account_no
    fail(3)
    fail(2, number)

    assert isinstance(refusal(), Throttled)
    assert isinstance(refusal(number), Throttled)


def test_a_password_keeps_the_spaces_at_its_ends(maria: Actor) -> None:
    assert isinstance(refusal(password=f" {PASSWORD}"), Refusal)
    assert enter() == maria.user_id


def test_an_imported_hash_lets_in_once_and_is_ours_from_then_on(maria: Actor) -> None:
    with transaction() as session:
        session.get_one(User, maria.user_id).password_hash = bcrypt.hashpw(
            PASSWORD.encode()[:72], bcrypt.gensalt(4)
        ).decode()

    assert enter() == maria.user_id

    renewed = the_only(User).password_hash
    assert renewed.startswith("$argon2id$")
    assert passwords.matches(PASSWORD, renewed)


def test_a_temporary_password_lets_in_until_its_time_and_not_after(maria: Actor, time: Time) -> None:
    with transaction() as session:
        session.get_one(User, maria.user_id).password_until = clock.now() + timedelta(days=7)
    assert enter() == maria.user_id

    time.passes(days=7)

    assert str(refusal()) == login.REFUSED


def test_the_time_of_an_answer_tells_nothing(monkeypatch: pytest.MonkeyPatch, maria: Actor) -> None:
    costly = _people.a_consumer(email="imported@example.org")
    with transaction() as session:
        session.get_one(User, costly.user_id).password_hash = "$2b$12$imported"

    def compare(_: str, kept: str | None) -> bool:
        sleep(0.2 if kept and kept.startswith("$2b$") else 0.02)  # what bcrypt and argon2id take on an idle machine
        return False

    monkeypatch.setattr(passwords, "matches", compare)
    monkeypatch.setattr(login, "REFUSES_EVERY_SECONDS", 0.5)
    names = (EMAIL, "imported@example.org", "nobody@example.org", "57-000002-5")

    rounds = [[_seconds(partial(refusal, name, "неверный пароль")) for name in names] for _ in range(5)]

    of_each = [median(column) for column in zip(*rounds, strict=True)]
    assert max(of_each) / min(of_each) < 1.5
    assert maria.user_id


def _seconds(act: Callable[[], object]) -> float:
    begun = monotonic()
    act()
    return monotonic() - begun


def test_no_password_is_hashed_while_the_database_is_held(maria: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[bool] = []

    def watched(act: Callable[..., object]) -> Callable[..., object]:
        def watching(*given: object) -> object:
            held.append(db_session._one_writer.locked())  # noqa: SLF001 - who holds it keeps every other writer out
            return act(*given)

        return watching

    weak = PasswordHasher(memory_cost=1024, time_cost=1, parallelism=1).hash(PASSWORD)
    with transaction() as session:
        session.get_one(User, maria.user_id).password_hash = weak
    for name in ("hashed", "matches"):
        monkeypatch.setattr(passwords, name, watched(getattr(passwords, name)))
    enter()
    accounts.register(_people.VISITOR, a_card())
    access.set_password(_people.an_employee("admin"), Side.PUBLIC, EMAIL, "совсем другая фраза")

    assert len(held) >= 4
    assert not any(held)


def a_card() -> accounts.Card:
    return check(PersonCard, _people.valid_answers(PersonCard) | {"email": "another@example.org"})
