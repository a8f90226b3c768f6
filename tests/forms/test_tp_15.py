from decimal import Decimal
from typing import Any

import pytest

from core.errors import Invalid
from forms._connection import Connection
from forms._questions import check, questions
from forms.tp_15 import ApplicationUpTo15, Benefit
from regulations import applicants
from tests._people import valid_answers

FILES = {"passport_copy": ("passport",), "title_documents": ("title",)}


def filled(**changes: Any) -> ApplicationUpTo15:
    return check(ApplicationUpTo15, valid_answers(ApplicationUpTo15) | FILES | changes)


def remarks(**changes: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        filled(**changes)
    return refused.value.remarks


def test_the_questions_come_in_the_order_of_the_statutory_form() -> None:
    assert [question.name for question in questions(ApplicationUpTo15)] == [
        "last_name", "first_name", "middle_name", "snils", "identity", "passport_series", "passport_no",
        "other_document", "issued_by", "issued_on", "birth_date", "birth_place", "address", "lives_elsewhere",
        "actual_address", "phone", "email",
        "by_representative", "representative", "authority",
        "reason", "reason_other", "object_name", "object_address", "cadastral_no", "map_point", "household", "mining",
        "mining_no",
        "power_new_kw", "power_existing_kw", "power_total_kw", "voltage", "stages",
        "supplier", "supply_contract", "benefit", "comment",
        "passport_copy", "title_documents", "authority_copy", "benefit_proof", "plan", "other_files",
        "consent", "truth",
    ]  # fmt: skip


def test_the_sections_come_in_the_order_of_the_statutory_form() -> None:
    begun = dict.fromkeys(question.section for question in questions(ApplicationUpTo15))

    assert tuple(begun) == ApplicationUpTo15.sections


def test_the_application_leads_to_the_simplified_procedure() -> None:
    sent = filled(power_new_kw="15").connection()

    found = applicants.category(sent.request(applicants.ApplicantType.PERSON))

    assert found is applicants.ApplicantCategory.P14
    assert applicants.procedure(found) is applicants.Procedure.SIMPLIFIED


def test_the_register_keeps_object_place_and_power() -> None:
    assert filled(power_new_kw="7,5", power_existing_kw="5", voltage="0.22").connection() == Connection(
        object_name="жилой дом",
        object_address="Орловская область, д. Образцово, участок 15",
        power_new_kw=Decimal("7.5"),
        power_existing_kw=Decimal(5),
        voltage_kv=Decimal("0.22"),
        cadastral_no="57:10:0010101:123",
        reliability_category="III",
        household=True,
    )


@pytest.mark.parametrize(("new", "existing"), [("15", "0"), ("10", "5"), ("0,001", "14,999")])
def test_up_to_15_kw_in_all_this_form_is_right(new: str, existing: str) -> None:
    assert filled(power_new_kw=new, power_existing_kw=existing).power_total_kw <= 15


@pytest.mark.parametrize(("new", "existing"), [("15,001", "0"), ("10", "5,5")])
def test_above_15_kw_in_all_another_form_is_named(new: str, existing: str) -> None:
    found = remarks(power_new_kw=new, power_existing_kw=existing)

    assert list(found) == ["power_new_kw"]
    assert "до 150 кВт" in found["power_new_kw"]


@pytest.mark.parametrize("power", ["0", "-1"])
def test_nothing_to_connect_is_no_application(power: str) -> None:
    assert list(remarks(power_new_kw=power)) == ["power_new_kw"]


def test_for_business_another_form_is_named() -> None:
    assert "до 150 кВт" in remarks(household=False)["household"]


def test_more_power_needs_some_already_there() -> None:
    assert list(remarks(reason="more")) == ["reason"]
    assert filled(reason="more", power_existing_kw="5").reason == "more"


@pytest.mark.parametrize(("design", "start"), [("12.2026", "01.2027"), ("03.2027", "3.2027"), ("", "01.2026")])
def test_a_project_may_end_when_the_object_comes_into_use(design: str, start: str) -> None:
    [stage] = filled(stages=[{"design_month": design, "start_month": start, "power_kw": "7,5"}]).stages

    assert stage.design_month == design


def test_another_reason_is_put_into_words() -> None:
    assert list(remarks(reason="other")) == ["reason_other"]


def test_a_passport_is_asked_of_who_has_one() -> None:
    assert list(remarks(passport_series="", passport_no="")) == ["passport_series", "passport_no"]
    assert list(remarks(identity="other")) == ["other_document"]
    assert filled(identity="other", other_document="Временное удостоверение 123").passport_series == ""


def test_nobody_has_a_passport_before_14() -> None:
    assert list(remarks(birth_date="2010-01-01", issued_on="2023-06-01")) == ["birth_date"]
    assert filled(birth_date="2009-01-01", issued_on="2023-02-01")


def test_a_representative_shows_who_he_is() -> None:
    assert list(remarks(by_representative=True)) == ["representative", "authority", "authority_copy"]


def test_mining_is_told_with_its_number_in_the_register() -> None:
    assert list(remarks(mining=True)) == ["mining_no"]


def test_who_lives_elsewhere_says_where() -> None:
    assert list(remarks(lives_elsewhere=True)) == ["actual_address"]


@pytest.mark.parametrize("benefit", sorted(set(Benefit) - {Benefit.NONE}))
def test_a_benefit_is_proved(benefit: Benefit) -> None:
    assert list(remarks(benefit=benefit.value)) == ["benefit_proof"]


def test_only_passport_and_title_are_demanded_of_an_ordinary_applicant() -> None:
    assert list(remarks(passport_copy=(), title_documents=())) == ["passport_copy", "title_documents"]


def test_everything_the_statutory_form_asks_is_asked() -> None:
    names = {question.name for question in questions(ApplicationUpTo15)}

    assert names >= {"snils", "power_new_kw", "power_existing_kw", "power_total_kw", "voltage", "supplier", "mining"}
