"""Streamlit's front end, in Russian, and the cookie that tells browsers apart."""

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from core.actor import Side
from core.settings import settings
from core.tokens import fresh
from web import cookies, russian
from web.answers import refusal
from web.faults import SENTENCES
from web.site import ASSET, NOWHERE, PAGE, Site

FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
TITLES = {Side.PUBLIC: "Личный кабинет", Side.STAFF: "Рабочее место"}


def built(side: Side) -> russian.RussianFrontEnd:
    """Return the front end of one portal."""
    return russian.build(title=f"{TITLES[side]} — {settings().company_name}")


class FrontEnd:
    """Middleware: pages get our index, patched chunks come from memory, what the site has passes, all else is nowhere.

    Streamlit's own English index above all is not ours to show.
    """

    def __init__(self, app: ASGIApp, side: Side, site: Site) -> None:
        self.app, self.side, self.site = app, side, site
        self.built = built(side)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for pages and patched chunks; pass on what somebody answers for; refuse the rest."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        place = self.site.at(scope)
        if place.methods:
            await refusal(scope, 405, SENTENCES[405], {"Allow": ", ".join(place.methods)})(scope, receive, send)
        elif place.name == ASSET:
            await self._asset(scope["path"].removeprefix(self.built.prefix), scope, receive, send)
        elif place.name == PAGE:
            await self._index(Request(scope))(scope, receive, send)
        elif place.name == NOWHERE:
            await refusal(scope, 404, SENTENCES[404])(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _asset(self, name: str, scope: Scope, receive: Receive, send: Send) -> None:
        if name in self.built.files:
            response = Response(self.built.files[name], media_type="text/javascript", headers=FOREVER)
            await response(scope, receive, send)
            return
        if name not in self.built.others:  # Streamlit would answer with its index
            await refusal(scope, 404, SENTENCES[404])(scope, receive, send)
            return
        original = f"/static/{name}"
        await self.app({**scope, "path": original, "raw_path": original.encode()}, receive, send)

    def _index(self, request: Request) -> Response:
        response = Response(self.built.index, media_type="text/html", headers={"Cache-Control": "no-cache"})
        # Renewed with its old value at every visit, so that it never ends for who keeps coming.
        name = cookies.browser_name(self.side)
        cookies.mark_browser(response, name, _sound(request.cookies.get(name, "")) or fresh())
        return response


def _sound(mark: str) -> str:
    return mark if re.fullmatch(r"[\w-]{43}", mark, re.ASCII) else ""
