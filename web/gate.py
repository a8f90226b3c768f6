"""What needs a session among what Streamlit answers for, and what is never compressed."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from core.actor import Side
from services import sessions
from services.sessions import Known
from web import cookies

UNPACKED = ("/files", "/blanks", "/drafts", "/exports", "/my-data")
"""Routes whose answers are never compressed: their length is told, and ranges must hold."""


class Gate:
    """Middleware: media needs a session, files are never compressed."""

    def __init__(self, app: ASGIApp, side: Side) -> None:
        self.app, self.side = app, side

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, bound or pass on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        if path.startswith("/media/") and await self._known(Request(scope)) is None:
            await _refuse(401, "Войдите в личный кабинет")(scope, receive, send)
        elif path.startswith(UNPACKED):
            plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            await self.app({**scope, "headers": plain}, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _known(self, request: Request) -> Known | None:
        token = request.cookies.get(cookies.session_name(self.side), "")
        return await run_in_threadpool(sessions.by_token, self.side, token)


def _refuse(status: int, sentence: str, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(sentence, status, headers=headers)
