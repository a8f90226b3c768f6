import pytest

from core.actor import ROLE_PERMISSIONS, Actor, Permission, Role
from core.errors import Forbidden, NotFound
from db.models import JournalEntry
from forms.desk.unmask import UnmaskReason
from services import applicants, cards, identity, journal_view, submissions, views
from services.journal_view import Wanted
from tests import _people
from tests._kept import acts, kept
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")
SNILS = "028-278-217 65"


def looks() -> list[tuple[int | None, str]]:
    return [(entry.user_id, entry.object) for entry in kept(JournalEntry, JournalEntry.act == "card.viewed")]


def test_a_manager_sees_one_applicant_in_full_for_a_reason_and_the_auditor_reads_of_it(
    maria: Actor, operator: Actor, manager: Actor
) -> None:
    reg_no = _people.a_registered_application(maria, operator)
    assert SNILS not in str(cards.whole(manager, reg_no))

    rows = identity.of_application(manager, reg_no, UnmaskReason.COURT)

    assert dict(rows)["СНИЛС"] == SNILS
    assert SNILS not in str(cards.whole(manager, reg_no))  # for that one look only
    [line] = journal_view.newest(_people.an_employee("auditor"), Wanted(act="identity.unmasked"))
    assert (line.who, line.thing, line.facts) == (
        "Руководов Р. Р., Руководитель",
        reg_no,
        "Запрос суда, прокуратуры, надзора",
    )


def test_a_submission_is_unmasked_with_its_answers(maria: Actor, manager: Actor) -> None:
    number = _people.a_sent_application(maria)
    assert "123457" not in str(submissions.sheet(manager, number))  # nor anywhere else in what leaves the service

    rows, readable = identity.of_submission(manager, number, UnmaskReason.CHECK)

    assert dict(rows)["СНИЛС"] == SNILS
    assert "123457" in str(readable)
    assert acts()[-1] == "identity.unmasked"


def test_an_applicant_is_unmasked_from_their_own_card(maria: Actor, manager: Actor) -> None:
    assert maria.consumer_id

    rows = identity.of_applicant(manager, maria.consumer_id, UnmaskReason.VISIT)

    assert dict(rows)["СНИЛС"] == SNILS
    entry = kept(JournalEntry)[-1]
    assert (entry.act, entry.object, entry.facts) == (
        "identity.unmasked",
        f"consumer {maria.consumer_id}",
        {"reason": "visit"},
    )


def test_what_is_not_there_is_not_unmasked(manager: Actor) -> None:
    with pytest.raises(NotFound):
        identity.of_application(manager, "999/26", UnmaskReason.VISIT)
    with pytest.raises(NotFound):
        identity.of_submission(manager, "26-999999", UnmaskReason.VISIT)
    with pytest.raises(NotFound):
        identity.of_applicant(manager, 999, UnmaskReason.VISIT)
    assert acts() == []


@pytest.mark.parametrize("role", [role for role in Role if Permission.UNMASK_IDENTITY not in ROLE_PERMISSIONS[role]])
def test_nobody_else_unmasks_anything(maria: Actor, role: Role) -> None:
    number = _people.a_sent_application(maria)
    actor = _people.an_employee(role)
    assert maria.consumer_id
    consumer_id = maria.consumer_id

    for act in (
        lambda: identity.of_application(actor, "001/26", UnmaskReason.VISIT),
        lambda: identity.of_submission(actor, number, UnmaskReason.VISIT),
        lambda: identity.of_applicant(actor, consumer_id, UnmaskReason.VISIT),
    ):
        with pytest.raises(Forbidden):
            act()


def test_each_look_of_an_employee_at_a_card_is_journalled_once_an_hour(
    maria: Actor, operator: Actor, engineer: Actor, time: Time
) -> None:
    reg_no = _people.a_registered_application(maria, operator)

    for _ in range(3):
        cards.whole(engineer, reg_no)
        time.passes(minutes=15)
    cards.whole(operator, reg_no)
    assert looks() == [(engineer.user_id, reg_no), (operator.user_id, reg_no)]

    time.passes(minutes=20)
    cards.whole(engineer, reg_no)
    assert looks()[2:] == [(engineer.user_id, reg_no)]


def test_every_card_with_personal_data_leaves_a_line(maria: Actor, operator: Actor) -> None:
    reg_no = _people.a_registered_application(maria, operator)
    number = cards.whole(operator, reg_no).submission_no
    assert maria.consumer_id

    submissions.sheet(operator, number)
    applicants.card(operator, maria.consumer_id)

    assert {thing for _, thing in looks()} == {reg_no, number, f"consumer {maria.consumer_id}"}


def test_a_look_that_is_refused_leaves_none(maria: Actor, operator: Actor) -> None:
    reg_no = _people.a_registered_application(maria, operator)

    with pytest.raises(Forbidden):
        cards.whole(_people.an_employee("admin"), reg_no)
    with pytest.raises(NotFound):
        cards.whole(operator, "999/26")

    assert looks() == []


def test_a_consumers_look_at_the_own_card_is_nobodys_business(maria: Actor, operator: Actor) -> None:
    reg_no = _people.a_registered_application(maria, operator)

    cards.whole(maria, reg_no)
    views.note(maria, reg_no)

    assert looks() == []
