"""A browser its owner has used before is counted apart, so that strangers never lock the owner out."""

import pytest

from core.actor import Actor, Side, Visitor
from core.errors import Throttled
from db.models import KnownBrowser
from db.session import transaction
from services import accounts, known_browsers, recovery, sessions
from tests import _people
from tests._kept import kept, letters
from tests.conftest import Time
from tests.services._login import EMAIL, HERE, enter, fail, refusal

pytestmark = pytest.mark.usefixtures("database", "time")


def known(actor: Actor, browser: str = "own browser") -> Visitor:
    """Log in once from a browser; return it."""
    visitor = Visitor("203.0.113.5", "Mozilla/5.0", browser)
    sessions.begin(actor.user_id, visitor)
    return visitor


@pytest.mark.usefixtures("quick")
def test_an_attack_from_many_addresses_for_an_hour_does_not_lock_the_owner_out(maria: Actor, time: Time) -> None:
    own = known(maria)
    number = accounts.profile(maria).account_no
    for minute in range(60):
        for name in (EMAIL, number):
            refusal(name, "неверный пароль", Visitor(f"198.51.100.{minute}", browser=f"stranger {minute}"))
            refusal(name, "неверный пароль", Visitor(f"2001:db8::{minute}"))
        time.passes(minutes=1)
    assert isinstance(refusal(), Throttled)  # a browser nobody has seen has to wait

    assert enter(visitor=own) == maria.user_id

    recovery.ask(HERE, Side.PUBLIC, {"email": EMAIL})
    recovery.answer()
    token = kept_token()
    fresh = "совсем другая фраза"
    chosen = {"password": fresh, "password_again": fresh}
    assert recovery.choose_password(HERE, Side.PUBLIC, token, chosen) == maria.user_id


def kept_token() -> str:
    return letters("password_recovery")[-1].body.partition("/link/")[2].split()[0]


@pytest.mark.usefixtures("quick")
def test_guessing_in_the_owners_own_browser_is_slowed_down_there(maria: Actor) -> None:
    own = known(maria)
    fail(5, visitor=own)

    assert isinstance(refusal(visitor=own), Throttled)
    assert enter() == maria.user_id


@pytest.mark.usefixtures("quick")
def test_a_browser_known_for_one_person_is_a_stranger_for_another(maria: Actor) -> None:
    own = known(maria)
    other = _people.a_consumer(email="other@example.org")
    fail(5, "other@example.org")

    assert isinstance(refusal("other@example.org", visitor=own), Throttled)
    assert other.user_id


@pytest.mark.usefixtures("quick")
def test_who_fails_elsewhere_is_not_forgiven_because_the_owner_logs_in_at_home(maria: Actor) -> None:
    own = known(maria)
    fail(5)

    enter(visitor=own)

    assert isinstance(refusal(), Throttled)


def test_a_browser_is_forgotten_when_it_was_not_seen_for_long_and_only_so_many_are_kept(
    maria: Actor, time: Time
) -> None:
    for number in range(known_browsers.MOST + 3):
        known(maria, f"browser {number}")
        time.passes(seconds=1)
    assert len(kept(KnownBrowser)) == known_browsers.MOST
    last = f"browser {known_browsers.MOST + 2}"
    with transaction() as session:
        assert known_browsers.knows(session, maria.user_id, last)
        assert not known_browsers.knows(session, maria.user_id, "browser 0")
        assert not known_browsers.knows(session, maria.user_id, "")
    time.passes(days=401)
    with transaction() as session:
        assert not known_browsers.knows(session, maria.user_id, last)
