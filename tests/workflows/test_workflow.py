import pytest

from core.actor import Actor, Permission, Side
from core.errors import Conflict, Forbidden
from workflows._documents import DocumentKind
from workflows._workflow import Ball, Status, Variant, Workflow


class Errand(Workflow):
    """Go and come back."""

    title = "Поручение"

    begun = Status(
        "Начато", 1, Ball.COMPANY, "Идём.", by=Permission.SEE_APPLICATIONS, then=("there", "dropped", "lost")
    )
    there = Status(
        "На месте",
        2,
        Ball.APPLICANT,
        "Пришли.",
        you="Оплатите.",
        by=Permission.HANDLE_CONTRACT,
        needs=(DocumentKind.INVOICE, DocumentKind.TU),
        full=Variant(
            "На месте целиком", "Пришли все.", "Подпишите.", needs=(DocumentKind.CONTRACT_DRAFT, DocumentKind.TU)
        ),
    )
    dropped = Status("Брошено", 6, Ball.NOBODY, "Всё.", by=Permission.SEE_APPLICATIONS, closes=True, wants_reason=True)
    lost = Status("Потеряно", 6, Ball.NOBODY, "Никто не знает.", closes=True)

    first = begun


def an_actor(*permissions: Permission) -> Actor:
    return Actor(1, Side.STAFF, "Петров П. П.", frozenset(permissions))


EVERYBODY = an_actor(*Permission)
BOTH = {"invoice", "tu"}


def move(
    to: str,
    actor: Actor = EVERYBODY,
    documents: set[str] = BOTH,
    reason: str = "Так вышло.",
    procedure: str = "simplified",
) -> Status:
    return Errand.move(actor, "begun", to, procedure=procedure, documents=documents, reason=reason)


def test_the_name_of_an_attribute_is_the_code_of_its_status() -> None:
    assert list(Errand.statuses) == ["begun", "there", "dropped", "lost"]
    assert [status.code for status in Errand.statuses.values()] == list(Errand.statuses)
    assert Errand.first is Errand.begun


def test_a_move_leads_where_the_status_says() -> None:
    assert move("there") is Errand.there


@pytest.mark.parametrize("to", ["begun", "nowhere", ""])
def test_one_may_not_go_where_the_status_does_not_lead(to: str) -> None:
    with pytest.raises(Conflict, match="Из статуса «Начато» так перейти нельзя"):
        move(to)


def test_a_move_needs_its_permission() -> None:
    with pytest.raises(Forbidden):
        move("there", an_actor(Permission.SEE_APPLICATIONS))


def test_nobody_moves_by_hand_where_nobody_is_named() -> None:
    with pytest.raises(Forbidden):
        move("lost")


def test_what_is_missing_is_named() -> None:
    with pytest.raises(Conflict, match=r"Сначала приложите: Технические условия\."):
        move("there", documents={"invoice", "contract"})


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_move_to_be_explained_is_explained(reason: str) -> None:
    with pytest.raises(Conflict, match="Напишите заявителю причину"):
        move("dropped", reason=reason)


def test_who_may_not_move_is_told_so_before_anything_else() -> None:
    with pytest.raises(Forbidden):
        move("there", an_actor(), documents=set(), reason="")


def test_only_moves_within_reach_are_offered() -> None:
    assert Errand.moves(an_actor(Permission.SEE_APPLICATIONS), "begun", "full") == (Errand.dropped,)
    assert Errand.moves(EVERYBODY, "begun", "simplified") == (Errand.there, Errand.dropped)
    assert Errand.moves(EVERYBODY, "there", "simplified") == ()


def test_a_status_may_be_called_otherwise_in_the_full_procedure() -> None:
    assert Errand.there.called("full") == "На месте целиком"
    assert Errand.there.called("simplified") == "На месте"
    assert Errand.begun.called("full") == "Начато"


def test_the_full_procedure_has_its_own_words_and_documents_and_the_rest_of_the_status() -> None:
    full = Errand.there.in_procedure("full")

    assert (full.label, full.meaning, full.you) == ("На месте целиком", "Пришли все.", "Подпишите.")
    assert full.needs == (DocumentKind.CONTRACT_DRAFT, DocumentKind.TU)
    assert (full.code, full.phase, full.ball, full.by) == ("there", 2, Ball.APPLICANT, Permission.HANDLE_CONTRACT)
    assert full.in_procedure("full") == full


def test_a_status_is_itself_where_no_procedure_differs() -> None:
    assert Errand.there.in_procedure("simplified") is Errand.there
    assert Errand.begun.in_procedure("full") is Errand.begun


def test_a_move_asks_for_the_documents_of_its_procedure() -> None:
    with pytest.raises(Conflict, match=r"Сначала приложите: Проект договора\."):
        move("there", procedure="full")

    assert move("there", documents={"contract_draft", "tu"}, procedure="full").label == "На месте целиком"


def test_moves_are_offered_in_the_words_of_the_procedure() -> None:
    offered = Errand.moves(EVERYBODY, "begun", "full")

    assert [status.label for status in offered] == ["На месте целиком", "Брошено"]


def test_a_status_that_leads_nowhere_known_stops_the_start() -> None:
    with pytest.raises(RuntimeError, match="Broken: no such status: nowhere"):

        class Broken(Workflow):
            """Leads astray."""

            begun = Status("Начато", 1, Ball.COMPANY, "Идём.", then=("nowhere",))


@pytest.mark.parametrize("ball", Ball)
def test_who_has_to_act_is_told_unless_nobody_has(ball: Ball) -> None:
    assert bool(ball.label) is (ball is not Ball.NOBODY)
