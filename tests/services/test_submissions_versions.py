"""What was sent is read by the version of the form it was sent in, whatever the form is today."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.actor import Actor
from core.settings import settings
from db.models import Submission
from services import forms, registration, submissions
from tests import _people
from tests._kept import the_only
from tests._own_forms import put
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")
SPRING, SUMMER = datetime(2026, 4, 1, 9, tzinfo=UTC), datetime(2026, 6, 1, 9, tzinfo=UTC)
OWNERS = '''
class Owner(Group):
    """Собственник."""

    name: Annotated[PersonName, Field(title="Фамилия")]
    passport: Annotated[PassportNumber, Field(title="Номер паспорта")]
'''


def told(actor: Actor, number: str) -> dict[str, str]:
    return {label: value for _, rows in submissions.sheet(actor, number).readable for label, value in rows}


def test_a_sending_keeps_the_version_it_was_sent_in(maria: Actor) -> None:
    _people.a_sent_application(maria)

    assert the_only(Submission).form_version == forms.declared()["tp_15"].version()


def test_what_was_an_application_when_it_was_sent_is_registered_as_one(
    maria: Actor, operator: Actor, own_forms: Path, time: Time
) -> None:
    of_connection = "from forms._connection import Connection, ConnectionForm\n"
    put(own_forms, "plug", "text: Line\ndef connection(self):\n    return Connection(self.text, '', 1, 0, 1)\n",
        before=of_connection, valid_until=date(2026, 4, 30))  # fmt: skip
    as_application = (own_forms / "plug.py").read_text(encoding="utf-8").replace("(Form)", "(ConnectionForm)")
    (own_forms / "plug.py").write_text(as_application, encoding="utf-8")
    put(own_forms, "plug_2", version_of="plug", valid_from=date(2026, 5, 1))
    time.is_now(SPRING)
    number = _people.a_sent_form(maria, forms.declared()["plug"])
    time.is_now(SUMMER)

    start = registration.start(operator, number)

    assert submissions.is_application(the_only(Submission))
    assert start is not None
    assert start["object_name"] == "Когда приедет инженер для осмотра?"


def test_what_identified_in_an_older_version_is_masked_still(
    maria: Actor, manager: Actor, own_forms: Path, time: Time
) -> None:
    put(own_forms, "pass", 'no: Annotated[PassportNumber, Field(title="Номер")]\n'
        'a_copy: Annotated[Attachments, Field(title="Копия"), Accepts("ГК РФ", at_least=1, identity=True)] = ()\n',
        valid_until=date(2026, 4, 30))  # fmt: skip
    put(own_forms, "pass_2", version_of="pass", valid_from=date(2026, 5, 1))
    time.is_now(SPRING)
    number = _people.a_sent_form(maria, forms.declared()["pass"], no="123457")
    time.is_now(SUMMER)

    assert told(manager, number)["Номер"] == "••••57"
    assert submissions.sheet(manager, number).files == ()


def test_what_identifies_in_a_row_of_a_group_is_masked(
    maria: Actor, operator: Actor, manager: Actor, own_forms: Path
) -> None:
    put(own_forms, "owners", 'owners: Annotated[tuple[Owner, ...], Field(title="Собственники"), '
        'Repeats("Собственник", at_least=1)]\n', before=OWNERS)  # fmt: skip
    rows = [{"name": "Ёлкин", "passport": "123457"}, {"name": "Елкина", "passport": "654321"}]

    number = _people.a_sent_form(maria, forms.declared()["owners"], owners=rows)

    assert told(operator, number)["Собственник 2"] == "Фамилия: Елкина; Номер паспорта: 654321"
    assert told(manager, number)["Собственник 2"] == "Фамилия: Елкина; Номер паспорта: ••••21"


def test_what_was_sent_as_a_form_nobody_knows_any_more_shows_no_number_and_no_file_to_who_may_not_identify(
    maria: Actor, operator: Actor, manager: Actor, own_forms: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(own_forms, "pass", 'no: Annotated[PassportNumber, Field(title="Номер")]\n'
        'scan_of_it: Annotated[Attachments, Field(title="Копия"), Accepts("ГК РФ", at_least=1, identity=True)] = ()\n',
    )  # fmt: skip
    number = _people.a_sent_form(maria, forms.declared()["pass"], no="123457")
    monkeypatch.delenv("PORTAL_FORMS_DIR")
    settings.cache_clear()

    assert told(manager, number) == {"Номер": "••••57"}
    assert submissions.sheet(manager, number).files == ()
    assert told(operator, number) == {"Номер": "123457"}
    assert len(submissions.sheet(operator, number).files) == 1
