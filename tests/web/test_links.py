import pytest

from core.actor import Actor
from db.models import User
from db.session import transaction
from services import links
from services.links import Purpose
from tests._people import a_consumer
from tests.web._client import Browser


def a_link(to: Actor, purpose: Purpose) -> str:
    """Make a link; return its path."""
    with transaction() as session:
        address = links.make(session, session.get_one(User, to.user_id), purpose)
    return address.removeprefix("http://localhost:8501")


@pytest.mark.parametrize(
    ("purpose", "page"),
    [(Purpose.RESET, "/password"), (Purpose.INVITATION, "/password"), (Purpose.EMAIL, "/confirm")],
)
def test_a_link_becomes_a_short_cookie_and_leaves_the_address(public: Browser, purpose: Purpose, page: str) -> None:
    path = a_link(a_consumer(), purpose)

    answer = public.get(path)

    token = path.rpartition("/")[2]
    assert (answer.status, answer.header("location")) == (303, page)
    assert answer.header("referrer-policy") == "no-referrer"
    assert answer.header("cache-control") == "no-store"
    assert token not in answer.text
    cookie = answer.header("set-cookie")
    assert cookie.startswith(f"portal_public_link={token}")
    assert {"HttpOnly", "SameSite=strict", "Max-Age=900"} <= {part.strip() for part in cookie.split(";")}


def test_following_a_link_uses_nothing_up(public: Browser) -> None:
    path = a_link(a_consumer(), Purpose.RESET)

    first, second = public.get(path), public.get(path)

    assert first.header("location") == second.header("location") == "/password"


@pytest.mark.parametrize("token", ["nothing", "x" * 5000, "%00", "é"])
@pytest.mark.usefixtures("sqlite_database")
def test_a_link_that_is_none_leads_to_the_page_that_says_so(public: Browser, token: str) -> None:
    answer = public.get(f"/link/{token}")

    assert (answer.status, answer.header("location"), answer.header("set-cookie")) == (303, "/link-over", "")


def test_a_token_with_a_slash_is_no_address_of_ours(public: Browser) -> None:
    assert public.get("/link/..%2f..").status == 404


def test_a_link_of_a_consumer_is_none_at_the_staff_app(public: Browser, staff: Browser) -> None:
    path = a_link(a_consumer(), Purpose.RESET)

    assert staff.get(path).header("location") == "/link-over"
    assert public.get(path).header("location") == "/password"
