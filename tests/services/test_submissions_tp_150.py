import uuid

import pytest
from sqlalchemy import select

from core.actor import Actor
from core.errors import Invalid
from db.models import Application
from db.session import reading
from forms._questions import check, questions, with_defaults
from forms.desk.card import RegistrationCard
from forms.tp_150 import ApplicationUpTo150
from regulations.applicants import ApplicantCategory, ApplicantType
from services import applications, drafts, registration, submissions
from tests import _people

KEY = "tp_150"
TYPED = {"reason": "new", "voltage": "0.4", "power_new_kw": "15", "consent": True, "truth": True, "mining": False}
BUSINESS: dict[str, object] = {"ogrn_date": "2015-03-02", "load_nature": "торговля"}
OF_KIND: dict[str, dict[str, object]] = {
    "person": {"household": True} | {name: _people.EXAMPLES[name] for name in (
        "passport_series", "passport_no", "issued_by", "issued_on", "birth_date", "birth_place",
    )},
    "entrepreneur": BUSINESS,
    "company": BUSINESS | {"signer_name": "Петров Пётр Петрович", "signer_position": "директор"},
}  # fmt: skip
pytestmark = pytest.mark.usefixtures("database")
each_kind = pytest.mark.parametrize("kind", ApplicantType)


def sent(actor: Actor, kind: str) -> str:
    """Send what the profile knows and what only the applicant can tell."""
    begun = drafts.begun(actor, ApplicationUpTo150, KEY).answers
    place = {name: _people.EXAMPLES[name] for name in ("object_name", "object_address")}
    answers = with_defaults(ApplicationUpTo150, begun | place | TYPED | OF_KIND[kind])
    for question in questions(ApplicationUpTo150):
        if question.accepts and question.needed(answers):
            drafts.attach(actor, KEY, question, "документ.pdf", _people.a_pdf(question.name))
    return submissions.send(actor, KEY, answers, str(uuid.uuid4())).number


@each_kind
def test_the_draft_begins_with_who_applies(kind: str) -> None:
    begun = drafts.begun(_people.a_consumer(kind), ApplicationUpTo150, KEY).answers

    assert begun["applicant_kind"] == kind
    assert begun["phone"] == "+7 (910) 123-45-67"
    assert ("ogrn" in begun) is (kind != "person")


@pytest.mark.parametrize(
    ("kind", "category"),
    [
        ("person", ApplicantCategory.P14),
        ("entrepreneur", ApplicantCategory.P12_1),
        ("company", ApplicantCategory.P12_1),
    ],
)
def test_what_was_sent_is_registered_under_its_paragraph(operator: Actor, kind: str, category: str) -> None:
    number = sent(_people.a_consumer(kind), kind)

    begun = registration.start(operator, number)
    assert begun is not None
    reg_no = applications.register(operator, number, check(RegistrationCard, begun))

    with reading() as session:
        registered = session.scalars(select(Application).where(Application.reg_no == reg_no)).one()
    assert registered.category == category
    assert submissions.sheet(operator, number).copy is not None


def test_a_company_that_calls_itself_a_person_is_asked_what_companies_are_asked() -> None:
    company = _people.a_consumer("company", "elka@example.org")
    answers = _people.valid_answers(ApplicationUpTo150) | {"applicant_kind": "person"}

    with pytest.raises(Invalid) as refused:
        drafts.checked(company, ApplicationUpTo150, "tp_150", answers)

    assert {"name", "ogrn", "inn", "signer_name", "load_nature"} <= set(refused.value.remarks)
    assert set(refused.value.remarks).isdisjoint({"applicant_kind", "passport_copy"})
