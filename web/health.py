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
    return _one_of(ASSETS, request.path_params["name"], "no-cache")


async def picture(request: Request) -> Response:
    """Give a picture of an article of help; a newer one may be seen a day late."""
    return _one_of(ASSETS / "help", request.path_params["name"], "public, max-age=86400")


async def favicon(_: Request) -> Response:
    """Give the icon the front end asks for by its own name."""
    return FileResponse(ASSETS / "favicon.png", headers={"Cache-Control": "no-cache"})


def _one_of(folder: Path, name: str, kept: str) -> Response:
    if name not in {path.name for path in folder.iterdir() if path.is_file()}:
        return PlainTextResponse("Не найдено", 404)
    return FileResponse(folder / name, headers={"Cache-Control": kept})


ROUTES: list[Route] = [
    Route("/healthz", alive),
    Route("/readyz", ready),
    Route("/ui/{name}", asset),
    Route("/ui/help/{name}", picture),
    Route("/favicon.png", favicon),
]
