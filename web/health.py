"""Whether the process lives, and whether it can serve."""

from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from services import readiness

ASSETS = Path(__file__).parent / "static"
NO_STORE = {"Cache-Control": "no-store"}


async def alive(_: Request) -> Response:
    """Answer that the process lives."""
    return PlainTextResponse("ok", headers=NO_STORE)


async def ready(_: Request) -> Response:
    """Answer whether database and document store can be used."""
    troubles = await run_in_threadpool(readiness.troubles)
    return PlainTextResponse("not ready" if troubles else "ready", 503 if troubles else 200, headers=NO_STORE)


async def asset(request: Request) -> Response:
    """Give one of our own front-end files."""
    name = request.path_params["name"]
    if name not in {path.name for path in ASSETS.iterdir()}:
        return PlainTextResponse("Не найдено", 404)
    return FileResponse(ASSETS / name, headers={"Cache-Control": "no-cache"})


async def favicon(_: Request) -> Response:
    """Give the icon the front end asks for by its own name."""
    return FileResponse(ASSETS / "favicon.png", headers={"Cache-Control": "no-cache"})


ROUTES: list[Route] = [
    Route("/healthz", alive),
    Route("/readyz", ready),
    Route("/ui/{name}", asset),
    Route("/favicon.png", favicon),
]
