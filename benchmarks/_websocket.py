"""A browser of one person in pure Python: Streamlit's protocol over a websocket, cookies, and our login bridge."""

import asyncio
import json
import re
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from benchmarks._portal import PASSWORD

PATIENCE = 60
"""Seconds a page may take."""
NAME, SECRET = "Адрес электронной почты или регистрационный номер", "Пароль"
TICKET = re.compile(r'data-portal-ticket="([^"]+)"')
BUTTON_OF_BRIDGE = "portal_cookie_kept"
LARGEST_MESSAGE = 2**26
_FINISHED = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)


@dataclass
class Person:
    """Somebody with one tab open."""

    url: str
    email: str
    cookies: dict[str, str] = field(default_factory=dict)
    elements: dict[tuple[int, ...], Element] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    page: str = ""
    """Hash of the page the tab is on."""
    query: str = ""
    """What stands behind the address of the page, without its question mark."""
    pages: dict[str, str] = field(default_factory=dict)
    """Hash of each page by its address."""
    _kept: dict[str, ForwardMsg] = field(default_factory=dict)
    """What the server sent once, and later only names."""
    _socket: ClientConnection | None = None

    async def come(self) -> Self:
        """Open the tab: the index, its cookies, the stream, the first page."""
        for path in ("/", "/_stcore/health"):
            await asyncio.to_thread(self._fetch, path)
        token = self.cookies.get("_streamlit_xsrf", "")
        self._socket = await connect(
            self.url.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=[Subprotocol(name) for name in ("streamlit", token) if name],
            origin=Origin(self.url),
            additional_headers={"Cookie": self._cookie()},
            max_size=LARGEST_MESSAGE,
            ping_interval=None,
        )
        await self.run()
        return self

    async def log_in(self) -> float:
        """Log in, from the press of the button to the page behind it; return the seconds it took."""
        for label, value in ((NAME, self.email), (SECRET, PASSWORD)):
            self.type(label, value)
        since = time.perf_counter()
        await self.run(press=self._widget("button", "Войти").id)
        ticket = next(filter(None, (TICKET.search(said) for said in self.texts())), None)
        if ticket is None:
            raise RuntimeError(f"{self.email} was not let in: {self.texts()}")
        await asyncio.to_thread(self._fetch, "/auth/session", {"ticket": ticket[1]})
        self.typed.clear()
        await self.run(press=self._widget("button", "Продолжить").id)
        return time.perf_counter() - since

    async def open(self, url: str, query: str = "") -> float:
        """Follow a link to the page at *url*, or draw it anew; return the seconds it took."""
        self.page, self.query = self.pages[url], query
        return await self.run(url=url)

    async def run(self, *, press: str = "", url: str = "") -> float:
        """Have the page run with what was typed and pressed; return the seconds until it was drawn."""
        message = BackMsg()
        asked = message.rerun_script
        asked.page_script_hash, asked.page_name, asked.query_string = self.page, url, self.query
        asked.context_info.timezone, asked.context_info.locale = "Europe/Moscow", "ru-RU"
        asked.context_info.url = f"{self.url}/{url}"
        for name, value in self.typed.items():
            asked.widget_states.widgets.add(id=name, string_value=value)
        if press:
            asked.widget_states.widgets.add(id=press, trigger_value=True)
        since = time.perf_counter()
        await self._stream.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while not self._takes(await self._stream.recv()):
                pass
        taken = time.perf_counter() - since
        self._hold()
        return taken

    def texts(self) -> list[str]:
        """Return what the page says."""
        said = []
        for element in self.elements.values():
            drawn = getattr(element, element.WhichOneof("type") or "", None)
            said += [str(getattr(drawn, name, "")) for name in ("body", "label")]
        return [text for text in said if text]

    def labels(self, kind: str) -> list[str]:
        """Return the labels of all widgets of this *kind*, in the order of the page."""
        drawn = sorted((path, element) for path, element in self.elements.items())
        return [getattr(element, kind).label for _, element in drawn if element.WhichOneof("type") == kind]

    def type(self, label: str, text: str) -> None:
        """Type *text* into the line called *label*; the page learns of it at the next run."""
        self.typed[self._widget("text_input", label).id] = text

    async def go(self) -> None:
        """Close the tab."""
        await self._stream.close()

    @property
    def _stream(self) -> ClientConnection:
        if self._socket is None:
            raise RuntimeError("come() first")
        return self._socket

    def _takes(self, raw: str | bytes) -> bool:
        message = ForwardMsg()
        message.ParseFromString(raw.encode() if isinstance(raw, str) else raw)
        if message.WhichOneof("type") == "ref_hash":
            metadata = message.metadata
            message = ForwardMsg.FromString(self._kept[message.ref_hash].SerializeToString())
            message.metadata.CopyFrom(metadata)
        elif message.hash:
            self._kept[message.hash] = message
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.elements = {}
            self.page = message.new_session.page_script_hash or self.page
        elif kind == "navigation":
            self.pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
            self.page = message.navigation.page_script_hash or self.page
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self.elements[tuple(message.metadata.delta_path)] = message.delta.new_element
        return kind == "script_finished" and message.script_finished in _FINISHED

    def _hold(self) -> None:
        # A browser sends what every line on the page holds, which may be what the server has put there.
        lines = [element.text_input for element in self.elements.values() if element.WhichOneof("type") == "text_input"]
        typed = {line.id: self.typed.get(line.id, line.default) for line in lines}
        self.typed = typed | {line.id: line.value for line in lines if line.set_value}

    def _widget(self, kind: str, label: str) -> Any:
        for element in self.elements.values():
            if element.WhichOneof("type") == kind and getattr(element, kind).label == label:
                return getattr(element, kind)
        raise LookupError(f"no {kind} «{label}» on the page: {self.texts()}")

    def _fetch(self, path: str, body: object = None) -> bytes:
        headers = {"Cookie": self._cookie(), "Origin": self.url, "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, headers)  # noqa: S310 - our own address
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - our own address
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, _, rest = cookie.partition("=")
                self.cookies[name] = rest.partition(";")[0].strip('"')
            read: bytes = answer.read()
            return read

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())
