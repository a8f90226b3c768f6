import pytest

from core.actor import Side, Visitor
from db.models import User
from db.session import transaction
from services import sessions
from tests._people import a_consumer, an_employee
from tests.conftest import Time
from tests.web._client import Browser


def test_a_ticket_becomes_a_cookie_no_script_can_read(public: Browser) -> None:
    public.get("/")
    ticket = sessions.begin(a_consumer().user_id, _visitor(public)).ticket

    answer = public.post("/auth/session", {"ticket": ticket})

    assert answer.status == 200
    cookie = answer.header("set-cookie")
    assert cookie.startswith("portal_public=")
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= {part.strip() for part in cookie.split(";")}


def test_under_https_the_cookies_are_secure_and_bound_to_the_host(
    sqlite_database: str,  # noqa: ARG001 - the database must be there
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from core.settings import settings

    monkeypatch.setenv("PORTAL_PUBLIC_URL", "https://lk.example.org")
    monkeypatch.setenv("PORTAL_STAFF_URL", "https://staff.example.org")
    monkeypatch.setenv("PORTAL_SECRET", "s" * 40)
    settings.cache_clear()

    answer = Browser(Side.PUBLIC, host="lk.example.org").get("/")

    assert answer.header("set-cookie").startswith("__Host-portal_public_browser=")
    assert "Secure" in answer.header("set-cookie")
    assert "max-age=" in answer.header("strict-transport-security")


def test_a_ticket_works_once(public: Browser) -> None:
    public.get("/")
    ticket = sessions.begin(a_consumer().user_id, _visitor(public)).ticket
    public.post("/auth/session", {"ticket": ticket})

    assert public.post("/auth/session", {"ticket": ticket}).status == 401


def test_a_stolen_ticket_opens_nothing_in_another_browser(public: Browser) -> None:
    public.get("/")
    ticket = sessions.begin(a_consumer().user_id, _visitor(public)).ticket
    thief = Browser(Side.PUBLIC)
    thief.get("/")

    assert thief.post("/auth/session", {"ticket": ticket}).status == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": ""},
        {"sec_fetch_site": "cross-site"},
        {"content_type": "text/plain"},
    ],
)
def test_another_site_can_neither_log_in_nor_out(public: Browser, headers: dict[str, str]) -> None:
    public.log_in(a_consumer())

    assert public.post("/auth/session", {"ticket": "x"}, **headers).status == 403
    assert public.post("/auth/logout", {}, **headers).status == 403
    assert public.post("/auth/extend", {}, **headers).status == 403
    assert public.get("/auth/session").json["remaining"] > 0


@pytest.mark.parametrize("body", [[], "x", {"ticket": 5}, {"ticket": "x" * 600}, {}])
def test_an_odd_body_is_refused(public: Browser, body: object) -> None:
    public.get("/")

    assert public.post("/auth/session", body).status == 401


def test_the_clock_tells_how_long_the_session_lasts(public: Browser, time: Time) -> None:
    public.log_in(a_consumer())

    time.passes(minutes=20)

    told = public.get("/auth/session").json
    assert (told["remaining"], told["idle"], told["absolute"]) == (10 * 60, 10 * 60_000, 40 * 60_000)


def test_a_copied_cookie_is_worthless_after_logout(public: Browser) -> None:
    public.log_in(a_consumer())
    thief = Browser(Side.PUBLIC, jar=dict(public.jar))

    public.post("/auth/logout", {})

    assert thief.get("/auth/session").json["remaining"] == 0
    assert "portal_public" not in public.jar


def test_a_copied_cookie_is_worthless_after_a_new_password(public: Browser) -> None:
    consumer = a_consumer()
    public.log_in(consumer)
    thief = Browser(Side.PUBLIC, jar=dict(public.jar))

    with transaction() as session:
        session.get_one(User, consumer.user_id).auth_version += 1

    assert thief.get("/auth/session").json == {"remaining": 0}
    assert thief.post("/auth/extend", {}).json == {"remaining": 0}


def test_a_copied_cookie_is_worthless_after_a_renewal(public: Browser) -> None:
    consumer = a_consumer()
    public.log_in(consumer)
    thief = Browser(Side.PUBLIC, jar=dict(public.jar))

    public.log_in(consumer)

    assert thief.get("/auth/session").json == {"remaining": 0}
    assert public.get("/auth/session").json["remaining"] > 0


def test_the_clock_tells_one_person_from_another_and_names_nobody(public: Browser) -> None:
    consumer = a_consumer()
    public.log_in(consumer)
    who = public.get("/auth/session").json["who"]
    public.log_in(consumer)
    assert public.get("/auth/session").json["who"] == who

    public.log_in(a_consumer(email="second@example.org"))

    assert public.get("/auth/session").json["who"] != who
    assert who != consumer.user_id


def test_a_session_of_one_portal_is_nobody_in_the_other(public: Browser) -> None:
    public.log_in(a_consumer())
    stray = Browser(Side.STAFF, jar={"portal_staff": public.jar["portal_public"]})

    assert stray.get("/auth/session").json["remaining"] == 0


def test_an_employee_has_a_session_of_the_staff_app(staff: Browser) -> None:
    staff.log_in(an_employee("operator"))

    assert staff.get("/auth/session").json["remaining"] > 0


def test_another_site_cannot_keep_a_session_alive(public: Browser, time: Time) -> None:
    public.log_in(a_consumer())
    time.passes(minutes=20)

    public.post("/auth/extend", {}, origin="http://evil.example")

    assert public.get("/auth/session").json["idle"] == 10 * 60_000


def test_prolonging_moves_the_idle_end_and_never_the_other(public: Browser, time: Time) -> None:
    public.log_in(a_consumer())
    time.passes(minutes=20)

    told = public.post("/auth/extend", {}).json

    assert (told["idle"], told["absolute"]) == (30 * 60_000, 40 * 60_000)
    assert public.get("/auth/session").json["remaining"] == 30 * 60


def test_the_poll_of_an_open_tab_is_no_sign_of_life(public: Browser, time: Time) -> None:
    public.log_in(a_consumer())

    for _ in range(59):
        time.passes(seconds=30)
        assert public.get("/auth/session").json["remaining"] > 0
    time.passes(seconds=30)

    assert public.get("/auth/session").json == {"remaining": 0}


def test_a_download_is_a_sign_of_life(public: Browser, time: Time) -> None:
    public.log_in(a_consumer())
    time.passes(minutes=20)

    public.get("/files/none")

    assert public.get("/auth/session").json["idle"] == 30 * 60_000


def test_what_is_over_cannot_be_prolonged(public: Browser, time: Time) -> None:
    public.log_in(a_consumer())
    time.passes(minutes=30)

    assert public.post("/auth/extend", {}).json == {"remaining": 0}
    assert public.get("/auth/session").json == {"remaining": 0}


def test_nobody_has_nothing_to_prolong(public: Browser) -> None:
    assert public.post("/auth/extend", {}).json == {"remaining": 0}


def test_a_second_login_in_one_browser_ends_the_session_of_its_old_cookie(public: Browser) -> None:
    public.log_in(a_consumer())
    old = Browser(Side.PUBLIC, jar=dict(public.jar))

    public.log_in(a_consumer(email="second@example.org"))

    assert old.get("/auth/session").json == {"remaining": 0}
    assert public.get("/auth/session").json["remaining"] > 0


def _visitor(browser: Browser) -> Visitor:
    return Visitor(address="192.0.2.7", browser=browser.jar["portal_public_browser"])
