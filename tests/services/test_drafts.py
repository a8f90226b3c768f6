"""Drafts: what is kept before it is sent."""

from functools import partial

import pytest
from sqlalchemy import select

from core import clock, storage
from core.actor import Actor
from core.errors import Forbidden, Invalid, NotFound, Refusal
from core.settings import settings
from db.models import Draft, DraftFile, File
from db.session import transaction
from forms._questions import Question, questions
from forms.desk.document import PlacedDocument
from forms.other import OtherDocument
from forms.tp_15 import ApplicationUpTo15
from forms.tp_150 import ApplicationUpTo150
from services import drafts, files
from services.drafts import Saved
from tests import _people
from tests._kept import kept, the_only
from tests._people import a_pdf, a_png
from tests._together import at_once
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")

KEY = "tp_15"


def question(name: str) -> Question:
    return next(asked for asked in questions(ApplicationUpTo15) if asked.name == name)


def attach(actor: Actor, content: bytes, to: str = "plan", name: str = "план.pdf") -> str:
    return drafts.attach(actor, KEY, question(to), name, content).public_id


def test_a_new_draft_begins_with_what_the_profile_knows(maria: Actor) -> None:
    draft = drafts.begun(maria, ApplicationUpTo15, KEY)

    assert draft.answers["last_name"] == "Щербакова"
    assert draft.answers["snils"] == "028-278-217 65"
    assert "inn" not in draft.answers
    assert (draft.files, draft.saved_at) == ({}, None)


def test_a_draft_keeps_unsound_answers_and_files_until_the_next_time(maria: Actor, time: Time) -> None:
    saved_at = drafts.save(maria, KEY, {"power_new_kw": "много", "last_name": ""}).at
    time.passes(days=30)
    file_id = attach(maria, a_pdf())

    draft = drafts.begun(maria, ApplicationUpTo15, KEY)

    assert (draft.answers["power_new_kw"], draft.answers["last_name"]) == ("много", "")
    assert [kept.public_id for kept in draft.files["plan"]] == [file_id]
    assert saved_at < time.now == draft.saved_at


def test_what_two_devices_type_is_kept_together(maria: Actor) -> None:
    drafts.save(maria, KEY, {"comment": "раз", "object_name": "дом"})
    attach(maria, a_pdf())
    drafts.save(maria, KEY, {"comment": "два"})

    draft = drafts.begun(maria, ApplicationUpTo15, KEY)

    assert (draft.answers["comment"], draft.answers["object_name"]) == ("два", "дом")
    assert list(draft.files) == ["plan"]


def test_devices_that_save_different_answers_at_once_lose_none(maria: Actor) -> None:
    at_once(*[partial(drafts.save, maria, KEY, {name: "да"}) for name in ("comment", "object_name", "snils")])

    assert the_only(Draft).answers == dict.fromkeys(("comment", "object_name", "snils"), "да")


def test_a_draft_that_began_with_a_file_or_one_answer_still_has_what_the_profile_knows(maria: Actor) -> None:
    attach(maria, a_pdf())
    drafts.save(maria, KEY, {"comment": "раз"})

    answers = drafts.begun(maria, ApplicationUpTo15, KEY).answers

    assert (answers["last_name"], answers["comment"]) == ("Щербакова", "раз")


def test_every_person_and_form_has_a_draft_of_its_own(maria: Actor) -> None:
    stranger = _people.a_consumer(email="stranger@example.org")
    drafts.save(maria, KEY, {"comment": "моё"})
    drafts.save(maria, "other", {"purpose": "моё другое"})

    assert drafts.begun(stranger, ApplicationUpTo15, KEY).answers.get("comment") is None
    assert {draft.form for draft in drafts.mine(maria)} == {KEY, "other"}
    assert drafts.mine(stranger) == []


def test_drafts_are_listed_newest_first_by_the_title_of_their_form(maria: Actor, time: Time) -> None:
    drafts.save(maria, "other", {})
    time.passes(minutes=1)
    drafts.save(maria, KEY, {})
    drafts.save(maria, "appeal", {})

    assert [(draft.form, draft.title) for draft in drafts.mine(maria)] == [
        (KEY, ApplicationUpTo15.title),
        ("other", OtherDocument.title),
    ]


def test_a_draft_leads_to_the_page_it_was_begun_on(maria: Actor) -> None:
    drafts.save(maria, KEY, {})
    drafts.save(maria, f"{KEY}.scan", {"comment": "от руки"})

    lines = {draft.form: draft for draft in drafts.mine(maria)}

    assert {key: line.target for key, line in lines.items()} == {
        "tp_15": "fill?form=tp_15",
        "tp_15.scan": "send?form=tp_15",
    }
    assert lines["tp_15.scan"].title == f"{ApplicationUpTo15.title} (файлом)"


def test_two_tabs_that_save_a_new_draft_at_once_keep_one(maria: Actor) -> None:
    outcomes = at_once(*[partial(drafts.save, maria, KEY, {"comment": "да"})] * 3)

    assert [outcome for outcome in outcomes if not isinstance(outcome, Saved)] == []
    assert the_only(Draft).answers == {"comment": "да"}


def test_files_lie_under_their_questions(maria: Actor) -> None:
    attach(maria, a_pdf("1"), "plan", "раз.pdf")
    attach(maria, a_png(), "passport_copy", "два.png")
    attach(maria, a_pdf("3"), "plan", "три.pdf")

    files = drafts.begun(maria, ApplicationUpTo15, KEY).files

    assert {name: [kept.name for kept in attached] for name, attached in files.items()} == {
        "plan": ["раз.pdf", "три.pdf"],
        "passport_copy": ["два.png"],
    }


def test_a_file_can_be_taken_out_again_by_its_owner_only(maria: Actor) -> None:
    first, second = attach(maria, a_pdf("1")), attach(maria, a_pdf("2"))
    stranger = _people.a_consumer(email="stranger@example.org")

    drafts.detach(stranger, KEY, second)
    drafts.detach(maria, KEY, first)

    [left] = drafts.begun(maria, ApplicationUpTo15, KEY).files["plan"]
    assert left.public_id == second


def test_a_draft_can_be_thrown_away(maria: Actor) -> None:
    attach(maria, a_pdf())

    drafts.drop(maria, KEY)
    drafts.drop(maria, KEY)

    assert (kept(Draft), kept(DraftFile)) == ([], [])


def test_a_file_that_was_taken_out_or_thrown_away_can_no_longer_be_opened(maria: Actor) -> None:
    taken_out, thrown_away = attach(maria, a_pdf("1")), attach(maria, a_pdf("2"))

    drafts.detach(maria, KEY, taken_out)
    drafts.drop(maria, KEY)

    assert kept(File) == []
    for public_id in (taken_out, thrown_away):
        with pytest.raises(NotFound):
            files.open_for(maria, public_id)


def test_a_file_that_something_else_refers_to_outlives_the_draft(maria: Actor) -> None:
    public_id = attach(maria, a_pdf())
    with transaction() as session:
        file_id = session.scalars(select(File.id).where(File.public_id == public_id)).one()
        other = Draft(user_id=maria.user_id, form="other", answers={}, saved_at=clock.now())
        other.files = [DraftFile(question="files", file_id=file_id)]
        session.add(other)

    drafts.detach(maria, KEY, public_id)
    drafts.drop(maria, KEY)

    assert the_only(File).public_id == public_id
    drafts.drop(maria, "other")
    assert kept(File) == []


def test_content_no_file_names_is_swept_away_after_an_hour(maria: Actor, time: Time) -> None:
    gone = attach(maria, a_pdf("1"))
    stays = attach(maria, a_pdf("2"))
    digests = {row.public_id: row.sha256 for row in kept(File)}
    drafts.detach(maria, KEY, gone)

    assert files.sweep() == 0
    time.passes(hours=2)
    assert files.sweep() == 1

    assert storage.path(digests[stays])
    with pytest.raises(NotFound):
        storage.path(digests[gone])


def test_content_that_two_files_share_stays_while_one_is_left(maria: Actor, time: Time) -> None:
    first, second = attach(maria, a_pdf()), attach(maria, a_pdf(), name="ещё раз.pdf")
    drafts.detach(maria, KEY, first)
    time.passes(hours=2)

    assert files.sweep() == 0
    assert files.open_for(maria, second).path.is_file()


@pytest.mark.parametrize("forged", ["company", "entrepreneur", "", None, "кто-то ещё"])
def test_who_applies_is_what_the_account_says_whatever_is_typed_or_kept(maria: Actor, forged: object) -> None:
    typed = _people.valid_answers(ApplicationUpTo150) | {"name": "ООО «Чужая»", "applicant_kind": forged}
    drafts.save(maria, "tp_150", {"applicant_kind": forged}, form=ApplicationUpTo150)

    with pytest.raises(Invalid) as refused:
        drafts.checked(maria, ApplicationUpTo150, "tp_150", typed)

    assert drafts.begun(maria, ApplicationUpTo150, "tp_150").answers["applicant_kind"] == "person"
    assert set(refused.value.remarks) == {"passport_copy", "title_documents"}


def test_a_form_takes_twenty_files(maria: Actor) -> None:
    for number in range(drafts.MOST_FILES):
        attach(maria, a_pdf(str(number)))

    with pytest.raises(Refusal, match="не больше 20 файлов"):
        attach(maria, a_pdf("лишний"))
    assert len(kept(DraftFile)) == 20


def test_a_form_takes_fifty_mebibytes(maria: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_MAX_FILE_MIB", "30")
    settings.cache_clear()
    large = a_pdf().ljust(25 * storage.ONE_MIB, b"\n")
    attach(maria, large)
    attach(maria, large[:-1])

    with pytest.raises(Refusal, match="больше 50 МБ"):
        attach(maria, a_png(), name="план.png")


def test_one_file_larger_than_that_is_bounded_by_its_own_limit(maria: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_MAX_FILE_MIB", "60")
    settings.cache_clear()

    assert attach(maria, a_pdf().ljust(55 * storage.ONE_MIB, b"\n"))
    with pytest.raises(Refusal, match="больше 60 МБ"):
        attach(maria, a_pdf().ljust(6 * storage.ONE_MIB, b"\n"))


def test_a_file_sent_again_after_a_cut_line_is_attached_once(maria: Actor) -> None:
    first = attach(maria, a_pdf())

    again = attach(maria, a_pdf())

    assert again == first
    assert len(kept(DraftFile)) == 1


def test_equal_content_under_another_name_or_question_is_another_file(maria: Actor) -> None:
    attach(maria, a_pdf())
    attach(maria, a_pdf(), name="другой.pdf")
    attach(maria, a_pdf(), "title_documents")

    assert len(kept(DraftFile)) == 3


def test_an_employee_gathers_documents_for_a_card_alone(maria: Actor) -> None:
    engineer, colleague = _people.an_employee(), _people.an_employee("economist")
    question = next(asked for asked in questions(PlacedDocument) if asked.name == "files")
    key = drafts.of_card("001/26")
    taken = drafts.attach(engineer, key, question, "ту.pdf", a_pdf())

    assert drafts.attached(engineer, key) == {"files": (taken,)}
    assert drafts.attached(colleague, key) == {}
    assert files.open_for(engineer, taken.public_id).name == "ту.pdf"
    with pytest.raises(NotFound):
        files.open_for(colleague, taken.public_id)
    with pytest.raises(Forbidden):
        drafts.attached(maria, key)
    with pytest.raises(Forbidden):
        drafts.attach(_people.an_employee("admin"), key, question, "ту.pdf", a_pdf())


def test_a_question_without_files_takes_none(maria: Actor) -> None:
    with pytest.raises(NotFound):
        attach(maria, a_pdf(), "last_name")


def test_an_employee_has_no_drafts() -> None:
    engineer = _people.an_employee()

    with pytest.raises(Forbidden):
        drafts.begun(engineer, ApplicationUpTo15, KEY)
    with pytest.raises(Forbidden):
        drafts.save(engineer, KEY, {})
    with pytest.raises(Forbidden):
        drafts.drop(engineer, KEY)
