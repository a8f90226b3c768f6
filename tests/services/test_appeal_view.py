"""The lists in which employees find appeals."""

from datetime import UTC, datetime

import pytest

from core.actor import Actor
from services import appeal_view, appeals
from services.appeal_view import View
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")

SOUND = {"topic": "connection", "kind": "question", "text": "Когда приедет инженер?"}


def test_the_most_urgent_waits_first(maria: Actor, operator: Actor) -> None:
    numbers = {
        kind: appeals.send(maria, SOUND | {"kind": kind}, kind).number
        for kind in ("complaint", "question", "violation")
    }

    waiting = [line.number for line in appeal_view.queue(operator)]

    assert waiting == [numbers["violation"], numbers["question"], numbers["complaint"]]
    assert appeal_view.queue(operator)[0].applicant == "Щербакова Мария Ивановна"
    assert appeal_view.count_waiting(operator) == 3


def test_every_appeal_is_found_in_the_view_it_belongs_to(maria: Actor, operator: Actor, time: Time) -> None:
    time.is_now(datetime(2026, 3, 5, 9, tzinfo=UTC))
    waiting, asked, answered, closed = (appeals.send(maria, SOUND, str(press)).number for press in range(4))
    appeals.ask(operator, asked, "Где калитка?", version=1)
    appeals.answer(operator, answered, "В четверг.", version=1)
    appeals.close(maria, closed)

    found = {view: [line.number for line in appeal_view.queue(operator, view)] for view in View}

    assert found == {
        View.WAITING: [waiting],
        View.ASKED: [asked],
        View.ANSWERED: [answered],
        View.CLOSED: [closed],
        View.ALL: [closed, answered, asked, waiting],
    }
    time.passes(days=15)
    assert [line.number for line in appeal_view.queue(operator)] == [waiting, asked], (
        "a question does not stop the term"
    )
    assert appeal_view.queue(operator, View.ASKED) == []


@pytest.mark.parametrize("view", View)
def test_a_view_goes_on_over_the_page(maria: Actor, operator: Actor, view: View) -> None:
    for press in range(3):
        number = appeals.send(maria, SOUND, str(press)).number
        if view is View.ASKED:
            appeals.ask(operator, number, "Где калитка?", version=1)
        elif view is View.ANSWERED:
            appeals.answer(operator, number, "В четверг.", version=1)
        elif view is View.CLOSED:
            appeals.close(maria, number)
    whole = appeal_view.queue(operator, view)

    first = appeal_view.queue(operator, view, limit=2)
    rest = appeal_view.queue(operator, view, after=(first[-1].due_on, first[-1].id))

    assert len(whole) == 3
    assert first + rest == whole
