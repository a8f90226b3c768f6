import pytest
from sqlalchemy import Delete, Update, delete, update
from sqlalchemy.exc import DatabaseError

from core.actor import Actor, Visitor
from db.models import JournalEntry
from db.session import transaction
from services import journal
from tests import _people
from tests._kept import kept, the_only
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")


def test_the_journal_tells_who_did_what_when_and_from_where(engineer: Actor, time: Time) -> None:
    with transaction() as session:
        journal.record(session, engineer, "application.moved", "001/26", was="registered", now="in_work")

    entry = the_only(JournalEntry)
    assert (entry.user_id, entry.act, entry.object, entry.at) == (
        engineer.user_id,
        "application.moved",
        "001/26",
        time.now,
    )
    assert entry.facts == {"was": "registered", "now": "in_work"}


def test_a_visitor_is_known_by_address_and_perhaps_by_account(engineer: Actor) -> None:
    with transaction() as session:
        journal.record(session, Visitor("192.0.2.7"), "login.failed", user_id=engineer.user_id)

    entry = the_only(JournalEntry)
    assert (entry.user_id, entry.address) == (engineer.user_id, "192.0.2.7")


def test_what_is_taken_back_is_not_in_the_journal() -> None:
    def fail() -> None:
        with transaction() as session:
            journal.record(session, _people.VISITOR, "login.failed")
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    with pytest.raises(ValueError, match="not enough values"):
        the_only(JournalEntry)


@pytest.mark.parametrize("statement", [delete(JournalEntry), update(JournalEntry).values(act="nothing.happened")])
def test_the_journal_can_only_be_added_to_whoever_writes(maria: Actor, statement: Delete | Update) -> None:
    before = kept(JournalEntry)

    with pytest.raises(DatabaseError, match="never changed"), transaction() as session:
        session.execute(statement)

    assert [entry.act for entry in kept(JournalEntry)] == [entry.act for entry in before] != []
    assert maria.user_id
