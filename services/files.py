"""Files: what is accepted, and who may open what."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from sqlalchemy import ColumnElement, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from core import clock, inspection, scanner, storage
from core.actor import Actor, Permission, Side
from core.errors import Conflict, NotFound, Refusal
from core.scanner import Verdict
from core.settings import settings
from core.storage import ONE_MIB, Incoming
from db.models import (
    Appeal,
    AppealFile,
    AppealMessage,
    Application,
    Document,
    DraftFile,
    File,
    Submission,
    SubmissionFile,
)
from db.session import reading, transaction
from services import forms, journal

USUAL = ("pdf", "jpg", "jpeg", "png")
"""Extensions everybody can make and open."""
SEEN_IN_BROWSER = frozenset({"application/pdf", "image/jpeg", "image/png", "image/gif"})
"""Types a browser shows by itself; all others are only downloaded."""
WITHHELD = {
    Verdict.WAITING: "Файл ещё проверяется на вирусы. Откройте его через несколько минут.",
    Verdict.INFECTED: "В файле найден вирус, поэтому он не выдаётся. Попросите прислать его заново.",
}
AT_ONCE = 500
"""How many contents are looked up together."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was accepted."""

    public_id: str
    name: str
    size: int
    """In bytes."""
    media_type: str
    sha256: str
    verdict: str = Verdict.CLEAN
    """Of the virus scanner; only a clean file is given out."""


class Infected(Refusal):
    """The scanner found something in the file."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file whose content was checked and stored, but which nobody has a row of yet."""

    name: str
    media_type: str
    stored: storage.Stored
    verdict: str = Verdict.CLEAN


@dataclass(frozen=True, slots=True)
class Opened:
    """A file somebody may read, and where its content lies."""

    name: str
    media_type: str
    path: Path


def accepted(name: str, content: bytes, *, accepts: Sequence[str] = USUAL) -> Accepted:
    """Store a file that is what it claims to be; raise ``Refusal`` with the reason if it is not."""
    with storage.incoming([content]) as incoming:
        return taken(name, incoming, accepts=accepts)


def taken(name: str, incoming: Incoming, *, accepts: Sequence[str] = USUAL) -> Accepted:
    """Store a file that lies on disk as ``accepted`` does; what the scanner could not look at waits in quarantine."""
    if incoming.size > settings().max_file_mib * ONE_MIB:
        raise Refusal(f"Файл «{name}» больше {settings().max_file_mib} МБ. Уменьшите его или разделите на части.")
    incoming.whole()
    sound = inspection.inspect(incoming.path, name, accepts)
    verdict = scanner.verdict(incoming.path)
    if verdict is Verdict.INFECTED:
        raise Infected(f"Файл «{sound.name}» не принят: в нём найден вирус. Проверьте своё устройство антивирусом.")
    return Accepted(sound.name, sound.media_type, incoming.keep(), verdict)


def keep(session: Session, actor: Actor, file: Accepted) -> File:
    """Add the row of a file from *actor*."""
    row = File(
        public_id=str(uuid.uuid4()),
        name=file.name,
        media_type=file.media_type,
        size=file.stored.size,
        sha256=file.stored.sha256,
        verdict=file.verdict,
        user_id=actor.user_id,
        created_at=clock.now(),
    )
    session.add(row)
    session.flush()  # whoever attaches it needs the id
    return row


def open_for(actor: Actor, public_id: str, *, address: str = "", counted: bool = True) -> Opened:
    """Return the file for reading if *actor* may see it, else raise ``NotFound``; ``Conflict`` while it is not clean.

    Each opening is recorded, unless it is only a further part of one (*counted* is false).
    """
    actor.must(Permission.FOLLOW_OWN_APPLICATIONS, Permission.SEE_APPLICATIONS, Permission.ANSWER_APPEALS)
    with transaction() as session:
        row = session.scalar(select(File).where(File.public_id == public_id, _visible(actor)))
        if row is None:
            raise NotFound("Файл не найден. Проверьте ссылку или войдите под другой учётной записью.")
        if row.verdict != Verdict.CLEAN:
            raise Conflict(WITHHELD[Verdict(row.verdict)])
        if counted:
            _count(session, actor, row)
            journal.record(session, replace(actor, address=address or actor.address), "file.opened", row.public_id)
        return Opened(row.name, row.media_type, storage.path(row.sha256))


def as_kept(row: File) -> Kept:
    """Return the row as plain data."""
    return Kept(row.public_id, row.name, row.size, row.media_type, row.sha256, row.verdict)


def _visible(actor: Actor) -> ColumnElement[bool]:
    if actor.side is Side.STAFF:
        return _staff_may(actor)
    own = Application.consumer_id == actor.consumer_id
    return or_(
        exists().where(
            Document.file_id == File.id, Document.visible_to_consumer, Document.application_id == Application.id, own
        ),
        exists().where(
            SubmissionFile.file_id == File.id,
            SubmissionFile.submission_id == Submission.id,
            Submission.consumer_id == actor.consumer_id,
        ),
        exists().where(Submission.copy_id == File.id, Submission.consumer_id == actor.consumer_id),
        exists().where(
            AppealFile.file_id == File.id,
            AppealFile.message_id == AppealMessage.id,
            AppealMessage.appeal_id == Appeal.id,
            Appeal.consumer_id == actor.consumer_id,
        ),
        File.user_id == actor.user_id,
    )


def _staff_may(actor: Actor) -> ColumnElement[bool]:
    in_full = actor.may(Permission.SEE_IDENTITY)
    seen: list[ColumnElement[bool]] = [File.user_id == actor.user_id]
    if actor.may(Permission.SEE_APPLICATIONS):
        seen.append(exists().where(Document.file_id == File.id))
        sent = exists().where(SubmissionFile.file_id == File.id)
        seen.append(sent if in_full else sent.where(SubmissionFile.question.in_(forms.plain_files())))
    if in_full:  # the frozen copy names the passport
        seen.append(exists().where(Submission.copy_id == File.id))
    if actor.may(Permission.ANSWER_APPEALS):
        seen.append(exists().where(AppealFile.file_id == File.id))
    return or_(*seen)


def reads_submissions(actor: Actor) -> bool:
    """Tell whether an employee may read what applicants sent (domain.md section 7)."""
    return actor.may(Permission.SEE_IDENTITY) or actor.may(Permission.REGISTER_SUBMISSIONS)


def _count(session: Session, actor: Actor, row: File) -> None:
    if actor.side is Side.STAFF:
        return
    session.execute(update(Document).where(Document.file_id == row.id).values(downloads=Document.downloads + 1))
    session.execute(
        update(Document)
        .where(Document.file_id == row.id, Document.first_viewed_at.is_(None))
        .values(first_viewed_at=clock.now())
    )


def release(session: Session, file_ids: Collection[int]) -> None:
    """Delete those of the files that nothing refers to any more; ``sweep`` removes their content later."""
    session.flush()  # what has let go of them must be gone
    # Whoever is attaching one of them right now finishes first.
    session.execute(select(File.id).where(File.id.in_(file_ids)).order_by(File.id).with_for_update())
    referring = (Document.file_id, SubmissionFile.file_id, Submission.copy_id, AppealFile.file_id, DraftFile.file_id)
    unused = [~exists().where(column == File.id) for column in referring]
    session.execute(delete(File).where(File.id.in_(file_ids), *unused).execution_options(synchronize_session=False))


def sweep() -> int:
    """Remove content that no file names; return how many were removed. What came within the hour stays."""
    removed, names = 0, storage.old()
    while some := list(islice(names, AT_ONCE)):
        with reading() as session:  # younger than the list of names, so that it knows whatever named them
            named = set(session.scalars(select(File.sha256).where(File.sha256.in_(some))))
        removed += sum(storage.forget(name) for name in some if name not in named)
    return removed + storage.sweep_partial()
