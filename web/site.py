"""What answers where: our own routes, the few of Streamlit's that are open, pages, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from starlette.routing import Match, Route, compile_path
from starlette.types import Scope


class Door(StrEnum):
    """Whether a route of Streamlit's can be reached."""

    OPEN = "open"
    GUARDED = "guarded"
    CLOSED = "closed"


STREAMLIT: dict[str, Door] = {
    "GET /_stcore/health": Door.OPEN,  # the front end waits for it, and it sets the token of uploads
    "OPTIONS /_stcore/health": Door.CLOSED,  # asked before requests of other sites
    "GET /_stcore/host-config": Door.OPEN,  # the front end asks whom it may be framed by
    "GET /_stcore/metrics": Door.CLOSED,
    "OPTIONS /_stcore/metrics": Door.CLOSED,
    "GET /media/{file_id:path}": Door.GUARDED,  # web/gate.py asks for a session
    "OPTIONS /media/{file_id:path}": Door.CLOSED,
    "PUT /_stcore/upload_file/{session_id}/{file_id}": Door.CLOSED,  # files come by web/uploads.py
    "DELETE /_stcore/upload_file/{session_id}/{file_id}": Door.CLOSED,
    "OPTIONS /_stcore/upload_file/{session_id}/{file_id}": Door.CLOSED,
    "GET /component/{path:path}": Door.CLOSED,
    "OPTIONS /component/{path:path}": Door.CLOSED,
    "GET /_stcore/bidi-components/{path:path}": Door.CLOSED,
    "OPTIONS /_stcore/bidi-components/{path:path}": Door.CLOSED,
    "WEBSOCKET /_stcore/stream": Door.GUARDED,  # web/hosts.py asks for our own origin
    "GET /auth/login": Door.CLOSED,  # Streamlit's own login, by OpenID
    "GET /auth/logout": Door.CLOSED,
    "GET /oauth2callback": Door.CLOSED,
    "ANY /_stcore/agent/interact": Door.CLOSED,
    "ANY /_stcore/agent/openapi.json": Door.CLOSED,
    "ANY /_stcore/agent/mcp": Door.CLOSED,
    "MOUNT static-assets": Door.GUARDED,  # web/frontend.py serves it under an address of ours, without the index
}
"""The decision on every route the installed Streamlit registers; a new one is closed until it has a line here."""

PAGE, ASSET, NOWHERE = "/{page}", "/static/{asset}", "/{nowhere}"


@dataclass(frozen=True, slots=True)
class Place:
    """What lies at an address."""

    name: str
    """Template of the address; never the address itself, which may hold a token."""
    methods: tuple[str, ...] = ()
    """Allowed methods, where the one that came is not among them."""


class Site:
    """All that one portal answers for."""

    def __init__(self, own: Sequence[Route], assets: str) -> None:
        self.own, self.assets = own, assets
        lines = [(line.split(" ", 1), door) for line, door in STREAMLIT.items() if " /" in line]
        self.streamlit = [(method, path, compile_path(path)[0], door) for (method, path), door in lines]

    def at(self, scope: Scope) -> Place:
        """Return what lies at the address of a request."""
        path: str = scope["path"]
        if path.startswith(self.assets):
            return Place(ASSET)
        if (own := self._own(scope)) is not None:
            return own
        method = "WEBSOCKET" if scope["type"] == "websocket" else scope["method"].replace("HEAD", "GET")
        for theirs, name, pattern, door in self.streamlit:
            if method == theirs and pattern.match(path):
                return Place(NOWHERE if door is Door.CLOSED else name)
        page = method == "GET" and path.count("/") == 1 and "." not in path
        return Place(PAGE if page else NOWHERE)

    def _own(self, scope: Scope) -> Place | None:
        if scope["type"] != "http":
            return None
        named: dict[str, set[str]] = {}
        for route in self.own:
            match, _ = route.matches({**scope, "root_path": ""})
            if match is Match.FULL:
                return Place(route.path)
            if match is Match.PARTIAL:
                named.setdefault(route.path, set()).update(route.methods or ())
        return next((Place(path, tuple(sorted(methods))) for path, methods in named.items()), None)
