"""Whoever must do something first gets no file, no report and no form until it is done."""

import pytest

from core import clock
from core.actor import Actor, Side
from db.models import User
from db.session import transaction
from services import cards, submissions
from tests import _people
from tests.conftest import forget
from tests.web._client import Browser


def owe_a_password(actor: Actor) -> None:
    with transaction() as session:
        session.get_one(User, actor.user_id).password_until = clock.now().replace(year=2100)


def test_a_consumer_with_a_temporary_password_gets_no_own_file(public: Browser) -> None:
    maria = _people.a_consumer()
    reg_no = _people.a_registered_application(maria)
    sheet = submissions.sheet(maria, cards.whole(maria, reg_no).submission_no)
    urls = [
        f"/files/{sheet.files[0][1].public_id}",
        f"/files/{sheet.copy.public_id if sheet.copy else ''}",
        "/blanks/tp_15",
    ]
    public.log_in(maria)
    assert [public.get(url).status for url in urls] == [200, 200, 200]

    owe_a_password(maria)

    assert [public.get(url).status for url in urls] == [404, 404, 404]


@pytest.mark.parametrize("duty", ["second factor", "password"])
def test_an_employee_who_owes_a_duty_gets_no_report_and_no_file(
    staff: Browser, monkeypatch: pytest.MonkeyPatch, duty: str
) -> None:
    manager = _people.an_employee("manager")
    own = _people.a_kept_file(manager, "план.png", _people.a_png())
    urls = [f"/files/{own.public_id}", "/exports/applications_by_status?since=2026-01-01&until=2026-12-31"]
    staff.log_in(manager)
    before = [staff.get(url).status for url in urls]
    assert before[0] == 200
    assert staff.side is Side.STAFF

    if duty == "password":
        owe_a_password(manager)
    else:
        monkeypatch.setenv("PORTAL_SECOND_FACTOR_ROLES", "manager")
        forget()

    assert [staff.get(url).status for url in urls] == [404, 404]


def test_the_head_of_an_archive_is_refused_like_the_archive(public: Browser) -> None:
    maria = _people.a_consumer()
    public.log_in(maria)
    assert public.ask("HEAD", "/my-data", {}).status == 200

    owe_a_password(maria)

    assert (public.get("/my-data").status, public.ask("HEAD", "/my-data", {}).status) == (403, 403)
