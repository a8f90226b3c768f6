"""My own sessions: the list of them, and ending one or all others."""

import pytest

from core.actor import Actor, Side, Visitor
from core.errors import Forbidden, NotFound
from db.models import JournalEntry
from services import sessions
from tests import _people
from tests._kept import acts, kept
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def consumer(database: str) -> Actor:  # noqa: ARG001 - the database comes first
    return _people.a_consumer()


def logged_in(actor: Actor, device: str = "Firefox", address: str = "192.0.2.7") -> Actor:
    opened = sessions.begin(actor.user_id, Visitor(address, device, device))
    assert sessions.redeem(actor.side, opened.ticket, device) is not None
    known = sessions.by_id(actor.side, opened.session_id)
    assert known is not None
    return known.actor


def test_the_list_tells_device_address_and_times_and_marks_this_session(consumer: Actor, time: Time) -> None:
    began = time.now
    phone = logged_in(consumer, "Safari on iPhone", "198.51.100.4")
    time.passes(minutes=5)
    here = logged_in(consumer, "Firefox")
    time.passes(minutes=5)
    known = sessions.by_id(Side.PUBLIC, phone.session_id)
    assert known is not None
    sessions.seen(known)

    this, other = sessions.mine(here)

    assert (this.id, this.here, this.device) == (here.session_id, True, "Firefox")
    assert (other.id, other.here, other.device) == (phone.session_id, False, "Safari on iPhone")
    assert (other.address, other.began_at, other.seen_at) == ("198.51.100.4", began, time.now)


def test_the_list_holds_neither_what_is_over_nor_what_is_not_begun_nor_others(consumer: Actor, time: Time) -> None:
    sessions.end(logged_in(consumer, "ended"))
    logged_in(consumer, "idle for long")
    time.passes(minutes=30)
    sessions.begin(consumer.user_id, Visitor(device="never came for its cookie"))
    logged_in(_people.a_consumer(email="second@example.org"), "of somebody else")
    here = logged_in(consumer)

    assert [entry.id for entry in sessions.mine(here)] == [here.session_id]


def test_one_session_is_ended_and_the_others_stay(consumer: Actor) -> None:
    here, phone, office = logged_in(consumer), logged_in(consumer, "phone"), logged_in(consumer, "office")

    sessions.end_one(here, phone.session_id)

    assert sessions.by_id(Side.PUBLIC, phone.session_id) is None
    assert {entry.id for entry in sessions.mine(here)} == {here.session_id, office.session_id}
    assert kept(JournalEntry)[-1].act == "session.closed"
    with pytest.raises(NotFound):
        sessions.end_one(here, phone.session_id)


def test_all_others_are_ended_and_this_one_stays(consumer: Actor) -> None:
    here = logged_in(consumer)
    logged_in(consumer, "phone")
    logged_in(consumer, "office")

    assert sessions.end_others(here) == 2
    assert sessions.end_others(here) == 0

    assert [entry.here for entry in sessions.mine(here)] == [True]
    assert acts().count("session.closed") == 1


def test_a_login_that_waits_for_its_cookie_is_ended_with_the_others(consumer: Actor) -> None:
    here = logged_in(consumer)
    opened = sessions.begin(consumer.user_id, Visitor(browser="thief"))

    assert sessions.end_others(here) == 1

    assert sessions.redeem(Side.PUBLIC, opened.ticket, "thief") is None


def test_sessions_of_others_are_not_found_and_not_ended(consumer: Actor) -> None:
    here, stranger = logged_in(consumer), logged_in(_people.a_consumer(email="second@example.org"), "theirs")

    for session_id in (stranger.session_id, "invented", ""):
        with pytest.raises(NotFound):
            sessions.end_one(here, session_id)
    sessions.end_others(here)

    assert sessions.by_id(Side.PUBLIC, stranger.session_id) is not None


def test_who_has_no_account_of_their_own_to_manage_has_no_list() -> None:
    nobody = Actor(user_id=1, side=Side.PUBLIC, name="", permissions=frozenset())

    for do in (sessions.mine, sessions.end_others, lambda actor: sessions.end_one(actor, "x")):
        with pytest.raises(Forbidden):
            do(nobody)
