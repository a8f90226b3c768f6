"""The edge of one portal in-process: its own routes and middleware, with an echo where Streamlit would answer."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

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
        streamlit = Route("/{path:path}", _echo, methods=["GET", "PUT", "POST", "DELETE"])
        self.app = Starlette(routes=[*built["routes"], streamlit], middleware=built["middleware"])

    def get(self, url: str, **headers: str) -> Answer:
        """Fetch *url*."""
        return self.ask("GET", url, headers)

    def post(self, url: str, body: object, **headers: str) -> Answer:
        """Post *body* as our own page does."""
        own = {"content-type": "application/json", "origin": f"http://{self.host}", "sec-fetch-site": "same-origin"}
        return self.ask("POST", url, {**own, **headers}, json.dumps(body).encode())

    def put(self, url: str, name: str, body: bytes, **headers: str) -> Answer:
        """Send a file called *name* as our own page does."""
        own = {
            "content-type": "application/octet-stream",
            "origin": f"http://{self.host}",
            "sec-fetch-site": "same-origin",
            "x-file-name": quote(name, safe=""),
        }
        return self.ask("PUT", url, {**own, **headers}, body)

    def ask(self, method: str, url: str, headers: dict[str, str], body: bytes = b"") -> Answer:
        """Send one request and keep the cookies that come back."""
        given = {"host": self.host, "content-length": str(len(body)), **_dashed(headers)}
        if self.jar:
            given["cookie"] = "; ".join(f"{name}={value}" for name, value in self.jar.items())
        answer = asyncio.run(_exchange(self.app, method, url, given, body))
        for key, value in answer.headers:
            if key == "set-cookie":
                self._keep(value)
        return answer

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


def _dashed(headers: dict[str, str]) -> dict[str, str]:
    return {name.lower().replace("_", "-"): value for name, value in headers.items()}


async def _exchange(
    app: Callable[..., Awaitable[None]], method: str, url: str, headers: dict[str, str], body: bytes
) -> Answer:
    parts = urlsplit(url)
    scope = {
        "type": "http", "http_version": "1.1", "asgi": {"version": "3.0"}, "method": method, "scheme": "http",
        "path": parts.path, "raw_path": parts.path.encode(), "query_string": parts.query.encode(), "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("192.0.2.7", 1), "server": (HOST, 80), "state": {},
    }  # fmt: skip
    status, content = 0, b""
    received: list[tuple[str, str]] = []
    asked = False

    async def receive() -> dict[str, Any]:
        nonlocal asked
        if asked:
            await asyncio.sleep(30)
        asked = True
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        nonlocal status, content
        if message["type"] == "http.response.start":
            status = message["status"]
            received.extend((name.decode().lower(), value.decode("latin-1")) for name, value in message["headers"])
        elif message["type"] == "http.response.body":
            content += message.get("body", b"")

    await app(scope, receive, send)
    return Answer(status, received, content)
