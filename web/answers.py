"""Short answers of the edge itself: a page for who looks with a browser, a sentence for programs."""

from collections.abc import Mapping
from html import escape

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import Scope

NO_STORE = {"Cache-Control": "no-store"}
NOWHERE = "Такой страницы нет. Проверьте адрес."


def refusal(scope: Scope, status: int, sentence: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return an answer that says *sentence*: what went wrong, and what to do."""
    given = {**NO_STORE, **(headers or {})}
    if "text/html" not in Headers(scope=scope).get("accept", ""):
        return PlainTextResponse(sentence, status, headers=given)
    page = (
        "<!doctype html><html lang=ru><head><meta charset=utf-8>"
        "<meta name=viewport content='width=device-width, initial-scale=1'>"
        "<title>Не получилось</title><link rel=stylesheet href=/ui/portal.css></head>"
        f"<body class=p-document><main><h1>Не получилось</h1><p>{escape(sentence)}</p>"
        "<p><a href=/>На главную</a></p></main></body></html>"
    )
    return HTMLResponse(page, status, headers=given)
