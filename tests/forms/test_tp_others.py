"""Applications above 150 kW, for a time, of microgeneration, and in order to take networks out of service."""

from typing import Any

import pytest

from forms._connection import ConnectionForm
from forms._form import Form, Mode
from forms._questions import check, questions
from forms.tp_decom import DecommissionApplication
from forms.tp_gen import ApplicationAbove150
from forms.tp_micro import MicrogenerationApplication
from forms.tp_temp import TemporaryApplication
from regulations import applicants
from regulations.applicants import ApplicantCategory, ApplicantType, Procedure
from tests._people import valid_answers, with_files

COMPANY, PERSON = ApplicantType.COMPANY, ApplicantType.PERSON
ONE_STAGE = {"design_month": "03.2027", "start_month": "06.2027", "category": "III"}


def filled(form: type[Form], **changes: Any) -> ConnectionForm:
    sound = check(form, with_files(form) | changes)
    assert isinstance(sound, ConnectionForm)
    return sound


def of_power(total: str, size: str, **changes: Any) -> ConnectionForm:
    """Fill the form of appendix 7 for this power, kW, with one stage and one point."""
    rows = {
        "stages": [ONE_STAGE | {"power_kw": total}],
        "points": [{"where": "Вводное устройство", "power_kw": total}],
        "first_kw": "0",
        "second_kw": "0",
        "third_kw": total,
        "supplier": "ООО «Орловский энергосбыт»",
    }
    groups = {question.name for question in questions(ApplicationAbove150) if question.row}
    answers = {
        name: told for name, told in with_files(ApplicationAbove150).items() if name.partition(".")[0] not in groups
    }
    files = {"plan": ("plan",), "title_documents": ("title",), "passport_copy": ("passport",)}
    sound = check(ApplicationAbove150, answers | files | rows | {"power_new_kw": total, "size": size} | changes)
    assert isinstance(sound, ConnectionForm)
    return sound


@pytest.mark.parametrize(
    ("kind", "total", "size", "categories", "reached"),
    [
        (COMPANY, "300", "middle", {}, ApplicantCategory.P12),
        (COMPANY, "670", "large", {}, ApplicantCategory.P9),
        (COMPANY, "100", "small", {"second_kw": "100", "third_kw": "0"}, ApplicantCategory.P12_1),
        (COMPANY, "100", "small", {"first_kw": "40", "third_kw": "60"}, ApplicantCategory.P9),
        (PERSON, "300", "middle", {}, ApplicantCategory.P9),
    ],
)
def test_above_150_kw_the_category_follows_from_applicant_power_and_reliability(
    kind: ApplicantType, total: str, size: str, categories: dict[str, str], reached: ApplicantCategory
) -> None:
    sent = of_power(total, size, **categories)

    assert applicants.category(sent.connection().request(kind)) is reached


def test_the_highest_category_of_the_power_is_the_one_of_the_application() -> None:
    assert of_power("700", "large", second_kw="200", third_kw="500").connection().reliability_category == "II"
    assert of_power("700", "large", first_kw="1", third_kw="699").connection().reliability_category == "I"


def test_between_150_and_670_kw_what_the_form_says_to_leave_out_is_not_asked() -> None:
    asked = {question.name for question in questions(ApplicationAbove150) if question.shown({"size": "middle"})}

    assert asked.isdisjoint({"transformers", "generators", "tech_min", "armour_needed"})
    assert {"points", "stages", "first_kw", "load_nature"} <= asked


@pytest.mark.parametrize("kind", ["mobile", "until_contract"])
def test_a_temporary_connection_has_a_paragraph_of_its_own(kind: str) -> None:
    contract = {"base_contract_no": "ТП-001/26", "base_contract_date": "2026-05-19"} if kind != "mobile" else {}
    asked = filled(TemporaryApplication, kind=kind, **contract).connection().request(COMPANY)

    assert applicants.category(asked) is ApplicantCategory.P13
    assert asked.mobile is (kind == "mobile")


@pytest.mark.parametrize(
    ("kind", "with_load", "reached"),
    [
        (COMPANY, False, ApplicantCategory.P13_2),
        (COMPANY, True, ApplicantCategory.P13_3),
        (PERSON, False, ApplicantCategory.P13_4),
        (PERSON, True, ApplicantCategory.P13_5),
    ],
)
def test_microgeneration_is_simplified_alone_and_with_load(
    kind: ApplicantType,
    with_load: bool,  # noqa: FBT001 - an answer
    reached: ApplicantCategory,
) -> None:
    found = applicants.category(filled(MicrogenerationApplication, with_load=with_load).connection().request(kind))

    assert found is reached
    assert applicants.procedure(found) is Procedure.SIMPLIFIED


def test_networks_are_taken_out_of_service_on_paper_by_organisations_only() -> None:
    assert DecommissionApplication.modes == {Mode.DOWNLOAD, Mode.SEND}
    assert PERSON not in DecommissionApplication.for_applicants
    sent = check(DecommissionApplication, with_files(DecommissionApplication))
    assert applicants.category(sent.connection().request(COMPANY)) is ApplicantCategory.P13_8


@pytest.mark.parametrize("form", [TemporaryApplication, MicrogenerationApplication])
def test_up_to_150_kw_no_plan_is_demanded(form: type[Form]) -> None:
    plan = next(question for question in questions(form) if question.name == "plan")

    assert not plan.needed(valid_answers(form))
