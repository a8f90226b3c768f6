"""What needs a session among what Streamlit answers for, and the bounds on what may be sent to it."""

import time

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from core.actor import Side
from core.settings import settings
from core.storage import ONE_MIB
from services import sessions
from services.sessions import Known
from web import cookies

UPLOADS = "/_stcore/upload_file/"
UNPACKED = ("/files", "/blanks", "/exports")
"""Routes whose answers are never compressed: their length is told, and ranges must hold."""
MOST_UPLOADS_AT_ONCE = 8
FORM_OVERHEAD = 16 * 1024
"""Bytes a multipart envelope may add to a file."""


class Gate:
    """Middleware: uploads need a session and have a quota, media needs a session."""

    def __init__(self, app: ASGIApp, side: Side) -> None:
        self.app, self.side = app, side
        self.at_once = 0
        self.used: dict[str, tuple[int, float]] = {}
        """By session: bytes uploaded, and when the session is certainly over."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, bound or pass on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        if path.startswith(UPLOADS):
            await self._upload(Request(scope), scope, receive, send)
        elif path.startswith("/media/") and await self._known(Request(scope)) is None:
            await _refuse(401, "Войдите в личный кабинет")(scope, receive, send)
        elif path.startswith(UNPACKED):
            plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            await self.app({**scope, "headers": plain}, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _upload(self, request: Request, scope: Scope, receive: Receive, send: Send) -> None:
        known = await self._known(request)
        if known is None:
            await _refuse(401, "Войдите в личный кабинет")(scope, receive, send)
            return
        if request.method == "PUT" and (refusal := self._upload_refusal(request, known)):
            await refusal(scope, receive, send)
            return
        self._count(known, int(request.headers.get("content-length", "0")))
        self.at_once += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.at_once -= 1

    def _upload_refusal(self, request: Request, known: Known) -> Response | None:
        length = request.headers.get("content-length", "")
        if not length.isdigit():
            return _refuse(411, "Неизвестна длина файла")
        if int(length) > settings().max_file_mib * ONE_MIB + FORM_OVERHEAD:
            return _refuse(413, f"Файл больше {settings().max_file_mib} МБ")
        used, _ = self.used.get(known.actor.session_id, (0, 0.0))
        if used + int(length) > settings().max_session_upload_mib * ONE_MIB:
            return _refuse(413, "За этот сеанс отправлено слишком много файлов")
        if self.at_once >= MOST_UPLOADS_AT_ONCE:
            return _refuse(503, "Сервер занят, попробуйте через несколько секунд", {"Retry-After": "5"})
        return None

    def _count(self, known: Known, length: int) -> None:
        moment = time.time()
        self.used = {name: entry for name, entry in self.used.items() if entry[1] > moment}
        used, _ = self.used.get(known.actor.session_id, (0, 0.0))
        self.used[known.actor.session_id] = (used + length, known.expires_at.timestamp())

    async def _known(self, request: Request) -> Known | None:
        token = request.cookies.get(cookies.session_name(self.side), "")
        return await run_in_threadpool(sessions.by_token, self.side, token)


def _refuse(status: int, sentence: str, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(sentence, status, headers=headers)
