import pytest

from core.actor import Side
from core.settings import settings
from tests._people import a_consumer
from tests.web._client import Browser


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1:8501", "[::1]:8501", "LOCALHOST"])
def test_our_own_names_are_answered(public: Browser, host: str) -> None:
    public.host = host

    assert public.get("/healthz").status == 200
    assert public.stream().status == 101


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "localhost@evil.example", "[", "::1"])
def test_other_names_are_refused_in_russian(public: Browser, host: str) -> None:
    public.host = host

    answer = public.get("/healthz")

    assert answer.status == 400
    assert "Проверьте адрес сайта" in answer.text
    assert public.stream().status == 400


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://localhost:9999",  # Streamlit itself trusts every page of the visitor's own machine
        "http://127.0.0.1",
        "http://localhost.evil.example",
        "http://localhost@evil.example",
        "null",
        "",
    ],
)
def test_a_page_of_another_site_opens_no_stream_with_the_visitors_cookies(public: Browser, origin: str) -> None:
    public.log_in(a_consumer())

    answer = public.stream(origin=origin, cookie="; ".join(f"{name}={value}" for name, value in public.jar.items()))

    assert answer.status == 403
    assert "не с нашей страницы" in answer.text


def test_in_production_only_the_public_name_is_trusted(
    sqlite_database: str,  # noqa: ARG001 - the database must be there
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PORTAL_PUBLIC_URL", "https://lk.example.org")
    monkeypatch.setenv("PORTAL_STAFF_URL", "https://staff.example.org")
    monkeypatch.setenv("PORTAL_SECRET", "s" * 40)
    settings.cache_clear()
    public = Browser(Side.PUBLIC, host="lk.example.org")

    assert public.stream(origin="https://lk.example.org").status == 101
    assert public.stream(origin="https://staff.example.org").status == 403
    assert public.stream(origin="http://localhost").status == 403
    assert public.stream(host="staff.example.org").status == 400


def test_there_is_one_stream_and_no_other_websocket(public: Browser) -> None:
    assert public.stream("/").status == 404
    assert public.stream("/files/x").status == 404
    assert public.stream("/_stcore/agent/interact").status == 404
