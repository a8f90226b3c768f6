from tests._people import a_consumer
from tests.web._client import Browser


def test_a_logout_takes_the_cookie_and_clears_what_the_browser_has_kept(public: Browser) -> None:
    public.log_in(a_consumer())

    answer = public.post("/auth/logout", {})

    assert answer.header("clear-site-data") == '"cache"'
    assert answer.header("cache-control") == "no-store"
    assert answer.header("set-cookie").startswith("portal_public=")
    assert "Max-Age=0" in answer.header("set-cookie")
    assert "portal_public" not in public.jar
