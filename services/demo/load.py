"""Load the demo: two years of an invented utility, the same for the same seed."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random

from sqlalchemy import func, select, update

from core import passwords
from db.base import Row
from db.models import Appeal, Application, Consumer, Document, Letter, Notification, Submission, User
from db.session import reading, transaction
from forms._questions import questions
from forms.tp_15 import ApplicationUpTo15
from services import drafts, sessions, submissions
from services.demo import wishes
from services.demo.accounts import Applicant
from services.demo.papers import specimen
from services.demo.rows import Rows
from services.demo.sent import ATTACHED, answers
from services.demo.story import Story

PASSWORD = "Demo-portal-2026"  # noqa: S105 - every account of the demo has it, and the guide to the demo says so
_FORM = "tp_15"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """How much was loaded."""

    users: int
    consumers: int
    applications: int
    documents: int
    submissions: int
    appeals: int
    notifications: int


def load(applications: int = 600, *, seed: int = 2026) -> Loaded | None:
    """Fill an empty database with so many *applications* and all that belongs to them; return the counts.

    A database where anybody can log in is left as it is, and the answer is ``None``. Equal seeds give equal ids,
    numbers and dates, but for one submission that is sent now, through the services. A thousand applications come in
    one transaction; a larger load that was broken off must begin again with an empty database.
    """
    if _settled():
        return None
    rng = Random(seed)  # noqa: S311 - the demo must repeat itself
    rows = Rows(rng)
    with _no_garbage_collection():
        ivanov = Story(rng, rows, passwords.hashed(PASSWORD)).tell(applications)
    _send_one_more(ivanov, rows.public_id())
    _call_letters_sent()
    return _counted()


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    # Rows are plain dictionaries without cycles; searching them for cycles takes a fifth of the time.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _settled() -> bool:
    with reading() as session:
        return session.scalar(select(User.id).limit(1)) is not None


# Sent as a consumer sends, so that at least one form in the demo has left every trace a form leaves.
def _send_one_more(applicant: Applicant, send_key: str) -> None:
    with reading() as session:
        actor = sessions.actor_of(session.get_one(User, applicant.user_id))
    for question in questions(ApplicationUpTo15):
        if question.accepts and question.accepts.at_least:
            name, content = specimen(ATTACHED[question.name])
            drafts.attach(actor, _FORM, question, name, content)
    typed = answers(applicant, wishes.ONE_MORE)
    drafts.save(actor, _FORM, typed)
    submissions.send(actor, _FORM, typed, send_key)


def _call_letters_sent() -> None:
    with transaction() as session:
        session.execute(update(Letter).values(sent_at=Letter.created_at, attempts=1))


def _counted() -> Loaded:
    def count(model: type[Row]) -> int:
        return session.scalar(select(func.count()).select_from(model)) or 0

    with reading() as session:
        return Loaded(
            users=count(User),
            consumers=count(Consumer),
            applications=count(Application),
            documents=count(Document),
            submissions=count(Submission),
            appeals=count(Appeal),
            notifications=count(Notification),
        )


def present() -> bool:
    """Tell whether the demo's people can log in here."""
    with reading() as session:
        return session.scalar(select(User.id).where(User.email == "ivanov@example.org")) is not None
