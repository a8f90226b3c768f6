import pytest

from core.actor import Actor, Permission, Side
from core.errors import Conflict, Forbidden
from workflows._documents import DocumentKind
from workflows._workflow import Ball, Status, Workflow


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
        by=Permission.HANDLE_CONTRACT,
        needs=(DocumentKind.INVOICE, DocumentKind.TU),
        label_full="На месте целиком",
    )
    dropped = Status("Брошено", 6, Ball.NOBODY, "Всё.", by=Permission.SEE_APPLICATIONS, closes=True, wants_reason=True)
    lost = Status("Потеряно", 6, Ball.NOBODY, "Никто не знает.", closes=True)

    first = begun


def an_actor(*permissions: Permission) -> Actor:
    return Actor(1, Side.STAFF, "Петров П. П.", frozenset(permissions))


EVERYBODY = an_actor(*Permission)
BOTH = {"invoice", "tu"}


def move(to: str, actor: Actor = EVERYBODY, documents: set[str] = BOTH, reason: str = "Так вышло.") -> Status:
    return Errand.move(actor, "begun", to, documents=documents, reason=reason)


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
    assert Errand.moves(an_actor(Permission.SEE_APPLICATIONS), "begun") == (Errand.dropped,)
    assert Errand.moves(EVERYBODY, "begun") == (Errand.there, Errand.dropped)
    assert Errand.moves(EVERYBODY, "there") == ()


def test_a_status_may_be_called_otherwise_in_the_full_procedure() -> None:
    assert Errand.there.called("full") == "На месте целиком"
    assert Errand.there.called("simplified") == "На месте"
    assert Errand.begun.called("full") == "Начато"


def test_a_status_that_leads_nowhere_known_stops_the_start() -> None:
    with pytest.raises(RuntimeError, match="Broken: no such status: nowhere"):

        class Broken(Workflow):
            """Leads astray."""

            begun = Status("Начато", 1, Ball.COMPANY, "Идём.", then=("nowhere",))


@pytest.mark.parametrize("ball", Ball)
def test_who_has_to_act_is_told_unless_nobody_has(ball: Ball) -> None:
    assert bool(ball.label) is (ball is not Ball.NOBODY)
