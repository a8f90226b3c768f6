"""Streamlit's front end, in Russian, and the cookie that tells browsers apart."""

import re

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from core.actor import Side
from core.settings import settings
from core.tokens import fresh
from web import cookies, russian

FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
TITLES = {Side.PUBLIC: "Личный кабинет", Side.STAFF: "Рабочее место"}
PASSED = ("/_stcore/", "/media/")
"""What Streamlit answers for; the rest of what it would serve, its English index above all, is not ours to show."""


class FrontEnd:
    """Middleware: pages get our index, patched chunks come from memory, all else passes."""

    def __init__(self, app: ASGIApp, side: Side, routes: tuple[str, ...]) -> None:
        self.app, self.side, self.routes = app, side, routes
        self.built = russian.build(title=f"{TITLES[side]} — {settings().company_name}")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for pages and patched chunks; pass the rest on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        if path.startswith(self.built.prefix):
            await self._asset(path.removeprefix(self.built.prefix), scope, receive, send)
        elif path.startswith(PASSED) or path.startswith(self.routes):
            await self.app(scope, receive, send)
        elif scope["method"] in {"GET", "HEAD"} and _is_page(path):
            await self._index(Request(scope))(scope, receive, send)
        else:
            await PlainTextResponse("Такой страницы нет. Проверьте адрес.", 404)(scope, receive, send)

    async def _asset(self, name: str, scope: Scope, receive: Receive, send: Send) -> None:
        if name in self.built.files:
            response = Response(self.built.files[name], media_type="text/javascript", headers=FOREVER)
            await response(scope, receive, send)
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


def _is_page(path: str) -> bool:
    return path.count("/") == 1 and "." not in path
