from datetime import date

import pytest

from core.actor import Actor
from core.errors import Conflict, Forbidden, Invalid, NotFound
from db.models import Consumer, JournalEntry, Letter, User
from db.session import reading
from forms._form import Form
from forms._questions import check, questions
from forms.other import OtherDocument
from forms.tp_15 import ApplicationUpTo15
from regulations.applicants import ApplicantType
from services import accounts, drafts, profile, submissions
from tests import _people
from tests._kept import kept, letters, the_only
from tests._together import at_once

pytestmark = pytest.mark.usefixtures("database")


def changed(actor: Actor, **facts: object) -> Form:
    """Return the profile as the form begins with it, with some facts answered anew."""
    known = profile.editable(actor)
    return check(known.form, known.start | facts)


def change(actor: Actor, **facts: object) -> int:
    return profile.change(actor, changed(actor, **facts), version=profile.editable(actor).version)


@pytest.mark.parametrize("kind", list(ApplicantType))
def test_the_form_begins_with_what_is_known_and_changes_nothing_by_itself(kind: str) -> None:
    actor = _people.a_consumer(kind)

    assert change(actor) == 0

    assert profile.changes(actor) == []
    assert letters("profile_changed") == []


@pytest.mark.parametrize("kind", list(ApplicantType))
def test_every_fact_is_shown_somewhere(kind: str) -> None:
    told = accounts.profile(_people.a_consumer(kind))

    assert [label for label, _ in told.rows if label not in profile.WHERE] == []


def test_each_changed_fact_is_a_line_of_the_history(maria: Actor) -> None:
    count = change(maria, phone="8 910 555-66-77", address="г. Орёл, ул. Полесская, д. 9")

    told = profile.changes(maria)
    assert count == 2
    assert {(line.label, line.was, line.now, line.by) for line in told} == {
        ("Мобильный телефон", "+7 (910) 123-45-67", "+7 (910) 555-66-77", "Щербакова Мария Ивановна"),
        (
            "Адрес регистрации",
            "302000, г. Орёл, ул. Московская, д. 1, кв. 2",
            "г. Орёл, ул. Полесская, д. 9",
            "Щербакова Мария Ивановна",
        ),
    }


def test_a_change_is_journalled_by_the_names_of_facts_and_told_by_letter(maria: Actor) -> None:
    change(maria, phone="8 910 555-66-77")

    [entry] = kept(JournalEntry, JournalEntry.act == "profile.changed")
    [letter] = letters("profile_changed")
    assert entry.facts == {"names": ["phone"]}
    assert (letter.to, letter.subject) == ("maria@example.org", "Изменены данные профиля: Мобильный телефон")
    assert "555" not in letter.body


def test_new_forms_begin_with_the_changed_facts(maria: Actor) -> None:
    change(maria, last_name="Орлова")

    with reading() as session:
        assert accounts.known(session, maria)["last_name"] == "Орлова"


def test_a_natural_person_is_called_by_the_new_name_everywhere(maria: Actor) -> None:
    change(maria, last_name="Орлова")

    assert accounts.profile(maria).name == "Орлова Мария Ивановна"
    assert the_only(User).name == "Орлова Мария Ивановна"


def test_a_new_contact_person_does_not_rename_who_logs_in() -> None:
    owner = _people.a_consumer("company")

    change(owner, contact_name="Белов Пётр Ильич")

    assert the_only(User).name == "Петров Пётр Петрович"
    assert the_only(Consumer).contact_name == "Белов Пётр Ильич"


def test_an_answer_that_does_not_hold_is_refused_as_at_registration(maria: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        changed(maria, phone="12", address="")

    assert set(refused.value.remarks) == {"phone", "address"}


def test_an_identifier_is_corrected_until_something_is_sent(maria: Actor) -> None:
    assert "inn" in profile.editable(maria).open

    assert change(maria, inn="572682968210") == 1

    assert the_only(Consumer).inn == "572682968210"


def test_an_identifier_under_which_something_was_sent_is_corrected_by_employees_alone(maria: Actor) -> None:
    _people.a_sent_application(maria)
    known = profile.editable(maria)

    with pytest.raises(Invalid) as refused:
        change(maria, inn="572682968210", phone="8 910 555-66-77")

    assert refused.value.remarks == {"inn": profile.LOCKED}
    assert known.locked == ("СНИЛС", "ИНН")
    assert set(known.open).isdisjoint(profile.IDENTIFIERS)
    assert profile.changes(maria) == []


def test_an_identifier_not_given_before_the_first_sending_is_given_once_later() -> None:
    owner = _people.a_consumer("company")
    _people.a_sent_form(owner, OtherDocument)

    assert change(owner, ogrn_date="2022-09-14") == 1

    assert profile.editable(owner).locked == ("ОГРН", "Дата внесения в реестр", "ИНН")
    with pytest.raises(Invalid):
        change(owner, ogrn_date="2022-09-15")


def test_the_date_in_the_register_is_told_as_people_write_it() -> None:
    owner = _people.a_consumer("company")

    change(owner, ogrn_date=date(2022, 9, 14))

    [line] = profile.changes(owner)
    assert (line.label, line.was, line.now) == ("Дата внесения в реестр", "", "14.09.2022")


def test_of_two_owners_the_later_is_refused_by_the_name_of_the_earlier() -> None:
    owner = _people.a_consumer("company")
    other = _people.an_owner_too(owner)
    version = profile.editable(owner).version
    mine, theirs = changed(owner, kpp="570501002"), changed(other, phone="8 910 555-66-77")
    profile.change(other, theirs, version=version)

    with pytest.raises(Conflict, match=r"Сидорова Анна Павловна.*введённое вами сохранено"):
        profile.change(owner, mine, version=version)

    assert the_only(Consumer).kpp == "570501001"
    assert [line.by for line in profile.changes(owner)] == ["Сидорова Анна Павловна"]


def test_two_who_save_at_once_do_not_undo_each_other() -> None:
    owner = _people.a_consumer("company")
    other = _people.an_owner_too(owner)
    version = profile.editable(owner).version
    mine, theirs = changed(owner, kpp="570501002"), changed(other, phone="8 910 555-66-77")

    outcomes = at_once(
        lambda: profile.change(owner, mine, version=version), lambda: profile.change(other, theirs, version=version)
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "int"]
    assert len(profile.changes(owner)) == 1


def test_a_member_sees_the_changes_and_makes_none() -> None:
    owner = _people.a_consumer("company")
    member = _people.a_colleague(owner)
    change(owner, kpp="570501002")

    assert [line.now for line in profile.changes(member)] == ["570501002"]
    with pytest.raises(Forbidden):
        profile.editable(member)
    with pytest.raises(Forbidden):
        profile.change(member, changed(owner, kpp="570501003"), version=2)


def test_nobody_sees_or_changes_the_profile_of_others(maria: Actor, stranger: Actor, operator: Actor) -> None:
    change(maria, phone="8 910 555-66-77")

    assert profile.changes(stranger) == []
    with pytest.raises(Forbidden):
        profile.changes(operator)


def test_the_form_of_another_type_of_applicant_is_none(maria: Actor) -> None:
    with pytest.raises(NotFound):
        profile.change(maria, changed(_people.a_consumer("company", "elka@example.org")), version=1)


def test_what_was_sent_keeps_the_facts_it_was_sent_with(maria: Actor) -> None:
    number = _people.a_sent_application(maria)

    change(maria, last_name="Орлова")

    sheet = submissions.sheet(maria, number)
    assert "Щербакова" in str(sheet.readable)
    assert sheet.applicant == "Орлова Мария Ивановна"


def test_the_labels_of_the_history_have_no_explanations_in_them() -> None:
    for form in profile.FORMS.values():
        told = [profile.short(question.label) for question in questions(form)]
        assert all("(" not in label and "," not in label and ":" not in label for label in told)


def test_a_draft_begun_before_keeps_what_was_typed_into_it(maria: Actor) -> None:
    drafts.save(maria, "tp_15", {"last_name": "Щербакова-Орлова"})

    change(maria, last_name="Орлова")

    assert drafts.begun(maria, ApplicationUpTo15, "tp_15").answers["last_name"] == "Щербакова-Орлова"
    assert kept(Letter)[-1].event == "profile_changed"
