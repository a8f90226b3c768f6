"""What is sent about an application: whose it must be, when, and who reads it."""

import uuid
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from core.actor import Actor
from core.errors import Conflict, Forbidden, Invalid, NotFound
from db.models import Application, Draft, File, Submission
from db.session import transaction
from forms._questions import questions
from forms.meter import MeterRequest
from forms.supply import Supply
from forms.survey import Survey
from forms.tu_done import ConditionsFulfilled
from services import cards, drafts, files, registration, submissions, uploads
from services.draft_keys import DraftKey
from tests import _people
from tests._kept import kept, letters, the_only
from tests._together import at_once

pytestmark = pytest.mark.usefixtures("database")


def send(actor: Actor, key: DraftKey, form: Any, **changes: Any) -> submissions.Sent:
    return submissions.send(actor, str(key), _people.valid_answers(form) | changes, str(uuid.uuid4()))


def move(reg_no: str, status: str) -> None:
    with transaction() as session:
        session.scalars(select(Application).where(Application.reg_no == reg_no)).one().status = status


def test_what_is_sent_from_a_card_belongs_to_its_application_whatever_the_answers_say(maria: Actor) -> None:
    mine, other = (_people.an_application_in("contract", maria) for _ in range(2))

    sent = send(maria, DraftKey("tu_done", mine), ConditionsFulfilled, application=other)

    assert sent.application_no == mine
    assert [entry.number for entry in submissions.of_card(maria, mine)] == [sent.number]
    assert submissions.of_card(maria, other) == []
    assert the_only(Submission, Submission.form == "tu_done").answers["application"] == mine


def test_the_applications_own_form_stays_what_it_was_registered_from(maria: Actor) -> None:
    reg_no = _people.an_application_in("contract", maria)
    own = cards.whole(maria, reg_no).submission_no

    later = _people.a_sent_form_about(maria, ConditionsFulfilled, reg_no)

    assert cards.whole(maria, reg_no).submission_no == own != later
    assert registration.start(_people.an_employee("operator"), later) is None


def test_a_form_begun_before_the_status_moved_on_is_refused_and_kept(maria: Actor) -> None:
    reg_no = _people.an_application_in("contract", maria)
    key = DraftKey("tu_done", reg_no)
    question = next(asked for asked in questions(ConditionsFulfilled) if asked.name == "photos")
    drafts.save(maria, str(key), {"visit": "утром"})
    drafts.attach(maria, str(key), question, "щит.pdf", _people.a_pdf())
    move(reg_no, "tu_notice")

    with pytest.raises(Conflict, match=r"сейчас в статусе «Получено уведомление.*Введённое сохранено"):
        send(maria, key, ConditionsFulfilled)
    with pytest.raises(Conflict):
        uploads.place(maria, str(key), "photos", 1000)

    assert drafts.begun(maria, ConditionsFulfilled, str(key)).answers["visit"] == "утром"
    assert list(drafts.begun(maria, ConditionsFulfilled, str(key)).files) == ["photos"]


def test_the_status_is_looked_at_again_when_the_form_is_written(maria: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    reg_no = _people.an_application_in("contract", maria)
    checked = drafts.checked

    def moved_meanwhile(*given: Any) -> Any:
        sound = checked(*given)
        move(reg_no, "terminated")
        return sound

    monkeypatch.setattr(drafts, "checked", moved_meanwhile)

    with pytest.raises(Conflict, match="Договор расторгнут"):
        send(maria, DraftKey("tu_done", reg_no), ConditionsFulfilled)
    assert [row.form for row in kept(Submission)] == ["tp_15"]


def test_an_application_that_is_chosen_in_the_form_must_be_ones_own_and_fit(maria: Actor, stranger: Actor) -> None:
    theirs = _people.an_application_in("contract", stranger)
    early, ripe = (_people.an_application_in(status, maria) for status in ("registered", "contract"))

    for reg_no, said in ((theirs, "не найдена"), ("999/99", "не найдена"), (early, "сейчас в статусе")):
        with pytest.raises(Invalid) as refused:
            send(maria, DraftKey("meter"), MeterRequest, application=reg_no)
        assert said in refused.value.remarks["application"]

    assert send(maria, DraftKey("meter"), MeterRequest, application=ripe).application_no == ripe
    assert send(maria, DraftKey("meter"), MeterRequest).application_no == ""


def test_a_form_that_belongs_to_an_application_is_not_sent_without_one(maria: Actor) -> None:
    reg_no = _people.an_application_in("contract", maria)

    with pytest.raises(Conflict, match="Выберите заявку"):
        send(maria, DraftKey("tu_done"), ConditionsFulfilled, application=reg_no)


def test_a_strangers_application_takes_nothing(maria: Actor, stranger: Actor) -> None:
    key = DraftKey("supply", _people.an_application_in("in_work", maria))

    with pytest.raises(NotFound):
        send(stranger, key, Supply)
    with pytest.raises(NotFound):
        uploads.place(stranger, str(key), "documents", 1000)


def test_a_scan_of_a_notice_belongs_to_its_application(maria: Actor) -> None:
    reg_no = _people.an_application_in("contract", maria)
    key = str(DraftKey("tu_done", reg_no, scan=True))
    question = uploads.place(maria, key, "files", 1000)
    drafts.attach(maria, key, question, "уведомление.pdf", _people.a_pdf())

    sent = submissions.send(maria, key, {}, "key")

    assert (sent.application_no, sent.title) == (reg_no, ConditionsFulfilled.title)


def test_who_works_on_the_card_reads_what_was_sent_about_it_and_takes_its_files(maria: Actor, engineer: Actor) -> None:
    reg_no = _people.an_application_in("contract", maria)
    key = str(DraftKey("tu_done", reg_no))
    question = next(asked for asked in questions(ConditionsFulfilled) if asked.name == "photos")
    drafts.attach(maria, key, question, "щит.pdf", _people.a_pdf())
    sent = submissions.send(maria, key, _people.valid_answers(ConditionsFulfilled), "key")

    [listed] = submissions.of_card(engineer, reg_no)
    sheet = submissions.sheet(engineer, listed.number)

    assert (listed.number, sheet.application_no) == (sent.number, reg_no)
    assert dict(sheet.readable[1][1])["Кто встретит инженера на объекте"] == "Щербаков Иван Петрович"
    assert dict(sheet.applicant_rows)["СНИЛС"] == "•••-•••-••• 65"
    assert sheet.copy is None
    assert files.open_for(engineer, sheet.files[0][1].public_id).name == "щит.pdf"


def test_a_passport_sent_later_is_seen_by_those_who_check_identities_only(maria: Actor, engineer: Actor) -> None:
    reg_no = _people.an_application_in("missing_docs", maria)
    key = str(DraftKey("supply", reg_no))
    asked = {question.name: question for question in questions(Supply)}
    for name in ("identity_files", "documents"):
        drafts.attach(maria, key, asked[name], f"{name}.pdf", _people.a_pdf(name))
    number = submissions.send(maria, key, _people.valid_answers(Supply), "key").number

    def seen_by(actor: Actor) -> list[str]:
        return [file.name for _, file in submissions.sheet(actor, number).files]

    assert seen_by(engineer) == ["documents.pdf"]
    assert seen_by(_people.an_employee("operator")) == ["identity_files.pdf", "documents.pdf"]


def test_who_only_sees_applications_sees_that_something_was_sent(maria: Actor) -> None:
    reg_no = _people.an_application_in("contract", maria)
    number = _people.a_sent_form_about(maria, ConditionsFulfilled, reg_no)
    auditor = _people.an_employee("auditor")

    assert [sent.number for sent in submissions.of_card(auditor, reg_no)] == [number]
    with pytest.raises(Forbidden):
        submissions.sheet(auditor, number)
    with pytest.raises(Forbidden):
        submissions.of_card(_people.an_employee("admin"), reg_no)


def test_what_waits_says_which_application_it_is_about_and_moves_nothing_when_accepted(maria: Actor) -> None:
    reg_no = _people.an_application_in("contract", maria)
    number = _people.a_sent_form_about(maria, ConditionsFulfilled, reg_no)
    operator = _people.an_employee("operator")

    [(_, waiting)] = submissions.waiting(operator)
    submissions.accept(operator, number)

    assert (waiting.number, waiting.application_no) == (number, reg_no)
    assert cards.whole(operator, reg_no).status.code == "contract"


def test_a_survey_waits_for_nobody_and_tells_nobody(maria: Actor) -> None:
    reg_no = _people.an_application_in("completed", maria)
    before = len(letters("submission_received"))

    _people.a_sent_form_about(maria, Survey, reg_no)

    assert the_only(Submission, Submission.form == "survey").status == submissions.ACCEPTED
    assert submissions.waiting(_people.an_employee("operator")) == []
    assert len(letters("submission_received")) == before
    assert submissions.mine(maria, waiting_only=True) == []


def test_a_survey_that_is_sent_from_two_tabs_at_once_is_counted_once(maria: Actor) -> None:
    key = DraftKey("survey", _people.an_application_in("completed", maria))

    outcomes = at_once(partial(send, maria, key, Survey), partial(send, maria, key, Survey))

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "Sent"]
    the_only(Submission, Submission.form == "survey")


def test_after_sending_the_draft_is_gone_and_its_files_are_kept_once(maria: Actor) -> None:
    reg_no = _people.an_application_in("missing_docs", maria)
    count = len(kept(File))
    key = str(DraftKey("supply", reg_no))
    question = next(asked for asked in questions(Supply) if asked.name == "documents")
    drafts.attach(maria, key, question, "выписка.pdf", _people.a_pdf())

    submissions.send(maria, key, _people.valid_answers(Supply), "key")

    assert kept(Draft) == []
    assert len(kept(File)) == count + 2, "the file and the printed copy"
