"""Which forms there are, and in which versions."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from core.catalogue import WrongDeclaration
from forms._catalogue import declared, discord, every, known, of_version, versions
from forms._form import Form
from forms.tp_15 import ApplicationUpTo15
from tests._own_forms import put
from tests.conftest import Time


def test_a_form_of_the_portal_is_declared_by_its_file_name() -> None:
    assert declared()["tp_15"] is ApplicationUpTo15
    assert versions("tp_15")[0] is ApplicationUpTo15
    assert ApplicationUpTo15 in every()


def test_a_form_of_the_company_stands_beside_those_of_the_portal(own_forms: Path) -> None:
    put(own_forms, "fine")

    assert declared()["fine"].title == "Заявление"
    assert declared()["tp_15"] is ApplicationUpTo15


def test_a_form_in_several_versions_is_filled_in_as_it_is_in_force(own_forms: Path, time: Time) -> None:
    put(own_forms, "fine", title="Прежнее", valid_until=date(2026, 12, 31))
    put(own_forms, "fine_2027", title="Новое", version_of="fine", valid_from=date(2027, 1, 1))

    time.is_now(datetime(2026, 12, 31, 20, 59, tzinfo=UTC))
    before = declared()["fine"].title
    time.is_now(datetime(2026, 12, 31, 21, 0, tzinfo=UTC))  # midnight in Moscow
    after = declared()["fine"].title

    assert (before, after) == ("Прежнее", "Новое")
    assert "fine_2027" not in declared()
    assert [form.title for form in versions("fine")] == ["Прежнее", "Новое"]


def test_a_version_of_the_company_takes_the_place_of_the_portals_form_on_its_day(own_forms: Path, time: Time) -> None:
    put(own_forms, "ours_2027", title="Наша редакция", version_of="tp_15", valid_from=date(2027, 1, 1))

    time.is_now(datetime(2026, 12, 31, 12, tzinfo=UTC))
    before = declared()["tp_15"]
    time.is_now(datetime(2027, 1, 1, 12, tzinfo=UTC))

    assert before is ApplicationUpTo15
    assert declared()["tp_15"].title == "Наша редакция"


def test_what_was_sent_is_read_by_the_version_it_was_sent_in(own_forms: Path) -> None:
    put(own_forms, "fine", title="Прежнее", valid_until=date(2026, 1, 31))
    put(own_forms, "fine_2026", title="Новое", version_of="fine", valid_from=date(2026, 2, 1))
    first, second = versions("fine")

    assert of_version("fine", first.version()) is first
    assert of_version("fine", second.version()) is second
    assert of_version("fine", "") is first
    assert of_version("fine", "1999-01-01") is None
    assert of_version("nothing", "") is None


def test_a_form_that_is_closed_is_no_longer_filled_in_and_still_known(own_forms: Path, time: Time) -> None:
    put(own_forms, "fine", valid_until=date(2026, 1, 31))

    time.is_now(datetime(2026, 2, 1, 12, tzinfo=UTC))

    assert "fine" not in declared()
    assert known("fine") is versions("fine")[0]
    assert known("nothing") is None


@pytest.mark.parametrize("name", ["tp_15", "_kinds", "desk"])
def test_a_file_of_the_company_called_like_one_of_the_portal_stops_the_start(own_forms: Path, name: str) -> None:
    put(own_forms, name)

    with pytest.raises(WrongDeclaration, match=rf"{name}\.py: the portal has {name} already"):
        declared()


@pytest.mark.parametrize("name", ["my form", "Fine", "заявка", "a" * 41])
def test_a_name_that_is_no_code_stops_the_start(own_forms: Path, name: str) -> None:
    put(own_forms, name)

    with pytest.raises(WrongDeclaration, match="a name is up to 40 small Latin letters"):
        declared()


def test_a_file_that_cannot_be_read_stops_the_start_with_its_name_and_its_fault(own_forms: Path) -> None:
    (own_forms / "fine.py").write_text("from forms._kinds import Lime\n", encoding="utf-8")

    with pytest.raises(WrongDeclaration, match=r"fine\.py: cannot be read, ImportError: cannot import name 'Lime'"):
        declared()


def test_two_versions_that_begin_on_one_day_stop_the_start(own_forms: Path) -> None:
    put(own_forms, "fine")
    put(own_forms, "fine_2027", version_of="fine")

    with pytest.raises(WrongDeclaration, match=r"forms\.fine_2027 and forms\.fine begin on the same day"):
        declared()


def test_forms_of_the_company_may_share_machinery_of_their_own(own_forms: Path) -> None:
    (own_forms / "_ours.py").write_text("SOURCE = 'ГК РФ, ст. 331'\n", encoding="utf-8")
    (own_forms / "__init__.py").touch()
    put(own_forms, "fine", "source = SOURCE\ntext: Line\n", before="from forms._ours import SOURCE")

    assert declared()["fine"].source == "ГК РФ, ст. 331"
    assert not {"_ours", "__init__"} & set(declared())


def test_a_version_may_end_the_day_before_the_next_begins() -> None:
    first, second = a_version(date(2026, 1, 1), date(2026, 12, 31)), a_version(date(2027, 1, 1))

    assert list(discord([first, second])) == []


@pytest.mark.parametrize(
    ("until", "trouble"),
    [
        (None, "forms.first is still in force when forms.then begins"),
        (date(2027, 1, 1), "forms.first is still in force when forms.then begins"),
        (date(2026, 12, 30), "nothing is in force between forms.first and forms.then"),
        (date(2025, 12, 31), "forms.first ends before it begins"),
    ],
)
def test_two_versions_in_force_at_once_and_days_without_one_are_told(until: date | None, trouble: str) -> None:
    first, then = a_version(date(2026, 1, 1), until, "first"), a_version(date(2027, 1, 1), None, "then")

    assert trouble in list(discord([first, then]))


def a_version(since: date, until: date | None = None, name: str = "invented") -> type[Form]:
    facts = {"valid_from": since, "valid_until": until}
    return type("Invented", (Form,), {"__module__": f"forms.{name}", "__doc__": "Выдумана.", **facts})
