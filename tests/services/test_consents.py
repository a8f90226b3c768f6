from dataclasses import replace

import pytest

from core.actor import Actor, Visitor
from core.errors import Conflict, Forbidden, NotFound
from db.models import Consent, DeletionRequest, JournalEntry
from forms import _documents
from forms._documents import document
from forms.other import OtherDocument
from forms.registration._card import CONSENTS
from services import appeals, consents, deletion_requests, drafts, submissions
from tests import _people
from tests._kept import acts, kept, letters, the_only
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")

FROM = Visitor(address="198.51.100.4", device="Telephone")


def of(actor: Actor, code: str) -> consents.Given:
    return next(given for given in consents.mine(actor) if given.code == code)


def test_every_consent_of_the_registration_is_shown_with_when_and_from_where(maria: Actor) -> None:
    shown = consents.mine(maria)

    assert [given.title for given in shown] == [document(code).title for code in CONSENTS.values()]
    assert all(given.live and given.same_wording and given.address == "192.0.2.7" for given in shown)


@pytest.mark.parametrize("code", CONSENTS.values())
def test_each_document_says_what_revoking_means_or_why_it_cannot_be_revoked(maria: Actor, code: str) -> None:
    given = of(maria, code)

    assert bool(given.revoking) is not bool(given.standing)


@pytest.mark.parametrize("code", consents.REVOKING)
def test_a_consent_taken_back_is_dated_journalled_and_told_by_letter(maria: Actor, time: Time, code: str) -> None:
    time.passes(days=1)

    consents.revoke(maria, code)

    [letter] = letters("consent_revoked")
    [entry] = kept(JournalEntry, JournalEntry.act == "consent.revoked")
    assert (of(maria, code).revoked_at, of(maria, code).live) == (time.now, False)
    assert (letter.to, entry.object) == ("maria@example.org", code)
    assert consents.REVOKING[code] in letter.body
    assert [given.code for given in consents.mine(maria) if not given.live] == [code]


@pytest.mark.parametrize("code", consents.STANDING)
def test_what_stands_as_long_as_the_account_is_not_revoked(maria: Actor, code: str) -> None:
    with pytest.raises(Conflict, match="пока есть учётная запись"):
        consents.revoke(maria, code)

    assert of(maria, code).live


def test_revoking_twice_is_refused(maria: Actor) -> None:
    consents.revoke(maria, "informing")

    with pytest.raises(Conflict, match="уже отозвано"):
        consents.revoke(maria, "informing")


def test_without_the_consent_to_processing_the_account_is_to_be_deleted(maria: Actor) -> None:
    consents.revoke(maria, "pdn")

    assert deletion_requests.mine(maria) is not None
    assert acts()[-2:] == ["deletion.asked", "consent.revoked"]


def test_the_last_owner_cannot_take_the_processing_back_while_others_work() -> None:
    owner = _people.a_consumer("company")
    _people.a_colleague(owner)

    with pytest.raises(Conflict, match="единственный владелец"):
        consents.revoke(owner, "pdn")

    assert of(owner, "pdn").live
    assert kept(DeletionRequest) == []


def test_a_consent_given_again_is_a_new_record_beside_the_old(maria: Actor, time: Time) -> None:
    consents.revoke(maria, "informing")
    time.passes(hours=1)

    consents.give(maria, "informing", FROM)

    first, second = kept(Consent, Consent.document == "informing")
    assert first.revoked_at is not None
    assert (second.given_at, second.address, second.device, second.revoked_at) == (
        time.now,
        "198.51.100.4",
        "Telephone",
        None,
    )
    assert second.sha256 == document("informing").sha256
    assert acts()[-1] == "consent.given"


def test_without_the_agreement_about_the_signature_nothing_is_sent_and_nothing_is_lost(maria: Actor) -> None:
    consents.revoke(maria, "simple_signature")

    with pytest.raises(Conflict, match="Введённое сохранено"):
        _people.a_sent_form(maria, OtherDocument)

    assert submissions.mine(maria) == []
    assert len(drafts.mine(maria)) == 1
    consents.give(maria, "simple_signature", FROM)
    assert _people.a_sent_application(maria)


def test_agreeing_to_what_one_agrees_to_already_changes_nothing(maria: Actor) -> None:
    consents.give(maria, "informing", FROM)

    assert len(kept(Consent, Consent.document == "informing")) == 1


def test_a_newer_wording_is_said_and_can_be_agreed_to(maria: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = replace(document("pdn"), version="2027-01-01", sha256="f" * 64)
    read = _documents.document
    monkeypatch.setattr(consents, "document", lambda code: newer if code == "pdn" else read(code))
    before = of(maria, "pdn")

    consents.give(maria, "pdn", FROM)

    assert (before.live, before.same_wording, before.newest) == (True, False, "2027-01-01")
    assert (of(maria, "pdn").same_wording, of(maria, "pdn").version) == (True, "2027-01-01")


def test_taking_processing_back_ends_every_consent_to_it(maria: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = replace(document("pdn"), version="2027-01-01", sha256="f" * 64)
    monkeypatch.setattr(consents, "document", lambda _: newer)
    consents.give(maria, "pdn", FROM)

    consents.revoke(maria, "pdn")

    assert all(row.revoked_at for row in kept(Consent, Consent.document == "pdn"))


def test_a_document_nobody_is_asked_to_agree_to_is_not_found(maria: Actor) -> None:
    with pytest.raises(NotFound):
        consents.give(maria, "guide", FROM)


def test_who_wants_no_letters_gets_only_those_the_law_or_safety_demands(maria: Actor) -> None:
    consents.revoke(maria, "informing")

    number = _people.a_sent_application(maria)

    assert letters("submission_received") == []
    submissions.return_back(_people.an_employee("operator"), number, "Нет паспорта")
    assert [letter.to for letter in letters("submission_returned")] == ["maria@example.org"]


def test_who_wants_letters_again_gets_them(maria: Actor) -> None:
    consents.revoke(maria, "informing")
    consents.give(maria, "informing", FROM)

    _people.a_sent_application(maria)

    assert len(letters("submission_received")) == 1


def test_a_colleague_still_gets_the_letters_one_does_not_want() -> None:
    owner = _people.a_consumer("company")
    _people.a_colleague(owner)
    consents.revoke(owner, "informing")
    drafts.save(owner, appeals.DRAFT, {})
    answers = {"topic": "connection", "kind": "question", "text": "Когда приедет инженер для осмотра?"}
    appeals.send(owner, answers, "once")

    assert [letter.to for letter in letters("appeal_received")] == ["anna@example.org"]


def test_consents_are_ones_own(maria: Actor, stranger: Actor) -> None:
    consents.revoke(maria, "informing")

    assert of(stranger, "informing").live


def test_somebody_invited_has_agreed_to_nothing_yet() -> None:
    member = _people.a_colleague(_people.a_consumer("company"))

    assert [given.given_at for given in consents.mine(member)] == [None] * len(CONSENTS)
    consents.give(member, "pdn", FROM)
    assert of(member, "pdn").live


def test_whoever_decides_on_deletions_reads_which_consents_were_taken_back(maria: Actor, manager: Actor) -> None:
    consents.revoke(maria, "pdn_transfer")

    [row] = consents.revoked(manager)

    assert (row.applicant, row.title) == ("Щербакова Мария Ивановна", document("pdn_transfer").title)


def test_an_employee_has_no_consents_and_other_roles_read_none(maria: Actor, operator: Actor) -> None:
    with pytest.raises(Forbidden):
        consents.mine(operator)
    with pytest.raises(Forbidden):
        consents.revoke(operator, "pdn")
    with pytest.raises(Forbidden):
        consents.give(operator, "pdn", FROM)
    for somebody in (maria, operator):
        with pytest.raises(Forbidden):
            consents.revoked(somebody)
    assert the_only(Consent, Consent.document == "pdn").revoked_at is None
