"""Answers kept while they are typed, and two tabs that answer otherwise."""

from functools import partial

import pytest

from core.actor import Actor
from core.errors import NotFound, Refusal
from forms._kinds import LONGEST_PASTE
from forms.tp_15 import ApplicationUpTo15
from services import autosave, drafts
from services.drafts import DraftView
from tests._people import a_consumer
from tests._together import at_once

KEY = "tp_15"


def begun(actor: Actor) -> DraftView:
    return drafts.begun(actor, ApplicationUpTo15, KEY)


def test_what_is_typed_so_far_is_kept_as_it_stands(maria: Actor) -> None:
    autosave.keep(maria, KEY, {"object_name": "садовый д", "power_new_kw": "7,"}, tab="a", base=0)

    answers = begun(maria).answers
    assert (answers["object_name"], answers["power_new_kw"]) == ("садовый д", "7,")


def test_a_tab_never_contradicts_itself(maria: Actor) -> None:
    for text in ("д", "да", "дача"):
        saved = autosave.keep(maria, KEY, {"object_name": text}, tab="a", base=0)

    assert (saved.revision, saved.others) == (3, ())
    assert begun(maria).answers["object_name"] == "дача"


def test_two_tabs_that_answer_otherwise_lose_neither_answer(maria: Actor) -> None:
    drafts.save(maria, KEY, {"object_name": "гараж"}, tab="a", base=0)

    saved = autosave.keep(maria, KEY, {"object_name": "дача"}, tab="b", base=0)

    draft = begun(maria)
    assert saved.others == ("object_name",)
    assert draft.answers["object_name"] == "дача"
    assert draft.others == {"object_name": "гараж"}


def test_a_tab_that_has_seen_the_other_answer_may_change_it(maria: Actor) -> None:
    seen = drafts.save(maria, KEY, {"object_name": "гараж"}, tab="a", base=0).revision

    drafts.save(maria, KEY, {"object_name": "дача"}, tab="b", base=seen)

    assert begun(maria).others == {}


@pytest.mark.parametrize("answer", ["гараж", "", None])
def test_the_same_answer_or_none_contradicts_nobody(maria: Actor, answer: str | None) -> None:
    drafts.save(maria, KEY, {"object_name": answer}, tab="a", base=0)

    drafts.save(maria, KEY, {"object_name": "гараж"}, tab="b", base=0)

    assert begun(maria).others == {}


def test_an_answer_to_another_question_contradicts_nobody(maria: Actor) -> None:
    drafts.save(maria, KEY, {"object_name": "гараж"}, tab="a", base=0)

    drafts.save(maria, KEY, {"comment": "звоните"}, tab="b", base=0)

    draft = begun(maria)
    assert (draft.answers["object_name"], draft.answers["comment"], draft.others) == ("гараж", "звоните", {})


@pytest.mark.parametrize(("take", "stands"), [(True, "гараж"), (False, "дача")])
def test_the_person_chooses_between_two_answers(maria: Actor, take: bool, stands: str) -> None:  # noqa: FBT001 - the choice itself
    drafts.save(maria, KEY, {"object_name": "гараж"}, tab="a", base=0)
    drafts.save(maria, KEY, {"object_name": "дача"}, tab="b", base=0)

    drafts.settle(maria, KEY, "object_name", take=take)
    drafts.settle(maria, KEY, "object_name", take=True)  # a second press finds nothing to choose

    draft = begun(maria)
    assert (draft.answers["object_name"], draft.others) == (stands, {})


def test_typing_the_other_answer_settles_it(maria: Actor) -> None:
    drafts.save(maria, KEY, {"object_name": "гараж"}, tab="a", base=0)
    drafts.save(maria, KEY, {"object_name": "дача"}, tab="b", base=0)

    drafts.save(maria, KEY, {"object_name": "гараж"}, tab="b", base=0)

    assert begun(maria).others == {}


def test_rows_two_tabs_add_stand_together(maria: Actor) -> None:
    drafts.save(maria, KEY, {"stages": ["a"], "stages.a.power_kw": "5"}, tab="a", base=0)
    drafts.save(maria, KEY, {"stages": ["b"], "stages.b.power_kw": "7"}, tab="b", base=0)

    draft = begun(maria)
    assert draft.answers["stages"] == ["a", "b"]
    assert (draft.answers["stages.a.power_kw"], draft.answers["stages.b.power_kw"]) == ("5", "7")
    assert draft.others == {}


def test_two_tabs_that_type_at_once_lose_neither_answer(maria: Actor) -> None:
    drafts.save(maria, KEY, {"comment": "раз"}, tab="c", base=0)
    at_once(*[partial(drafts.save, maria, KEY, {"object_name": tab}, tab=tab, base=1) for tab in ("a", "b")])

    draft = begun(maria)
    assert {draft.answers["object_name"], draft.others["object_name"]} == {"a", "b"}


@pytest.mark.parametrize(
    "name", ["nothing", "", "voltage", "passport_copy", "power_total_kw", "consent", "object_name.0.x", "stages.a.b.c"]
)
def test_only_questions_that_are_typed_into_are_kept_so(maria: Actor, name: str) -> None:
    with pytest.raises(NotFound):
        autosave.keep(maria, KEY, {name: "да"}, tab="a", base=0)

    assert begun(maria).saved_at is None


def test_a_date_is_kept_before_its_field_is_left(maria: Actor) -> None:
    autosave.keep(maria, KEY, {"issued_on": "2015-06-03"}, tab="a", base=0)

    assert begun(maria).answers["issued_on"] == "2015-06-03"


@pytest.mark.parametrize("typed", ["03.06.2015", "2015-02-30", "2015-6-3", "20150603", "", "вчера"])
def test_what_is_no_date_is_refused_in_words(maria: Actor, typed: str) -> None:
    with pytest.raises(Refusal, match="не похож на дату"):
        autosave.keep(maria, KEY, {"issued_on": typed}, tab="a", base=0)

    assert begun(maria).saved_at is None


def test_a_paste_of_a_whole_book_is_refused_in_words(maria: Actor) -> None:
    with pytest.raises(Refusal, match="Наименование объекта"):
        autosave.keep(maria, KEY, {"object_name": "ы" * (LONGEST_PASTE + 1)}, tab="a", base=0)


def test_too_many_answers_at_once_are_refused(maria: Actor) -> None:
    with pytest.raises(Refusal):
        autosave.keep(maria, KEY, {f"object_name{place}": "да" for place in range(51)}, tab="a", base=0)


@pytest.mark.parametrize("key", ["tp_150x", "tp_15.scan.scan", "document.001-26", "../settings", "tu_done~001-26"])
def test_a_draft_that_cannot_be_is_not_found(maria: Actor, key: str) -> None:
    with pytest.raises(Refusal):
        autosave.keep(maria, key, {"object_name": "да"}, tab="a", base=0)


def test_what_one_person_types_is_nobody_elses(maria: Actor, stranger: Actor) -> None:
    autosave.keep(maria, KEY, {"object_name": "дача"}, tab="a", base=0)

    assert "object_name" not in begun(stranger).answers
    assert "object_name" not in begun(a_consumer("entrepreneur", "ip@example.org")).answers
