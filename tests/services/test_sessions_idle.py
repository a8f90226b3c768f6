"""The two ends of a session: the absolute one, and the one that moves with every sign of life."""

import pytest
from sqlalchemy import event

from core.actor import Actor, Side, Visitor
from core.errors import Forbidden
from core.settings import settings
from db.models import LoginTicket, User, WebSession
from db.session import engine, transaction
from services import renewal, sessions
from services.sessions import Known
from tests import _people
from tests._kept import acts, kept, the_only
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")

BROWSER = "cookie-of-this-browser"


@pytest.fixture
def consumer(database: str) -> Actor:  # noqa: ARG001 - the database comes first
    return _people.a_consumer()


def a_token(actor: Actor, present: str = "") -> str:
    opened = sessions.begin(actor.user_id, Visitor("192.0.2.7", "Mozilla/5.0", BROWSER))
    redeemed = sessions.redeem(actor.side, opened.ticket, BROWSER, present)
    assert redeemed is not None
    return redeemed[0]


def known(token: str) -> Known:
    found = sessions.by_token(Side.PUBLIC, token)
    assert found is not None
    return found


def test_a_session_ends_when_nobody_does_anything(consumer: Actor, time: Time) -> None:
    token = a_token(consumer)
    session_id = known(token).actor.session_id

    time.passes(minutes=29, seconds=59)
    assert sessions.by_token(Side.PUBLIC, token) is not None
    time.passes(seconds=1)
    assert sessions.by_token(Side.PUBLIC, token) is None
    assert sessions.by_id(Side.PUBLIC, session_id) is None
    assert sessions.ran_out(session_id)


def test_a_sign_of_life_moves_the_idle_end_alone(consumer: Actor, time: Time) -> None:
    token = a_token(consumer)
    began, expires_at = time.now, known(token).expires_at
    assert (known(token).ends_at - began).total_seconds() == 30 * 60

    time.passes(minutes=20)
    told = sessions.seen(known(token))

    assert told == known(token)
    assert (told.ends_at - began).total_seconds() == 50 * 60
    assert told.expires_at == expires_at


def test_the_nearer_end_counts(consumer: Actor, time: Time) -> None:
    token = a_token(consumer)
    time.passes(minutes=25)
    sessions.seen(known(token))
    time.passes(minutes=25)

    told = sessions.seen(known(token))

    assert told.ends_at == told.expires_at
    assert (told.clock()["idle"], told.clock()["absolute"]) == (30 * 60_000, 10 * 60_000)


def test_signs_of_life_are_written_once_a_minute(consumer: Actor, time: Time) -> None:
    token = a_token(consumer)
    began, writes = time.now, list[str]()
    event.listen(engine(), "before_cursor_execute", lambda *given: writes.append(given[2]))

    time.passes(seconds=59)
    sessions.seen(known(token))
    assert known(token).seen_at == began
    assert [text for text in writes if not text.startswith(("SELECT", "BEGIN"))] == []

    time.passes(seconds=1)
    sessions.seen(known(token))
    assert known(token).seen_at == time.now


def test_a_short_idle_limit_is_told_of_life_more_often(
    consumer: Actor, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_IDLE_MINUTES", "1")
    settings.cache_clear()
    token = a_token(consumer)

    for _ in range(12):
        time.passes(seconds=50)
        sessions.seen(known(token))

    assert known(token).clock()["warn_idle"] == 30_000


def test_a_late_sign_of_life_revives_nothing(consumer: Actor, time: Time) -> None:
    token = a_token(consumer)
    before = known(token)
    time.passes(minutes=30)

    sessions.seen(before)

    assert sessions.by_token(Side.PUBLIC, token) is None


def test_a_session_ended_by_somebody_did_not_run_out(consumer: Actor, time: Time) -> None:
    token = a_token(consumer)
    actor = known(token).actor
    assert not sessions.ran_out(actor.session_id)

    sessions.end(actor)
    time.passes(hours=2)

    assert not sessions.ran_out(actor.session_id)
    assert not sessions.ran_out("invented")


def test_people_are_warned_two_minutes_before_either_end(consumer: Actor) -> None:
    told = known(a_token(consumer)).clock()

    assert (told["warn_idle"], told["warn_absolute"]) == (120_000, 120_000)
    assert told["renewable"] == 1


def test_who_owes_something_first_is_not_offered_to_renew(consumer: Actor, time: Time) -> None:
    token = a_token(consumer)
    with transaction() as session:
        session.get_one(User, consumer.user_id).password_until = time.now

    told = known(token)

    assert told.clock()["renewable"] == 0
    with pytest.raises(Forbidden):
        renewal.renew(told.actor, _people.PASSWORD, "", Visitor())


def test_the_next_session_of_one_browser_takes_the_place_of_the_last(consumer: Actor) -> None:
    old = a_token(consumer)
    tab = known(old).actor.session_id

    new = a_token(consumer, present=old)

    assert sessions.by_token(Side.PUBLIC, old) is None, "a copy of the old cookie is worth nothing"
    following = sessions.by_id(Side.PUBLIC, tab)
    assert following is not None, "a tab opened before goes on"
    assert following.actor.session_id == known(new).actor.session_id
    assert acts().count("session.replaced") == 1


def test_a_tab_follows_through_several_renewals_and_no_further_than_the_logout(consumer: Actor, time: Time) -> None:
    first = a_token(consumer)
    tab = known(first).actor.session_id
    second = a_token(consumer, present=first)
    third = a_token(consumer, present=second)
    assert sessions.by_id(Side.PUBLIC, tab) == known(third)

    sessions.end(known(third).actor)
    time.passes(hours=1)

    assert sessions.by_id(Side.PUBLIC, tab) is None
    assert not sessions.ran_out(tab)


def test_a_tab_whose_following_session_ran_out_ran_out_too(consumer: Actor, time: Time) -> None:
    first = a_token(consumer)
    tab = known(first).actor.session_id
    a_token(consumer, present=first)

    time.passes(hours=1)

    assert sessions.by_id(Side.PUBLIC, tab) is None
    assert sessions.ran_out(tab)


def test_the_session_of_somebody_else_in_the_same_browser_ends_and_leads_nowhere(consumer: Actor) -> None:
    old = a_token(consumer)
    tab = known(old).actor.session_id

    a_token(_people.a_consumer(email="second@example.org"), present=old)

    assert sessions.by_token(Side.PUBLIC, old) is None
    assert sessions.by_id(Side.PUBLIC, tab) is None
    assert not sessions.ran_out(tab)


def test_a_session_that_was_ended_is_not_followed_by_the_next_login(consumer: Actor) -> None:
    old = a_token(consumer)
    tab = known(old).actor.session_id
    sessions.end(known(old).actor)

    a_token(consumer, present=old)

    assert sessions.by_id(Side.PUBLIC, tab) is None


def test_what_is_over_for_days_is_removed_and_what_lives_stays(consumer: Actor, time: Time) -> None:
    a_token(consumer)
    ended = known(a_token(consumer)).actor
    sessions.end(ended)
    time.passes(days=7)
    assert sessions.sweep() == 0

    time.passes(hours=2)
    living = a_token(consumer)

    assert sessions.sweep() == 2
    assert the_only(WebSession).public_id == known(living).actor.session_id
    assert len(kept(LoginTicket)) == 1
    assert acts().count("session.opened") == 3, "the journal forgets nothing"
