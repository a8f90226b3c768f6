"""The staff app behind the walls of the company's own networks."""

import asyncio
from typing import Any

import pytest

from core.actor import Side
from tests.conftest import forget
from tests.web._client import Browser
from web.networks import OwnNetworks


@pytest.fixture
def networks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Name the networks of the company."""
    monkeypatch.setenv("PORTAL_STAFF_NETWORKS", "198.51.100.0/24, 2001:db8::/32")
    forget()


async def _inner(scope: Any, _receive: Any, _send: Any) -> None:
    scope["reached"].append(scope["type"])


def reached(client: tuple[str, int] | None, kind: str = "http") -> tuple[bool, list[dict[str, Any]]]:
    """Knock from *client*; tell whether the app was reached, and what was sent back instead."""
    sent: list[dict[str, Any]] = []
    scope: dict[str, Any] = {"type": kind, "path": "/", "headers": [], "client": client, "reached": []}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": f"{kind}.connect"}

    asyncio.run(OwnNetworks(_inner)(scope, receive, send))  # type: ignore[arg-type] # plain dicts are messages
    return bool(scope["reached"]), sent


@pytest.mark.usefixtures("networks")
@pytest.mark.parametrize(
    "host", ["198.51.100.1", "198.51.100.255", "2001:db8::7", "::ffff:198.51.100.9", "2001:db8::1%eth0"]
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_the_companys_networks_are_let_in(host: str, kind: str) -> None:
    assert reached((host, 1), kind) == (True, [])


@pytest.mark.usefixtures("networks")
@pytest.mark.parametrize(
    "client",
    [("192.0.2.7", 1), ("198.51.101.1", 1), ("127.0.0.1", 1), ("::1", 1), ("::ffff:192.0.2.7", 1), ("2001:db9::1", 1),
     ("", 0), ("unix:", 0), ("198.51.100.1, 192.0.2.7", 1), None],
)  # fmt: skip
def test_everybody_else_finds_nothing_and_an_unknown_address_too(client: tuple[str, int] | None) -> None:
    let_in, sent = reached(client)
    assert not let_in
    assert sent[0]["status"] == 404

    let_in, sent = reached(client, "websocket")
    assert not let_in
    assert sent == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize("client", [("192.0.2.7", 1), None])
def test_without_the_setting_anybody_may_knock(client: tuple[str, int] | None) -> None:
    assert reached(client)[0]


@pytest.mark.usefixtures("networks")
def test_starting_and_stopping_has_no_address() -> None:
    assert reached(None, "lifespan")[0]


@pytest.mark.usefixtures("networks", "sqlite_database")
@pytest.mark.parametrize(
    "url", ["/", "/healthz", "/auth/session", "/files/x", "/exports/x", "/ui/portal.css", "/_stcore/health"]
)
def test_the_whole_staff_app_is_behind_the_wall_and_still_dressed(url: str) -> None:
    answer = Browser(Side.STAFF).get(url)

    assert answer.status == 404
    assert answer.text == "Не найдено"
    assert "default-src 'none'" in answer.header("content-security-policy")


@pytest.mark.usefixtures("networks", "sqlite_database")
def test_consumers_come_from_anywhere() -> None:
    assert Browser(Side.PUBLIC).get("/healthz").status == 200
