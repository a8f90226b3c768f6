from functools import partial

import pytest

from core.actor import Actor, Permission, Seat, Side
from core.errors import Conflict, Forbidden, Invalid, NotFound, Refusal, Throttled
from core.settings import settings
from db.models import AccountLink, Letter, User, WebSession
from db.session import transaction
from forms.other import OtherDocument
from forms.people.invitation import Invitation
from services import appeals, drafts, links, login, people, sessions, submissions
from services.links import Purpose
from services.people import State
from tests import _people
from tests._kept import acts, kept, letters, the_only
from tests._together import at_once
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")

ANNA = Invitation(name="Сидорова Анна Павловна", email="anna@example.org")


@pytest.fixture
def owner(database: str) -> Actor:  # noqa: ARG001 - the database comes first
    return _people.a_consumer("company", "elka@example.org")


def token_of(letter: Letter) -> str:
    return letter.body.partition(links.PATH)[2].split()[0]


def called(actor: Actor, email: str) -> people.Person:
    return next(person for person in people.everybody(actor) if person.email == email)


def test_an_organisation_begins_with_its_owner_alone(owner: Actor) -> None:
    [person] = people.everybody(owner)

    assert (person.email, person.seat, person.state) == ("elka@example.org", Seat.OWNER, State.WORKS)
    assert (person.you, person.last_owner) == (True, True)


def test_who_is_invited_gets_a_letter_with_a_link_that_opens_the_account(owner: Actor) -> None:
    people.invite(owner, ANNA)

    [letter] = letters("person_invited")
    found = links.look(Side.PUBLIC, token_of(letter))
    assert letter.to == "anna@example.org"
    assert "ООО «Ёлка»" in letter.subject
    assert f"{settings().link_hours} ч" in letter.body
    assert found is not None
    assert (found.purpose, found.email) == (Purpose.INVITATION, "anna@example.org")
    assert called(owner, "anna@example.org").state is State.INVITED
    assert acts()[-1] == "person.invited"


def test_who_has_accepted_is_a_member_who_sends_and_manages_nobody(owner: Actor) -> None:
    member = _people.a_colleague(owner)

    assert (member.consumer_id, member.seat) == (owner.consumer_id, Seat.MEMBER)
    assert member.may(Permission.FILE_APPLICATIONS)
    assert not member.may(Permission.MANAGE_PEOPLE)
    assert not member.may(Permission.CHANGE_PROFILE)
    assert called(member, "anna@example.org").state is State.WORKS


def test_nobody_logs_in_before_the_invitation_is_accepted(owner: Actor) -> None:
    people.invite(owner, ANNA)

    with pytest.raises(Refusal):
        login.check(Side.PUBLIC, "anna@example.org", "", _people.VISITOR)


def test_an_address_that_has_an_account_looks_in_the_cabinet_like_any_other(owner: Actor) -> None:
    _people.a_consumer(email="maria@example.org")
    taken = Invitation(name="Щербакова Мария", email="maria@example.org")

    people.invite(owner, taken)
    people.invite(owner, ANNA)

    seen = {person.email: (person.state, person.until is not None) for person in people.everybody(owner)}
    assert seen["maria@example.org"] == seen["anna@example.org"] == (State.INVITED, True)
    assert acts()[-2:] == ["person.invited", "person.invited"]


def test_who_has_an_account_gets_a_letter_without_a_link_and_keeps_the_account(owner: Actor) -> None:
    maria = _people.a_consumer(email="maria@example.org")

    people.invite(owner, Invitation(name="Щербакова Мария", email="maria@example.org"))

    [letter] = letters("person_not_invited")
    assert letter.to == "maria@example.org"
    assert links.PATH not in letter.body
    assert letters("person_invited") == []
    assert _people.again(maria) == maria


def test_an_address_that_became_free_can_be_invited_again(owner: Actor) -> None:
    maria = _people.a_consumer(email="maria@example.org")
    people.invite(owner, Invitation(name="Щербакова Мария", email="maria@example.org"))
    with transaction() as session:
        session.get_one(User, maria.user_id).email = "else@example.org"

    people.invite_again(owner, called(owner, "maria@example.org").user_id)

    [letter] = letters("person_invited")
    assert links.look(Side.PUBLIC, token_of(letter)) is not None


def test_inviting_the_same_address_again_writes_a_fresh_letter_and_no_second_person(owner: Actor) -> None:
    people.invite(owner, ANNA)
    people.invite(owner, Invitation(name="Сидорова Анна", email="anna@example.org"))

    first, second = letters("person_invited")
    assert links.look(Side.PUBLIC, token_of(first)) is None
    assert links.look(Side.PUBLIC, token_of(second)) is not None
    assert len(people.everybody(owner)) == 2
    assert called(owner, "anna@example.org").name == "Сидорова Анна"


def test_an_invitation_ends_by_itself_and_can_be_sent_again(owner: Actor, time: Time) -> None:
    people.invite(owner, ANNA)
    time.passes(hours=settings().link_hours, seconds=1)
    late = called(owner, "anna@example.org")

    people.invite_again(owner, late.user_id)

    assert late.state is State.LATE
    assert called(owner, "anna@example.org").state is State.INVITED
    assert links.look(Side.PUBLIC, token_of(letters("person_invited")[1])) is not None


def test_who_works_here_is_not_invited_again(owner: Actor) -> None:
    member = _people.a_colleague(owner)

    with pytest.raises(Invalid) as refused:
        people.invite(owner, ANNA)
    with pytest.raises(Conflict):
        people.invite_again(owner, member.user_id)

    assert refused.value.remarks == {"email": people.HERE_ALREADY}


def test_who_is_shut_out_is_out_of_every_session_at_once(owner: Actor) -> None:
    member = _people.a_colleague(owner)
    opened = [sessions.begin(member.user_id, _people.VISITOR) for _ in range(2)]

    people.shut_out(owner, member.user_id)

    assert [sessions.by_id(Side.PUBLIC, session.session_id) for session in opened] == [None, None]
    assert all(row.ended_at for row in kept(WebSession, WebSession.user_id == member.user_id))
    assert called(owner, "anna@example.org").state is State.SHUT
    assert [letter.to for letter in letters("person_shut_out")] == ["anna@example.org"]
    assert acts()[-1] == "person.shut_out"
    with pytest.raises(NotFound):
        _people.again(member)


def test_an_invitation_taken_back_opens_nothing(owner: Actor) -> None:
    people.invite(owner, ANNA)
    people.shut_out(owner, called(owner, "anna@example.org").user_id)

    assert links.look(Side.PUBLIC, token_of(letters("person_invited")[0])) is None
    assert letters("person_shut_out") == []


def test_who_was_shut_out_comes_back_by_a_new_invitation_as_a_member(owner: Actor) -> None:
    other = _people.an_owner_too(owner)
    people.shut_out(owner, other.user_id)

    people.invite(owner, ANNA)

    back = called(owner, "anna@example.org")
    assert (back.user_id, back.state, back.seat) == (other.user_id, State.INVITED, Seat.MEMBER)
    assert the_only(User, User.email == "anna@example.org").password_hash == ""


def test_the_last_owner_stays(owner: Actor) -> None:
    _people.a_colleague(owner)

    with pytest.raises(Conflict, match="хотя бы один владелец"):
        people.shut_out(owner, owner.user_id)
    with pytest.raises(Conflict, match="хотя бы один владелец"):
        people.seat(owner, owner.user_id, Seat.MEMBER)

    assert _people.again(owner).seat is Seat.OWNER


def test_an_invited_owner_to_be_does_not_count_as_an_owner(owner: Actor) -> None:
    people.invite(owner, ANNA)

    with pytest.raises(Conflict, match="принял приглашение"):
        people.seat(owner, called(owner, "anna@example.org").user_id, Seat.OWNER)


def test_the_account_is_handed_over_by_a_second_owner_and_stepping_down(owner: Actor) -> None:
    member = _people.a_colleague(owner)

    people.seat(owner, member.user_id, Seat.OWNER)
    people.seat(owner, owner.user_id, Seat.MEMBER)

    assert (_people.again(member).seat, _people.again(owner).seat) == (Seat.OWNER, Seat.MEMBER)
    assert [letter.to for letter in letters("person_seated")] == ["anna@example.org", "elka@example.org"]
    with pytest.raises(Forbidden):
        people.seat(_people.again(owner), member.user_id, Seat.MEMBER)


def test_a_seat_given_twice_is_one_change(owner: Actor) -> None:
    member = _people.a_colleague(owner)

    for _ in range(2):
        people.seat(owner, member.user_id, Seat.OWNER)

    assert acts().count("person.seated") == 1


def test_of_two_owners_who_shut_each_other_out_at_once_one_remains(owner: Actor) -> None:
    other = _people.an_owner_too(owner)

    outcomes = at_once(partial(people.shut_out, owner, other.user_id), partial(people.shut_out, other, owner.user_id))

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Forbidden", "NoneType"]
    assert sum(user.active for user in kept(User)) == 1


def test_of_two_owners_who_step_down_at_once_one_remains(owner: Actor) -> None:
    other = _people.an_owner_too(owner)

    at_once(
        partial(people.seat, owner, owner.user_id, Seat.MEMBER), partial(people.seat, other, other.user_id, Seat.MEMBER)
    )

    assert sorted(str(user.seat) for user in kept(User)) == ["member", "owner"]


def test_two_invitations_of_one_address_at_once_make_one_person(owner: Actor) -> None:
    outcomes = at_once(partial(people.invite, owner, ANNA), partial(people.invite, owner, ANNA))

    assert outcomes == [None, None]
    assert [person.email for person in people.everybody(owner)].count("anna@example.org") == 1


def test_two_organisations_that_invite_one_address_at_once_do_not_learn_of_each_other(owner: Actor) -> None:
    rival = _people.a_consumer("entrepreneur", "rival@example.org")

    outcomes = at_once(partial(people.invite, owner, ANNA), partial(people.invite, rival, ANNA))

    assert outcomes == [None, None]
    assert [called(who, "anna@example.org").state for who in (owner, rival)] == [State.INVITED, State.INVITED]
    assert len(letters("person_invited")) == len(letters("person_not_invited")) == 1


def test_a_member_sees_everybody_and_changes_nobody(owner: Actor) -> None:
    member = _people.a_colleague(owner)

    assert len(people.everybody(member)) == 2
    for act in (
        partial(people.invite, member, Invitation(name="Ещё Один", email="more@example.org")),
        partial(people.invite_again, member, owner.user_id),
        partial(people.shut_out, member, owner.user_id),
        partial(people.seat, member, member.user_id, Seat.OWNER),
    ):
        with pytest.raises(Forbidden):
            act()


def test_people_of_other_organisations_are_not_there(owner: Actor) -> None:
    rival = _people.a_consumer("entrepreneur", "rival@example.org")

    for act in (people.invite_again, people.shut_out):
        with pytest.raises(NotFound):
            act(rival, owner.user_id)
    with pytest.raises(NotFound):
        people.seat(rival, owner.user_id, Seat.MEMBER)

    assert [person.email for person in people.everybody(rival)] == ["rival@example.org"]


def test_a_natural_person_has_no_people() -> None:
    maria = _people.a_consumer()

    assert not people.possible(maria)
    with pytest.raises(NotFound, match="физического лица"):
        people.everybody(maria)
    with pytest.raises(NotFound, match="физического лица"):
        people.invite(maria, ANNA)
    assert letters("person_invited") == []


@pytest.mark.parametrize("kind", ["company", "entrepreneur"])
def test_companies_and_entrepreneurs_may_have_several_people(kind: str) -> None:
    assert people.possible(_people.a_consumer(kind))


def test_an_organisation_sends_only_so_many_invitations_in_a_row(owner: Actor, time: Time) -> None:
    for number in range(people.INVITATIONS.free):
        people.invite(owner, Invitation(name="Кто-то Там", email=f"n{number}@example.org"))

    with pytest.raises(Throttled):
        people.invite(owner, ANNA)
    time.passes(hours=1)
    people.invite(owner, ANNA)


def test_there_is_a_limit_to_the_people_of_one_organisation(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "MOST_PEOPLE", 1)

    with pytest.raises(Conflict, match="Закройте доступ"):
        people.invite(owner, ANNA)

    assert kept(AccountLink, AccountLink.purpose == Purpose.INVITATION) == []


def test_what_a_member_sends_belongs_to_the_organisation_and_names_the_member(owner: Actor) -> None:
    member = _people.a_colleague(owner)
    number = _people.a_sent_form(member, OtherDocument)

    assert submissions.sheet(owner, number).sent_by == "Сидорова Анна Павловна"
    assert submissions.sheet(_people.an_employee("operator"), number).sent_by == "Сидорова Анна Павловна"
    assert [sent.number for sent in submissions.mine(owner)] == [number]


def test_drafts_are_each_ones_own(owner: Actor) -> None:
    member = _people.a_colleague(owner)
    drafts.save(member, "tp_150", {"object_name": "склад"})

    assert drafts.mine(owner) == []
    assert len(drafts.mine(member)) == 1


def test_the_thread_of_an_appeal_says_which_of_the_people_wrote(owner: Actor) -> None:
    member = _people.a_colleague(owner)
    answers = {"topic": "connection", "kind": "question", "text": "Когда приедет инженер для осмотра?"}
    number = appeals.send(member, answers, "once").number

    assert [message.by for message in appeals.thread(owner, number).messages] == ["Сидорова Анна Павловна"]


def test_somebody_only_invited_gets_no_letters_about_the_organisation(owner: Actor) -> None:
    people.invite(owner, ANNA)
    answers = {"topic": "connection", "kind": "question", "text": "Когда приедет инженер для осмотра?"}
    appeals.send(owner, answers, "once")

    assert [letter.to for letter in letters("appeal_received")] == ["elka@example.org"]
