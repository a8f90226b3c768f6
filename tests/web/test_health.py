import pytest

from tests.web._client import Browser


def test_a_living_process_says_so(public: Browser) -> None:
    assert (public.get("/healthz").status, public.get("/healthz").text) == (200, "ok")


def test_a_portal_with_database_and_store_is_ready(public: Browser) -> None:
    assert public.get("/readyz").status == 200


def test_a_portal_without_its_tables_is_not_ready(public: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.readiness.revisions", lambda: (None, "0001"))

    assert public.get("/readyz").status == 503


@pytest.mark.parametrize("name", ["portal.css", "boot.js", "favicon.svg"])
def test_our_own_assets_are_given(public: Browser, name: str) -> None:
    assert public.get(f"/ui/{name}").status == 200


@pytest.mark.parametrize("name", ["nothing.js", "..", "help", "%2e%2e%2fedge.py", "help/", "help/..", "help/boot.js"])
def test_nothing_else_of_the_folder_is(public: Browser, name: str) -> None:
    assert public.get(f"/ui/{name}").status == 404


def test_a_picture_of_help_is_given_to_everybody_and_may_be_kept_for_a_day(public: Browser) -> None:
    answer = public.get("/ui/help/enter.png")

    assert answer.status == 200
    assert answer.header("content-type") == "image/png"
    assert answer.header("cache-control") == "public, max-age=86400"
    assert answer.body.startswith(b"\x89PNG")
