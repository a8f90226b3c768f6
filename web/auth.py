"""Routes that exchange a login ticket for the session's cookie, tell how long is left, prolong it, and log out."""

from json import JSONDecodeError

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

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
        return JSONResponse(_told(await _holder(side, request)), headers=NO_STORE)

    async def extend(request: Request) -> Response:
        if not same_origin(request):
            return JSONResponse({"error": "origin"}, 403, headers=NO_STORE)
        return JSONResponse(_told(await whose(side, request)), headers=NO_STORE)

    async def redeem(request: Request) -> Response:
        if not same_origin(request):
            return JSONResponse({"error": "origin"}, 403, headers=NO_STORE)
        ticket = await _ticket(request)
        browser = request.cookies.get(cookies.browser_name(side), "")
        present = request.cookies.get(cookies.session_name(side), "")
        got = await run_in_threadpool(sessions.redeem, side, ticket, browser, present) if ticket and browser else None
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
        known = await _holder(side, request)
        if known is not None:
            await run_in_threadpool(sessions.end, known.actor)
        response = JSONResponse({"ok": True}, headers={**NO_STORE, "Clear-Site-Data": '"cache"'})
        cookies.drop(response, cookies.session_name(side))
        return response

    return [
        Route("/auth/session", remaining, methods=["GET"]),
        Route("/auth/session", redeem, methods=["POST"]),
        Route("/auth/extend", extend, methods=["POST"]),
        Route("/auth/logout", logout, methods=["POST"]),
    ]


async def whose(side: Side, request: Request) -> Known | None:
    """Return whose request this is, by its cookie; asking for something is a sign of life."""
    known = await _holder(side, request)
    return await run_in_threadpool(sessions.seen, known) if known else None


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


async def _holder(side: Side, request: Request) -> Known | None:
    return await run_in_threadpool(sessions.by_token, side, request.cookies.get(cookies.session_name(side), ""))


def _told(known: Known | None) -> dict[str, int]:
    if known is None:
        return {"remaining": 0}
    clock = known.clock()
    return {"remaining": -(-min(clock["idle"], clock["absolute"]) // 1000), **clock}


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
