"""Files the virus scanner could not be asked about."""

from collections.abc import Iterator

import pytest

from core.actor import Actor
from core.errors import Conflict, Refusal
from core.scanner import Verdict
from core.settings import settings
from db.models import Document, DraftFile, File, JournalEntry, Letter, Notification
from forms._questions import questions
from forms.desk.document import PlacedDocument
from forms.tp_15 import ApplicationUpTo15
from services import documents, drafts, files, quarantine
from services.files import Kept
from tests import _people
from tests._clamd import VIRUS, Clamd, clamd
from tests._kept import acts, kept, letters, the_only
from tests._people import a_pdf
from workflows._documents import DocumentKind

pytestmark = pytest.mark.usefixtures("database")

AN_INFECTED_PDF = a_pdf().replace(b"%%EOF", b"%" + VIRUS + b"\n%%EOF")


def use(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("PORTAL_CLAMD_URL", url)
    settings.cache_clear()


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a scanner that does not answer."""
    use(monkeypatch, "tcp://127.0.0.1:1")


@pytest.fixture
def scanner() -> Iterator[Clamd]:
    """Run a scanner nobody is told of yet."""
    with clamd() as server:
        yield server


def attach(actor: Actor, content: bytes, name: str = "план.pdf") -> Kept:
    plan = next(asked for asked in questions(ApplicationUpTo15) if asked.name == "plan")
    return drafts.attach(actor, "tp_15", plan, name, content)


@pytest.mark.usefixtures("away")
def test_a_file_that_cannot_be_scanned_is_kept_and_given_to_nobody(maria: Actor) -> None:
    taken = attach(maria, a_pdf())

    assert taken.verdict == Verdict.WAITING
    with pytest.raises(Conflict, match="ещё проверяется"):
        files.open_for(maria, taken.public_id)
    assert "file.opened" not in acts()


@pytest.mark.usefixtures("away")
def test_what_waits_is_released_once_the_scanner_finds_nothing(
    maria: Actor, scanner: Clamd, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = [attach(maria, a_pdf(str(number)), f"{number}.pdf") for number in range(3)]
    assert quarantine.rescan() == 0

    use(monkeypatch, scanner.url)
    monkeypatch.setattr(quarantine, "BATCH", 2)

    assert quarantine.rescan() == 3
    assert quarantine.rescan() == 0
    assert [files.open_for(maria, one.public_id).name for one in taken] == ["0.pdf", "1.pdf", "2.pdf"]


@pytest.mark.usefixtures("away")
def test_an_infected_file_is_taken_out_of_the_draft_and_its_giver_is_told(
    maria: Actor, scanner: Clamd, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach(maria, AN_INFECTED_PDF)
    use(monkeypatch, scanner.url)

    assert quarantine.rescan() == 1

    assert kept(DraftFile) == []
    assert kept(File) == []
    notice = Notification.event == "file_infected"
    assert "«план.pdf» не принят" in the_only(Notification, notice).text
    [letter] = letters("file_infected")
    assert letter.to == "maria@example.org"
    assert the_only(JournalEntry, JournalEntry.act == "file.infected").user_id == maria.user_id


@pytest.mark.usefixtures("away")
def test_an_infected_file_already_sent_stays_withheld(
    maria: Actor, operator: Actor, scanner: Clamd, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = attach(maria, AN_INFECTED_PDF)
    _people.a_sent_application(maria)
    use(monkeypatch, scanner.url)

    quarantine.rescan()

    for actor in (maria, operator):
        with pytest.raises(Conflict, match="найден вирус"):
            files.open_for(actor, taken.public_id)
    assert {file.verdict for file in kept(File)} == {"clean", "infected"}


def test_an_infected_file_is_refused_at_once_where_the_scanner_answers(
    maria: Actor, scanner: Clamd, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, scanner.url)

    with pytest.raises(Refusal, match="найден вирус"):
        attach(maria, AN_INFECTED_PDF)

    assert kept(File) == []
    assert acts()[-1] == "file.refused"
    assert not [path for path in settings().files.rglob("*") if path.is_file()]


@pytest.mark.usefixtures("away")
def test_a_document_that_waits_is_not_placed_and_stays_with_the_employee(
    maria: Actor, scanner: Clamd, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_CLAMD_URL", "")
    settings.cache_clear()
    reg_no, engineer = _people.a_registered_application(maria), _people.an_employee()
    use(monkeypatch, "tcp://127.0.0.1:1")

    with pytest.raises(Conflict, match="ещё проверяется"):
        _people.a_placed_document(engineer, reg_no, DocumentKind.TU, "ту.pdf", a_pdf(), version=1)
    assert kept(Document) == []
    [waiting] = drafts.attached(engineer, drafts.of_card(reg_no))["files"]
    assert waiting.verdict == Verdict.WAITING

    use(monkeypatch, scanner.url)
    quarantine.rescan()
    documents.place(engineer, reg_no, DocumentKind.TU, version=1)
    assert the_only(Document).title == "Технические условия"


@pytest.mark.usefixtures("away")
def test_an_employee_is_told_of_an_infected_file_by_letter(
    engineer: Actor, scanner: Clamd, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = next(asked for asked in questions(PlacedDocument) if asked.name == "files")
    drafts.attach(engineer, drafts.of_card("001/26"), question, "ту.pdf", AN_INFECTED_PDF)
    use(monkeypatch, scanner.url)

    quarantine.rescan()

    assert "http://localhost:8502" in the_only(Letter, Letter.event == "file_infected").body
    assert kept(Notification, Notification.event == "file_infected") == []


@pytest.mark.usefixtures("away")
def test_a_draft_thrown_away_meanwhile_waits_for_nothing(
    maria: Actor, scanner: Clamd, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach(maria, a_pdf())
    drafts.drop(maria, "tp_15")
    use(monkeypatch, scanner.url)

    assert quarantine.rescan() == 0
