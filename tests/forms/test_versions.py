from datetime import date
from typing import Annotated

import pytest
from pydantic import Field

from forms._form import Form
from forms._kinds import Line, Section
from forms._versions import Carried, asked, carried, in_force


class Then(Form):
    """Как было."""

    title = "Заявление"
    source = "ПП 861, п. 9"
    valid_from = date(2026, 1, 1)
    valid_until = date(2027, 2, 28)

    name: Annotated[Line, Section("Кто"), Field(title="Имя")]
    fax: Annotated[Line, Field(title="Факс")] = ""


class Now(Form):
    """Как стало."""

    title = "Заявление"
    source = "ПП 861, п. 9"
    valid_from = date(2027, 3, 1)
    changes = "Вместо факса спрашиваем почту."

    name: Annotated[Line, Section("Кто"), Field(title="Имя")]
    note: Annotated[Line, Field(title="Заметка")] = ""
    email: Annotated[Line, Field(title="Почта")]


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 1, 1), Then),
        (date(2027, 2, 28), Then),
        (date(2027, 3, 1), Now),
        (date(2040, 1, 1), Now),
    ],
)
def test_a_version_is_filled_in_from_its_first_to_its_last_day(day: date, version: type[Form] | None) -> None:
    assert in_force([Now, Then], day) is version


def test_a_draft_meets_what_is_gone_and_what_is_new() -> None:
    found = carried(Now, asked(Then), {"name": "Щербакова", "fax": "22-33-44"})

    assert found == Carried("Вместо факса спрашиваем почту.", (("Факс", "22-33-44"),), ("Почта", "Заметка"))


def test_what_was_never_answered_is_not_missed() -> None:
    assert carried(Now, asked(Then), {"name": "Щербакова", "fax": ""}).gone == ()
