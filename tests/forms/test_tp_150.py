from decimal import Decimal
from typing import Any

import pytest

from core.errors import Invalid
from forms._connection import Connection
from forms._questions import check, questions, readable, with_defaults
from forms._stages import stages_of
from forms.tp_150 import ApplicationUpTo150
from regulations import applicants
from regulations.applicants import ApplicantCategory, ApplicantType, Procedure
from tests._people import BY_FORM, EXAMPLES

BUSINESS = {"load_nature": "розничная торговля"}
OF_KIND: dict[str, dict[str, Any]] = {
    "person": {},
    "entrepreneur": BY_FORM["entrepreneur"] | BUSINESS | {"ogrn_date": "2015-03-02"},
    "company": BY_FORM["company"]
    | BUSINESS
    | {"ogrn_date": "2022-05-05", "signer_name": "Петров Пётр Петрович", "signer_position": "директор"},
}
SHARED: dict[str, Any] = {
    "reason": "new",
    "voltage": "0.4",
    "power_new_kw": "100",
    "consent": True,
    "truth": True,
    "passport_copy": ("passport",),
    "title_documents": ("title",),
}
CONTACTS = ["address", "phone", "email"]
OBJECT = ["reason", "object_name", "object_address"]
each_kind = pytest.mark.parametrize("kind", ApplicantType)


def typed(kind: str, **changes: Any) -> dict[str, Any]:
    asked = {question.name for question in questions(ApplicationUpTo150)}
    answers = EXAMPLES | SHARED | OF_KIND[kind] | {"applicant_kind": kind} | changes
    return {name: answer for name, answer in answers.items() if name in asked}


def filled(kind: str = "company", **changes: Any) -> ApplicationUpTo150:
    return check(ApplicationUpTo150, typed(kind, **changes))


def remarks(kind: str = "company", **changes: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        filled(kind, **changes)
    return refused.value.remarks


def needed(kind: str, **changes: Any) -> list[str]:
    answers = with_defaults(ApplicationUpTo150, {"applicant_kind": kind} | changes)
    return [question.name for question in questions(ApplicationUpTo150) if question.needed(answers)]


def test_the_questions_come_in_the_order_of_the_statutory_form() -> None:
    assert [question.name for question in questions(ApplicationUpTo150)] == [
        "applicant_kind", "name", "last_name", "first_name", "middle_name", "ogrn", "ogrn_date", "inn", "snils",
        "identity", "passport_series", "passport_no", "other_document", "issued_by", "issued_on", "birth_date",
        "birth_place", "address", "lives_elsewhere", "actual_address", "phone", "email",
        "by_representative", "representative", "authority", "signer_name", "signer_position", "signer_basis",
        "reason", "reason_other", "object_name", "object_address", "cadastral_no", "map_point", "household", "mining",
        "mining_no", "in_apartment_house",
        "power_new_kw", "power_existing_kw", "power_total_kw", "voltage", "load_nature",
        "stages",
        "supplier", "supply_contract", "payment_plan_wanted", "procurement_44fz", "boundary_at_switchboard", "comment",
        "passport_copy", "title_documents", "authority_copy", "house_consent", "development", "plan", "other_files",
        "consent", "truth",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        ("company", ["name", "ogrn", "ogrn_date", "inn", *CONTACTS, "signer_name", "signer_position", "signer_basis"]),
        ("entrepreneur", ["last_name", "first_name", "ogrn", "ogrn_date", "inn", *CONTACTS]),
        (
            "person",
            ["last_name", "first_name", "snils", "identity", "passport_series", "passport_no", "issued_by", "issued_on",
             "birth_date", "birth_place", *CONTACTS],
        ),
    ],
)  # fmt: skip
def test_everybody_must_tell_only_what_the_rules_name(kind: str, who: list[str]) -> None:
    use = ["household", "mining"] if kind == "person" else ["mining"]
    load = [] if kind == "person" else ["load_nature"]
    copy = [] if kind == "company" else ["passport_copy"]

    found = needed(kind)

    power = ["power_new_kw", "voltage", *load]
    assert found == [
        "applicant_kind", *who, *OBJECT, *use, *power, *copy, "title_documents", "consent", "truth",
    ]  # fmt: skip


@each_kind
def test_whoever_leaves_it_all_blank_hears_of_all_that_is_needed(kind: str) -> None:
    with pytest.raises(Invalid) as refused:
        check(ApplicationUpTo150, {"applicant_kind": kind})

    given = {"applicant_kind", "identity", "signer_basis"}
    assert list(refused.value.remarks) == [name for name in needed(kind) if name not in given]


@each_kind
def test_every_kind_of_applicant_can_send_it(kind: str) -> None:
    sent = filled(kind)

    assert sent.applicant_kind == kind
    assert check(ApplicationUpTo150, sent.model_dump(mode="json")) == sent


def test_a_company_is_not_read_out_as_a_person() -> None:
    told = {label for _, rows in readable(filled("company")) for label, _ in rows}

    assert "Полное наименование организации" in told
    assert told.isdisjoint({"Фамилия", "СНИЛС", "Документ, удостоверяющий личность", "Дата рождения"})


def test_answers_for_another_kind_of_applicant_are_dropped() -> None:
    sent = filled("person", inn="мусор", ogrn="мусор", load_nature="торговля", payment_plan_wanted=True)

    assert (sent.inn, sent.ogrn, sent.load_nature, sent.payment_plan_wanted) == ("", "", "", False)


@pytest.mark.parametrize(
    ("kind", "power", "household", "expected", "procedure"),
    [
        ("company", "150", None, ApplicantCategory.P12_1, Procedure.SIMPLIFIED),
        ("entrepreneur", "15", None, ApplicantCategory.P12_1, Procedure.SIMPLIFIED),
        ("person", "100", True, ApplicantCategory.P9, Procedure.FULL),
        ("person", "15", False, ApplicantCategory.P9, Procedure.FULL),
        ("person", "15", True, ApplicantCategory.P14, Procedure.SIMPLIFIED),
    ],
)
def test_the_application_leads_to_its_category_and_procedure(
    kind: str, power: str, household: object, expected: ApplicantCategory, procedure: Procedure
) -> None:
    sent = filled(kind, power_new_kw=power, household=household).connection()

    found = applicants.category(sent.request(ApplicantType(kind)))

    assert (found, applicants.procedure(found)) == (expected, procedure)


def test_the_register_keeps_object_place_and_power() -> None:
    assert filled(power_new_kw="100,5", power_existing_kw="20", voltage="10").connection() == Connection(
        object_name="жилой дом",
        object_address="Орловская область, д. Образцово, участок 15",
        power_new_kw=Decimal("100.5"),
        power_existing_kw=Decimal(20),
        voltage_kv=Decimal(10),
        cadastral_no="57:10:0010101:123",
        reliability_category="III",
        household=False,
    )


@pytest.mark.parametrize("kind", ["company", "entrepreneur"])
def test_a_business_has_no_household(kind: str) -> None:
    assert filled(kind, household=True).connection().household is False


@pytest.mark.parametrize("answer", [True, False])
def test_a_person_says_what_the_power_is_for(answer: bool) -> None:  # noqa: FBT001 - the answer itself
    assert filled("person", household=answer).connection().household is answer
    assert list(remarks("person", household=None)) == ["household"]


@pytest.mark.parametrize(("new", "existing"), [("150", "0"), ("100", "50")])
def test_up_to_150_kw_in_all_this_form_is_right(new: str, existing: str) -> None:
    assert filled(power_new_kw=new, power_existing_kw=existing).power_total_kw == 150


@pytest.mark.parametrize(("new", "existing"), [("150,001", "0"), ("100", "50,5")])
def test_above_150_kw_in_all_another_way_is_named(new: str, existing: str) -> None:
    found = remarks(power_new_kw=new, power_existing_kw=existing)

    assert list(found) == ["power_new_kw"]
    assert "«Заявку на присоединение свыше 150 кВт" in found["power_new_kw"]


def test_a_person_up_to_15_kw_is_told_of_the_simpler_form_and_not_refused() -> None:
    [household] = [question for question in questions(ApplicationUpTo150) if question.name == "household"]

    assert "до 15 кВт" in household.hint
    assert filled("person", power_new_kw="15", household=True)


@pytest.mark.parametrize(
    ("kind", "question", "number", "sentence"),
    [
        ("company", "inn", "572682968210", "Это ИНН предпринимателя."),
        ("entrepreneur", "inn", "5705990388", "Это ИНН организации."),
        ("company", "ogrn", "315574964204630", "Это номер записи предпринимателя."),
        ("entrepreneur", "ogrn", "1225700789049", "Это номер записи организации."),
        ("company", "inn", "12345", "у организации в нём 10 цифр, у предпринимателя 12"),
        ("company", "ogrn", "12345", "в ОГРН 13 цифр, в ОГРНИП 15"),
        ("company", "inn", "5705990389", "контрольная сумма не сходится"),
        ("entrepreneur", "ogrn", "315574964204631", "контрольная сумма не сходится"),
    ],
)
def test_a_number_of_another_register_is_refused(kind: str, question: str, number: str, sentence: str) -> None:
    found = remarks(kind, **{question: number})

    assert list(found) == [question]
    assert sentence in found[question]


def test_more_power_needs_some_already_there() -> None:
    assert list(remarks(reason="more")) == ["reason"]
    assert filled(reason="more", power_existing_kw="5").reason == "more"


def test_another_activity_is_a_reason_too() -> None:
    assert filled(reason="activity").reason == "activity"
    assert list(remarks(reason="other")) == ["reason_other"]


def test_a_person_has_no_passport_before_14() -> None:
    assert list(remarks("person", birth_date="2010-01-01", issued_on="2023-06-01")) == ["birth_date"]


def test_a_person_without_a_passport_names_the_other_document() -> None:
    assert list(remarks("person", identity="other")) == ["other_document"]


@pytest.mark.parametrize("kind", ["person", "entrepreneur"])
def test_a_representative_of_people_shows_who_he_is(kind: str) -> None:
    assert list(remarks(kind, by_representative=True)) == ["representative", "authority", "authority_copy"]


def test_who_signs_for_a_company_acts_by_its_charter_or_a_power_of_attorney() -> None:
    assert filled().signer_basis == "устава"
    assert list(remarks(signer_basis="")) == ["signer_basis"]
    assert list(remarks(by_representative=True, signer_basis="")) == ["authority", "authority_copy"]


def test_who_is_elsewhere_says_where() -> None:
    assert list(remarks(lives_elsewhere=True)) == ["actual_address"]


def test_mining_is_told_with_its_number_in_the_register() -> None:
    assert list(remarks(mining=True)) == ["mining_no"]


def test_rooms_in_an_apartment_house_need_the_consent_of_its_owners() -> None:
    assert list(remarks(in_apartment_house=True)) == ["house_consent"]
    assert filled(in_apartment_house=True, house_consent=("consent",)).house_consent == ("consent",)


@pytest.mark.parametrize(
    ("existing", "powers"),
    [
        ("0", ["100"]),
        ("0", ["40", "60"]),
        ("0", ["40", "50", "10"]),
        ("0", ["10"] * 10),
        ("20", ["40", "60"]),
        ("20", ["60", "60"]),
    ],
)
def test_stages_add_up_to_what_is_new_or_to_the_whole(existing: str, powers: list[str]) -> None:
    sent = filled(power_existing_kw=existing, stages=stages_of(*powers))

    assert [stage.power_kw for stage in sent.stages] == [Decimal(power) for power in powers]


def test_stages_that_do_not_add_up_are_refused() -> None:
    found = remarks(stages=stages_of("40", "50,5"))

    assert list(found) == ["stages"]
    assert "90,5 кВт" in found["stages"]
    assert "100 кВт" in found["stages"]


def test_an_object_need_not_come_in_stages() -> None:
    assert filled().stages == ()
    assert remarks(stages=stages_of(*["10"] * 11))["stages"] == "Можно указать не больше 10. Удалите лишнее."
