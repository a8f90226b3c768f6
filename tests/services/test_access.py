from dataclasses import replace
from datetime import timedelta

import pytest

from core import clock
from core.actor import Actor, Duty, Side, Visitor
from core.errors import Forbidden, Invalid, NotFound, Refusal, Throttled
from db.models import Consent, JournalEntry, User
from db.session import reading, transaction
from forms._questions import check
from forms.access.changed_password import ChangedPassword
from forms.access.first_password import FirstPassword
from forms.registration._card import CONSENTS
from services import access, links, login, sessions
from services.links import Purpose
from tests import _people
from tests._kept import acts, kept, letters, the_only
from tests._people import PASSWORD

pytestmark = pytest.mark.usefixtures("database")
HERE = Visitor("192.0.2.7")
FRESH = "совсем другая фраза"


@pytest.fixture
def maria(database: str) -> Actor:  # noqa: ARG001 - the database comes first
    return _people.a_consumer()


@pytest.fixture
def admin(maria: Actor) -> Actor:  # noqa: ARG001 - the database comes first
    return _people.an_employee("admin")


def test_a_new_password_lets_in_and_ends_every_session(maria: Actor, admin: Actor) -> None:
    opened = sessions.begin(maria.user_id, HERE)

    access.set_password(admin, Side.PUBLIC, " Maria@example.org ", FRESH)

    assert login.check(Side.PUBLIC, "maria@example.org", FRESH, HERE) == maria.user_id
    assert sessions.by_id(Side.PUBLIC, opened.session_id) is None
    with pytest.raises(Refusal):
        login.check(Side.PUBLIC, "maria@example.org", _people.PASSWORD, HERE)


def test_a_shut_account_is_out_at_once(maria: Actor, admin: Actor) -> None:
    opened = sessions.begin(maria.user_id, HERE)

    access.shut(admin, Side.PUBLIC, "maria@example.org")

    assert sessions.by_id(Side.PUBLIC, opened.session_id) is None
    with pytest.raises(Refusal):
        login.check(Side.PUBLIC, "maria@example.org", _people.PASSWORD, HERE)


def test_a_short_password_is_refused(admin: Actor) -> None:
    with pytest.raises(Invalid):
        access.set_password(admin, Side.PUBLIC, "maria@example.org", "1")


def test_an_account_of_the_other_portal_is_not_found(admin: Actor) -> None:
    with pytest.raises(NotFound):
        access.shut(admin, Side.STAFF, "maria@example.org")


def test_only_who_manages_accounts_may(maria: Actor) -> None:
    for actor in (maria, _people.an_employee("manager")):
        with pytest.raises(Forbidden):
            access.set_password(actor, Side.PUBLIC, "maria@example.org", FRESH)
        with pytest.raises(Forbidden):
            access.shut(actor, Side.PUBLIC, "maria@example.org")


CHOSEN = {"password": FRESH, "password_again": FRESH}


def in_a_session(actor: Actor) -> Actor:
    """Log in; return who acts in that session."""
    opened = sessions.begin(actor.user_id, HERE)
    known = sessions.by_id(actor.side, opened.session_id)
    assert known
    return known.actor


def a_change(old: str = PASSWORD, new: str = FRESH) -> ChangedPassword:
    return check(ChangedPassword, {"old_password": old, "password": new, "password_again": new})


def on_a_temporary_password(actor: Actor) -> Actor:
    """Give *actor* a temporary password; return them as they log in with it."""
    with transaction() as session:
        session.get_one(User, actor.user_id).password_until = clock.now() + timedelta(days=7)
    return in_a_session(actor)


def test_a_changed_password_ends_every_other_session_and_keeps_this_one(maria: Actor) -> None:
    mine, elsewhere = in_a_session(maria), in_a_session(maria)

    access.change_password(mine, a_change())

    assert sessions.by_id(Side.PUBLIC, mine.session_id)
    assert sessions.by_id(Side.PUBLIC, elsewhere.session_id) is None
    assert login.check(Side.PUBLIC, "maria@example.org", FRESH, HERE) == maria.user_id
    assert [letter.to for letter in letters("password_changed")] == ["maria@example.org"]
    assert acts()[-1] == "password.changed"


def test_a_stolen_cookie_opens_nothing_after_the_password_has_changed(maria: Actor) -> None:
    opened = sessions.begin(maria.user_id, Visitor(browser="thief"))
    stolen = sessions.redeem(Side.PUBLIC, opened.ticket, "thief")
    assert stolen
    assert sessions.by_token(Side.PUBLIC, stolen[0])

    access.change_password(in_a_session(maria), a_change())

    assert sessions.by_token(Side.PUBLIC, stolen[0]) is None


def test_a_link_sent_before_the_change_opens_nothing_after_it(maria: Actor) -> None:
    with transaction() as session:
        token = links.make(session, session.get_one(User, maria.user_id), Purpose.RESET).rpartition("/")[2]

    access.change_password(in_a_session(maria), a_change())

    assert links.look(Side.PUBLIC, token) is None


def test_the_old_password_is_asked_and_guessing_it_is_slowed_down(maria: Actor) -> None:
    mine = in_a_session(maria)
    for _ in range(login.OF_NAME.free):
        with pytest.raises(Invalid) as refused:
            access.change_password(mine, a_change("не тот пароль"))
        assert refused.value.remarks == {"old_password": login.NOT_YOURS}

    with pytest.raises(Throttled):
        access.change_password(mine, a_change())

    assert login.check(Side.PUBLIC, "maria@example.org", PASSWORD, HERE) == maria.user_id


@pytest.mark.parametrize(
    ("new", "remark"), [(PASSWORD, "прежний"), ("Щербакова и море", "имя"), ("57-000001 и море!", "")]
)
def test_the_new_password_is_another_one_and_says_nothing_of_its_owner(maria: Actor, new: str, remark: str) -> None:
    with pytest.raises(Invalid) as refused:
        access.change_password(in_a_session(maria), a_change(new=new))

    assert remark in refused.value.remarks["password"]


def test_an_employee_changes_the_password_too(admin: Actor) -> None:
    access.change_password(in_a_session(admin), a_change())

    assert "/forgotten" in letters("password_changed")[0].body


def test_a_temporary_password_permits_nothing_but_its_replacement(maria: Actor) -> None:
    owing = on_a_temporary_password(maria)
    assert (owing.duty, owing.permissions) == (Duty.NEW_PASSWORD, frozenset())
    with pytest.raises(Forbidden):
        access.change_password(owing, a_change())

    access.replace_temporary(owing, HERE, CHOSEN)

    known = sessions.by_id(Side.PUBLIC, owing.session_id)
    assert known
    assert known.actor.duty is None
    assert known.actor.permissions
    assert the_only(User, User.id == maria.user_id).password_until is None
    assert letters("password_changed")
    assert acts()[-1] == "password.replaced"
    assert login.check(Side.PUBLIC, "maria@example.org", FRESH, HERE) == maria.user_id


def test_a_temporary_password_is_not_its_own_replacement(maria: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        access.replace_temporary(
            on_a_temporary_password(maria), HERE, {"password": PASSWORD, "password_again": PASSWORD}
        )

    assert refused.value.remarks == {"password": access.SAME}


def test_whoever_has_not_consented_consents_with_the_first_password(maria: Actor) -> None:
    with transaction() as session:
        for consent in session.query(Consent):
            session.delete(consent)
    owing = on_a_temporary_password(maria)
    assert access.must_consent(owing)
    with pytest.raises(Invalid) as refused:
        access.replace_temporary(owing, HERE, CHOSEN)
    assert set(refused.value.remarks) == set(CONSENTS)

    access.replace_temporary(owing, HERE, CHOSEN | dict.fromkeys(CONSENTS, True))

    assert [row.document for row in kept(Consent)] == list(CONSENTS.values())
    assert {row.address for row in kept(Consent)} == {HERE.address}


def test_only_who_owes_a_password_replaces_one(maria: Actor) -> None:
    for actor in (in_a_session(maria), replace(maria, duty=Duty.SECOND_FACTOR)):
        with pytest.raises(Forbidden):
            access.replace_temporary(actor, HERE, CHOSEN)
        with pytest.raises(Forbidden):
            access.must_consent(actor)


def test_the_form_of_a_first_password_asks_every_consent() -> None:
    assert access.asked(owes_consents=True) is FirstPassword
    assert set(CONSENTS) <= set(FirstPassword.model_fields)


def test_no_password_is_in_the_journal_or_in_a_letter(maria: Actor) -> None:
    access.change_password(in_a_session(maria), a_change())

    told = [f"{entry.act} {entry.object} {entry.facts}" for entry in kept(JournalEntry)]
    told += [letter.subject + letter.body for letter in letters("password_changed")]
    with reading() as session:
        told.append(session.get_one(User, maria.user_id).password_hash)
    assert not any(secret in text for text in told for secret in (PASSWORD, FRESH))
