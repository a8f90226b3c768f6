from datetime import date
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import clock
from db.models import (
    User,
)
from services import cards, sessions
from tests.services.demo._reading import all_applications, history, moves
from workflows.connection import Connection as Workflow


def test_history_walks_allowed_paths_to_the_status_of_the_card(session: Session) -> None:
    told = moves(session)

    for row in all_applications(session):
        walked = told[row.id]
        last = walked[-1]
        assert (walked[0].act, walked[0].status_from, walked[0].status_to) == ("registered", "", Workflow.first.code)
        for before, after in pairwise(walked):
            assert after.status_from == before.status_to
            assert after.status_to in Workflow.status(before.status_to).then
        assert (row.status, row.status_note) == (last.status_to, last.text)
        assert row.status_since == clock.local(last.at).date()
        assert row.closed_on == (row.status_since if Workflow.status(row.status).closes else None)


def test_a_move_sets_its_date_once(session: Session) -> None:
    told = moves(session)

    for row in all_applications(session):
        first: dict[str, date] = {}
        for event in told[row.id]:
            if sets := Workflow.status(event.status_to).sets:
                first.setdefault(sets, clock.local(event.at).date())
        for name in {status.sets for status in Workflow.statuses.values() if status.sets}:
            assert getattr(row, name) == first.get(name)


def test_a_move_is_made_by_who_may_and_explained_where_it_must_be(session: Session) -> None:
    actors = {user.id: sessions.actor_of(user) for user in session.scalars(select(User))}

    for told in moves(session).values():
        for event in told:
            status = Workflow.status(event.status_to)
            assert status.by is not None
            assert event.user_id is not None
            assert actors[event.user_id].may(status.by)
            assert bool(event.text) >= status.wants_reason


def test_history_is_written_in_the_order_of_time_and_ends_with_the_last_change(session: Session) -> None:
    told = history(session)

    for row in all_applications(session):
        moments = [event.at for event in told[row.id]]

        assert moments == sorted(moments)
        assert row.changed_at == moments[-1]


def test_progress_is_what_the_history_says_last(session: Session) -> None:
    told = history(session)

    for row in all_applications(session):
        for name, (label, _) in cards.PROGRESS.items():
            said = [event.text for event in told[row.id] if event.text.startswith(f"{label}: ")]
            assert getattr(row, name) == (said[-1].removeprefix(f"{label}: ") if said else "")
