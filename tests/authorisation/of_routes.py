"""Who gets what of each route of both edges."""

from collections.abc import Callable
from dataclasses import dataclass

from core.actor import Actor, Permission, Side
from services import drafts, reports
from tests.authorisation._world import World

P = Permission
Allowed = Callable[[World, Actor], bool]


@dataclass(frozen=True, kw_only=True)
class Route:
    """Who gets what of a route."""

    address: Callable[[World], str]
    allowed: Allowed
    given: int = 200
    refused: int = 404
    """For people of this portal who may not."""
    visitor: int = 0
    """For those nobody knows; 0: the same as *given*."""
    body: object = None


def to_all(address: str, given: int = 200, body: object = None) -> Route:
    """Give it to everybody, known or not."""
    return Route(address=lambda _: address, allowed=lambda *_: True, given=given, body=body)


def with_(*permissions: Permission) -> Allowed:
    """Allow whoever has one of *permissions*."""
    return lambda _, actor: any(permission in actor.permissions for permission in permissions)


def _owner_or(*permissions: Permission) -> Allowed:
    return lambda world, actor: (
        actor == world.owner
        or (actor.side is Side.STAFF and any(permission in actor.permissions for permission in permissions))
    )


def _file(world: World) -> str:
    return f"/files/{world.file}"


ROUTES: dict[str, Route] = {
    "GET /healthz": to_all("/healthz"),
    "GET /readyz": to_all("/readyz"),
    "GET /ui/{name}": to_all("/ui/portal.css"),
    "GET /ui/help/{name}": to_all("/ui/help/enter.png"),
    "GET /favicon.png": to_all("/favicon.png"),
    "GET /auth/session": to_all("/auth/session"),
    "POST /auth/session": to_all("/auth/session", 401, {"ticket": "of nobody"}),
    "POST /auth/extend": to_all("/auth/extend", body={}),
    "POST /auth/logout": to_all("/auth/logout", body={}),
    "GET /link/{token}": to_all("/link/of-nobody", 303),
    "GET /documents/{code}": to_all("/documents/pdn"),
    "GET /files/{public_id}": Route(address=_file, allowed=_owner_or(P.SEE_IDENTITY), visitor=303),
}
"""Method and template → who gets what, at both portals."""

ONLY: dict[Side, dict[str, Route]] = {
    Side.PUBLIC: {
        "GET /blanks/{code}": Route(
            address=lambda _: "/blanks/tp_150", allowed=with_(P.FILE_APPLICATIONS), visitor=303
        ),
        "GET /drafts/{key}.pdf": Route(
            address=lambda world: f"/drafts/{world.draft}.pdf",
            allowed=lambda world, actor: actor == world.owner,
            visitor=303,
        ),
        "PUT /drafts/{key}": Route(
            address=lambda _: "/drafts/appeal",
            allowed=with_(P.WRITE_APPEALS),
            visitor=401,
            body={"tab": "a", "base": 0, "answers": {"text": "Когда приедет инженер?"}},
        ),
        "GET /my-data": Route(
            address=lambda _: "/my-data", allowed=with_(P.FOLLOW_OWN_APPLICATIONS), refused=403, visitor=303
        ),
        "PUT /uploads/{key}/{question}": Route(
            address=lambda _: "/uploads/appeal/files", allowed=with_(P.WRITE_APPEALS), given=201, visitor=401
        ),
    },
    Side.STAFF: {
        "GET /exports/{code}": Route(
            address=lambda _: "/exports/applications_by_status",
            allowed=lambda _, actor: (
                P.SEE_REPORTS in actor.permissions and actor.role in reports.declared()["applications_by_status"].roles
            ),
            visitor=303,
        ),
        "PUT /uploads/{key}/{question}": Route(
            address=lambda world: f"/uploads/{drafts.of_card(world.reg_no)}/files",
            allowed=with_(P.WORK_ON_APPLICATIONS),
            given=201,
            visitor=401,
        ),
    },
}
"""The same for what one portal has alone."""
