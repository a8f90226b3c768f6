import smtplib
import socket
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from threading import Thread

import pytest

from core.mail import post
from core.settings import settings


class _Conversation(socketserver.StreamRequestHandler):
    """What a plain mail server says; it knows no encryption."""

    def handle(self) -> None:
        self.wfile.write(b"220 ready\r\n")
        for line in self.rfile:
            self.server.heard.append(line.decode().strip())  # type: ignore[attr-defined] # the server below
            if line.upper().startswith(b"DATA"):
                self._take()
            elif line.upper().startswith(b"QUIT"):
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 fine\r\n")

    def _take(self) -> None:
        self.wfile.write(b"354 go on\r\n")
        content = b"".join(iter(self.rfile.readline, b".\r\n"))
        self.server.letters.append(content)  # type: ignore[attr-defined] # the server below
        self.wfile.write(b"250 taken\r\n")


class MailServer(socketserver.TCPServer):
    """A mail server on this machine."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.heard: list[str] = []
        self.letters: list[bytes] = []


@contextmanager
def a_mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def a_letter() -> EmailMessage:
    letter = EmailMessage()
    letter["From"] = "АО Орелоблэнерго <portal@example.org>"
    letter["To"] = "maria@example.org"
    letter["Subject"] = "Заявка зарегистрирована, Рег. № 001/26"
    letter["Message-ID"] = "<0a1b@example.org>"
    letter.set_content("Ваша заявка зарегистрирована.\n")
    return letter


def use(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_SMTP_URL", url)
    settings.cache_clear()


def test_without_a_server_a_letter_becomes_a_file_any_mail_program_opens(own_data: Path) -> None:
    with post() as carrier:
        carrier.send(a_letter())

    opened = message_from_bytes((own_data / "mail" / "0a1b.eml").read_bytes(), policy=default)
    assert opened["Subject"] == "Заявка зарегистрирована, Рег. № 001/26"
    assert opened.get_content().splitlines() == ["Ваша заявка зарегистрирована."]


def test_a_server_on_this_machine_takes_the_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    with a_mail_server() as server:
        use(f"smtp://127.0.0.1:{server.server_address[1]}", monkeypatch)

        with post() as carrier:
            carrier.send(a_letter())

    [taken] = server.letters
    assert message_from_bytes(taken, policy=default)["Subject"] == "Заявка зарегистрирована, Рег. № 001/26"
    assert "rcpt TO:<maria@example.org>" in server.heard


def test_a_password_never_crosses_an_unencrypted_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    with a_mail_server() as server:
        use(f"smtp://user:hunter2@127.0.0.1:{server.server_address[1]}", monkeypatch)

        with pytest.raises(smtplib.SMTPNotSupportedError), post():
            pass

    assert [line for line in server.heard if not line.startswith(("ehlo", "QUIT"))] == []


def test_a_server_that_does_not_answer_is_an_os_error(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))  # bound, but nobody listens
        use(f"smtp://127.0.0.1:{reserved.getsockname()[1]}", monkeypatch)

        with pytest.raises(OSError, match="refused"), post():
            pass
