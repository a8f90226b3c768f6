"""How often one address may ask: token buckets in memory, generous enough for an office behind one address."""

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.answers import refusal

TOO_OFTEN = "С вашего адреса слишком много запросов. Подождите {seconds} с и попробуйте ещё раз."
TOO_MANY = "С вашего адреса открыто слишком много страниц. Закройте лишние и обновите эту."
FULL = "Сейчас на портале слишком много людей. Попробуйте через минуту."


@dataclass(frozen=True, slots=True)
class Rate:
    """What one address may do: *burst* at once, and *a_second* more every second."""

    what: str
    burst: int
    a_second: float
    begins: tuple[str, ...]
    """Beginnings of addresses."""
    methods: frozenset[str] = frozenset()
    """Empty: all."""


RATES: tuple[Rate, ...] = (
    Rate("logins", 300, 5, ("/auth/",), frozenset({"POST"})),
    Rate("links of letters", 120, 2, ("/link/",)),
    Rate("reports", 60, 1, ("/exports/", "/my-data")),
    Rate("answers being typed", 600, 20, ("/drafts/",), frozenset({"PUT"})),
    Rate("drafts on paper", 120, 2, ("/drafts/",)),
    Rate("files", 300, 5, ("/files/", "/blanks/", "/media/")),
    Rate("uploads", 300, 5, ("/uploads/",)),
    Rate("streams", 300, 5, ("/_stcore/stream",)),
    Rate("assets", 10_000, 100, ("/static-ru-", "/ui/", "/favicon.png")),
    Rate("everything else", 3000, 50, ("",)),
)
"""The first that fits counts. A hundred people behind one address open their pages at nine in the morning: each needs
some sixty assets once, one stream, one login, and the clock asks twice a minute in every tab."""

MESSAGES = Rate("messages of one stream", 200, 20, ())
"""What a page sends while somebody works with it; more is read later, not refused."""
MOST_STREAMS_OF_ONE = 400
"""Streams open at once from one address: some two hundred people with two tabs."""
MOST_STREAMS = 2000
"""Streams open at once in one process."""
MOST_BUCKETS = 20_000
"""Buckets remembered; the one not asked for longest, which has long been full again, goes first."""
SUBNET_BITS = 64
"""One customer has at least so large a network of IPv6 addresses, and counts as one."""


class Buckets:
    """Token buckets by key; their number is bounded."""

    def __init__(self, most: int = MOST_BUCKETS, clock: Callable[[], float] = time.monotonic) -> None:
        self.most, self.clock = most, clock
        self.kept: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()
        """By rate and address: tokens left, and when that was."""

    def take(self, rate: Rate, address: str) -> float:
        """Take a token; return 0, or the seconds until there is one."""
        moment, key = self.clock(), (rate.what, address)
        tokens, since = self.kept.pop(key, (float(rate.burst), moment))
        tokens = min(float(rate.burst), tokens + (moment - since) * rate.a_second)
        enough = tokens >= 1
        self.kept[key] = (tokens - 1 if enough else tokens, moment)
        if len(self.kept) > self.most:
            self.kept.popitem(last=False)
        return 0.0 if enough else (1 - tokens) / rate.a_second


class Rates:
    """Middleware: too much from one address is refused with the time to wait; streams are counted while open.

    The address is what the server says: behind a proxy it trusts, the one the proxy forwards.
    """

    def __init__(self, app: ASGIApp, rates: Sequence[Rate] = RATES) -> None:
        self.app, self.rates = app, rates
        self.buckets = Buckets()
        self.streams: dict[str, int] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse or pass on."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        address = network_of(scope["client"][0] if scope.get("client") else "")
        if wait := self.buckets.take(self._rate(scope), address):
            seconds = math.ceil(wait)
            answer = refusal(scope, 429, TOO_OFTEN.format(seconds=seconds), {"Retry-After": str(seconds)})
            await answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._stream(address, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _stream(self, address: str, scope: Scope, receive: Receive, send: Send) -> None:
        if sum(self.streams.values()) >= MOST_STREAMS:
            await refusal(scope, 503, FULL, {"Retry-After": "60"})(scope, receive, send)
            return
        if self.streams.get(address, 0) >= MOST_STREAMS_OF_ONE:
            await refusal(scope, 429, TOO_MANY, {"Retry-After": "60"})(scope, receive, send)
            return
        self.streams[address] = self.streams.get(address, 0) + 1
        try:
            await self.app(scope, _slowed(receive), send)
        finally:
            self.streams[address] -= 1
            if not self.streams[address]:
                del self.streams[address]

    def _rate(self, scope: Scope) -> Rate:
        path, method = scope["path"], scope.get("method", "GET")
        return next(
            rate for rate in self.rates if path.startswith(rate.begins) and (not rate.methods or method in rate.methods)
        )


def network_of(address: str) -> str:
    """Return under what an address is counted: itself, or its network where it is one of IPv6."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(known, IPv6Address):
        if known.ipv4_mapped is not None:
            return str(known.ipv4_mapped)
        return f"{IPv6Address(int(known) >> SUBNET_BITS << SUBNET_BITS)}/{SUBNET_BITS}"
    return str(known)


def _slowed(receive: Receive) -> Receive:
    own = Buckets(most=1)

    async def slowed() -> Message:
        message = await receive()
        if message["type"] == "websocket.receive" and (wait := own.take(MESSAGES, "")):
            await asyncio.sleep(wait)
            own.take(MESSAGES, "")
        return message

    return slowed
