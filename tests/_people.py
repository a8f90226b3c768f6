"""People and what they send, made by the real services, for tests of every layer."""

import io
import struct
import uuid
import zlib
from dataclasses import replace
from functools import cache
from typing import Any
from unittest.mock import patch

import pyotp
from pypdf import PdfWriter
from sqlalchemy import select

from core import clock, passwords
from core.actor import Actor, Role, Seat, Side, Visitor
from db.models import Application, User
from db.session import reading, transaction
from forms._form import Form
from forms._kinds import Widget
from forms._questions import Question, check, questions, with_defaults
from forms.desk.card import RegistrationCard
from forms.desk.document import PlacedDocument
from forms.people.invitation import Invitation
from forms.tp_15 import ApplicationUpTo15
from regulations.applicants import ApplicantType
from services import accounts, applications, documents, drafts, files, people, second_factor, sessions, submissions
from services.draft_keys import DraftKey
from services.files import Kept
from workflows._documents import DocumentKind
from workflows.connection import Connection

PASSWORD = "длинная фраза из слов"
VISITOR = Visitor(address="192.0.2.7", device="Mozilla/5.0", browser="browser-cookie")

_hashed_once = cache(passwords.hashed)

EXAMPLES: dict[str, Any] = {
    "last_name": "Щербакова",
    "first_name": "Мария",
    "middle_name": "Ивановна",
    "snils": "028-278-217 65",
    "name": "Общество с ограниченной ответственностью «Ёлка»",
    "short_name": "ООО «Ёлка»",
    "contact_name": "Петров Пётр Петрович",
    "contact_position": "главный инженер",
    "address": "302000, г. Орёл, ул. Московская, д. 1, кв. 2",
    "postal_address": "",
    "phone": "+7 (910) 123-45-67",
    "email": "maria@example.org",
    "password": PASSWORD,
    "password_again": PASSWORD,
    "passport_series": "5404",
    "passport_no": "123457",
    "issued_by": "УВД г. Орла",
    "issued_on": "2015-06-03",
    "birth_date": "1990-05-20",
    "birth_place": "г. Орёл",
    "object_name": "жилой дом",
    "object_address": "Орловская область, д. Образцово, участок 15",
    "cadastral_no": "57:10:0010101:123",
    "household": True,
    "mining": False,
    "power_new_kw": "7,5",
    "power_existing_kw": "0",
    "text": "Когда приедет инженер для осмотра?",
    "purpose": "Отправляю копию решения суда.",
    "dated": "2026-01-15",
}
"""Answers by the name of the question."""
BY_FORM: dict[str, dict[str, Any]] = {
    "company": {"inn": "5705990388", "ogrn": "1225700789049", "kpp": "570501001"},
    "entrepreneur": {"inn": "572682968210", "ogrn": "315574964204630"},
    "person": {"inn": "579659883306"},
    "invitation": {"name": "Сидорова Анна Павловна", "email": "anna@example.org"},
}
"""Answers of one form, by its code."""


def a_consumer(kind: str = "person", email: str = "maria@example.org") -> Actor:
    """Register an applicant of this *kind*; return who acts for it."""
    form = accounts.CARDS[ApplicantType(kind)]
    card = check(form, valid_answers(form) | {"email": email})
    with patch.object(passwords, "hashed", _hashed_once):
        registered = accounts.register(VISITOR, card)
    return _actor(registered.user_id)


def a_colleague(owner: Actor, email: str = "anna@example.org", name: str = "Сидорова Анна Павловна") -> Actor:
    """Invite somebody into the owner's organisation, who accepts at once; return who they are."""
    people.invite(owner, Invitation(name=name, email=email))
    with transaction() as session:
        user = session.scalars(select(User).where(User.email == email)).one()
        user.password_hash = _hashed_once(PASSWORD)
    return _actor(user.id)


def an_owner_too(owner: Actor, email: str = "anna@example.org") -> Actor:
    """Invite somebody who becomes a second owner; return who they are."""
    colleague = a_colleague(owner, email)
    people.seat(owner, colleague.user_id, Seat.OWNER)
    return _actor(colleague.user_id)


def again(actor: Actor) -> Actor:
    """Return who the same person is now."""
    return _actor(actor.user_id)


def an_employee(role: str = "engineer", email: str = "", name: str = "") -> Actor:
    """Open an account for an employee of this *role*."""
    with transaction() as session:
        user = User(
            side=Side.STAFF.value,
            email=email or f"{role}-{uuid.uuid4()}@example.org",
            password_hash=_hashed_once(PASSWORD),
            name=name or Role(role).label,
            role=role,
            created_at=clock.now(),
        )
        session.add(user)
    return _actor(user.id)


def a_second_factor(actor: Actor, *, keep: str = "") -> tuple[str, ...]:
    """Enrol a second factor in the session to *keep*; return the codes on paper."""
    here = replace(actor, session_id=keep or actor.session_id)
    secret = second_factor.offer(here, PASSWORD).secret.replace(" ", "")
    return second_factor.confirm(here, pyotp.TOTP(secret).at(clock.now()))


def a_draft_with_files(actor: Actor, form: type[Form], key: str) -> None:
    """Attach a file to every question of *form* that must have one."""
    answers = with_defaults(form, valid_answers(form))
    for question in questions(form):
        if question.accepts and question.needed(answers):
            drafts.attach(actor, key, question, f"{question.label}.pdf", a_pdf(question.label))


def a_sent_application(actor: Actor, **changes: object) -> str:
    """Send an application up to 15 kW with its files; return the number of the sending."""
    return a_sent_form(actor, ApplicationUpTo15, **changes)


def a_sent_form(actor: Actor, form: type[Form], **changes: object) -> str:
    """Send any form of the main page, filled in with *changes*, with its files; return the number of the sending."""
    code = form.code()
    a_draft_with_files(actor, form, code)
    answers = valid_answers(form) | changes
    return submissions.send(actor, code, answers, str(uuid.uuid4())).number


def a_registered_application(consumer: Actor | None = None, by: Actor | None = None, **changes: object) -> str:
    """Send an application and register it as it was sent; return its number in the register."""
    number = a_sent_application(consumer or a_consumer(), **changes)
    return applications.register(by or an_employee("operator"), number, a_registration_card(**changes))


def an_application_in(status: str, consumer: Actor | None = None) -> str:
    """Have an application stand in *status*, however it came there; return its number in the register."""
    reg_no = a_registered_application(consumer)
    with transaction() as session:
        row = session.scalars(select(Application).where(Application.reg_no == reg_no)).one()
        row.status = status
        row.closed_on = clock.today() if Connection.status(status).closes else None
    return reg_no


def a_sent_form_about(actor: Actor, form: type[Form], reg_no: str, **changes: object) -> str:
    """Send a form about an application, with the files it needs; return the number of the sending."""
    key = str(DraftKey(form.code(), reg_no))
    a_draft_with_files(actor, form, key)
    return submissions.send(actor, key, valid_answers(form) | changes, str(uuid.uuid4())).number


def a_registration_card(**changes: object) -> RegistrationCard:
    """Return a sound registration card of an application up to 15 kW."""
    asked = {name: value for name, value in changes.items() if name in RegistrationCard.model_fields}
    return check(RegistrationCard, valid_answers(RegistrationCard) | asked)


def a_kept_file(actor: Actor, name: str, content: bytes, **accepts: tuple[str, ...]) -> Kept:
    """Have a file accepted that *actor* attached to nothing yet."""
    accepted = files.accepted(name, content, **accepts)
    with transaction() as session:
        return files.as_kept(files.keep(session, actor, accepted))


def a_placed_document(actor: Actor, reg_no: str, kind: DocumentKind, name: str, content: bytes, **facts: Any) -> None:
    """Attach a file for the card and place it there, as an employee does."""
    an_attached_document(actor, reg_no, name, content)
    documents.place(actor, reg_no, kind, **facts)


def an_attached_document(actor: Actor, reg_no: str, name: str, content: bytes) -> None:
    """Attach a file for the card, where it waits to be placed."""
    question = next(asked for asked in questions(PlacedDocument) if asked.name == "files")
    drafts.attach(actor, drafts.of_card(reg_no), question, name, content)


def valid_answers(form: type[Form]) -> dict[str, Any]:
    """Return answers, as typed, with which *form* is sound once the files it needs are attached."""
    named = EXAMPLES | BY_FORM.get(form.code(), {})
    answers: dict[str, Any] = dict(form.sample)
    for question in questions(form):
        so_far = with_defaults(form, answers)
        if question.name in answers or question.kind.widget in {Widget.FILES, Widget.COMPUTED}:
            continue
        if not question.shown(so_far):
            continue
        if question.name in named:
            answers[question.name] = named[question.name]
        elif question.needed(so_far):
            answers[question.name] = _any_answer(question)
    return answers


def with_files(form: type[Form]) -> dict[str, Any]:
    """Return answers with which *form* is sound, files among them: those it needs, by ids of nothing."""
    answers = valid_answers(form)
    known = with_defaults(form, answers)
    needed = [question.name for question in questions(form) if question.accepts and question.needed(known)]
    return answers | {name: (str(uuid.uuid4()),) for name in needed}


def a_pdf(text: str = "Документ") -> bytes:
    """Return a small valid PDF of one blank page, which differs by *text*."""
    writer, content = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=100, height=100)
    writer.add_metadata({"/Title": text})
    writer.write(content)
    return content.getvalue()


def a_png() -> bytes:
    """Return a valid PNG of one grey pixel."""
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\x00\x80")),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data)) for tag, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _any_answer(question: Question) -> Any:
    if question.choices:
        first = question.choices[0].value
        return [first] if question.kind.widget is Widget.SEVERAL else first
    if question.kind.sample is not None:
        return question.kind.sample
    by_widget = {Widget.TICK: True, Widget.YES_NO: False, Widget.OWN_APPLICATION: "001/26"}
    return by_widget.get(question.kind.widget, "Ответ на вопрос")


def _actor(user_id: int) -> Actor:
    with reading() as session:
        return sessions.actor_of(session.scalars(select(User).where(User.id == user_id)).one())
