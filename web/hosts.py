"""Whom we answer: requests to our own name, and websockets opened by our own pages."""

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from web.answers import refusal

STRANGE_NAME = "По этому имени портал не отвечает. Проверьте адрес сайта."
STRANGE_PAGE = "Соединение открыто не с нашей страницы. Зайдите на портал по его адресу."


class KnownHosts:
    """Middleware: other names are refused, and so is a websocket that another site's page opens.

    Streamlit itself would trust any page of the visitor's own machine, and who tells no origin at all.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self.app, self.hosts = app, frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse or pass on."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        named = headers.getlist("host")
        if len(named) != 1 or _host(named[0]) not in self.hosts:
            await refusal(scope, 400, STRANGE_NAME)(scope, receive, send)
        elif scope["type"] == "websocket" and headers.get("origin", "").partition("://")[2] != named[0]:
            await refusal(scope, 403, STRANGE_PAGE)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _host(named: str) -> str:
    try:
        return urlsplit(f"//{named}").hostname or ""
    except ValueError:
        return ""
