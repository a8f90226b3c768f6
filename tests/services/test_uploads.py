import pytest

from core import storage
from core.actor import Actor
from core.errors import Conflict, Forbidden, NotFound, Refusal
from core.settings import settings
from db.models import DraftFile
from services import appeals, uploads
from tests import _people
from tests._kept import kept, the_only
from tests._people import a_pdf

pytestmark = pytest.mark.usefixtures("database")


APPEAL = {"topic": "connection", "kind": "question", "text": "Когда приедет инженер?"}


def send(actor: Actor, key: str, name: str) -> None:
    content = a_pdf()
    question = uploads.place(actor, key, name, len(content))
    with storage.incoming([content]) as incoming:
        uploads.take(actor, key, question, "план.pdf", incoming)


@pytest.mark.parametrize(
    ("key", "name"), [("tp_15", "plan"), ("tp_15", "passport_copy"), ("tp_15.scan", "files"), ("appeal", "files")]
)
def test_a_consumer_sends_files_to_forms_scans_and_appeals(maria: Actor, key: str, name: str) -> None:
    send(maria, key, name)

    assert the_only(DraftFile).question == name


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("nothing", "files"), ("tp_15", "nothing"), ("tp_15", "last_name"), ("tp_15", "__class__"), ("other.scan", "x"),
        ("_form", "files"), ("tp_15.scan", "plan"), ("", ""),
    ],
)  # fmt: skip
def test_what_takes_no_file_is_not_found(maria: Actor, key: str, name: str) -> None:
    with pytest.raises(NotFound):
        uploads.place(maria, key, name, 10)


def test_a_form_that_is_not_for_the_applicant_takes_no_file() -> None:
    company = _people.a_consumer("company", "elka@example.org")

    with pytest.raises(NotFound):
        uploads.place(company, "tp_15", "plan", 10)


def test_an_employee_sends_files_for_a_card_that_is_there(maria: Actor, engineer: Actor) -> None:
    reg_no = _people.a_registered_application(maria)

    send(engineer, f"document.{reg_no.replace('/', '-')}", "files")

    assert [entry.question for entry in kept(DraftFile)] == ["files"]
    with pytest.raises(NotFound):
        uploads.place(engineer, "document.999-26", "files", 10)


def test_both_sides_send_files_to_an_appeal_that_is_open(maria: Actor, engineer: Actor) -> None:
    number = appeals.send(maria, APPEAL, "key").number

    send(maria, f"appeal.{number}", "files")
    send(engineer, f"answer.{number}", "files")

    assert [entry.question for entry in kept(DraftFile)] == ["files", "files"]
    appeals.close(maria, number)
    for actor, key in ((maria, f"appeal.{number}"), (engineer, f"answer.{number}")):
        with pytest.raises(Conflict, match="больше нельзя"):
            uploads.place(actor, key, "files", 10)


def test_an_appeal_that_is_not_ones_own_takes_no_file(maria: Actor, stranger: Actor, engineer: Actor) -> None:
    number = appeals.send(maria, APPEAL, "key").number

    for actor, key in ((stranger, f"appeal.{number}"), (maria, "appeal.26-999999"), (engineer, "answer.26-999999")):
        with pytest.raises(NotFound):
            uploads.place(actor, key, "files", 10)


def test_each_side_has_its_own_places(maria: Actor, engineer: Actor) -> None:
    number = appeals.send(maria, APPEAL, "key").number
    of_staff, of_consumers = (
        ("document.001-26", f"answer.{number}"),
        ("tp_15", "tp_15.scan", "appeal", f"appeal.{number}"),
    )
    for actor, key in (*((maria, key) for key in of_staff), *((engineer, key) for key in of_consumers)):
        with pytest.raises(Forbidden):
            uploads.place(actor, key, "files", 10)
    with pytest.raises(Forbidden):
        uploads.place(_people.an_employee("admin"), "document.001-26", "files", 10)


def test_a_full_draft_says_so_before_the_file_comes(maria: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    send(maria, "tp_15", "plan")

    with pytest.raises(Refusal, match="больше 50 МБ"):
        uploads.place(maria, "tp_15", "plan", 50 * storage.ONE_MIB)
    monkeypatch.setattr("services.drafts.MOST_FILES", 1)
    with pytest.raises(Refusal, match="не больше 1 файлов"):
        uploads.place(maria, "tp_15", "plan", 10)
    assert settings().max_file_mib == 10


def test_the_mark_of_a_page_is_of_one_person(maria: Actor, stranger: Actor) -> None:
    assert uploads.owner(maria) == uploads.owner(maria) != uploads.owner(stranger)
    assert str(maria.user_id) != uploads.owner(maria)
