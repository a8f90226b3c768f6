from datetime import UTC, date, datetime

import pytest

from core.actor import Actor, Role, Visitor
from core.errors import Conflict, Forbidden
from db.models import DeletionRequest
from services import consents, deletion, deletion_requests
from tests import _people
from tests._kept import acts, kept, letters, the_only
from tests._together import at_once
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")


def test_a_request_is_answered_within_ten_working_days(maria: Actor, time: Time) -> None:
    time.is_now(datetime(2026, 10, 30, 9, tzinfo=UTC))  # a Friday; 4 November is a holiday

    waiting = deletion_requests.ask(maria)

    [letter] = letters("deletion_asked")
    assert waiting.due_on == date(2026, 11, 16)
    assert (letter.to, "16.11.2026" in letter.body) == ("maria@example.org", True)
    assert deletion_requests.mine(maria) == waiting
    assert acts()[-1] == "deletion.asked"


def test_asking_again_changes_nothing(maria: Actor, time: Time) -> None:
    first = deletion_requests.ask(maria)
    time.passes(days=3)

    assert deletion_requests.ask(maria) == first

    assert len(kept(DeletionRequest)) == len(letters("deletion_asked")) == 1


def test_asking_twice_at_once_is_one_request(maria: Actor) -> None:
    at_once(lambda: deletion_requests.ask(maria), lambda: deletion_requests.ask(maria))

    assert len(kept(DeletionRequest)) == 1


def test_a_request_can_be_taken_back_and_made_again(maria: Actor) -> None:
    deletion_requests.ask(maria)

    deletion_requests.withdraw(maria)

    assert deletion_requests.mine(maria) is None
    assert the_only(DeletionRequest).outcome == deletion_requests.WITHDRAWN
    assert len(letters("deletion_withdrawn")) == 1
    with pytest.raises(Conflict, match="отзывать нечего"):
        deletion_requests.withdraw(maria)
    deletion_requests.ask(maria)
    assert deletion_requests.mine(maria) is not None


def test_who_took_the_consent_back_gives_it_again_before_withdrawing(maria: Actor) -> None:
    consents.revoke(maria, "pdn")
    with pytest.raises(Conflict, match="Сначала дайте его снова"):
        deletion_requests.withdraw(maria)

    consents.give(maria, "pdn", Visitor())
    deletion_requests.withdraw(maria)

    assert deletion_requests.mine(maria) is None


def test_the_only_owner_hands_the_account_over_before_leaving() -> None:
    owner = _people.a_consumer("company")
    other = _people.a_colleague(owner)

    with pytest.raises(Conflict, match="единственный владелец"):
        deletion_requests.ask(owner)

    deletion_requests.ask(other)
    assert [row.user_id for row in kept(DeletionRequest)] == [other.user_id]


def test_the_plan_says_what_stays_and_why(maria: Actor, stranger: Actor) -> None:
    _people.a_registered_application(stranger)
    owner = _people.a_consumer("company", "elka@example.org")
    member = _people.a_colleague(owner)

    without, with_one, of_member = (deletion_requests.plan(who) for who in (maria, stranger, member))

    assert without.goes == deletion_requests.GOES
    assert deletion_requests.STAYS_OF_APPLICATIONS in with_one.stays
    assert "данные профиля и история их изменений" not in with_one.goes
    assert deletion_requests.STAYS_OF_ORGANISATION in of_member.stays
    assert all(why for plan in (without, with_one, of_member) for _, why in plan.stays)


def test_the_manager_sees_the_most_urgent_first(maria: Actor, stranger: Actor, manager: Actor, time: Time) -> None:
    deletion_requests.ask(stranger)
    time.passes(days=3)
    deletion_requests.ask(maria)

    lines = deletion.waiting(manager)

    assert [line.account_no[:9] for line in lines] == ["57-000002", "57-000001"]
    assert lines[0].due_on < lines[1].due_on
    assert lines[1].applicant == "Щербакова Мария Ивановна"


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MANAGER}))
def test_no_other_role_reads_the_requests(role: Role) -> None:
    with pytest.raises(Forbidden):
        deletion.waiting(_people.an_employee(role))


def test_a_consumer_decides_nothing_and_an_employee_asks_for_nothing(maria: Actor, manager: Actor) -> None:
    with pytest.raises(Forbidden):
        deletion.waiting(maria)
    for act in (deletion_requests.ask, deletion_requests.withdraw, deletion_requests.mine, deletion_requests.plan):
        with pytest.raises(Forbidden):
            act(manager)
