"""A hand-made client of the page's websocket, for what no honest browser does."""

import json
import re
from contextlib import ExitStack
from http.client import HTTPConnection
from typing import Any, Self
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Origin, Subprotocol
from websockets.sync.client import connect

PATIENCE = 30
"""Seconds an answer may take on a busy machine."""
DONE = (ForwardMsg.FINISHED_SUCCESSFULLY,)


class Wire:
    """One connection, made with the cookies of *jar* and, if given, somebody's websocket session id."""

    def __init__(self, base: str, jar: dict[str, str], session_id: str = "") -> None:
        self.base, self.jar = base, jar
        self.session_id, self.page = "", ""
        self.elements: dict[tuple[int, ...], Any] = {}
        self.typed: dict[str, str] = {}
        if "_streamlit_xsrf" not in jar:
            self._knock()
        offered = ["streamlit", jar["_streamlit_xsrf"], *filter(None, [session_id])]
        self.open = ExitStack()
        self.socket = self.open.enter_context(
            connect(
                f"{base.replace('http', 'ws', 1)}/_stcore/stream",
                subprotocols=[Subprotocol(name) for name in offered],
                origin=Origin(base),
                additional_headers={"Cookie": self._cookies()},
                max_size=2**26,
            )
        )

    def run(self, pressed: str = "") -> Self:
        """Run the page, having *pressed* the button with this label, and wait until it is drawn."""
        message = BackMsg()
        script = message.rerun_script
        script.page_script_hash = self.page
        for label, text in self.typed.items():
            widget = script.widget_states.widgets.add()
            widget.id, widget.string_value = self._find("text_input", label).id, text
        if pressed:
            widget = script.widget_states.widgets.add()
            widget.id, widget.trigger_value = self._find("button", pressed).id, True
        self.socket.send(message.SerializeToString())
        while not self._heard():
            pass
        return self

    def words(self) -> str:
        """Return everything the page says."""
        return "\n".join(str(element) for element in self.elements.values())

    def log_in(self, name: str, password: str) -> None:
        """Log in as a person does, and fetch the cookie into the jar."""
        self.run()
        self.typed = {"Адрес электронной почты или регистрационный номер": name, "Пароль": password}
        self.run("Войти")
        self.typed = {}
        tickets = [re.search(r'data-portal-ticket="([^"]+)"', body) for body in self._bodies()]
        [ticket] = [found[1] for found in tickets if found]
        self.post("/auth/session", {"ticket": ticket})
        self.run("Продолжить")

    def post(self, path: str, body: dict[str, str]) -> None:
        """Post to our own routes as our own page does, and keep the cookies."""
        headers = {"Content-Type": "application/json", "Origin": self.base, "Sec-Fetch-Site": "same-origin"}
        self._fetch("POST", path, json.dumps(body), headers)

    def close(self) -> None:
        """Hang up."""
        self.open.close()

    def _knock(self) -> None:
        for path in ("/", "/_stcore/health"):
            self._fetch("GET", path, "", {})

    def _fetch(self, method: str, path: str, body: str, headers: dict[str, str]) -> None:
        connection = HTTPConnection(urlsplit(self.base).netloc, timeout=PATIENCE)
        connection.request(method, path, body.encode(), {**headers, "Cookie": self._cookies()})
        answer = connection.getresponse()
        assert answer.status == 200, f"{method} {path}: {answer.status}"
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = cookie.partition("=")
            self.jar[name] = rest.partition(";")[0].strip('"')
        connection.close()

    def _cookies(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.jar.items())

    def _heard(self) -> bool:
        message = ForwardMsg()
        message.ParseFromString(self.socket.recv(PATIENCE, decode=False))
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session_id = message.new_session.initialize.session_id or self.session_id
            self.elements = {}
        elif kind == "navigation":
            self.page = message.navigation.page_script_hash
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self.elements[tuple(message.metadata.delta_path)] = message.delta.new_element
        return kind == "script_finished" and message.script_finished in DONE

    def _find(self, kind: str, label: str) -> Any:
        found = [getattr(element, kind) for element in self.elements.values() if element.WhichOneof("type") == kind]
        return next(element for element in found if element.label == label)

    def _bodies(self) -> list[str]:
        return [element.html.body for element in self.elements.values() if element.WhichOneof("type") == "html"]
