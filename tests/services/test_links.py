from datetime import timedelta

import pytest

from core.actor import Actor, Side
from core.errors import Refusal
from db.models import AccountLink, Letter, User
from db.session import transaction
from services import links, notifications, outbox
from services.links import Purpose
from tests._kept import everything, kept, the_only
from tests.conftest import Time


def a_link(to: Actor, purpose: Purpose = Purpose.RESET, **facts: str) -> str:
    """Make a link; return its token."""
    with transaction() as session:
        address = links.make(session, session.get_one(User, to.user_id), purpose, **facts)
    return address.rpartition("/")[2]


def spend(token: str, *purposes: Purpose, side: Side = Side.PUBLIC) -> int:
    with transaction() as session:
        return links.spend(session, side, token, *(purposes or Purpose))[0].id


def test_a_link_says_whom_it_concerns_until_it_is_used(maria: Actor) -> None:
    token = a_link(maria, Purpose.EMAIL, email="new@example.org")

    seen = links.look(Side.PUBLIC, token)

    assert seen is not None
    assert (seen.purpose, seen.user_id, seen.facts) == (Purpose.EMAIL, maria.user_id, {"email": "new@example.org"})
    assert links.look(Side.PUBLIC, token) == seen


def test_a_link_is_used_once(maria: Actor) -> None:
    token = a_link(maria)

    assert spend(token) == maria.user_id

    assert links.look(Side.PUBLIC, token) is None
    with pytest.raises(Refusal, match="Запросите новую"):
        spend(token)


def test_a_link_does_nothing_it_was_not_made_for(maria: Actor) -> None:
    token = a_link(maria, Purpose.EMAIL)

    with pytest.raises(Refusal):
        spend(token, Purpose.RESET, Purpose.INVITATION)

    assert spend(token, Purpose.EMAIL) == maria.user_id


def test_a_link_of_one_portal_opens_nothing_in_the_other(maria: Actor) -> None:
    token = a_link(maria)

    assert links.look(Side.STAFF, token) is None
    with pytest.raises(Refusal):
        spend(token, side=Side.STAFF)


@pytest.mark.parametrize(
    ("purpose", "lasts"),
    [
        (Purpose.RESET, timedelta(minutes=60)),
        (Purpose.INVITATION, timedelta(hours=72)),
        (Purpose.EMAIL, timedelta(hours=72)),
    ],
)
def test_a_link_is_over_after_its_time(maria: Actor, time: Time, purpose: Purpose, lasts: timedelta) -> None:
    token = a_link(maria, purpose)

    time.now += lasts - timedelta(seconds=1)
    assert links.look(Side.PUBLIC, token)
    time.passes(seconds=1)

    assert links.look(Side.PUBLIC, token) is None


def test_a_newer_link_for_the_same_purpose_replaces_the_older(maria: Actor) -> None:
    first, other, second = a_link(maria), a_link(maria, Purpose.EMAIL), a_link(maria)

    assert links.look(Side.PUBLIC, first) is None
    assert links.look(Side.PUBLIC, other)
    assert links.look(Side.PUBLIC, second)


@pytest.mark.parametrize(("column", "value"), [("active", False), ("auth_version", 2)])
def test_a_link_dies_with_the_account_and_with_its_password(maria: Actor, column: str, value: object) -> None:
    token = a_link(maria)

    with transaction() as session:
        setattr(session.get_one(User, maria.user_id), column, value)

    assert links.look(Side.PUBLIC, token) is None


def test_the_database_keeps_no_token_once_the_letter_is_gone(maria: Actor) -> None:
    with transaction() as session:
        address = links.make(session, session.get_one(User, maria.user_id), Purpose.RESET)
        notifications.post(session, "maria@example.org", "password_recovery", Side.PUBLIC, address, minutes="60")
    token = address.rpartition("/")[2]
    waiting = kept(Letter)[-1]
    assert token in waiting.body

    outbox.deliver()

    assert token not in everything()
    assert "/link/…" in kept(Letter)[-1].body
    assert the_only(AccountLink, AccountLink.purpose == Purpose.RESET).used_at is None
