import re

import pytest

from core.actor import Side
from tests.web._client import Browser
from web import frontend


@pytest.mark.parametrize("path", ["/", "/applications", "/fill"])
def test_every_page_is_our_russian_index(public: Browser, path: str) -> None:
    answer = public.get(path)

    assert '<html lang="ru">' in answer.text
    assert "Личный кабинет" in answer.text
    assert answer.header("cache-control") == "no-cache"


def test_a_browser_is_marked_once_and_its_mark_lasts_while_it_keeps_coming(public: Browser) -> None:
    first, second = public.get("/").header("set-cookie"), public.get("/").header("set-cookie")

    assert first == second
    assert first.startswith("portal_public_browser=")
    assert {"HttpOnly", "SameSite=lax", "Max-Age=34560000"} <= {part.strip() for part in first.split(";")}


@pytest.mark.parametrize("forged", ["x", "x" * 44, "x" * 5000, "x" * 42 + "!"])
def test_a_mark_that_is_none_of_ours_is_replaced(public: Browser, forged: str) -> None:
    public.jar["portal_public_browser"] = forged

    public.get("/")

    assert len(public.jar["portal_public_browser"]) == 43


def test_a_patched_chunk_comes_from_memory_and_may_be_kept_forever(public: Browser) -> None:
    index = public.get("/").text
    script = index.split('type="module" crossorigin src=".')[1].split('"')[0]

    answer = public.get(script)

    assert answer.header("content-type").startswith("text/javascript")
    assert "immutable" in answer.header("cache-control")
    assert "Нет связи с сервером" in answer.text


def test_an_untouched_asset_is_left_to_streamlit(public: Browser) -> None:
    prefix = re.findall(r"/static-ru-[0-9a-f]+", public.get("/").text)[0]

    font = next(name for name in frontend.built(Side.PUBLIC).others if name.endswith(".woff2"))

    assert public.get(f"{prefix}/{font}").text.startswith(f"streamlit /static/{font}")


@pytest.mark.parametrize("name", ["", "nothing.js", "../index.html", "js/", "index.html", "js/../../index.html"])
def test_under_the_prefix_there_is_nothing_but_files_of_the_front_end(public: Browser, name: str) -> None:
    prefix = re.findall(r"/static-ru-[0-9a-f]+", public.get("/").text)[0]

    assert public.get(f"{prefix}/{name}").status == 404


def test_the_staff_app_has_a_title_of_its_own(staff: Browser) -> None:
    assert "Рабочее место" in staff.get("/").text


@pytest.mark.parametrize(
    "path",
    ["/index.html", "/a/b", "/applications/x", "/robots.txt", "/files/x/y", "/static/index.html", "/openapi.json",
     "/exports/x", "/documents/", "/auth/x", "/component/x"],
)  # fmt: skip
def test_streamlits_own_english_site_is_not_served_beside_ours(public: Browser, path: str) -> None:
    answer = public.get(path)

    assert answer.status == 404
    assert "streamlit" not in answer.text
