"""The route by which somebody takes everything the cabinet keeps about them, as one archive."""

from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from core import archive
from core.actor import Side
from core.errors import Refusal, Throttled
from services import my_data
from web import auth
from web.files import PRIVATE, content_disposition

PATH = "/my-data"


def routes(side: Side) -> list[Route]:
    """Return the route of the consumer portal; the staff app has none."""
    return [Route(PATH, take, methods=["GET"])] if side is Side.PUBLIC else []


async def take(request: Request) -> Response:
    """Stream the archive to whoever is logged in; others are led to the login."""
    known = await auth.whose(Side.PUBLIC, request)
    if known is None:
        return RedirectResponse("/", 303, headers=PRIVATE)
    try:
        if request.method != "GET":  # a look at the head takes nothing
            my_data.must_be_allowed(known.actor)
            return Response(media_type="application/zip", headers=PRIVATE)
        taken = await run_in_threadpool(my_data.export, known.actor)
    except Refusal as refusal:
        return _refused(refusal)
    headers = {
        **PRIVATE,
        "Content-Disposition": content_disposition("attachment", taken.name),
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return StreamingResponse(archive.stream(taken.entries), media_type="application/zip", headers=headers)


def _refused(refusal: Refusal) -> Response:
    status = 429 if isinstance(refusal, Throttled) else 403
    return HTMLResponse(
        "<!doctype html><html lang=ru><head><meta charset=utf-8>"
        "<meta name=viewport content='width=device-width, initial-scale=1'>"
        "<title>Данные сейчас не скачать</title><link rel=stylesheet href=/ui/portal.css></head>"
        f"<body class=p-document><main><h1>Данные сейчас не скачать</h1><p>{escape(str(refusal))}</p>"
        "<p><a href=/profile>Вернуться в профиль</a></p></main></body></html>",
        status,
        headers=PRIVATE,
    )
