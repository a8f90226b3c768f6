"""Forms that become appeals: a claim, a document without a form of its own."""

import uuid
from datetime import timedelta
from functools import partial

import pytest

from core import clock
from core.actor import Actor
from db.models import Appeal, Submission
from forms.claim import Claim
from forms.other import OtherDocument
from regulations.appeals import AppealKind, due_on
from services import appeals, drafts, files, submissions, uploads
from services.draft_keys import DraftKey
from tests import _people
from tests._kept import acts, kept, letters, the_only
from tests._together import at_once

pytestmark = pytest.mark.usefixtures("database")


def test_a_claim_is_an_appeal_with_a_number_and_a_day_of_the_answer(maria: Actor) -> None:
    reg_no = _people.an_application_in("contract", maria)
    key = str(DraftKey("claim", reg_no))

    sent = submissions.send(maria, key, _people.valid_answers(Claim), "key")
    thread = appeals.thread(maria, sent.appeal_no)

    assert sent.page == f"appeal?no={sent.appeal_no}"
    assert (thread.line.kind, thread.application_no) == (AppealKind.COMPLAINT.label, reg_no)
    assert thread.line.due_on == due_on(AppealKind.COMPLAINT, clock.today()) >= clock.today() + timedelta(days=30)
    [said] = thread.messages
    assert said.text.startswith("Претензия: нарушен срок присоединения.")
    assert "Требую: Выплатить неустойку" in said.text
    assert "15\N{NO-BREAK SPACE}750,50 ₽" in said.text


def test_a_claim_waits_among_the_appeals_and_not_for_registration(maria: Actor) -> None:
    number = _people.a_sent_form(maria, Claim)
    operator = _people.an_employee("operator")

    sheet = submissions.sheet(operator, number)

    assert (sheet.status, sheet.copy is not None) == (submissions.ACCEPTED, True)
    assert submissions.waiting(operator) == []
    assert appeals.thread(operator, sheet.appeal_no).line.applicant == "Щербакова Мария Ивановна"
    assert letters("submission_received") == []
    assert len(letters("appeal_received")) == 1
    assert [act for act in acts() if act.endswith(".sent")] == ["submission.sent", "appeal.sent"]


def test_another_document_is_an_appeal_with_its_files_and_reason(maria: Actor) -> None:
    _people.a_draft_with_files(maria, OtherDocument, "other")

    sent = submissions.send(maria, "other", _people.valid_answers(OtherDocument), "key")

    [said] = appeals.thread(maria, sent.appeal_no).messages
    assert said.text == "Отправляю копию решения суда."
    assert [file.name for file in said.files] == ["Файлы.pdf"]
    assert [file for _, file in submissions.sheet(maria, sent.number).files] == list(said.files)
    manager = _people.an_employee("manager")
    assert files.open_for(manager, said.files[0].public_id).name == "Файлы.pdf"


@pytest.mark.parametrize(
    ("comment", "said"), [("Расчёт внутри.", "Расчёт внутри."), ("", "Претензия: отправлено файлом.")]
)
def test_a_claim_on_paper_is_an_appeal_with_its_scan(maria: Actor, comment: str, said: str) -> None:
    question = uploads.place(maria, "claim.scan", "files", 1000)
    drafts.attach(maria, "claim.scan", question, "претензия.pdf", _people.a_pdf())

    sent = submissions.send(maria, "claim.scan", {"comment": comment}, "key")

    [message] = appeals.thread(maria, sent.appeal_no).messages
    assert (message.text, [file.name for file in message.files]) == (said, ["претензия.pdf"])


def test_a_claim_that_is_sent_twice_at_once_is_one_appeal(maria: Actor) -> None:
    press = partial(submissions.send, maria, "claim", _people.valid_answers(Claim), str(uuid.uuid4()))

    outcomes = at_once(press, press, press)

    assert {getattr(outcome, "appeal_no", outcome) for outcome in outcomes} == {the_only(Appeal).number}
    assert len(kept(Submission)) == 1
