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


@pytest.mark.parametrize("name", ["nothing.js", "..", "%2e%2e%2fedge.py"])
def test_nothing_else_of_the_folder_is(public: Browser, name: str) -> None:
    assert public.get(f"/ui/{name}").status == 404
