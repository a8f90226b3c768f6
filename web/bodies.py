"""How much a request may carry: little and soon, except where a route reads a stream and bounds it itself."""

import asyncio
import re
from collections.abc import AsyncIterator, Sequence

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.answers import refusal

LARGEST = 4096
"""Bytes of any body; our own pages send a ticket of a hundred."""
LARGEST_HEAD = 16_384
"""Bytes of address and headers together; the longest of ours, with all cookies, has two thousand."""
LARGER: tuple[tuple[str, str, int], ...] = (("PUT", "/drafts/", 128 * 1024),)
"""Method, beginning of the address, bytes: where a small body may be larger, for it holds what people type."""
STREAMS: tuple[tuple[str, str], ...] = (("PUT", "/uploads/"),)
"""Method and beginning of the address of routes that read a stream; each bounds it while it comes."""
SECONDS = 10
"""How long a small body may take to come."""
STALLED_SECONDS = 30
"""How long a stream may pause; then it counts as cut off."""

LONG_HEAD = "Адрес или файлы cookie слишком длинные. Удалите файлы cookie этого сайта и зайдите снова."
TOO_LARGE = "Запрос слишком большой. Обновите страницу и попробуйте ещё раз."
TOO_SLOW = "Запрос не дошёл до нас целиком. Проверьте связь и попробуйте ещё раз."
UNCLEAR = "Непонятно, сколько данных в запросе. Обновите страницу и попробуйте ещё раз."
CLOSE = {"Connection": "close"}
_NUMBER = re.compile(r"[0-9]{1,18}")


class BoundedBodies:
    """Middleware: a body is refused by its announced length, and by what has come of it where none is announced.

    A head that is too long is refused too.
    """

    def __init__(self, app: ASGIApp, streams: Sequence[tuple[str, str]] = STREAMS) -> None:
        self.app, self.streams = app, streams

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take the body in, if it is small, and pass the request on with it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif _head(scope) > LARGEST_HEAD:
            await refusal(scope, 431, LONG_HEAD, CLOSE)(scope, receive, send)
        elif scope["type"] == "http":
            await self._bounded(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _bounded(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        length, chunked = headers.getlist("content-length"), "transfer-encoding" in headers
        if chunked and length:
            # Two lengths: whoever stands before us may have believed the other one.
            await refusal(scope, 400, UNCLEAR, CLOSE)(scope, receive, send)
        elif any(scope["method"] == method and scope["path"].startswith(begin) for method, begin in self.streams):
            await self.app(scope, _not_stalled(receive), send)
        elif length and not (len(length) == 1 and _NUMBER.fullmatch(length[0])):
            await refusal(scope, 400, UNCLEAR, CLOSE)(scope, receive, send)
        elif length and int(length[0]) > _largest(scope):
            await refusal(scope, 413, TOO_LARGE, CLOSE)(scope, receive, send)
        elif chunked or (length and int(length[0])):
            await self._small(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _small(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = bytearray()
        try:
            async with asyncio.timeout(SECONDS):
                async for part in _parts(receive):
                    body += part
                    if len(body) > _largest(scope):
                        await refusal(scope, 413, TOO_LARGE, CLOSE)(scope, receive, send)
                        return
        except TimeoutError:
            await refusal(scope, 408, TOO_SLOW, CLOSE)(scope, receive, send)
            return
        except ClientDisconnect:
            return
        given = False

        async def replayed() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": bytes(body), "more_body": False}

        await self.app(scope, replayed, send)


def _largest(scope: Scope) -> int:
    fits = (most for method, begin, most in LARGER if scope["method"] == method and scope["path"].startswith(begin))
    return next(fits, LARGEST)


def _head(scope: Scope) -> int:
    address = len(scope.get("raw_path") or scope["path"]) + len(scope["query_string"])
    return address + sum(len(name) + len(value) for name, value in scope["headers"])


async def _parts(receive: Receive) -> AsyncIterator[bytes]:
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        yield message.get("body", b"")
        if not message.get("more_body", False):
            return


def _not_stalled(receive: Receive) -> Receive:
    whole = False

    async def patient() -> Message:
        nonlocal whole
        if whole:  # only the end of the connection is left to come, and it may take its time
            return await receive()
        try:
            async with asyncio.timeout(STALLED_SECONDS):
                message = await receive()
        except TimeoutError:
            return {"type": "http.disconnect"}
        whole = not message.get("more_body", False)
        return message

    return patient
