from datetime import date

import pytest
from sqlalchemy import select

from core.actor import Actor
from db.models import Application
from db.session import transaction
from forms.meter import MeterRequest
from forms.supply import Supply
from forms.tu_extend import MoreTime
from services import cards, drafts
from services.draft_keys import DraftKey
from tests import _people
from workflows._documents import DocumentKind

pytestmark = pytest.mark.usefixtures("database")


def a_card_with_conditions(maria: Actor) -> str:
    reg_no = _people.an_application_in("contract", maria)
    engineer = _people.an_employee("manager")
    version = cards.whole(engineer, reg_no).version
    _people.a_placed_document(
        engineer, reg_no, DocumentKind.TU, "ту.pdf", _people.a_pdf(), version=version, number="ТУ-57",
        dated=date(2026, 3, 5),
    )  # fmt: skip
    with transaction() as session:
        row = session.scalars(select(Application).where(Application.reg_no == reg_no)).one()
        row.contract_no, row.contract_concluded_on, row.tu_valid_until = "Д-12", date(2026, 4, 1), date(2028, 4, 1)
    return reg_no


def test_a_form_about_an_application_begins_with_what_its_card_says(maria: Actor) -> None:
    reg_no = a_card_with_conditions(maria)

    answers = drafts.begun(maria, MoreTime, str(DraftKey("tu_extend", reg_no))).answers

    assert answers == {
        "application": reg_no,
        "contract_no": "Д-12",
        "contract_concluded_on": date(2026, 4, 1),
        "tu_no": "ТУ-57",
        "tu_issued_on": date(2026, 3, 5),
        "tu_valid_until": date(2028, 4, 1),
    }


def test_what_is_known_of_the_object_and_of_the_person_stands_beside(maria: Actor) -> None:
    reg_no = a_card_with_conditions(maria)

    about, free = (drafts.begun(maria, MeterRequest, key).answers for key in (str(DraftKey("meter", reg_no)), "meter"))

    assert about["object_address"] == "Орловская область, д. Образцово, участок 15"
    assert about["phone"] == free["phone"] == "+7 (910) 123-45-67"
    assert "object_address" not in free


def test_what_was_typed_is_never_overwritten(maria: Actor) -> None:
    reg_no = a_card_with_conditions(maria)
    key = str(DraftKey("tu_extend", reg_no))
    drafts.save(maria, key, {"tu_no": "", "contract_no": "12-А"})

    answers = drafts.begun(maria, MoreTime, key).answers

    assert (answers["tu_no"], answers["contract_no"], answers["application"]) == ("", "12-А", reg_no)


def test_nothing_of_a_strangers_application_is_told(maria: Actor, stranger: Actor) -> None:
    reg_no = a_card_with_conditions(maria)

    assert drafts.begun(stranger, Supply, str(DraftKey("supply", reg_no))).answers == {}


def test_each_application_has_a_draft_of_its_own_that_is_listed_by_its_number(maria: Actor) -> None:
    first, second = (_people.an_application_in("contract", maria) for _ in range(2))
    drafts.save(maria, str(DraftKey("tu_done", first)), {"visit": "утром"})
    drafts.save(maria, str(DraftKey("tu_done", second, scan=True)), {"comment": "от руки"})

    lines = {line.title: line.target for line in drafts.mine(maria)}

    assert lines == {
        f"Уведомление о выполнении технических условий, заявка {first}": f"fill?form=tu_done&application={first}",
        f"Уведомление о выполнении технических условий (файлом), заявка {second}": (
            f"send?form=tu_done&application={second}"
        ),
    }
