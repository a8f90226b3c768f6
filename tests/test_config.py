"""What Streamlit is told before it serves."""

import gc
import logging
import tomllib
from asyncio import run

import pytest
from streamlit.web.server.starlette.starlette_app import App

from core.settings import ROOT
from web import edge

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def test_streamlit_does_not_sweep_the_heap_after_every_run() -> None:
    assert CONFIG["runner"]["postScriptGC"] is False


def test_streamlit_tells_nobody_about_visitors_and_shows_no_traceback() -> None:
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["client"]["toolbarMode"] == "minimal"


def test_cross_site_requests_carry_no_cookie_of_streamlit() -> None:
    assert CONFIG["server"]["enableXsrfProtection"] is True
    assert CONFIG["server"]["xsrfCookieSameSite"] == "strict"


@pytest.mark.parametrize("module", ["public_app", "staff_app"])
def test_each_portal_is_an_asgi_app_and_says_so_to_whoever_serves_it(module: str) -> None:
    imported = __import__(module)

    assert isinstance(imported.app, App)


@pytest.mark.usefixtures("sqlite_database")
def test_a_started_portal_leaves_what_it_imported_out_of_later_sweeps_and_logs_no_addresses() -> None:
    async def live() -> int:
        async with edge.public()["lifespan"](None):
            return gc.get_freeze_count()

    try:
        assert run(live()) > 1000
        assert logging.getLogger("uvicorn.access").disabled
    finally:
        gc.unfreeze()


def test_a_portal_without_its_tables_does_not_start() -> None:
    async def live() -> None:
        async with edge.public()["lifespan"](None):
            pytest.fail("it started")

    with pytest.raises(RuntimeError, match=r"run `manage\.py migrate`"):
        run(live())
