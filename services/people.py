"""People of an organisation: who acts for the applicant, invited by letter and shut out at once."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core import clock
from core.actor import Actor, Permission, Seat, Side
from core.errors import Conflict, Forbidden, Invalid, NotFound, Throttled
from core.settings import settings
from db.models import AccountLink, Consumer, User
from db.session import reading, transaction
from forms.people.invitation import Invitation
from regulations import checkdigits
from regulations.applicants import ApplicantType
from services import journal, links, notifications, numbers, sessions, throttle
from services.links import Purpose

MOST_PEOPLE = 50
"""Who may act for one organisation, the invited included."""
INVITATIONS = throttle.Limit(free=10, forgives=timedelta(minutes=6))
"""By one organisation: each sends a letter to an address somebody typed."""
TOO_MANY = "Слишком много приглашений подряд. Подождите пять минут и отправьте ещё раз."
ALONE = "У физического лица кабинет один и только свой. Сотрудники бывают у организаций и предпринимателей."
LAST_OWNER = "В кабинете должен остаться хотя бы один владелец. Сначала сделайте владельцем другого сотрудника."
FULL = f"В кабинете уже {MOST_PEOPLE} человек. Закройте доступ тем, кто больше не работает."
HERE_ALREADY = "Этот сотрудник уже есть в списке."
_NOBODY = "@taken.invalid"
"""Ends the address of somebody invited whose own address has an account already: nobody reaches or becomes them."""
SEAT_MEANINGS = {
    Seat.OWNER: "Владелец меняет данные организации, приглашает сотрудников и закрывает им доступ.",
    Seat.MEMBER: "Сотрудник подаёт заявки и обращения и видит всё, что отправила организация.",
}


class State(StrEnum):
    """How somebody stands."""

    WORKS = "works"
    INVITED = "invited"
    LATE = "late"
    SHUT = "shut"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            State.WORKS: "работает",
            State.INVITED: "приглашён",
            State.LATE: "приглашение истекло",
            State.SHUT: "доступ закрыт",
        }[self]


@dataclass(frozen=True, slots=True)
class Person:
    """One of the people of an organisation."""

    user_id: int
    name: str
    email: str
    seat: Seat
    state: State
    since: datetime
    until: datetime | None
    """How long the invitation can be accepted; empty for who has accepted."""
    you: bool
    last_owner: bool
    """Whether nobody else owns the account."""


def possible(actor: Actor) -> bool:
    """Tell whether the applicant may have several people: a natural person has not."""
    with reading() as session:
        kind = session.scalar(select(Consumer.kind).where(Consumer.id == actor.consumer_id))
    return kind in {ApplicantType.COMPANY, ApplicantType.ENTREPRENEUR}


def everybody(actor: Actor) -> list[Person]:
    """Return the people of the actor's organisation: owners first, those shut out last."""
    actor.must(Permission.FOLLOW_OWN_APPLICATIONS)
    with reading() as session:
        _organisation(session, actor)
        users = session.scalars(select(User).where(User.consumer_id == actor.consumer_id).order_by(User.id)).all()
        invitations = _invitations(session, users)
        people = [_person(actor, user, invitations.get(user.id), users) for user in users]
    return sorted(people, key=lambda person: (person.state is State.SHUT, person.seat is not Seat.OWNER, person.name))


def invite(actor: Actor, given: Invitation) -> None:
    """Invite somebody by letter. Whether the address has an account already shows neither here nor in the list."""
    actor.must(Permission.MANAGE_PEOPLE)
    _count(actor)
    try:
        _invite(actor, given)
    except IntegrityError:  # the address was taken this very moment
        _invite(actor, given)


def invite_again(actor: Actor, user_id: int) -> None:
    """Send a fresh invitation to somebody who has not accepted; the former link is over."""
    actor.must(Permission.MANAGE_PEOPLE)
    _count(actor)
    with transaction() as session:
        organisation, people = _to_write(session, actor)
        user = _one(people, user_id)
        if not user.active or user.password_hash:
            raise Conflict("Приглашение этому сотруднику больше не нужно.")
        invitation = _invitations(session, [user]).get(user.id)
        _write(session, organisation, user, invitation.facts["email"] if invitation else user.email)
        journal.record(session, actor, "person.invited", user.account_no or "")


def shut_out(actor: Actor, user_id: int) -> None:
    """End somebody's access with all their sessions at once; the last owner stays."""
    actor.must(Permission.MANAGE_PEOPLE)
    with transaction() as session:
        organisation, people = _to_write(session, actor)
        user = _one(people, user_id)
        if not user.active:
            raise Conflict("Доступ уже закрыт.")
        _keep_an_owner(people, without=user)
        known = bool(user.password_hash)
        user.active, user.auth_version = False, user.auth_version + 1
        sessions.end_all(session, user.id)
        journal.record(session, actor, "person.shut_out", user.account_no or "")
        if known:
            url, called = settings().public_url, name_of(organisation)
            notifications.post(session, user.email, "person_shut_out", Side.PUBLIC, url, organisation=called)


def seat(actor: Actor, user_id: int, place: Seat) -> None:
    """Make somebody an owner or a member; the last owner stays one."""
    actor.must(Permission.MANAGE_PEOPLE)
    with transaction() as session:
        organisation, people = _to_write(session, actor)
        user = _one(people, user_id)
        if not user.active or not user.password_hash:
            raise Conflict("Место меняют тому, кто принял приглашение и у кого доступ открыт.")
        if user.seat == place:
            return
        if place is Seat.MEMBER:
            _keep_an_owner(people, without=user)
        was, user.seat = user.seat, place.value
        journal.record(session, actor, "person.seated", user.account_no or "", was=was, now=place.value)
        url, told = settings().public_url, {"organisation": name_of(organisation), "seat": place.label.lower()}
        meaning = SEAT_MEANINGS[place]
        notifications.post(
            session, user.email, "person_seated", Side.PUBLIC, url,
            organisation=told["organisation"], seat=told["seat"], meaning=meaning,
        )  # fmt: skip


def name_of(organisation: Consumer) -> str:
    """Return what people call the organisation."""
    return organisation.short_name or organisation.name


def _invite(actor: Actor, given: Invitation) -> None:
    with transaction() as session:
        organisation, people = _to_write(session, actor)
        invitations = _invitations(session, people)
        for user in people:
            address = invitations[user.id].facts["email"] if _waits(user, invitations) else user.email
            if address == given.email:
                if user.active and user.password_hash:
                    raise Invalid({"email": HERE_ALREADY})
                _open_again(user, given)
                break
        else:
            if sum(user.active for user in people) >= MOST_PEOPLE:
                raise Conflict(FULL)
            user = _new(session, organisation, given)
        _write(session, organisation, user, given.email)
        journal.record(session, actor, "person.invited", user.account_no or "")


def _new(session: Session, organisation: Consumer, given: Invitation) -> User:
    user = User(
        side=Side.PUBLIC.value,
        email=f"{uuid.uuid4()}{_NOBODY}",
        account_no=checkdigits.account_number_for(numbers.following(session, "account")),
        password_hash="",
        name=given.name,
        consumer_id=organisation.id,
        seat=Seat.MEMBER.value,
        created_at=clock.now(),
    )
    session.add(user)
    session.flush()  # the link needs the id
    return user


def _open_again(user: User, given: Invitation) -> None:
    if not user.active:  # whoever was shut out begins anew, as a member
        user.active, user.seat, user.auth_version = True, Seat.MEMBER.value, user.auth_version + 1
    user.name, user.password_hash = given.name, ""


def _write(session: Session, organisation: Consumer, user: User, address: str) -> None:
    """Send the invitation, or to an address that has an account already only a note; the list shows the same."""
    taken = select(User.id).where(User.side == Side.PUBLIC, User.email == address, User.id != user.id)
    free = session.scalar(taken) is None
    if free and user.email != address:
        user.email = address
        session.flush()  # an address taken this very moment must be met here
    link, called = links.make(session, user, Purpose.INVITATION, email=address), name_of(organisation)
    if free:
        hours = str(settings().link_hours)
        notifications.post(session, address, "person_invited", Side.PUBLIC, link, organisation=called, hours=hours)
    else:
        url = settings().public_url
        notifications.post(session, address, "person_not_invited", Side.PUBLIC, url, organisation=called)


def _organisation(session: Session, actor: Actor) -> Consumer:
    consumer = session.get_one(Consumer, actor.consumer_id)
    if consumer.kind == ApplicantType.PERSON:
        raise NotFound(ALONE)
    return consumer


def _to_write(session: Session, actor: Actor) -> tuple[Consumer, Sequence[User]]:
    # The organisation is locked first: whoever was just invited by another owner is then among its people.
    session.execute(select(Consumer.id).where(Consumer.id == actor.consumer_id).with_for_update())
    organisation = _organisation(session, actor)
    query = select(User).where(User.consumer_id == actor.consumer_id).order_by(User.id).with_for_update()
    people = session.scalars(query).all()
    if not any(user.id == actor.user_id and _owns(user) for user in people):  # another owner was quicker
        raise Forbidden("Вы больше не владелец этого кабинета. Обновите страницу.")
    return organisation, people


def _one(people: Sequence[User], user_id: int) -> User:
    found = next((user for user in people if user.id == user_id), None)
    if found is None:
        raise NotFound("Такого сотрудника в вашем кабинете нет.")
    return found


def _keep_an_owner(people: Sequence[User], *, without: User) -> None:
    if _owns(without) and not any(_owns(user) for user in people if user is not without):
        raise Conflict(LAST_OWNER)


def _owns(user: User) -> bool:
    return user.active and user.seat == Seat.OWNER and bool(user.password_hash)


def _count(actor: Actor) -> None:
    counted = {throttle.subject("invitation", str(actor.consumer_id)): INVITATIONS}
    if throttle.must_wait(counted):
        raise Throttled(TOO_MANY)
    with transaction() as session:
        throttle.one_more(session, counted)


def _invitations(session: Session, users: Sequence[User]) -> dict[int, AccountLink]:
    query = select(AccountLink).where(
        AccountLink.user_id.in_([user.id for user in users]), AccountLink.purpose == Purpose.INVITATION
    )
    return {row.user_id: row for row in session.scalars(query.order_by(AccountLink.id))}


def _waits(user: User, invitations: dict[int, AccountLink]) -> bool:
    return not user.password_hash and user.id in invitations


def _person(actor: Actor, user: User, invitation: AccountLink | None, people: Sequence[User]) -> Person:
    waits = invitation is not None and not user.password_hash
    until = invitation.expires_at if invitation and waits else None
    state = State.WORKS
    if not user.active:
        state = State.SHUT
    elif until is not None:
        state = State.INVITED if until > clock.now() else State.LATE
    return Person(
        user_id=user.id,
        name=user.name,
        email=invitation.facts["email"] if invitation and waits else user.email,
        seat=Seat(user.seat or Seat.MEMBER),
        state=state,
        since=user.created_at,
        until=until,
        you=user.id == actor.user_id,
        last_owner=_owns(user) and not any(_owns(other) for other in people if other is not user),
    )
