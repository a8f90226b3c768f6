import re

import pytest

from core.actor import Actor, Side
from core.errors import Conflict, Invalid, Refusal, Throttled
from db.models import Consumer, ProfileChange, User
from db.session import transaction
from services import links, login, own_email
from services.links import Purpose
from tests import _people
from tests._kept import acts, kept, letters, the_only
from tests._people import PASSWORD, VISITOR
from tests.conftest import Time

OLD, NEW = "maria@example.org", "new@example.org"


def token(event: str) -> str:
    """Return the token of the newest letter about *event*."""
    return str(re.findall(r"/link/([\w-]{43})", letters(event)[-1].body)[-1])


def test_the_letter_of_registration_confirms_the_address_by_the_press_of_a_button(maria: Actor) -> None:
    link = token("account_registered")
    assert own_email.mine(maria) == own_email.OwnEmail(OLD, confirmed=False)
    assert own_email.waiting(Side.PUBLIC, link) == own_email.Waiting(OLD, new=False)
    assert not own_email.mine(maria).confirmed  # looking is not pressing

    assert own_email.confirm(VISITOR, Side.PUBLIC, link) == OLD

    assert own_email.mine(maria).confirmed
    assert acts()[-1] == "email.confirmed"
    with pytest.raises(Refusal, match="Запросите новую"):
        own_email.confirm(VISITOR, Side.PUBLIC, link)


def test_the_letter_is_sent_again_until_the_address_is_confirmed_but_not_for_ever(maria: Actor, time: Time) -> None:
    for _ in range(own_email.LETTERS.free):
        own_email.send_again(maria)
    with pytest.raises(Throttled, match="Спам"):
        own_email.send_again(maria)
    time.passes(minutes=5)
    own_email.send_again(maria)
    sent = len(letters("email_confirm"))

    own_email.confirm(VISITOR, Side.PUBLIC, token("email_confirm"))
    time.passes(hours=2)
    own_email.send_again(maria)

    assert len(letters("email_confirm")) == sent == own_email.LETTERS.free + 1


def test_a_new_address_counts_once_its_link_is_pressed_and_the_old_one_is_told_twice(maria: Actor) -> None:
    own_email.change(maria, PASSWORD, NEW)

    assert own_email.mine(maria).email == OLD
    assert [letter.to for letter in letters("email_change_asked")] == [OLD]
    link = token("email_confirm")
    assert letters("email_confirm")[-1].to == NEW
    assert own_email.waiting(Side.PUBLIC, link) == own_email.Waiting(NEW, new=True)

    own_email.confirm(VISITOR, Side.PUBLIC, link)

    assert own_email.mine(maria) == own_email.OwnEmail(NEW, confirmed=True)
    assert login.check(Side.PUBLIC, NEW, PASSWORD, VISITOR) == maria.user_id
    assert [letter.to for letter in letters("email_changed")] == [OLD]
    assert NEW not in letters("email_changed")[0].body
    assert acts()[-2:] == ["email.asked", "email.changed"]
    change = the_only(ProfileChange)
    assert (the_only(Consumer).email, change.name, change.was, change.now) == (NEW, "email", OLD, NEW)


def test_a_link_for_a_new_password_in_the_old_mailbox_opens_nothing_any_more(maria: Actor) -> None:
    with transaction() as session:
        reset = links.make(session, session.get_one(User, maria.user_id), Purpose.RESET).rpartition("/")[2]
    own_email.change(maria, PASSWORD, NEW)

    own_email.confirm(VISITOR, Side.PUBLIC, token("email_confirm"))

    assert links.look(Side.PUBLIC, reset) is None


def test_a_taken_address_is_answered_like_any_other_and_its_owner_is_told(maria: Actor, stranger: Actor) -> None:
    for email in ("stranger@example.org", NEW):  # neither refuses, neither returns anything
        own_email.change(maria, PASSWORD, email)

    assert [letter.to for letter in letters("email_taken")] == ["stranger@example.org"]
    assert [letter.to for letter in letters("email_confirm")] == [NEW]
    assert len(letters("email_change_asked")) == 2
    assert own_email.mine(stranger).email == "stranger@example.org"


def test_an_address_taken_meanwhile_is_not_taken_twice(maria: Actor) -> None:
    own_email.change(maria, PASSWORD, NEW)
    _people.a_consumer(email=NEW)

    with pytest.raises(Conflict, match="занят"):
        own_email.confirm(VISITOR, Side.PUBLIC, token("email_confirm"))

    assert [user.email for user in kept(User)] == [OLD, NEW]


def test_the_password_is_asked_and_guessing_it_is_slowed_down(maria: Actor, time: Time) -> None:
    for _ in range(login.OF_NAME.free):
        with pytest.raises(Invalid) as refused:
            own_email.change(maria, "неверный пароль", NEW)
        assert refused.value.remarks == {"old_password": login.NOT_YOURS}

    with pytest.raises(Throttled):
        own_email.change(maria, PASSWORD, NEW)
    time.passes(minutes=5)
    own_email.change(maria, PASSWORD, NEW)

    assert acts().count("password.refused") == login.OF_NAME.free


def test_the_present_address_is_no_new_one(maria: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        own_email.change(maria, PASSWORD, OLD)

    assert refused.value.remarks == {"email": own_email.SAME}


@pytest.mark.usefixtures("database")
def test_an_employee_changes_the_address_too() -> None:
    engineer = _people.an_employee(email="engineer@example.org")

    own_email.change(engineer, PASSWORD, NEW)
    own_email.confirm(VISITOR, Side.STAFF, token("email_confirm"))

    assert own_email.mine(engineer).email == NEW


def test_a_link_for_a_password_confirms_no_address(maria: Actor) -> None:
    with transaction() as session:
        reset = links.make(session, session.get_one(User, maria.user_id), Purpose.RESET).rpartition("/")[2]

    with pytest.raises(Refusal):
        own_email.confirm(VISITOR, Side.PUBLIC, reset)
