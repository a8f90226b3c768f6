"""Everybody there can be, and the things they act upon: what the matrix is executed over."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from core import clock
from core.actor import Actor, Role, Seat
from db.models import Appeal, Application, Consumer, DeletionRequest, User
from db.session import reading, transaction
from forms._questions import questions
from forms.contact.appeal import NewAppeal
from forms.other import OtherDocument
from forms.pdn import PersonalData
from forms.supply import Supply
from forms.tp_15 import ApplicationUpTo15
from services import appeals, deletion_requests, drafts, links, second_factor, sessions, submissions
from tests import _people
from tests.conftest import forget

SECOND_FACTOR_ROLE = Role.ADMIN
"""The role that must have a second factor while the matrix runs: one admin has it, another has not."""
OWNER = "person, owner"
"""Whose things the world is full of."""
STRANGER = "entrepreneur, owner"
NOBODY = "shut out"
WITH_FACTOR = "consumer, second factor"
COLLEAGUE = "colleague@example.org"
"""Address of an employee with a second factor who is not among those who act."""


@dataclass(frozen=True)
class World:
    """People by what they are, and things of ``OWNER``."""

    folder: Path
    people: dict[str, Actor]
    reg_no: str
    """An application in the register."""
    version: int
    number: str
    """An application that was sent and waits for registration."""
    letter: str
    """A document that was sent and waits for acceptance."""
    supplied: str
    """A document that was sent about the application."""
    appeal: str
    appeal_version: int
    file: str
    """The frozen copy of a sending, with a passport in it."""
    draft: str
    draft_file: str
    ids: dict[str, int]
    """Of rows, by what they are."""
    session: str
    """A session of ``OWNER``."""
    paper: str
    """A recovery code of ``WITH_FACTOR``."""
    secret: str
    """Of the second factor that the employee who owes one was offered."""
    links: dict[str, str]
    """Tokens of links of letters, by whose they are and what they are for."""

    def put(self, folder: Path) -> None:
        """Let the test have a copy of this world in *folder*."""
        forget()
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)

    @property
    def owner(self) -> Actor:
        """Whose the things are."""
        return self.people[OWNER]


@contextmanager
def roles_with_second_factor() -> Iterator[None]:
    """Have one role need a second factor."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PORTAL_SECOND_FACTOR_ROLES", SECOND_FACTOR_ROLE)
        forget()
        yield
        forget()


def build(folder: Path) -> World:
    """Make the world in the database in force."""
    maria = _people.a_consumer("person", "maria@example.org")
    company = _people.a_consumer("company", "elka@example.org")
    people = {
        OWNER: maria,
        "company, owner": company,
        "company, member": _another(company, seat=Seat.MEMBER.value),
        STRANGER: _people.a_consumer("entrepreneur", "ip@example.org"),
        **{role.label: _employed(role) for role in Role},
        "consumer, temporary password": _another(company, password_until=clock.now() + timedelta(days=1)),
        "employee, temporary password": _another(
            _employed(Role.MANAGER), password_until=clock.now() + timedelta(days=1)
        ),
        "employee, no second factor": _people.an_employee(SECOND_FACTOR_ROLE),
        WITH_FACTOR: _another(company, seat=Seat.MEMBER.value),
        NOBODY: replace(_people.an_employee("operator"), permissions=frozenset()),
    }
    clerk = people[Role.OPERATOR.label]
    reg_no = _people.a_registered_application(maria, clerk)
    number = _people.a_sent_application(maria)
    letter = _people.a_sent_form(maria, PersonalData)
    supplied = _people.a_sent_form_about(maria, Supply, reg_no)
    _people.a_draft_with_files(maria, OtherDocument, OtherDocument.code())
    sheet = submissions.sheet(maria, number)
    assert sheet.copy is not None
    attached = next(question for question in questions(ApplicationUpTo15) if question.accepts)
    kept = drafts.attach(maria, "tp_15", attached, "паспорт.pdf", _people.a_pdf("черновик"))
    appeal = appeals.send(maria, _people.valid_answers(NewAppeal), str(uuid.uuid4())).number
    with reading() as session:
        version = session.scalars(select(Application.version).where(Application.reg_no == reg_no)).one()
        appeal_version = session.scalars(select(Appeal.version).where(Appeal.number == appeal)).one()
    _people.an_attached_document(people[Role.MANAGER.label], reg_no, "Счёт.pdf", _people.a_pdf("счёт"))
    paper, *_ = _people.a_second_factor(people[WITH_FACTOR])
    secret = second_factor.offer(people["employee, no second factor"]).secret.replace(" ", "")
    opened = sessions.begin(maria.user_id, _people.VISITOR)
    return World(
        folder, people, reg_no, version, number, letter, supplied, appeal, appeal_version,
        sheet.copy.public_id, "tp_15", kept.public_id, _ids(people), opened.session_id,
        paper, secret, _links(people),
    )  # fmt: skip


def _ids(people: dict[str, Actor]) -> dict[str, int]:
    """Make what the world has beside its people: who is blocked or invited, and who asked to be deleted."""
    blocked, invited = _people.an_employee("engineer"), _people.an_employee("lawyer")
    colleague = _people.an_employee("engineer", email=COLLEAGUE)
    _people.a_second_factor(colleague)
    company = people["company, owner"]
    guest = _another(company, seat=Seat.MEMBER.value, password_hash="")
    with transaction() as session:
        session.get_one(User, blocked.user_id).active = False
        session.get_one(User, invited.user_id).password_hash = ""
        links.make(session, session.get_one(User, guest.user_id), links.Purpose.INVITATION, email="guest@example.org")
        unknown = Consumer(kind="person", name="Тихонов Пётр", created_at=clock.now())
        session.add(unknown)
    deletion_requests.ask(people[STRANGER])
    with reading() as session:
        [request] = session.scalars(select(DeletionRequest.id))
    return {
        "owner": people[OWNER].user_id,
        "owner's applicant": people[OWNER].consumer_id or 0,
        "applicant without an account": unknown.id,
        "member": people["company, member"].user_id,
        "guest": guest.user_id,
        "engineer": people[Role.ENGINEER.label].user_id,
        "blocked": blocked.user_id,
        "invited": invited.user_id,
        "with a factor": colleague.user_id,
        "request": request,
    }


def _links(people: dict[str, Actor]) -> dict[str, str]:
    made = {}
    for whose, actor in (("consumer", people[OWNER]), ("employee", people[Role.ENGINEER.label])):
        with transaction() as session:
            user = session.get_one(User, actor.user_id)
            made[f"{whose}'s password"] = links.make(session, user, links.Purpose.RESET)
            made[f"{whose}'s address"] = links.make(session, user, links.Purpose.EMAIL, email=user.email)
    return {what: address.rpartition("/")[2] for what, address in made.items()}


def _employed(role: Role) -> Actor:
    actor = _people.an_employee(role)
    if role is not SECOND_FACTOR_ROLE:
        return actor
    _people.a_second_factor(actor)
    return _changed(actor.user_id)


def _another(like: Actor, **changes: object) -> Actor:
    """Open a further account of the same applicant, or of the same role."""
    with transaction() as session:
        first = session.get_one(User, like.user_id)
        email = f"another-{uuid.uuid4()}@example.org"
        kept = {name: getattr(first, name) for name in ("side", "password_hash", "name", "role", "consumer_id", "seat")}
        other = User(**{**kept, "email": email, "created_at": clock.now()})
        session.add(other)
    return _changed(other.id, **changes)


def _changed(user_id: int, **changes: object) -> Actor:
    with transaction() as session:
        user = session.get_one(User, user_id)
        for name, value in changes.items():
            setattr(user, name, value)
    with reading() as session:
        return sessions.actor_of(session.get_one(User, user_id))
