import pytest

from core.actor import Actor
from core.errors import Forbidden
from core.settings import settings
from db.models import Letter, User
from db.session import transaction
from services import notifications
from tests import _people
from tests._kept import kept, letters
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")


def tell(actor: Actor, number: str = "26-000001") -> None:
    assert actor.consumer_id is not None
    with transaction() as session:
        notifications.tell(session, actor.consumer_id, "appeal_answered", f"appeal?no={number}", number=number)


def test_the_line_in_the_cabinet_is_the_subject_of_the_letter(maria: Actor) -> None:
    tell(maria)

    newest = notifications.mine(maria)[0]
    [letter] = letters("appeal_answered")
    assert newest.text == letter.subject == "Ответ на обращение 26-000001"
    assert (newest.link, newest.unread) == ("appeal?no=26-000001", True)


def test_the_letter_leads_to_the_thing_itself(maria: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SECRET", "s" * 32)
    monkeypatch.setenv("PORTAL_PUBLIC_URL", "https://portal.example.org/")
    monkeypatch.setenv("PORTAL_STAFF_URL", "https://staff.example.org")
    monkeypatch.setenv("PORTAL_MAIL_FROM", "office@portal.example.org")
    settings.cache_clear()

    tell(maria)

    [letter] = letters("appeal_answered")
    assert "https://portal.example.org/appeal?no=26-000001\n" in letter.body
    assert letter.message_id.endswith("@portal.example.org>")


def test_everybody_who_acts_for_an_applicant_is_written_to_unless_out_of_service(maria: Actor, stranger: Actor) -> None:
    former = _people.a_consumer(email="former@example.org")
    with transaction() as session:
        for colleague in (stranger, former):
            session.get_one(User, colleague.user_id).consumer_id = maria.consumer_id
        session.get_one(User, former.user_id).active = False

    tell(maria)

    assert [letter.to for letter in letters("appeal_answered")] == ["maria@example.org", "stranger@example.org"]
    assert len({letter.message_id for letter in kept(Letter)}) == len(kept(Letter))


def test_nothing_is_told_when_the_transaction_fails(maria: Actor) -> None:
    def fail() -> None:
        with transaction() as session:
            notifications.tell(session, maria.consumer_id or 0, "appeal_answered", "", number="1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert letters("appeal_answered") == []
    assert [notice.text for notice in notifications.mine(maria)] == ["Ваш регистрационный номер 57-000001-8"]


def test_a_letter_without_one_of_its_facts_is_never_sent(maria: Actor) -> None:
    with pytest.raises(KeyError, match="number"), transaction() as session:
        notifications.tell(session, maria.consumer_id or 0, "appeal_answered")

    assert letters("appeal_answered") == []


def test_notices_are_listed_newest_first_and_only_ones_own(maria: Actor, stranger: Actor) -> None:
    tell(maria, "26-000001")
    tell(maria, "26-000002")

    assert [notice.text[-1] for notice in notifications.mine(maria, limit=2)] == ["2", "1"]
    assert len(notifications.mine(stranger)) == 1


def test_reading_all_leaves_nothing_unread_of_ones_own(maria: Actor, stranger: Actor, time: Time) -> None:
    tell(maria)
    before = notifications.unread(maria)

    notifications.read_all(maria)
    time.passes(hours=1)
    notifications.read_all(maria)

    assert (before, notifications.unread(maria), notifications.unread(stranger)) == (2, 0, 1)
    assert [notice.unread for notice in notifications.mine(maria)] == [False, False]


def test_unread_is_counted_up_to_a_hundred(maria: Actor) -> None:
    with transaction() as session:
        for number in range(105):
            notifications.tell(session, maria.consumer_id or 0, "appeal_answered", "", number=str(number))

    assert notifications.unread(maria) == 100


def test_an_employee_has_no_notices(engineer: Actor) -> None:
    for read in (notifications.mine, notifications.unread, notifications.read_all):
        with pytest.raises(Forbidden):
            read(engineer)
