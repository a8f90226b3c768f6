import io
import re
import uuid
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest
from pypdf import PdfReader

from core import storage
from core.actor import Actor
from core.errors import Conflict, Forbidden, Invalid, NotFound
from db.models import Draft, DraftFile, File, Notification, Submission, SubmissionFile, User
from forms._questions import Question, questions
from forms._scan import Scan
from forms.other import OtherDocument
from forms.tp_15 import ApplicationUpTo15
from services import drafts, notifications, submissions
from tests import _people
from tests._kept import acts, everything, kept, letters, the_only
from tests._people import a_pdf
from tests._together import at_once
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")

KEY = "tp_15"


def question(name: str) -> Question:
    return next(asked for asked in questions(ApplicationUpTo15) if asked.name == name)


def attach(actor: Actor, content: bytes, to: str = "plan", name: str = "план.pdf") -> str:
    return drafts.attach(actor, KEY, question(to), name, content).public_id


def send(actor: Actor, send_key: str = "", **changes: Any) -> submissions.Sent:
    answers = _people.valid_answers(ApplicationUpTo15) | changes
    return submissions.send(actor, KEY, answers, send_key or str(uuid.uuid4()))


def with_files(actor: Actor) -> None:
    _people.a_draft_with_files(actor, ApplicationUpTo15, KEY)


def printed(sheet: submissions.Sheet) -> str:
    assert sheet.copy is not None
    pages = PdfReader(io.BytesIO(storage.path(sheet.copy.sha256).read_bytes())).pages
    return _bare("".join(page.extract_text() for page in pages))


def _bare(text: str) -> str:
    """Leave out what the layout adds: blanks, hyphens at line ends and soft hyphens."""
    return re.sub(r"[\s\u00ad\u2010-]", "", text)


def test_sending_gives_a_number_and_a_day_to_register_by(maria: Actor, time: Time) -> None:
    time.is_now(datetime(2026, 3, 4, 21, 30, tzinfo=UTC))  # already the fifth in Orel
    with_files(maria)

    sent = send(maria)

    assert (sent.number, sent.register_by, sent.status_label) == ("26-000001", date(2026, 3, 6), "Ожидает регистрации")
    assert submissions.mine(maria) == [sent]


def test_sending_tells_the_applicant_and_the_journal_in_one_transaction(maria: Actor) -> None:
    with_files(maria)

    number = send(maria).number

    [letter] = letters("submission_received")
    assert number in letter.subject
    assert f"sent?no={number}" in letter.body
    assert [notice.event for notice in kept(Notification)] == ["account_registered", "submission_received"]
    assert acts() == ["account.registered", "submission.sent"]


def test_an_employee_sends_no_forms() -> None:
    with pytest.raises(Forbidden):
        send(_people.an_employee("manager"))


def test_sending_empties_the_draft_and_keeps_its_files(maria: Actor) -> None:
    with_files(maria)

    sheet = submissions.sheet(maria, send(maria).number)

    assert (kept(Draft), kept(DraftFile)) == ([], [])
    assert [(label, file.name) for label, file in sheet.files] == [
        (question(name).label, f"{question(name).label}.pdf") for name in ("passport_copy", "title_documents")
    ]


def test_when_nothing_of_it_can_be_told_nothing_of_it_is_sent(maria: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    with_files(maria)
    before = everything()

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(notifications, "tell", fail)
    with pytest.raises(ZeroDivisionError):
        send(maria)

    assert everything() == before


def test_unsound_answers_send_nothing_and_keep_draft_and_files(maria: Actor) -> None:
    drafts.save(maria, KEY, {"comment": "почти готово"})
    with_files(maria)
    before = everything()

    with pytest.raises(Invalid) as refused:
        send(maria, power_new_kw="16", first_name="")

    assert list(refused.value.remarks) == ["first_name", "power_new_kw"]
    assert everything() == before


def test_a_file_that_is_missing_is_told_beside_the_answers(maria: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        send(maria, snils="")

    assert list(refused.value.remarks) == ["snils", "passport_copy", "title_documents"]


def test_files_are_taken_from_the_draft_and_never_from_the_answers(maria: Actor) -> None:
    stranger = _people.a_consumer(email="stranger@example.org")
    foreign = attach(stranger, a_pdf())

    with pytest.raises(Invalid) as refused:
        send(maria, passport_copy=(), title_documents=())
    assert list(refused.value.remarks) == ["passport_copy", "title_documents"]
    with_files(maria)
    number = send(maria, plan=(foreign,)).number

    assert foreign not in [file.public_id for _, file in submissions.sheet(maria, number).files]


def test_a_button_pressed_twice_sends_once(maria: Actor) -> None:
    with_files(maria)

    first = send(maria, "one-key")
    second = send(maria, "one-key")

    assert second.number == first.number
    assert len(kept(Submission)) == len(letters("submission_received")) == 1


def test_a_button_pressed_twice_at_once_sends_once(maria: Actor) -> None:
    with_files(maria)

    outcomes = at_once(*[partial(send, maria, "one-key")] * 3)

    assert [getattr(outcome, "number", outcome) for outcome in outcomes] == [the_only(Submission).number] * 3
    assert len(letters("submission_received")) == 1


def test_a_draft_sent_from_two_tabs_at_once_is_sent_once(maria: Actor) -> None:
    with_files(maria)

    outcomes = at_once(*[partial(send, maria)] * 3)

    assert len([outcome for outcome in outcomes if isinstance(outcome, submissions.Sent)]) == 1
    assert len([outcome for outcome in outcomes if isinstance(outcome, Invalid | Conflict)]) == 2
    assert len(kept(SubmissionFile)) == 2


def test_the_key_of_another_applicant_shows_nothing_of_theirs(maria: Actor) -> None:
    stranger = _people.a_consumer(email="stranger@example.org")
    with_files(maria)
    number = send(maria, "one-key").number

    with pytest.raises(Exception) as failed:  # noqa: PT011 - any error but an answer
        send(stranger, "one-key")

    assert number not in str(failed.value)


def test_the_printed_copy_has_every_answer_and_the_digest_of_every_file(maria: Actor) -> None:
    with_files(maria)
    attach(maria, a_pdf("план"))

    sheet = submissions.sheet(maria, send(maria, comment="Собака во дворе привязана.").number)
    text = printed(sheet)

    answers = [value for _, rows in sheet.readable for _, value in rows]
    assert len(answers) > 20
    assert [answer for answer in answers if _bare(answer) not in text] == []
    assert [file.sha256 for _, file in sheet.files if file.sha256 not in text] == []
    assert len(sheet.files) == 3
    assert _bare(sheet.number) in text


def test_the_printed_copy_says_whose_simple_signature_it_bears(time: Time) -> None:
    time.is_now(datetime(2026, 3, 4, 21, 30, tzinfo=UTC))
    owner = _people.a_consumer("company")
    _people.a_draft_with_files(owner, OtherDocument, "other")
    answers = _people.valid_answers(OtherDocument)

    sent = submissions.send(owner, "other", answers, str(uuid.uuid4()))

    account = the_only(User, User.id == owner.user_id)
    text = printed(submissions.sheet(owner, sent.number))
    for told in (f"Подписал {account.name}", f"От имени {_people.EXAMPLES['name']}", "05.03.2026 00:30:00 (UTC+03:00)"):
        assert _bare(told) in text
    assert _bare(f"Учётная запись {account.account_no}, {account.email}") in text


def test_the_printed_copy_is_frozen(maria: Actor) -> None:
    with_files(maria)
    number = send(maria).number

    copy = submissions.sheet(maria, number).copy

    assert copy is not None
    assert copy.name == f"{ApplicationUpTo15.title}, {number}.pdf"
    assert the_only(File, File.public_id == copy.public_id).sha256 == copy.sha256


def test_what_was_sent_is_read_with_the_titles_of_its_day(maria: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    with_files(maria)
    number = send(maria).number
    monkeypatch.setattr(ApplicationUpTo15, "title", "Новое название")

    sheet = submissions.sheet(maria, number)

    assert sheet.title == "Заявка физического лица на присоединение до 15 кВт"
    assert sheet.readable[0][0] == "Заявитель"


def test_a_filled_blank_may_be_sent_as_a_scan(maria: Actor) -> None:
    files = next(asked for asked in questions(Scan) if asked.name == "files")
    drafts.attach(maria, f"{KEY}.scan", files, "заявка.pdf", a_pdf())

    sent = submissions.send(maria, f"{KEY}.scan", {"comment": "С дачи"}, "key")

    sheet = submissions.sheet(maria, sent.number)
    assert (sheet.form, sheet.title) == (KEY, ApplicationUpTo15.title)
    assert sheet.readable == [["", [["Комментарий", "С дачи"]]]]
    assert sheet.files[0][1].sha256 in printed(sheet)


def test_a_form_for_others_cannot_be_sent() -> None:
    company = _people.a_consumer("company")
    with_files(company)

    with pytest.raises(NotFound, match="Такой формы нет"):
        send(company)


def test_a_form_nobody_declared_cannot_be_sent(maria: Actor) -> None:
    with pytest.raises(NotFound, match="Такой формы нет"):
        submissions.send(maria, "invented", {}, "key")
