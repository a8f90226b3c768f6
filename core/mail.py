"""Mail transport: an SMTP server, or a folder of .eml files where none is set."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from typing import Protocol
from urllib.parse import unquote, urlsplit

from core.settings import settings

TIMEOUT_SECONDS = 20


class Post(Protocol):
    """Something that takes a letter and either delivers it or raises ``OSError`` or ``smtplib.SMTPException``."""

    def send(self, letter: EmailMessage) -> None:
        """Deliver one letter."""


class _Folder:
    """Each letter becomes a file that any mail program opens."""

    def send(self, letter: EmailMessage) -> None:
        folder = settings().data_dir / "mail"
        folder.mkdir(parents=True, exist_ok=True)
        name = str(letter["Message-ID"]).strip("<>").partition("@")[0]
        (folder / f"{name}.eml").write_bytes(letter.as_bytes(policy=SMTP))


class _Server:
    def __init__(self, connection: smtplib.SMTP) -> None:
        self.connection = connection

    def send(self, letter: EmailMessage) -> None:
        self.connection.send_message(letter)


@contextmanager
def post() -> Iterator[Post]:
    """Open the post for a batch of letters; a password never crosses an unencrypted connection."""
    url = urlsplit(settings().smtp_url.get_secret_value())
    if not url.hostname:
        yield _Folder()
        return
    context = ssl.create_default_context()
    smtp: smtplib.SMTP
    if url.scheme == "smtps":
        smtp = smtplib.SMTP_SSL(url.hostname, url.port or 465, timeout=TIMEOUT_SECONDS, context=context)
    else:
        smtp = smtplib.SMTP(url.hostname, url.port or 587, timeout=TIMEOUT_SECONDS)
    with smtp:
        smtp.ehlo()
        if url.scheme != "smtps" and (url.username or smtp.has_extn("starttls")):
            smtp.starttls(context=context)
        if url.username:
            smtp.login(unquote(url.username), unquote(url.password or ""))
        yield _Server(smtp)
