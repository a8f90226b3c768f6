"""Uvicorn's protocols with two things it has not: patience that ends, and our headers on its own refusals."""

import asyncio
from http import HTTPStatus

import h11
from uvicorn._types import ASGISendEvent
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from web.headers import always

HEAD_SECONDS = 10
"""How long the head of a request may take to come; the body's time is bounded in web/bodies.py."""
NOT_HTTP = "Запрос не понят. Обновите страницу."
TOO_SLOW = "Запрос не дошёл до нас целиком. Проверьте связь и попробуйте ещё раз."
FULL = "Сейчас на портале слишком много людей. Попробуйте через минуту."
NO_STREAM = "Соединение не открыто. Обновите страницу."


class Http(H11Protocol):
    """HTTP/1.1: a slow head is cut off, and so is a connection above the limit."""

    _slow: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's own
        """Take the connection, or refuse it at once if there are too many."""
        super().connection_made(transport)
        most, self.limit_concurrency = self.limit_concurrency, None  # uvicorn would refuse in words of its own
        if most is not None and len(self.connections) > most:
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE, FULL)
            return
        self._wait_for_head()

    def data_received(self, data: bytes) -> None:
        """Read on; once the head is there, nothing waits for it."""
        super().data_received(data)
        self._wait_for_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self._unset_slow()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - the sentence is ours
        """Refuse what is no HTTP, or has too large a head."""
        self._refuse(HTTPStatus.BAD_REQUEST, NOT_HTTP)

    def _wait_for_head(self) -> None:
        if self.conn.their_state is not h11.IDLE or self.transport.is_closing():
            self._unset_slow()
        elif self._slow is None:
            self._slow = self.loop.call_later(HEAD_SECONDS, self._refuse, HTTPStatus.REQUEST_TIMEOUT, TOO_SLOW)

    def _unset_slow(self) -> None:
        if self._slow is not None:
            self._slow.cancel()
            self._slow = None

    def _refuse(self, status: HTTPStatus, sentence: str) -> None:
        if not self.transport.is_closing():
            self.transport.write(_answer(status, sentence))
            self.transport.close()


class Stream(WebSocketsSansIOProtocol):
    """Websockets: a handshake that is none is refused with our headers and in Russian."""

    def handle_connect(self, event: Request) -> None:
        """Open the stream, or say that it is not opened."""
        accept = self.conn.accept

        def accepted(request: Request) -> Response:
            response = accept(request)
            if response.status_code != HTTPStatus.SWITCHING_PROTOCOLS:
                response.headers = Headers(_headers(NO_STREAM))
                response.body = NO_STREAM.encode()
            return response

        self.conn.accept = accepted  # type: ignore[method-assign] # the only way between its two steps
        super().handle_connect(event)

    async def send(self, message: ASGISendEvent) -> None:
        """Send; a stream refused with an answer has been answered, which uvicorn forgets and complains of."""
        await super().send(message)
        if self.initial_response is not None and self.close_sent:
            self.handshake_complete = True


def _headers(sentence: str) -> dict[str, str]:
    length = str(len(sentence.encode()))
    own = {"Content-Type": "text/plain; charset=utf-8", "Content-Length": length, "Connection": "close"}
    return {**own, "Cache-Control": "no-store", **always()}


def _answer(status: HTTPStatus, sentence: str) -> bytes:
    head = "".join(f"{name}: {value}\r\n" for name, value in _headers(sentence).items())
    return f"HTTP/1.1 {status.value} {status.phrase}\r\n{head}\r\n".encode() + sentence.encode()
