"""Which paragraph of the Rules an application falls under, and what follows."""

import pickle
from decimal import Decimal
from typing import Any

import pytest

from regulations.applicants import (
    ApplicantCategory,
    ApplicantType,
    ConnectionRequest,
    EndDocument,
    PowerBand,
    Procedure,
    ReliabilityCategory,
    category,
    end_document,
    inspection_required,
    power_band,
    procedure,
)

PERSON, COMPANY, ENTREPRENEUR = ApplicantType.all()
FIRST, SECOND, THIRD = ReliabilityCategory
SIMPLIFIED = {"p12_1", "p13_2", "p13_3", "p13_4", "p13_5", "p14"}


def a_request(who: ApplicantType, power_kw: str, **other: Any) -> ConnectionRequest:
    return ConnectionRequest(applicant_type=who, power_total_kw=Decimal(power_kw), **other)


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (a_request(PERSON, "15", household_use=True), ApplicantCategory.P14),
        (a_request(PERSON, "15.001", household_use=True), ApplicantCategory.P9),
        (a_request(PERSON, "15", household_use=False), ApplicantCategory.P9),
        (a_request(PERSON, "15", household_use=True, sources_count=2), ApplicantCategory.P9),
        (a_request(PERSON, "700"), ApplicantCategory.P9),
        (a_request(COMPANY, "15"), ApplicantCategory.P12_1),
        (a_request(COMPANY, "150"), ApplicantCategory.P12_1),
        (a_request(ENTREPRENEUR, "150", reliability_category=SECOND), ApplicantCategory.P12_1),
        (a_request(ENTREPRENEUR, "150", reliability_category=FIRST), ApplicantCategory.P9),
        (a_request(COMPANY, "150.001"), ApplicantCategory.P12),
        (a_request(COMPANY, "400", reliability_category=FIRST), ApplicantCategory.P12),
        (a_request(COMPANY, "669.999"), ApplicantCategory.P12),
        (a_request(COMPANY, "670"), ApplicantCategory.P9),
    ],
)
def test_a_load_falls_under_the_paragraph_of_its_applicant_and_power(
    request_: ConnectionRequest, expected: ApplicantCategory
) -> None:
    assert category(request_) is expected


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (a_request(COMPANY, "1000", temporary=True), ApplicantCategory.P13),
        (a_request(PERSON, "15", temporary=True, household_use=True), ApplicantCategory.P13),
        (a_request(COMPANY, "150", temporary=True, mobile=True), ApplicantCategory.P13),
        (a_request(COMPANY, "151", temporary=True, mobile=True), ApplicantCategory.P12),
        (a_request(COMPANY, "100", temporary=True, decommission=True), ApplicantCategory.P13),
        (a_request(COMPANY, "100", decommission=True), ApplicantCategory.P13_8),
    ],
)
def test_temporary_comes_before_decommissioning_and_both_before_power(
    request_: ConnectionRequest, expected: ApplicantCategory
) -> None:
    assert category(request_) is expected


@pytest.mark.parametrize("who", ApplicantType.all())
@pytest.mark.parametrize(
    ("power_kw", "other", "of_person", "of_business"),
    [
        ("0", {"load_present": False}, "p13_4", "p13_2"),
        ("15", {"household_use": True}, "p13_5", "p13_3"),
        ("150", {}, "p13_5", "p13_3"),
        ("150.5", {}, "p9", "p12"),
        ("100", {"sources_count": 2}, "p9", "p12_1"),
    ],
)
def test_micro_generation_has_its_own_paragraphs(
    who: ApplicantType, power_kw: str, other: dict[str, Any], of_person: str, of_business: str
) -> None:
    found = category(a_request(who, power_kw, microgen=True, **other))

    assert found == (of_person if who is PERSON else of_business)


@pytest.mark.parametrize("paragraph", ApplicantCategory)
def test_six_paragraphs_are_simplified_and_the_others_full(paragraph: ApplicantCategory) -> None:
    assert (procedure(paragraph) is Procedure.SIMPLIFIED) == (paragraph.value in SIMPLIFIED)


@pytest.mark.parametrize("paragraph", ApplicantCategory)
@pytest.mark.parametrize("voltage_kv", ["0.22", "0.4", "6", "10"])
def test_only_the_simplified_low_voltage_case_ends_with_a_notice_and_without_an_inspection(
    paragraph: ApplicantCategory, voltage_kv: str
) -> None:
    voltage = Decimal(voltage_kv)

    by_notice = paragraph.value in SIMPLIFIED and voltage <= Decimal("0.4")

    assert (end_document(paragraph, voltage) is EndDocument.READINESS_NOTICE) == by_notice
    assert inspection_required(paragraph, voltage) != by_notice


@pytest.mark.parametrize(
    ("power_kw", "band"),
    [
        ("3", PowerBand.UP_TO_15),
        ("15", PowerBand.UP_TO_15),
        ("15.001", PowerBand.UP_TO_150),
        ("150", PowerBand.UP_TO_150),
        ("150.001", PowerBand.UNDER_670),
        ("669.999", PowerBand.UNDER_670),
        ("670", PowerBand.FROM_670),
    ],
)
def test_a_band_includes_its_limit_as_the_report_says(power_kw: str, band: PowerBand) -> None:
    assert power_band(Decimal(power_kw)) is band


def test_generation_is_a_band_of_its_own() -> None:
    assert power_band(Decimal(15), generation=True) is PowerBand.GENERATION


def test_the_three_types_are_named_as_on_the_login_page() -> None:
    assert [(who, who.label) for who in ApplicantType.all()] == [
        ("person", "Физическое лицо"),
        ("company", "Юридическое лицо"),
        ("entrepreneur", "Индивидуальный предприниматель"),
    ]


@pytest.mark.parametrize("choices", [ApplicantType, ApplicantCategory, Procedure, EndDocument, PowerBand])
def test_every_choice_is_found_by_its_stored_value_and_has_its_own_label(choices: type[ApplicantType]) -> None:
    assert all(choices(choice.value) is choice for choice in choices)
    assert len({choice.label for choice in choices}) == len(choices)


def test_a_choice_survives_being_stored_in_a_session() -> None:
    assert pickle.loads(pickle.dumps(PERSON)) is PERSON  # noqa: S301  our own bytes
