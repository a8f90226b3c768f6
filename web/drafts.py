"""The typing route: what people type is kept before they leave the field, whatever becomes of the page."""

from json import JSONDecodeError

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from core import clock
from core.actor import Side
from core.errors import Forbidden, NotFound, Refusal
from services import autosave, uploads
from web import auth
from web.uploads import NO_STORE, OWNER

LONGEST_TAB = 64
"""Characters."""


def routes(side: Side) -> list[Route]:
    """Return the route of one portal: only consumers keep drafts of what they type."""

    async def typed(request: Request) -> Response:
        try:
            return await _typed(side, request)
        except (NotFound, Forbidden) as refusal:
            return _told(404, str(refusal))
        except Refusal as refusal:
            return _told(422, str(refusal))

    return [Route("/drafts/{key}", typed, methods=["PUT"])] if side is Side.PUBLIC else []


async def _typed(side: Side, request: Request) -> Response:
    if not auth.same_origin(request):
        return _told(403, "Ответ отправлен не со страницы портала.")
    known = await auth.whose(side, request)
    if known is None:
        return _told(401, "Сеанс завершён. Войдите снова: введённое сохранится.")
    if request.headers.get(OWNER) not in {None, uploads.owner(known.actor)}:
        return _told(409, "Это введено под другой учётной записью.")
    told = await _body(request)
    key = request.path_params["key"]
    if told is None or not key.isprintable():
        return _told(400, "Ответ не прочитать. Обновите страницу.")
    tab, base, answers = told
    saved = await run_in_threadpool(autosave.keep, known.actor, key, answers, tab=tab, base=base)
    at = f"{clock.local(saved.at):%H:%M}"
    return JSONResponse({"saved_at": at, "revision": saved.revision, "others": list(saved.others)}, headers=NO_STORE)


async def _body(request: Request) -> tuple[str, int, dict[str, str]] | None:
    try:
        told = await request.json()
    except (JSONDecodeError, UnicodeDecodeError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    tab, base, answers = told.get("tab"), told.get("base"), told.get("answers")
    if not (
        isinstance(tab, str) and 0 < len(tab) <= LONGEST_TAB and isinstance(base, int) and isinstance(answers, dict)
    ):
        return None
    sound = all(isinstance(name, str) and isinstance(text, str) for name, text in answers.items())
    return (tab, base, {name: _whole(text) for name, text in answers.items()}) if sound and answers else None


def _whole(text: str) -> str:
    # Half a letter and the character no database keeps come from broken pastes only.
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _told(status: int, sentence: str) -> Response:
    return JSONResponse({"error": sentence}, status, headers=NO_STORE)
