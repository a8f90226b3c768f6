from collections import defaultdict
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import clock
from core.actor import Side
from db.models import (
    Appeal,
    Application,
    ApplicationEvent,
    Counter,
    File,
    Notification,
    User,
)
from db.session import reading
from regulations import checkdigits
from services import applications, demo
from tests._people import a_consumer, a_registration_card, a_sent_application
from tests.services.demo._reading import COUNT, a_portal, all_applications, counts, digest, who
from workflows.connection import Connection as Workflow


def test_every_status_has_a_card(session: Session) -> None:
    found = {row.status for row in all_applications(session)}

    assert found == set(Workflow.statuses)


def test_as_many_are_loaded_as_were_asked_for_and_the_guides_own(session: Session) -> None:
    public = session.scalar(select(func.count()).select_from(User).where(User.side == Side.PUBLIC))

    assert len(all_applications(session)) == COUNT + 1
    assert public is not None
    assert COUNT // 4 < public < COUNT // 2
    assert COUNT // 8 < len(session.scalars(select(Appeal)).all()) < COUNT // 2


def test_equal_seeds_tell_equal_stories_and_other_seeds_other_ones(
    loaded: None,  # noqa: ARG001 - the first story
    tmp_path: Path,
    sqlite_template: Path,
) -> None:
    first = digest()

    with a_portal(tmp_path / "again", sqlite_template):
        demo.load(COUNT)
        again = digest()
    with a_portal(tmp_path / "other", sqlite_template):
        demo.load(COUNT, seed=57)
        other = digest()

    assert again == first
    assert other != first


@pytest.mark.usefixtures("loaded")
def test_a_database_where_anybody_can_log_in_is_left_alone() -> None:
    before = counts(), digest()

    again = demo.load(COUNT)

    assert again is None
    assert (counts(), digest()) == before


def test_the_demo_goes_on_where_it_ended_on_either_database(database: str) -> None:
    loaded = demo.load(60)
    year = clock.today().year
    with reading() as session:
        last = session.scalar(select(Counter.last).where(Counter.series == f"application {year}")) or 0
        accounts = session.scalar(select(Counter.last).where(Counter.series == "account")) or 0

    newcomer = a_consumer()
    reg_no = applications.register(who("operator@example.org"), a_sent_application(newcomer), a_registration_card())

    assert database
    assert loaded is not None
    assert loaded.applications == 61
    assert reg_no == f"{last + 1:03d}/{year % 100:02d}"
    with reading() as session:
        assert session.get_one(User, newcomer.user_id).account_no == checkdigits.account_number_for(accounts + 1)


def test_register_numbers_go_by_the_date_of_registration_and_without_gaps(session: Session) -> None:
    stream = all_applications(session)[1:]

    by_year: dict[int, list[Application]] = defaultdict(list)
    for row in stream:
        by_year[row.registered_on.year].append(row)

    assert [row.registered_on for row in stream] == sorted(row.registered_on for row in stream)
    for year, rows in by_year.items():
        assert [row.reg_no for row in rows] == [f"{n:03d}/{year % 100}" for n in range(1, len(rows) + 1)]
        assert session.scalar(select(Counter.last).where(Counter.series == f"application {year}")) == len(rows)


def test_moments_are_aware_and_past(session: Session) -> None:
    for model, name in ((ApplicationEvent, "at"), (Notification, "at"), (File, "created_at"), (User, "created_at")):
        moments: list[datetime] = [getattr(row, name) for row in session.scalars(select(model))]

        assert all(moment.tzinfo and moment <= clock.now() for moment in moments)
