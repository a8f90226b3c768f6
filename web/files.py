"""Routes that give files to those who may have them, and to nobody else."""

import re
import tempfile
from collections.abc import Awaitable, Callable
from html import escape
from pathlib import Path
from urllib.parse import quote

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from core.actor import Actor, Side
from core.errors import Conflict, Invalid, Refusal
from services import files, printing, reports, texts
from web import auth

Endpoint = Callable[[Request], Awaitable[Response]]
PRIVATE = {"Cache-Control": "private, no-store"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def routes(side: Side) -> list[Route]:
    """Return the routes of one portal."""

    async def file(request: Request) -> Response:
        known = await auth.whose(side, request)
        if known is None:
            return _to_login()
        address = request.client.host if request.client else ""
        whole = request.method == "GET" and request.headers.get("range", "bytes=0-").startswith("bytes=0-")
        opened = await run_in_threadpool(
            files.open_for, known.actor, request.path_params["public_id"], address=address, counted=whole
        )
        inline = request.query_params.get("inline") == "1" and opened.media_type in files.SEEN_IN_BROWSER
        return FileResponse(opened.path, media_type=opened.media_type, headers=_headers(opened.name, inline=inline))

    async def blank(request: Request) -> Response:
        known = await auth.whose(side, request)
        if known is None:
            return _to_login()
        name, pdf = await run_in_threadpool(printing.blank, known.actor, request.path_params["code"])
        return Response(pdf, media_type="application/pdf", headers=_headers(name, inline=False))

    async def draft(request: Request) -> Response:
        known = await auth.whose(side, request)
        if known is None:
            return _to_login()
        name, pdf = await run_in_threadpool(printing.preview, known.actor, request.path_params["key"])
        return Response(pdf, media_type="application/pdf", headers=_headers(name, inline=True))

    async def export(request: Request) -> Response:
        known = await auth.whose(side, request)
        if known is None:
            return _to_login()
        path, written = await run_in_threadpool(
            _written, known.actor, request.path_params["code"], dict(request.query_params)
        )
        done = BackgroundTask(path.unlink, missing_ok=True)
        return FileResponse(path, media_type=XLSX, headers=_headers(written.name, inline=False), background=done)

    shared: list[Route] = [
        Route("/files/{public_id}", _refusing(file), methods=["GET"]),
        Route("/documents/{code}", _refusing(document), methods=["GET"]),
    ]
    if side is Side.STAFF:
        return [*shared, Route("/exports/{code}", _refusing(export), methods=["GET"])]
    return [
        *shared,
        Route("/blanks/{code}", _refusing(blank), methods=["GET"]),
        Route("/drafts/{key}.pdf", _refusing(draft), methods=["GET"]),
    ]


async def document(request: Request) -> Response:
    """Show a text everybody may read."""
    page = await run_in_threadpool(texts.page, request.path_params["code"])
    return HTMLResponse(
        "<!doctype html><html lang=ru><head><meta charset=utf-8>"
        "<meta name=viewport content='width=device-width, initial-scale=1'>"
        f"<title>{escape(page.title)}</title><link rel=stylesheet href=/ui/portal.css></head>"
        f"<body class=p-document><main><h1>{escape(page.title)}</h1>"
        f"<p class=p-muted>Редакция от {page.version:%d.%m.%Y}. Основание: {escape(page.source)}</p>"
        f"{page.html}</main></body></html>"
    )


def content_disposition(kind: str, name: str) -> str:
    """Return the header that names a file, in Russian for browsers and in Latin for the rest (RFC 6266)."""
    clean = re.sub(r"[\x00-\x1f\x7f/\\]", "_", name)
    plain = re.sub(r"[^A-Za-z0-9._ ()-]", "_", clean)
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(clean, safe='')}"


def _written(actor: Actor, code: str, answers: dict[str, str]) -> tuple[Path, reports.Written]:
    with tempfile.NamedTemporaryFile(suffix=".xlsx", delete=False) as temporary:
        path = Path(temporary.name)
    try:
        return path, reports.write(actor, code, answers, path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _headers(name: str, *, inline: bool) -> dict[str, str]:
    # A sandbox would break the browser's own PDF viewer, so only downloads have one.
    policy = "default-src 'none'; frame-ancestors 'self'" if inline else "default-src 'none'; sandbox"
    return {
        **PRIVATE,
        "Content-Disposition": content_disposition("inline" if inline else "attachment", name),
        "Content-Security-Policy": policy,
    }


def _to_login() -> Response:
    return RedirectResponse("/", 303, headers=PRIVATE)


def _refusing(endpoint: Endpoint) -> Endpoint:
    async def answered(request: Request) -> Response:
        if not all(str(value).isprintable() for value in request.path_params.values()):
            return PlainTextResponse("Не найдено", 404, headers=PRIVATE)
        try:
            return await endpoint(request)
        except Invalid as invalid:
            return PlainTextResponse("\n".join(invalid.remarks.values()), 422, headers=PRIVATE)
        except Conflict as conflict:
            return PlainTextResponse(str(conflict), 409, headers=PRIVATE)
        except Refusal as refusal:
            return PlainTextResponse(str(refusal), 404, headers=PRIVATE)

    return answered
