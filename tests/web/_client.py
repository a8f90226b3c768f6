"""The edge of one portal in-process: its own routes and middleware, with an echo where Streamlit would answer."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from core import cookies
from core.actor import Actor, Side, Visitor
from core.tokens import fresh
from services import sessions
from web import edge

HOST = "localhost"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        """Return one header, empty if it is not there."""
        return next((value for key, value in self.headers if key == name.lower()), "")

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass
class Browser:
    """A browser that knocks at the edge of one portal."""

    side: Side
    jar: dict[str, str] = field(default_factory=dict)
    host: str = HOST

    def __post_init__(self) -> None:
        built = edge.public() if self.side is Side.PUBLIC else edge.staff()
        streamlit = [
            Route("/{path:path}", _echo, methods=["GET", "PUT", "POST", "DELETE"]),
            WebSocketRoute("/_stcore/stream", _greet),
        ]
        self.app = Starlette(
            routes=[*built["routes"], *streamlit],
            middleware=built["middleware"],
            exception_handlers=built["exception_handlers"],
        )

    def get(self, url: str, **headers: str) -> Answer:
        """Fetch *url*."""
        return self.ask("GET", url, headers)

    def post(self, url: str, body: object, **headers: str) -> Answer:
        """Post *body* as our own page does."""
        own = {"content-type": "application/json", "origin": f"http://{self.host}", "sec-fetch-site": "same-origin"}
        return self.ask("POST", url, {**own, **headers}, json.dumps(body).encode())

    def type(self, url: str, body: object, **headers: str) -> Answer:
        """Send what is being typed as our own page does."""
        own = {"content-type": "application/json", "origin": f"http://{self.host}", "sec-fetch-site": "same-origin"}
        return self.ask("PUT", url, {**own, **headers}, json.dumps(body).encode())

    def put(self, url: str, name: str, body: bytes, **headers: str) -> Answer:
        """Send a file called *name* as our own page does."""
        own = {
            "content-type": "application/octet-stream",
            "origin": f"http://{self.host}",
            "sec-fetch-site": "same-origin",
            "x-file-name": quote(name, safe=""),
        }
        return self.ask("PUT", url, {**own, **headers}, body)

    def ask(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        body: bytes = b"",
        *,
        chunks: Iterable[bytes] | None = None,
        address: str = "192.0.2.7",
    ) -> Answer:
        """Send one request, of unknown length if it comes in *chunks*, and keep the cookies that come back."""
        length = {"content-length": str(len(body))} if chunks is None else {"transfer-encoding": "chunked"}
        given = {"host": self.host, **length, **_dashed(headers)}
        if self.jar:
            given["cookie"] = "; ".join(f"{name}={value}" for name, value in self.jar.items())
        answer = asyncio.run(_exchange(self.app, method, url, given, chunks or [body], address))
        for key, value in answer.headers:
            if key == "set-cookie":
                self._keep(value)
        return answer

    def stream(self, path: str = "/_stcore/stream", address: str = "192.0.2.7", **headers: str) -> Answer:
        """Knock for a websocket; the answer is 101 where it is opened."""
        given = {"host": self.host, "origin": f"http://{self.host}", **_dashed(headers)}
        return asyncio.run(_exchange(self.app, "WEBSOCKET", path, given, [], address))

    def log_in(self, actor: Actor) -> str:
        """Give the browser the cookie of a fresh session; return the session's id."""
        self.jar.setdefault(cookies.browser_name(self.side), fresh())
        browser = self.jar[cookies.browser_name(self.side)]
        opened = sessions.begin(actor.user_id, Visitor(address="192.0.2.7", browser=browser))
        assert self.post("/auth/session", {"ticket": opened.ticket}).status == 200
        return opened.session_id

    def _keep(self, cookie: str) -> None:
        name, _, rest = cookie.partition("=")
        value = rest.partition(";")[0].strip('"')
        if value and "Max-Age=0" not in cookie:
            self.jar[name] = value
        else:
            self.jar.pop(name, None)


async def _echo(request: Request) -> Response:
    return PlainTextResponse(f"streamlit {request.url.path} {request.headers.get('accept-encoding', '')}")


async def _greet(websocket: WebSocket) -> None:
    await websocket.accept()


def _dashed(headers: dict[str, str]) -> dict[str, str]:
    return {name.lower().replace("_", "-"): value for name, value in headers.items()}


async def _exchange(
    app: Callable[..., Awaitable[None]],
    method: str,
    url: str,
    headers: dict[str, str],
    body: Iterable[bytes],
    address: str,
) -> Answer:
    parts = urlsplit(url)
    of_stream = method == "WEBSOCKET"
    scope: dict[str, Any] = {
        "type": "websocket" if of_stream else "http", "http_version": "1.1", "asgi": {"version": "3.0"},
        "scheme": "ws" if of_stream else "http", "path": unquote(parts.path), "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(), "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": (address, 1), "server": (HOST, 80), "state": {}, "subprotocols": [],
        "extensions": {"websocket.http.response": {}},
    }  # fmt: skip
    if not of_stream:
        scope["method"] = method
    status, content = 0, b""
    received: list[tuple[str, str]] = []
    parts_of_body = _parts_of_body(body) if not of_stream else iter([{"type": "websocket.connect"}])

    async def receive() -> dict[str, Any]:
        if (message := next(parts_of_body, None)) is not None:
            return message
        await asyncio.sleep(30)
        return {"type": "websocket.disconnect" if of_stream else "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        nonlocal status, content
        if message["type"] == "websocket.close" and not status:
            raise AssertionError("the server would answer without our headers")
        if message["type"] == "websocket.accept" or message["type"].endswith("http.response.start"):
            status = message.get("status", 101)
            received.extend((name.decode().lower(), value.decode("latin-1")) for name, value in message["headers"])
        elif message["type"].endswith("http.response.body"):
            content += message.get("body", b"")

    await app(scope, receive, send)
    return Answer(status, received, content)


def _parts_of_body(body: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    for part in body:
        yield {"type": "http.request", "body": part, "more_body": True}
    yield {"type": "http.request", "body": b"", "more_body": False}
