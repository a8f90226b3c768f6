import pytest

from core.actor import ROLE_PERMISSIONS, SEAT_PERMISSIONS, Actor, Role, Seat, Side, Visitor
from core.errors import NotFound
from db.models import User, WebSession
from db.session import transaction
from services import sessions
from tests import _people
from tests._kept import acts, everything, kept, the_only
from tests._together import at_once
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")

BROWSER = "cookie-of-this-browser"
VISITOR = Visitor("192.0.2.7", "Mozilla/5.0", BROWSER)


@pytest.fixture
def consumer(database: str) -> Actor:  # noqa: ARG001 - the database comes first
    return _people.a_consumer()


def a_session(actor: Actor) -> tuple[sessions.Opened, str]:
    opened = sessions.begin(actor.user_id, VISITOR)
    redeemed = sessions.redeem(actor.side, opened.ticket, BROWSER)
    assert redeemed is not None
    return opened, redeemed[0]


def change(actor: Actor, **changes: object) -> None:
    with transaction() as session:
        user = session.get_one(User, actor.user_id)
        for name, value in changes.items():
            setattr(user, name, value)


def test_a_ticket_becomes_a_cookie_for_the_length_of_the_session(consumer: Actor, time: Time) -> None:
    opened = sessions.begin(consumer.user_id, VISITOR)

    redeemed = sessions.redeem(Side.PUBLIC, opened.ticket, BROWSER)

    assert redeemed is not None
    token, seconds = redeemed
    assert seconds == 3600
    known = sessions.by_token(Side.PUBLIC, token)
    assert known is not None
    assert (known.actor.user_id, known.actor.session_id) == (consumer.user_id, opened.session_id)
    assert (known.expires_at - time.now).total_seconds() == 3600


def test_a_ticket_is_good_once(consumer: Actor) -> None:
    opened, _ = a_session(consumer)

    assert sessions.redeem(Side.PUBLIC, opened.ticket, BROWSER) is None


def test_a_ticket_used_twice_at_once_gives_one_cookie(consumer: Actor) -> None:
    opened = sessions.begin(consumer.user_id, VISITOR)

    outcomes = at_once(*[lambda: sessions.redeem(Side.PUBLIC, opened.ticket, BROWSER)] * 4)

    assert len([outcome for outcome in outcomes if outcome is not None]) == 1


@pytest.mark.parametrize("browser", ["another-browser", ""])
def test_a_stolen_ticket_opens_nothing_in_another_browser(consumer: Actor, browser: str) -> None:
    opened = sessions.begin(consumer.user_id, VISITOR)

    assert sessions.redeem(Side.PUBLIC, opened.ticket, browser) is None
    assert sessions.redeem(Side.PUBLIC, opened.ticket, BROWSER) is not None


def test_a_ticket_lives_one_minute(consumer: Actor, time: Time) -> None:
    late, in_time = (sessions.begin(consumer.user_id, VISITOR) for _ in range(2))

    time.passes(seconds=59)
    assert sessions.redeem(Side.PUBLIC, in_time.ticket, BROWSER) is not None
    time.passes(seconds=1)
    assert sessions.redeem(Side.PUBLIC, late.ticket, BROWSER) is None


def test_a_ticket_of_the_other_portal_opens_nothing(consumer: Actor) -> None:
    opened = sessions.begin(consumer.user_id, VISITOR)

    assert sessions.redeem(Side.STAFF, opened.ticket, BROWSER) is None


@pytest.mark.parametrize("ticket", ["", "invented"])
def test_an_invented_ticket_opens_nothing(ticket: str) -> None:
    assert sessions.redeem(Side.PUBLIC, ticket, BROWSER) is None


def test_a_session_ends_after_its_hour_however_busy_the_person_is(consumer: Actor, time: Time) -> None:
    opened, token = a_session(consumer)

    for minutes in (25, 25, 9):
        time.passes(minutes=minutes)
        known = sessions.by_token(Side.PUBLIC, token)
        assert known is not None
        sessions.seen(known)
    time.passes(seconds=59)
    assert sessions.by_token(Side.PUBLIC, token) is not None
    time.passes(seconds=1)
    assert sessions.by_token(Side.PUBLIC, token) is None
    assert sessions.by_id(Side.PUBLIC, opened.session_id) is None


def test_the_cookie_of_the_other_portal_is_refused(consumer: Actor) -> None:
    opened, token = a_session(consumer)

    assert sessions.by_token(Side.STAFF, token) is None
    assert sessions.by_id(Side.STAFF, opened.session_id) is None


@pytest.mark.parametrize("token", ["", "invented"])
def test_an_invented_cookie_is_nobodys(consumer: Actor, token: str) -> None:
    sessions.begin(consumer.user_id, VISITOR)  # its cookie is still to be fetched

    assert sessions.by_token(Side.PUBLIC, token) is None
    assert sessions.by_id(Side.PUBLIC, token) is None


def test_a_session_ends_in_all_tabs_at_once(consumer: Actor) -> None:
    opened, token = a_session(consumer)
    tab = sessions.by_token(Side.PUBLIC, token)
    assert tab is not None

    sessions.end(tab.actor)

    assert sessions.by_token(Side.PUBLIC, token) is None
    assert sessions.by_id(Side.PUBLIC, opened.session_id) is None


def test_ending_a_session_leaves_the_persons_other_sessions(consumer: Actor) -> None:
    _, here = a_session(consumer)
    _, elsewhere = a_session(consumer)
    known = sessions.by_token(Side.PUBLIC, here)
    assert known is not None

    sessions.end(known.actor)

    assert sessions.by_token(Side.PUBLIC, elsewhere) is not None


def test_a_session_ends_once(consumer: Actor) -> None:
    opened, _ = a_session(consumer)
    known = sessions.by_id(Side.PUBLIC, opened.session_id)
    assert known is not None

    sessions.end(known.actor)
    sessions.end(known.actor)

    assert acts() == ["account.registered", "session.opened", "session.ended"]


def test_a_new_password_ends_every_session(consumer: Actor) -> None:
    opened, token = a_session(consumer)

    change(consumer, auth_version=2)

    assert sessions.by_token(Side.PUBLIC, token) is None
    assert sessions.by_id(Side.PUBLIC, opened.session_id) is None


def test_a_ticket_from_before_a_new_password_opens_nothing(consumer: Actor) -> None:
    opened = sessions.begin(consumer.user_id, VISITOR)

    change(consumer, auth_version=2)

    assert sessions.redeem(Side.PUBLIC, opened.ticket, BROWSER) is None


def test_who_was_put_out_of_service_is_out_at_once(consumer: Actor) -> None:
    _, token = a_session(consumer)

    change(consumer, active=False)

    assert sessions.by_token(Side.PUBLIC, token) is None
    with pytest.raises(NotFound):
        sessions.actor_of(the_only(User))


def test_the_database_holds_neither_cookie_nor_ticket_nor_browser(consumer: Actor) -> None:
    opened, token = a_session(consumer)

    held = everything()

    for secret in (token, opened.ticket, BROWSER):
        assert secret not in held


def test_an_actor_may_what_the_role_may(consumer: Actor) -> None:
    engineer = _people.an_employee("engineer")

    assert engineer.permissions == ROLE_PERMISSIONS[Role.ENGINEER]
    assert (engineer.side, engineer.role, engineer.consumer_id) == (Side.STAFF, Role.ENGINEER, None)
    assert consumer.permissions == SEAT_PERMISSIONS[Seat.OWNER]
    assert consumer.consumer_id is not None


def test_a_session_remembers_where_it_was_opened(consumer: Actor) -> None:
    sessions.begin(consumer.user_id, Visitor("192.0.2.7", "Mozilla/5.0 " * 100, BROWSER))

    [session] = kept(WebSession)

    assert session.address == "192.0.2.7"
    assert len(session.device) == 255


def test_a_mark_is_of_one_browser() -> None:
    mark = sessions.browser_mark(BROWSER)

    assert sessions.same_browser(mark, BROWSER)
    assert not sessions.same_browser(mark, "another-browser")
    assert not sessions.same_browser("", BROWSER)
