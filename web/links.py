"""The route of the links sent by letter: the token becomes a short cookie, and the address forgets it."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from core.actor import Side
from services import links
from services.links import Purpose
from web import cookies

PAGES = {Purpose.RESET: "/password", Purpose.INVITATION: "/password", Purpose.EMAIL: "/confirm"}
"""Where a link leads to."""
OVER = "/link-over"
MINUTES = 15
"""How long the person has to press the button of the page."""
HEADERS = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


def routes(side: Side) -> list[Route]:
    """Return the route of one portal. Following a link uses nothing up: programs that read letters follow them."""

    async def follow(request: Request) -> Response:
        token = request.path_params["token"]
        found = await run_in_threadpool(links.look, side, token)
        response = RedirectResponse(PAGES[found.purpose] if found else OVER, 303, headers=HEADERS)
        if found:
            cookies.put(response, cookies.link_name(side), token, seconds=MINUTES * 60)
        return response

    return [Route(f"{links.PATH}{{token}}", follow, methods=["GET"])]
