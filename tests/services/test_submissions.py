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
from core.errors import Conflict, Forbidden, Invalid, NotFound, Refusal
from core.settings import settings
from db.models import Draft, DraftFile, File, Notification, Submission, SubmissionFile
from forms._questions import Question, questions
from forms._scan import Scan
from forms.other import OtherDocument
from forms.tp_15 import ApplicationUpTo15
from services import notifications, submissions
from tests import _people
from tests._kept import acts, everything, kept, letters, the_only
from tests._people import a_pdf, a_png
from tests._together import at_once
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")

KEY = "tp_15"


@pytest.fixture
def maria(database: str) -> Actor:  # noqa: ARG001 - the database comes first
    return _people.a_consumer()


def question(name: str, form: type[ApplicationUpTo15] | type[OtherDocument] = ApplicationUpTo15) -> Question:
    return next(asked for asked in questions(form) if asked.name == name)


def attach(actor: Actor, content: bytes, to: str = "plan", name: str = "план.pdf") -> str:
    return submissions.attach(actor, KEY, question(to), name, content).public_id


def send(actor: Actor, send_key: str = "", **changes: Any) -> submissions.Sent:
    answers = _people.valid_answers(ApplicationUpTo15) | changes
    return submissions.send(actor, KEY, KEY, answers, send_key or str(uuid.uuid4()), form=ApplicationUpTo15)


def with_files(actor: Actor) -> None:
    _people.a_draft_with_files(actor, ApplicationUpTo15, KEY)


def printed(sheet: submissions.Sheet) -> str:
    assert sheet.copy is not None
    pages = PdfReader(io.BytesIO(storage.path(sheet.copy.sha256).read_bytes())).pages
    return _bare("".join(page.extract_text() for page in pages))


def _bare(text: str) -> str:
    """Leave out what the layout adds: blanks, hyphens at line ends and soft hyphens."""
    return re.sub(r"[\s\u00ad\u2010-]", "", text)


def test_a_new_draft_begins_with_what_the_profile_knows(maria: Actor) -> None:
    draft = submissions.draft(maria, ApplicationUpTo15, KEY)

    assert draft.answers["last_name"] == "Щербакова"
    assert draft.answers["snils"] == "028-278-217 65"
    assert "inn" not in draft.answers
    assert (draft.files, draft.saved_at) == ({}, None)


def test_a_draft_keeps_unsound_answers_and_files_until_the_next_time(maria: Actor, time: Time) -> None:
    saved_at = submissions.save_draft(maria, KEY, {"power_new_kw": "много", "last_name": ""})
    time.passes(days=30)
    file_id = attach(maria, a_pdf())

    draft = submissions.draft(maria, ApplicationUpTo15, KEY)

    assert draft.answers == {"power_new_kw": "много", "last_name": ""}
    assert [kept.public_id for kept in draft.files["plan"]] == [file_id]
    assert saved_at < time.now == draft.saved_at


def test_a_later_draft_replaces_the_answers_and_leaves_the_files(maria: Actor) -> None:
    submissions.save_draft(maria, KEY, {"comment": "раз"})
    attach(maria, a_pdf())
    submissions.save_draft(maria, KEY, {"comment": "два"})

    draft = submissions.draft(maria, ApplicationUpTo15, KEY)

    assert draft.answers == {"comment": "два"}
    assert list(draft.files) == ["plan"]


def test_every_person_and_form_has_a_draft_of_its_own(maria: Actor) -> None:
    stranger = _people.a_consumer(email="stranger@example.org")
    submissions.save_draft(maria, KEY, {"comment": "моё"})
    submissions.save_draft(maria, "other", {"purpose": "моё другое"})

    assert submissions.draft(stranger, ApplicationUpTo15, KEY).answers.get("comment") is None
    assert {draft.form for draft in submissions.drafts(maria)} == {KEY, "other"}
    assert submissions.drafts(stranger) == []


def test_drafts_are_listed_newest_first_by_the_title_of_their_form(maria: Actor, time: Time) -> None:
    submissions.save_draft(maria, "other", {})
    time.passes(minutes=1)
    submissions.save_draft(maria, KEY, {})
    submissions.save_draft(maria, "appeal", {})

    assert [(draft.form, draft.title) for draft in submissions.drafts(maria)] == [
        (KEY, ApplicationUpTo15.title),
        ("other", OtherDocument.title),
    ]


def test_two_tabs_that_save_a_new_draft_at_once_keep_one(maria: Actor) -> None:
    outcomes = at_once(*[partial(submissions.save_draft, maria, KEY, {"comment": "да"})] * 3)

    assert [outcome for outcome in outcomes if not isinstance(outcome, datetime)] == []
    assert the_only(Draft).answers == {"comment": "да"}


def test_files_lie_under_their_questions(maria: Actor) -> None:
    attach(maria, a_pdf("1"), "plan", "раз.pdf")
    attach(maria, a_png(), "passport_copy", "два.png")
    attach(maria, a_pdf("3"), "plan", "три.pdf")

    files = submissions.draft(maria, ApplicationUpTo15, KEY).files

    assert {name: [kept.name for kept in attached] for name, attached in files.items()} == {
        "plan": ["раз.pdf", "три.pdf"],
        "passport_copy": ["два.png"],
    }


def test_a_file_can_be_taken_out_again_by_its_owner_only(maria: Actor) -> None:
    first, second = attach(maria, a_pdf("1")), attach(maria, a_pdf("2"))
    stranger = _people.a_consumer(email="stranger@example.org")

    submissions.detach(stranger, KEY, second)
    submissions.detach(maria, KEY, first)

    [left] = submissions.draft(maria, ApplicationUpTo15, KEY).files["plan"]
    assert left.public_id == second


def test_a_draft_can_be_thrown_away(maria: Actor) -> None:
    attach(maria, a_pdf())

    submissions.drop_draft(maria, KEY)
    submissions.drop_draft(maria, KEY)

    assert (kept(Draft), kept(DraftFile)) == ([], [])


def test_a_form_takes_twenty_files(maria: Actor) -> None:
    for number in range(submissions.MOST_FILES):
        attach(maria, a_pdf(str(number)))

    with pytest.raises(Refusal, match="не больше 20 файлов"):
        attach(maria, a_pdf("лишний"))
    assert len(kept(DraftFile)) == 20


def test_a_form_takes_fifty_mebibytes(maria: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_MAX_FILE_MIB", "30")
    settings.cache_clear()
    large = a_pdf().ljust(25 * storage.ONE_MIB, b"\n")
    attach(maria, large)
    attach(maria, large)

    with pytest.raises(Refusal, match="больше 50 МБ"):
        attach(maria, a_png(), name="план.png")


def test_a_question_without_files_takes_none(maria: Actor) -> None:
    with pytest.raises(NotFound):
        attach(maria, a_pdf(), "last_name")


def test_an_employee_has_no_drafts() -> None:
    engineer = _people.an_employee()

    with pytest.raises(Forbidden):
        submissions.draft(engineer, ApplicationUpTo15, KEY)
    with pytest.raises(Forbidden):
        submissions.save_draft(engineer, KEY, {})
    with pytest.raises(Forbidden):
        send(engineer)


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
    submissions.save_draft(maria, KEY, {"comment": "почти готово"})
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

    answers = [value for _, rows in sheet.readable for row in rows for value in row]
    assert len(answers) > 40
    assert [answer for answer in answers if _bare(answer) not in text] == []
    assert [file.sha256 for _, file in sheet.files if file.sha256 not in text] == []
    assert len(sheet.files) == 3
    assert _bare(sheet.number) in text


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
    submissions.attach(maria, f"{KEY}.scan", files, "заявка.pdf", a_pdf())

    sent = submissions.send(maria, KEY, f"{KEY}.scan", {"comment": "С дачи"}, "key", form=Scan)

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
        submissions.send(maria, "invented", "invented", {}, "key", form=OtherDocument)


def test_one_reads_what_one_sent_and_nobody_elses(maria: Actor) -> None:
    number = _people.a_sent_application(maria)
    stranger = _people.a_consumer(email="stranger@example.org")

    assert submissions.sheet(maria, number).applicant == "Щербакова Мария Ивановна"
    assert submissions.mine(stranger) == []
    with pytest.raises(NotFound, match=number):
        submissions.sheet(stranger, number)


def test_what_was_sent_is_listed_newest_first(maria: Actor) -> None:
    first, second = _people.a_sent_application(maria), _people.a_sent_application(maria)

    assert [sent.number for sent in submissions.mine(maria)] == [second, first]
    assert [sent.number for sent in submissions.mine(maria, limit=1)] == [second]


def test_identity_is_masked_for_who_registers_nothing(maria: Actor) -> None:
    number = _people.a_sent_application(maria)

    def snils_for(role: str) -> str:
        return dict(submissions.sheet(_people.an_employee(role), number).applicant_rows)["СНИЛС"]

    assert snils_for("operator") == "028-278-217 65"
    assert snils_for("engineer") == "•••-•••-••• 65"


def test_the_administrator_reads_nothing_that_was_sent(maria: Actor) -> None:
    number = _people.a_sent_application(maria)

    with pytest.raises(Forbidden):
        submissions.sheet(_people.an_employee("admin"), number)


def test_the_most_urgent_waits_first_and_pages_do_not_overlap(maria: Actor, time: Time) -> None:
    time.is_now(datetime(2026, 3, 5, 9, tzinfo=UTC))
    later = [_people.a_sent_application(maria) for _ in range(2)]
    time.passes(days=-1)
    urgent = _people.a_sent_application(maria)
    operator = _people.an_employee("operator")

    first_page = submissions.waiting(operator, limit=2)
    row_id, last = first_page[-1]
    second_page = submissions.waiting(operator, after=(last.register_by, row_id), limit=2)

    assert [sheet.number for _, sheet in first_page + second_page] == [urgent, *later]
    assert submissions.count_waiting(operator) == 3


@pytest.mark.parametrize("role", ["engineer", "economist", "admin"])
def test_only_who_registers_sees_what_waits(role: str) -> None:
    with pytest.raises(Forbidden):
        submissions.waiting(_people.an_employee(role))


def test_what_is_returned_is_told_with_its_reason(maria: Actor) -> None:
    number = _people.a_sent_application(maria)
    operator = _people.an_employee("operator")

    submissions.return_back(operator, number, "  Нет второй страницы паспорта.\n")

    [sent] = submissions.mine(maria, waiting_only=True)
    assert sent.status_label == "Возвращено"
    assert submissions.sheet(maria, number).returned_reason == "Нет второй страницы паспорта."
    [letter] = letters("submission_returned")
    assert "Нет второй страницы паспорта." in letter.body
    assert acts()[-1] == "submission.returned"
    assert submissions.waiting(operator) == []


def test_nothing_is_returned_without_a_reason(maria: Actor) -> None:
    number = _people.a_sent_application(maria)

    with pytest.raises(Invalid) as refused:
        submissions.return_back(_people.an_employee("operator"), number, " ")

    assert list(refused.value.remarks) == ["reason"]
    assert the_only(Submission).status == submissions.WAITING


def test_what_is_no_application_is_taken_into_work(maria: Actor) -> None:
    number = _people.a_sent_form(maria, OtherDocument)

    submissions.accept(_people.an_employee("lawyer"), number)

    assert submissions.mine(maria)[0].status_label == "Принято в работу"
    assert submissions.mine(maria, waiting_only=True) == []
    [letter] = letters("submission_accepted")
    assert number in letter.subject


def test_what_is_finished_cannot_be_finished_again(maria: Actor) -> None:
    number = _people.a_sent_application(maria)
    operator = _people.an_employee("operator")
    submissions.accept(operator, number)

    for again in (
        partial(submissions.accept, operator, number),
        partial(submissions.return_back, operator, number, "?"),
    ):
        with pytest.raises(Conflict, match="уже закончили: принято в работу"):
            again()


def test_two_employees_who_decide_at_once_decide_once(maria: Actor) -> None:
    number = _people.a_sent_application(maria)
    operator, lawyer = _people.an_employee("operator"), _people.an_employee("lawyer")

    outcomes = at_once(
        partial(submissions.accept, operator, number), partial(submissions.return_back, lawyer, number, "Не то.")
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "NoneType"]
    assert len(letters("submission_accepted") + letters("submission_returned")) == 1


def test_what_was_never_sent_is_not_found() -> None:
    operator = _people.an_employee("operator")

    for act in (submissions.accept, submissions.sheet):
        with pytest.raises(NotFound, match="26-999999"):
            act(operator, "26-999999")
    with pytest.raises(Forbidden):
        submissions.accept(_people.an_employee("engineer"), "26-999999")
