"""Our own faults: the person gets a code and an apology, the log the rest."""

import logging
import secrets

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.settings import settings
from web.answers import NOWHERE, refusal

log = logging.getLogger("portal")
SENTENCES = {
    404: NOWHERE,
    405: "Так к этому адресу обратиться нельзя. Вернитесь на главную.",
}
OTHERWISE = "Запрос не выполнен. Обновите страницу и попробуйте ещё раз."


class Faults:
    """Middleware: whatever fails inside is logged under a code and apologised for, never shown."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer for it if it fails before anything was sent."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as fault:
            code = f"{secrets.token_hex(2)}-{secrets.token_hex(1)}".upper()
            log.error("unexpected error, code %s", code, exc_info=fault)  # noqa: TRY400 - the fault is given by name
            if begun:  # half an answer is out: the connection must break
                raise
            sentence = (
                "Что-то пошло не так, и это наша ошибка. Попробуйте ещё раз. "
                f"Если не поможет, позвоните {settings().hot_line} и назовите код {code}."
            )
            await refusal(scope, 500, sentence)(scope, receive, send)


async def said(request: Request, error: HTTPException) -> Response:
    """Return in Russian what a route could not do."""
    return refusal(request.scope, error.status_code, SENTENCES.get(error.status_code, OTHERWISE), error.headers)
