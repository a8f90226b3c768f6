"""Files the virus scanner has not seen yet: asked about again, until each is clean or known to be infected."""

from collections.abc import Iterator

from sqlalchemy import literal, select, update

from core import scanner, storage
from core.actor import Side, Visitor
from core.errors import NotFound
from core.scanner import Verdict
from core.settings import settings
from db.models import DraftFile, File, User
from db.session import reading, transaction
from services import files, journal, notifications

BATCH = 50
_WAITING = literal(Verdict.WAITING.value, literal_execute=True)  # spelled out, so that the partial index serves


def rescan() -> int:
    """Ask the scanner about every file that waits; return how many have a verdict now."""
    if scanner.trouble():
        return 0
    return sum(_settled(file_id, sha256) for file_id, sha256 in _waiting())


def _waiting() -> Iterator[tuple[int, str]]:
    last = 0
    while True:
        with reading() as session:
            query = select(File.id, File.sha256).where(File.verdict == _WAITING, File.id > last)
            rows = [(file_id, sha256) for file_id, sha256 in session.execute(query.order_by(File.id).limit(BATCH))]
        if not rows:
            return
        yield from rows
        last = rows[-1][0]


def _settled(file_id: int, sha256: str) -> bool:
    try:
        verdict = scanner.verdict(storage.path(sha256))
    except NotFound:  # its draft was thrown away meanwhile
        return False
    if verdict is Verdict.WAITING:
        return False
    if verdict is Verdict.INFECTED:
        _infected(file_id)
        return True
    with transaction() as session:
        session.execute(update(File).where(File.id == file_id, File.verdict == _WAITING).values(verdict=verdict))
    return True


def _infected(file_id: int) -> None:
    """Withhold the file for good, take it out of the draft it lies in, and tell whoever gave it."""
    with transaction() as session:
        row = session.scalar(select(File).where(File.id == file_id, File.verdict == _WAITING).with_for_update())
        if row is None:
            return
        row.verdict = Verdict.INFECTED
        journal.record(session, Visitor(), "file.infected", row.public_id, user_id=row.user_id)
        giver, name = session.get_one(User, row.user_id), row.name
        if giver.consumer_id is not None:
            notifications.tell(session, giver.consumer_id, "file_infected", name=name)
        else:
            notifications.post(session, giver.email, "file_infected", Side.STAFF, settings().staff_url, name=name)
        for entry in session.scalars(select(DraftFile).where(DraftFile.file_id == file_id)):
            session.delete(entry)
        files.release(session, [file_id])
