"""Walks the catalogues, so that a new form, status or letter is checked without touching a test."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from string import Formatter

import pytest

from core import inspection
from core.catalogue import catalogue
from core.settings import ROOT
from forms import _documents
from forms._catalogue import discord, versions
from forms._connection import ConnectionForm
from forms._form import Form, Mode, Need
from forms._kinds import USUAL, Reads, Widget
from forms._questions import Question, check, facts, questions, readable
from forms._scan import Scan
from forms.registration._card import CONSENTS, Entry
from regulations.applicants import ApplicantType, Procedure
from services import history, journal_view, letters
from services.documents import PLACERS
from tests import _people
from workflows._documents import DocumentKind
from workflows._workflow import Ball, Status, Workflow
from workflows.connection import Connection

MAIN_PAGE = catalogue("forms", Form)
FORMS: dict[str, type[Form]] = {
    f"{package}.{code}": form
    for package in (
        "forms",
        "forms.access",
        "forms.account",
        "forms.contact",
        "forms.desk",
        "forms.factor",
        "forms.people",
        "forms.profile",
        "forms.registration",
    )
    for code, form in catalogue(package, Form).items()
} | {"forms._scan": Scan}
CONNECTION_FORMS = {code: form for code, form in MAIN_PAGE.items() if issubclass(form, ConnectionForm)}
WORKFLOWS = catalogue("workflows", Workflow)
STATUSES = [status for workflow in WORKFLOWS.values() for status in workflow.statuses.values()]

MAY_BE_REQUIRED = re.compile(r"ПП 861, п\. (10 «[а-с]»|17)(, п\. 1[037]( «[а-с]»)?)*")
"""The whole list of documents that may be demanded (ПП 861, п. 10, 17); п. 11 forbids to ask for any other."""
NEVER_UP_TO_150_KW = ("п. 10 «а»", "п. 10 «б»", "п. 10 «в»")
"""Plans, diagrams and lists of loads are demanded above 150 kW only (ПП 861, п. 10 «а»–«в»)."""
LONGEST_SECTION = 30
"""In questions: a step, which is a section, is drawn anew with each change (docs/performance.md)."""
UP_TO_150_KW = {"tp_15", "tp_150", "tp_temp", "tp_micro"}

each_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
each_connection_form = pytest.mark.parametrize("form", CONNECTION_FORMS.values(), ids=CONNECTION_FORMS)
each_workflow = pytest.mark.parametrize("workflow", WORKFLOWS.values(), ids=WORKFLOWS)
each_status = pytest.mark.parametrize("status", STATUSES, ids=lambda status: status.code)
each_letter = pytest.mark.parametrize("code", letters.codes())


def attachments(form: type[Form]) -> list[tuple[Question, str]]:
    return [(question, question.accepts.source) for question in questions(form) if question.accepts]


def may_be_demanded(question: Question) -> bool:
    return question.required or bool(question.shown_if and question.shown_if.needed)


@each_form
def test_a_form_says_what_it_is_where_it_comes_from_and_for_whom(form: type[Form]) -> None:
    assert form.title[0].isupper()
    assert re.search(r"ПП (РФ|861)|[Пп]риказ|закон|ФЗ|ГК", form.source)
    assert re.search(r"[а-я]", form.__doc__ or "")
    assert form.for_applicants
    assert form.for_applicants <= set(ApplicantType)
    assert form.need in Need
    assert form.modes
    assert form.modes <= set(Mode)


@each_form
def test_every_question_of_a_form_has_a_label(form: type[Form]) -> None:
    nameless = [question.name for question in questions(form) if not re.search("[А-Яа-яЁё]", question.label)]

    assert questions(form)
    assert nameless == []


@each_form
def test_no_two_questions_of_a_section_read_the_same(form: type[Form]) -> None:
    labels = [(question.section, question.label) for question in questions(form)]

    assert len(labels) == len(set(labels))


@each_form
def test_no_section_asks_more_than_one_page_draws_at_once(form: type[Form]) -> None:
    asked = Counter(question.section for question in questions(form))

    assert max(asked.values()) <= LONGEST_SECTION


@each_form
def test_every_section_in_the_order_of_a_form_begins_somewhere(form: type[Form]) -> None:
    begun = {question.section for question in questions(form)}

    assert not form.sections or set(form.sections) == begun


@each_form
def test_a_condition_names_questions_asked_before(form: type[Form]) -> None:
    before: set[str] = set()
    for question in questions(form):
        if question.shown_if:
            assert set(question.shown_if.answers) <= before, question.name
        before.add(question.name)


@each_form
def test_a_question_that_may_be_hidden_can_do_without_an_answer(form: type[Form]) -> None:
    stuck = [question.name for question in questions(form) if question.shown_if and question.required]

    assert stuck == []


@each_form
def test_every_condition_can_come_true(form: type[Form]) -> None:
    choices = {question.name: set(question.choices) for question in questions(form) if question.choices}
    for question in questions(form):
        for name, wanted in (question.shown_if.answers if question.shown_if else {}).items():
            values = set(wanted) if isinstance(wanted, tuple | frozenset) else {wanted}
            assert values <= choices.get(name, values), question.name


@each_form
def test_every_attachment_names_its_legal_source(form: type[Form]) -> None:
    assert [question.name for question, source in attachments(form) if not re.search(r"п\. \d", source)] == []
    assert [q.name for q in questions(form) if (q.kind.widget is Widget.FILES) is not bool(q.accepts)] == []


@each_form
def test_a_form_filled_in_is_sound_and_reads_the_same_when_checked_again(form: type[Form]) -> None:
    filled = check(form, _people.with_files(form))

    again = check(form, filled.model_dump(mode="json"))

    assert again == filled
    assert readable(again) == readable(filled)
    assert "" not in facts(form, filled.model_dump()).values()


@each_form
def test_nobody_is_asked_who_they_are_where_the_account_says_so(form: type[Form]) -> None:
    kinds = [question for question in questions(form) if set(question.choices) == set(ApplicantType)]

    assert [question.name for question in questions(form) if question.kind.given] == [q.name for q in kinds]
    assert {question.name for question in kinds} <= {"applicant_kind"}


@each_form
def test_a_question_depends_only_on_earlier_ones(form: type[Form]) -> None:
    earlier: set[str] = set()
    for question in questions(form):
        depends_on = set(question.shown_if.answers) if question.shown_if else set()
        assert depends_on <= earlier, question.name
        earlier.add(question.name)


@each_connection_form
def test_nothing_is_demanded_for_connection_that_the_rules_do_not_name(form: type[Form]) -> None:
    demanded = {question.name: source for question, source in attachments(form) if may_be_demanded(question)}

    assert {name: source for name, source in demanded.items() if not MAY_BE_REQUIRED.fullmatch(source)} == {}


@pytest.mark.parametrize("code", sorted(UP_TO_150_KW & set(CONNECTION_FORMS)))
def test_no_plan_diagram_or_list_of_loads_is_demanded_up_to_150_kw(code: str) -> None:
    demanded = [source for question, source in attachments(CONNECTION_FORMS[code]) if may_be_demanded(question)]

    assert [source for source in demanded if source.endswith(NEVER_UP_TO_150_KW)] == []


@each_connection_form
def test_an_application_asks_for_consent_and_confirms_its_truth(form: type[Form]) -> None:
    boxes = {question.name for question in questions(form) if question.kind.widget is Widget.TICK and question.required}

    assert {"consent", "truth"} <= boxes


@pytest.mark.parametrize("code", sorted({form.code() for form in MAIN_PAGE.values()}))
def test_one_version_of_a_form_and_no_more_is_in_force_on_any_day_of_its_life(code: str) -> None:
    assert list(discord(versions(code))) == []


def test_a_version_names_the_file_of_the_first() -> None:
    named = {form.version_of for form in MAIN_PAGE.values() if form.version_of}

    assert named <= {form.code() for form in MAIN_PAGE.values() if not form.version_of}


def test_every_file_asked_for_is_of_a_kind_the_portal_can_look_into() -> None:
    asked = [question.accepts for form in FORMS.values() for question in questions(form) if question.accepts]

    assert asked
    assert set().union(*(accepts.types for accepts in asked)) <= set(inspection.KINDS)
    assert {accepts.types for accepts in asked if accepts.identity} == {USUAL}


def test_every_applicant_may_send_something() -> None:
    served = set().union(*(form.for_applicants for form in MAIN_PAGE.values()))

    assert served == set(ApplicantType)


@pytest.mark.parametrize("question", CONSENTS)
def test_every_consent_has_a_document_and_a_box_that_leads_to_it(question: str) -> None:
    document = _documents.document(CONSENTS[question])

    read = [entry.document for entry in Entry.model_fields[question].metadata if isinstance(entry, Reads)]

    assert document.text
    assert read == [document.code]


def test_every_box_of_the_registration_card_is_a_consent_on_record() -> None:
    boxes = {question.name for question in questions(Entry) if question.kind.widget is Widget.TICK}

    assert boxes == set(CONSENTS)


@each_workflow
def test_every_status_is_reached_from_the_first(workflow: type[Workflow]) -> None:
    reached, ahead = set[str](), [workflow.first.code]
    while ahead:
        code = ahead.pop()
        if code not in reached:
            reached.add(code)
            ahead.extend(workflow.status(code).then)

    assert reached == set(workflow.statuses)


@each_workflow
def test_a_status_closes_exactly_when_nobody_has_to_act(workflow: type[Workflow]) -> None:
    for status in workflow.statuses.values():
        assert status.closes is (status.ball is Ball.NOBODY), status.code
        assert status.closes or status.then, f"{status.code} leads nowhere and does not close"


@each_status
@pytest.mark.parametrize("procedure", Procedure)
def test_a_status_says_what_it_means_and_who_acts(status: Status, procedure: str) -> None:
    told = status.in_procedure(procedure)

    assert told.label[0].isupper()
    assert told.meaning.endswith(".")
    assert 1 <= told.phase <= 6
    assert told.ball is not Ball.APPLICANT or told.you, "the applicant is not told what to do"
    assert told.by is not None


def test_no_two_statuses_are_called_the_same() -> None:
    for procedure in Procedure:
        labels = [status.called(procedure) for status in Connection.statuses.values()]
        assert len(labels) == len(set(labels))


@each_status
def test_the_letter_of_every_status_exists(status: Status) -> None:
    assert status.letter in letters.codes()


@each_letter
def test_a_letter_is_given_every_fact_it_names(code: str) -> None:
    text = (letters.FOLDER / f"{code}.txt").read_text(encoding="utf-8")
    named = {name for _, name, _, _ in Formatter().parse(text) if name}

    givers = list(facts_given(code))

    assert givers, "nobody sends this letter"
    for where, given in givers:
        assert named <= given | {"company", "hot_line", "link"}, where


@each_letter
def test_a_letter_reads_well_with_its_facts(code: str) -> None:
    _, given = next(facts_given(code))

    subject, body = letters.written(code, {name: f"<{name}>" for name in given | {"link"}})

    assert 10 <= len(subject) <= 200
    assert "\n" not in subject
    assert "{" not in subject + body
    assert "Открыть в личном кабинете: <link>" in body
    assert body.endswith("отвечать на него не нужно.\n")


def facts_given(letter: str) -> Iterator[tuple[str, set[str]]]:
    """Yield where the services send *letter* and which facts they give, as the source says."""
    of_a_card = _facts_of_a_card()
    by_status = {status.letter for status in STATUSES}
    for path in sorted((ROOT / "services").glob("*.py")):
        for call in _calls_of_tell(ast.parse(path.read_text(encoding="utf-8"))):
            about_a_card = path.stem == "applications" or ast.unparse(call.func) == "applications.tell"
            code = call.args[2]
            if _constant(code) == letter or (ast.unparse(code) == "now.letter" and letter in by_status):
                given = {keyword.arg for keyword in call.keywords if keyword.arg}
                yield f"{path.name}:{call.lineno}", given | (of_a_card if about_a_card else set())


def _calls_of_tell(module: ast.Module) -> Iterator[ast.Call]:
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {
            "tell",
            "notifications.tell",
            "notifications.post",
            "applications.tell",
        }:
            yield node


def _facts_of_a_card() -> set[str]:
    module = ast.parse((ROOT / "services" / "applications.py").read_text(encoding="utf-8"))
    tell = next(node for node in module.body if isinstance(node, ast.FunctionDef) and node.name == "tell")
    call = next(_calls_of_tell(ast.Module(tell.body, [])))
    return {keyword.arg for keyword in call.keywords if keyword.arg} | {"comment"}


def _constant(node: ast.expr) -> object:
    return node.value if isinstance(node, ast.Constant) else None


def test_every_act_of_the_journal_is_put_into_words() -> None:
    written = {
        str(_constant(node.args[2]))
        for path in (ROOT / "services").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "journal.record"
    }

    assert written == set(journal_view.WORDS)
    assert set(history.WORDS) <= written


@pytest.mark.parametrize("kind", DocumentKind)
def test_every_kind_of_document_has_a_name_and_somebody_who_places_it(kind: DocumentKind) -> None:
    assert kind.label[0].isupper()
    assert kind in PLACERS
