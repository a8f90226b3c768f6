"""The access log: what was asked and how it went, without anything that leads to a person or opens a door."""

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.actor import Side
from web.site import Site

log = logging.getLogger("portal.access")
QUIET = frozenset({"/healthz", "/readyz"})
"""Asked every few seconds by whoever watches over the portal."""
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""A method is the client's own word; others are not written down."""


class AccessLog:
    """Middleware: one line a request, with the template of the address instead of the address."""

    def __init__(self, app: ASGIApp, side: Side, site: Site) -> None:
        self.app, self.side, self.site = app, side, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and write down how it went."""
        if scope["type"] == "lifespan" or scope["path"] in QUIET:
            await self.app(scope, receive, send)
            return
        since, status, size = time.perf_counter(), 0, 0

        async def counted(message: Message) -> None:
            nonlocal status, size
            kind = message["type"]
            if kind == "websocket.accept":
                status = 101
            elif kind.endswith("http.response.start"):
                status = message["status"]
            size += len(message.get("body") or message.get("bytes") or b"")
            await send(message)

        try:
            await self.app(scope, receive, counted)
        finally:
            given = scope.get("method", "WEBSOCKET")
            method = given if given in METHODS or scope["type"] == "websocket" else "OTHER"
            spent = round((time.perf_counter() - since) * 1000)
            log.info("%s %s %d %d ms %d B %s", method, self.site.at(scope).name, status, spent, size, self.side)
