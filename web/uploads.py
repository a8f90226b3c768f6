"""The upload route: a file goes from the line to the disk as it comes, and is never in memory as a whole."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from core.actor import Side
from core.errors import Forbidden, NotFound, Refusal
from core.settings import settings
from core.storage import ONE_MIB, Incoming, incoming
from services import uploads
from services.files import Kept
from services.sessions import Known
from web import auth

PATH = "/uploads/"
NAME = "x-file-name"
"""Header with the name of the file, percent-encoded UTF-8."""
OWNER = "x-file-owner"
"""Header with the mark of whose page the file was chosen on."""
MOST_AT_ONCE = 16
MOST_AT_ONCE_EACH = 4
"""Uploads of one session."""
IDLE_SECONDS = 30
"""How long the line may be silent."""
BUFFER = ONE_MIB
"""Bytes gathered before they are written."""
_LONGEST_NAME = 3000
"""Bytes of the header: 255 letters, each six bytes of UTF-8 as three signs, would be more than anybody has."""
NO_STORE = {"Cache-Control": "no-store"}


class Turned(Exception):  # noqa: N818 - the request is turned away
    """The answer to a request that is not let in."""

    def __init__(self, status: int, sentence: str, **headers: str) -> None:
        super().__init__(sentence)
        self.response = _told(status, sentence, **headers)


class Quota:
    """How much each session has sent, and what is on its way: in this process, which has all the sessions."""

    def __init__(self) -> None:
        self.used: dict[str, tuple[int, float]] = {}
        """By session: bytes, and when the session is certainly over."""
        self.running = Counter[str]()

    @contextmanager
    def admitted(self, known: Known, length: int) -> Iterator[None]:
        """Let an upload of *length* bytes run, or raise ``Turned``; it is counted whatever becomes of it."""
        whose, moment = known.actor.session_id, time.time()
        self.used = {name: entry for name, entry in self.used.items() if entry[1] > moment}
        used, _ = self.used.get(whose, (0, 0.0))
        if used + length > settings().max_session_upload_mib * ONE_MIB:
            raise Turned(413, "За этот сеанс вы отправили слишком много файлов. Выйдите, войдите снова и продолжите.")
        if self.running.total() >= MOST_AT_ONCE or self.running[whose] >= MOST_AT_ONCE_EACH:
            raise Turned(503, "Сервер занят. Отправка продолжится через несколько секунд.", retry_after="3")
        self.used[whose] = (used + length, known.expires_at.timestamp())
        self.running[whose] += 1
        try:
            yield
        finally:
            self.running[whose] -= 1
            if not self.running[whose]:
                del self.running[whose]

    def give_back(self, known: Known, length: int) -> None:
        """Count *length* bytes less: they never came."""
        used, until = self.used.get(known.actor.session_id, (0, 0.0))
        self.used[known.actor.session_id] = (max(0, used - length), until)


def routes(side: Side) -> list[Route]:
    """Return the route of one portal."""
    quota = Quota()

    async def upload(request: Request) -> Response:
        try:
            return await _upload(side, quota, request)
        except Turned as turned:
            return turned.response
        except ClientDisconnect:
            return _told(400, "Связь прервалась. Отправьте файл ещё раз.")  # nobody hears it
        except (NotFound, Forbidden) as refusal:
            return _told(404, str(refusal))
        except Refusal as refusal:
            return _told(422, str(refusal))

    return [Route(f"{PATH}{{key}}/{{question}}", upload, methods=["PUT"])]


async def _upload(side: Side, quota: Quota, request: Request) -> Response:
    if not auth.from_own_page(request, "application/octet-stream"):
        raise Turned(403, "Файл отправлен не со страницы портала.", connection="close")
    known = await auth.whose(side, request)
    if known is None:
        raise Turned(401, "Сеанс завершён. Войдите снова: файл отправится после входа.")
    if request.headers.get(OWNER) not in {None, uploads.owner(known.actor)}:
        raise Turned(409, "Этот файл выбран под другой учётной записью. Выберите его заново.")
    length, name = _length(request), _name(request)
    key, asked = request.path_params["key"], request.path_params["question"]
    if not (key.isprintable() and asked.isprintable()):
        raise NotFound
    question = await run_in_threadpool(uploads.place, known.actor, key, asked, length)
    with quota.admitted(known, length), incoming() as taken:
        try:
            await _receive(request, taken, length)
        finally:
            quota.give_back(known, length - taken.size)
        kept = await run_in_threadpool(uploads.take, known.actor, key, question, name, taken)
    return JSONResponse(_described(kept), 201, headers=NO_STORE)


async def _receive(request: Request, taken: Incoming, length: int) -> None:
    gathered = bytearray()
    async for chunk in _chunks(request):
        gathered += chunk
        if taken.size + len(gathered) > length:
            raise Turned(400, "Файл длиннее, чем было объявлено. Отправьте его ещё раз.", connection="close")
        if len(gathered) >= BUFFER:
            await run_in_threadpool(taken.write, bytes(gathered))
            gathered.clear()
    await run_in_threadpool(taken.write, bytes(gathered))
    if taken.size != length:
        raise Turned(400, "Файл пришёл не целиком. Отправьте его ещё раз.")


async def _chunks(request: Request) -> AsyncIterator[bytes]:
    stream = request.stream().__aiter__()
    while True:
        try:
            yield await asyncio.wait_for(anext(stream), IDLE_SECONDS)
        except StopAsyncIteration:
            return
        except TimeoutError as silent:
            raise Turned(408, "Связь прервалась. Отправьте файл ещё раз.", connection="close") from silent


def _length(request: Request) -> int:
    told = request.headers.get("content-length", "")
    if not (told.isascii() and told.isdigit()):
        raise Turned(411, "Неизвестна длина файла.", connection="close")
    if int(told) > settings().max_file_mib * ONE_MIB:
        raise Turned(
            413, f"Файл больше {settings().max_file_mib} МБ. Уменьшите его или разделите на части.", connection="close"
        )
    return int(told)


def _name(request: Request) -> str:
    told = request.headers.get(NAME, "")
    try:
        name = unquote(told, errors="strict") if len(told) <= _LONGEST_NAME else ""
    except UnicodeDecodeError:
        name = ""
    if not name:
        raise Turned(400, "Имя файла не прочитать. Переименуйте файл и отправьте ещё раз.")
    return name


def _described(kept: Kept) -> dict[str, object]:
    return {"id": kept.public_id, "name": kept.name, "size": kept.size, "verdict": kept.verdict}


def _told(status: int, sentence: str, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return JSONResponse({"error": sentence}, status, headers={**NO_STORE, **named})
