"""Drafts of a form that has changed meanwhile."""

import pytest

from core.actor import Actor
from forms._versions import Carried
from services import drafts
from tests.forms.test_versions import Now, Then

KEY = "tp_15"


def test_a_draft_of_an_older_version_is_carried_over_and_says_what_has_changed(maria: Actor) -> None:
    drafts.save(maria, KEY, {"name": "Щербакова", "fax": "22-33-44"}, form=Then)

    draft = drafts.begun(maria, Now, KEY)

    assert draft.answers["name"] == "Щербакова"
    assert draft.carried == Carried("Вместо факса спрашиваем почту.", (("Факс", "22-33-44"),), ("Почта", "Заметка"))


def test_what_has_changed_is_told_until_it_has_been_read(maria: Actor) -> None:
    drafts.save(maria, KEY, {"name": "Щербакова"}, form=Then)
    drafts.save(maria, KEY, {"email": "maria@example.org"}, form=Now)
    assert drafts.begun(maria, Now, KEY).carried

    drafts.carry_over(maria, Now, KEY)

    draft = drafts.begun(maria, Now, KEY)
    assert draft.carried is None
    assert draft.answers["email"] == "maria@example.org"


@pytest.mark.parametrize("form", [Then, None])
def test_a_draft_of_this_version_or_of_none_has_no_news(maria: Actor, form: type[Then] | None) -> None:
    drafts.save(maria, KEY, {"name": "Щербакова"}, form=form)

    assert drafts.begun(maria, Then, KEY).carried is None
