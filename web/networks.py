"""The staff app answers to the company's own networks only, where the setting names them."""

from ipaddress import IPv6Address, ip_address

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from core.settings import settings


class OwnNetworks:
    """Middleware: to anybody else there is nothing here, neither pages nor websockets nor the answers of health.

    The client's address is the one uvicorn gives: the peer's, or, with ``--proxy-headers`` and a trusted proxy, the
    one the proxy names. Where there is none, nobody is let in.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes from within."""
        if scope["type"] not in {"http", "websocket"} or not settings().staff_from or _within(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await PlainTextResponse("Не найдено", 404)(scope, receive, send)


def _within(scope: Scope) -> bool:
    host, _ = scope.get("client") or ("", 0)
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return any(address in network for network in settings().staff_from)
