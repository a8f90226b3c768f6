"""Routes that exchange a login ticket for the session's cookie, tell how long is left, and log out."""

from json import JSONDecodeError

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from core import clock
from core.actor import Side
from services import sessions
from services.sessions import Known
from web import cookies

LARGEST_BODY = 512
"""Bytes; a ticket is far shorter."""
NO_STORE = {"Cache-Control": "no-store"}


def routes(side: Side) -> list[Route]:
    """Return the routes of one portal."""

    async def remaining(request: Request) -> Response:
        known = await whose(side, request)
        seconds = int((known.expires_at - clock.now()).total_seconds()) if known else 0
        return JSONResponse({"remaining": max(0, seconds)}, headers=NO_STORE)

    async def redeem(request: Request) -> Response:
        if not same_origin(request):
            return JSONResponse({"error": "origin"}, 403, headers=NO_STORE)
        ticket = await _ticket(request)
        browser = request.cookies.get(cookies.browser_name(side), "")
        got = await run_in_threadpool(sessions.redeem, side, ticket, browser) if ticket and browser else None
        if got is None:
            return JSONResponse({"error": "ticket"}, 401, headers=NO_STORE)
        token, seconds = got
        response = JSONResponse({"ok": True}, headers=NO_STORE)
        # The browser's own cookie is not renewed here: the open websocket still carries the one of its handshake.
        cookies.put(response, cookies.session_name(side), token, seconds=max(1, seconds))
        return response

    async def logout(request: Request) -> Response:
        if not same_origin(request):
            return JSONResponse({"error": "origin"}, 403, headers=NO_STORE)
        known = await whose(side, request)
        if known is not None:
            await run_in_threadpool(sessions.end, known.actor)
        response = JSONResponse({"ok": True}, headers={**NO_STORE, "Clear-Site-Data": '"cache"'})
        cookies.drop(response, cookies.session_name(side))
        return response

    return [
        Route("/auth/session", remaining, methods=["GET"]),
        Route("/auth/session", redeem, methods=["POST"]),
        Route("/auth/logout", logout, methods=["POST"]),
    ]


async def whose(side: Side, request: Request) -> Known | None:
    """Return whose request this is, by its cookie."""
    return await run_in_threadpool(sessions.by_token, side, request.cookies.get(cookies.session_name(side), ""))


def same_origin(request: Request) -> bool:
    """Tell whether our own page sent this: a JSON body forces other sites to ask first, and they are not answered."""
    return from_own_page(request, "application/json")


def from_own_page(request: Request, media_type: str) -> bool:
    """Tell whether our own page sent this with a body of a type that no form of another site can send."""
    origin = request.headers.get("origin", "").partition("://")[2]
    return (
        request.headers.get("sec-fetch-site") in {None, "same-origin"}
        and origin == request.headers.get("host", "")
        and request.headers.get("content-type", "").partition(";")[0] == media_type
    )


async def _ticket(request: Request) -> str:
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > LARGEST_BODY:
        return ""
    try:
        body = await request.json()
    except (JSONDecodeError, UnicodeDecodeError):
        return ""
    ticket = body.get("ticket") if isinstance(body, dict) else None
    return ticket if isinstance(ticket, str) else ""
