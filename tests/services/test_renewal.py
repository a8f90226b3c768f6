import pytest

from core.actor import Actor, Side, Visitor
from core.errors import Forbidden, Refusal
from services import login, renewal, sessions
from tests import _people
from tests._kept import acts
from tests._people import PASSWORD
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")

BROWSER = Visitor("192.0.2.7", "Mozilla/5.0", "cookie-of-this-browser")


@pytest.fixture
def consumer(database: str) -> Actor:  # noqa: ARG001 - the database comes first
    return _people.a_consumer()


def logged_in(actor: Actor) -> tuple[str, Actor]:
    opened = sessions.begin(actor.user_id, BROWSER)
    redeemed = sessions.redeem(actor.side, opened.ticket, BROWSER.browser)
    known = sessions.by_id(actor.side, opened.session_id)
    assert redeemed is not None
    assert known is not None
    return redeemed[0], known.actor


def test_the_password_opens_a_new_session_and_the_old_one_ends_with_its_cookie(consumer: Actor, time: Time) -> None:
    old, here = logged_in(consumer)
    time.passes(minutes=29)

    opened = renewal.renew(here, PASSWORD, "", BROWSER)

    assert sessions.by_token(Side.PUBLIC, old) is not None, "until the browser has the new cookie"
    redeemed = sessions.redeem(Side.PUBLIC, opened.ticket, BROWSER.browser, old)
    assert redeemed is not None
    assert redeemed[0] != old
    assert redeemed[1] == 3600
    assert sessions.by_token(Side.PUBLIC, old) is None
    known = sessions.by_id(Side.PUBLIC, here.session_id)
    assert known is not None
    assert known.actor.session_id == opened.session_id


def test_a_wrong_password_is_refused_in_the_words_of_the_login_and_counted(consumer: Actor) -> None:
    _, here = logged_in(consumer)

    for _ in range(login.OF_NAME.free + 1):
        with pytest.raises(Refusal, match="Неверный логин или пароль"):
            renewal.renew(here, "не тот пароль", "", BROWSER)

    assert "login.failed" in acts()
    assert sessions.by_id(Side.PUBLIC, here.session_id) is not None, "the session lasts as long as it would have"


def test_who_may_not_manage_the_account_renews_nothing(consumer: Actor) -> None:
    nobody = Actor(user_id=consumer.user_id, side=Side.PUBLIC, name="", permissions=frozenset())

    with pytest.raises(Forbidden):
        renewal.renew(nobody, PASSWORD, "", BROWSER)
    with pytest.raises(Forbidden):
        renewal.asks_code(nobody)


def test_a_second_factor_is_asked_beside_the_password(consumer: Actor) -> None:
    _, here = logged_in(consumer)
    assert not renewal.asks_code(here)
    paper, *_ = _people.a_second_factor(here)
    assert renewal.asks_code(here)

    with pytest.raises(Refusal, match="Код не подходит"):
        renewal.renew(here, PASSWORD, "654321", BROWSER)
    assert acts().count("session.opened") == 1
    renewal.renew(here, PASSWORD, paper, BROWSER)

    assert acts().count("session.opened") == 2
