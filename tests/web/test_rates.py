import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from core.actor import Side
from tests._people import a_consumer
from tests.web._client import Browser
from web import edge, rates
from web.rates import RATES, Buckets, Rate, Rates, network_of

RATE = Rate("test", burst=3, a_second=0.5, begins=("/",))


class Clock:
    """A clock that stands still until it is moved."""

    now = 1000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


def test_a_bucket_gives_its_burst_and_then_one_by_one() -> None:
    clock = Clock()
    buckets = Buckets(clock=clock)

    assert [buckets.take(RATE, "a") for _ in range(4)] == [0, 0, 0, 2.0]
    clock.now += 2
    assert buckets.take(RATE, "a") == 0
    assert buckets.take(RATE, "a") == 2.0


def test_a_bucket_never_holds_more_than_its_burst() -> None:
    clock = Clock()
    buckets = Buckets(clock=clock)
    buckets.take(RATE, "a")
    clock.now += 1_000_000

    assert [buckets.take(RATE, "a") > 0 for _ in range(4)] == [False, False, False, True]


def test_addresses_do_not_share_a_bucket_and_neither_do_rates() -> None:
    buckets = Buckets()
    for _ in range(4):
        buckets.take(RATE, "a")

    assert buckets.take(RATE, "b") == 0
    assert buckets.take(Rate("other", 1, 1, ("/",)), "a") == 0


def test_the_number_of_buckets_is_bounded_and_the_longest_unused_goes_first() -> None:
    buckets = Buckets(most=100)
    for number in range(1000):
        buckets.take(RATE, "busy")
        buckets.take(RATE, str(number))

    assert len(buckets.kept) == 100
    assert buckets.take(RATE, "busy") > 0


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_an_address_is_counted_under_its_network(address: str, counted: str) -> None:
    assert network_of(address) == counted


@pytest.mark.parametrize(
    ("method", "path", "what"),
    [
        ("POST", "/auth/session", "logins"),
        ("POST", "/auth/logout", "logins"),
        ("GET", "/auth/session", "everything else"),
        ("GET", "/link/x", "links of letters"),
        ("GET", "/exports/x", "reports"),
        ("GET", "/files/x", "files"),
        ("GET", "/blanks/x", "files"),
        ("PUT", "/uploads/x", "uploads"),
        ("GET", "/static-ru-0/js/x.js", "assets"),
        ("GET", "/ui/portal.css", "assets"),
        ("GET", "/", "everything else"),
        ("BREW", "/nowhere", "everything else"),
        ("OPTIONS", "*", "everything else"),
    ],
)
def test_each_request_is_counted_under_the_first_rate_that_fits(method: str, path: str, what: str) -> None:
    edged = Rates(nobody)

    assert edged._rate({"type": "http", "method": method, "path": path}).what == what  # noqa: SLF001 - the table


@pytest.mark.parametrize("path", ["/link/x", "/files/x", "/auth/session"])
def test_too_much_is_refused_in_russian_with_the_time_to_wait(public: Browser, path: str) -> None:
    method = "POST" if path.startswith("/auth") else "GET"
    rate = next(rate for rate in RATES if path.startswith(rate.begins))

    answers = [public.ask(method, path, {}) for _ in range(rate.burst + 30)]

    refused = [answer for answer in answers if answer.status == 429]
    assert 0 < len(refused) <= 30
    assert answers[rate.burst - 1].status != 429
    assert refused[-1].header("retry-after") == "1"
    assert "Подождите 1 с" in refused[-1].text
    assert "default-src 'none'" in refused[-1].header("content-security-policy")


def test_one_address_that_asks_too_often_harms_no_other(public: Browser) -> None:
    for _ in range(200):
        public.ask("GET", "/link/x", {}, address="198.51.100.1")

    assert public.ask("GET", "/link/x", {}, address="198.51.100.1").status == 429
    assert public.ask("GET", "/link/x", {}, address="198.51.100.2").status == 303


def test_the_address_is_the_one_the_server_tells_not_one_a_header_claims(public: Browser) -> None:
    for _ in range(200):
        public.ask("GET", "/link/x", {"x-forwarded-for": "203.0.113.9"}, address="198.51.100.1")

    assert public.ask("GET", "/link/x", {"x-forwarded-for": "203.0.113.10"}, address="198.51.100.1").status == 429
    assert public.ask("GET", "/link/x", {}, address="203.0.113.9").status == 303


def test_streams_are_opened_so_often_and_no_oftener(public: Browser) -> None:
    burst = next(rate.burst for rate in RATES if rate.what == "streams")

    statuses = [public.stream().status for _ in range(burst + 30)]

    assert statuses[:burst] == [101] * burst
    assert 429 in statuses


def test_an_office_behind_one_address_opens_its_pages_at_nine() -> None:
    """A hundred people: sixty assets, a stream, a login, an index, two tabs that ask the clock for five minutes."""
    clock, refused = Clock(), 0
    edged = Rates(nobody)
    edged.buckets = Buckets(clock=clock)
    for _ in range(100):
        clock.now += 3
        asked = [("GET", "/ui/x")] * 60 + [("GET", "/"), ("POST", "/auth/session"), ("GET", "/_stcore/stream")]
        asked += [("GET", "/auth/session")] * 20 + [("GET", "/files/x")] * 3
        for method, path in asked:
            rate = edged._rate({"type": "http", "method": method, "path": path})  # noqa: SLF001 - the table
            refused += bool(edged.buckets.take(rate, "192.0.2.7"))

    assert refused == 0


def test_so_many_streams_may_be_open_from_one_address_and_a_closed_one_makes_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rates, "MOST_STREAMS_OF_ONE", 2)

    assert asyncio.run(opened_at_once(["a", "a", "a", "b"])) == [101, 101, 429, 101]


def test_so_many_streams_may_be_open_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "MOST_STREAMS", 2)

    assert asyncio.run(opened_at_once(["a", "b", "c"])) == [101, 101, 503]


def test_a_flood_of_messages_in_one_stream_is_read_no_faster_than_its_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    async def receive() -> Message:
        return {"type": "websocket.receive", "bytes": b""}

    async def read() -> None:
        slowed = rates._slowed(receive)  # noqa: SLF001 - a stream's own reader
        for _ in range(rates.MESSAGES.burst + 10):
            await slowed()

    monkeypatch.setattr("web.rates.asyncio.sleep", pause)
    asyncio.run(read())

    assert len(pauses) >= 9
    assert all(0 < seconds <= 1 / rates.MESSAGES.a_second for seconds in pauses)


def test_the_rates_stand_before_whatever_asks_the_database() -> None:
    order = [middleware.cls.__name__ for middleware in edge.staff()["middleware"]]

    assert order.index("Rates") < order.index("Gate")
    assert RATES[-1].begins == ("",)  # «OPTIONS *» too
    assert not RATES[-1].methods


def test_a_logged_in_person_is_refused_too(public: Browser) -> None:
    public.log_in(a_consumer())

    statuses = {public.get("/files/x").status for _ in range(400)}

    assert statuses == {404, 429}
    assert Browser(Side.PUBLIC, jar=dict(public.jar)).get("/files/x").status == 404


async def nobody(_scope: Scope, _receive: Receive, _send: Send) -> None:
    """Answer nothing."""


async def opened_at_once(addresses: list[str]) -> list[int]:
    """Open a stream from each address in turn, keep them open, and return what was answered."""
    leave = asyncio.Event()

    async def inner(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "websocket.accept"})
        await leave.wait()

    edged, answered, tasks = Rates(inner), list[int](), []
    for address in addresses:
        told = asyncio.Event()

        async def send(message: Message, told: asyncio.Event = told) -> None:
            if not message["type"].endswith("body"):
                answered.append(message.get("status", 101))
                told.set()

        async def receive() -> Message:
            return {"type": "websocket.connect"}

        scope = {
            "type": "websocket",
            "path": "/_stcore/stream",
            "headers": [],
            "client": (address, 1),
            "extensions": {},
        }
        tasks.append(asyncio.create_task(edged(scope, receive, send)))
        await told.wait()
    leave.set()
    await asyncio.gather(*tasks)
    assert edged.streams == {}
    return answered
