"""The outbox: letters written beside the facts they tell, delivered by the worker."""

import logging
import smtplib
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from sqlalchemy import delete, select, update

from core import clock
from core.mail import Post, post
from core.settings import settings
from db.models import Letter
from db.session import transaction
from regulations import contacts
from services import links

LEASE = timedelta(minutes=1)
"""How long one worker has a letter in hand before another may try."""
BATCH = 50
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 30, 60, 120, 240))
"""After each failed attempt; then the letter waits for a person."""

LAST_LETTERS = frozenset({"account_erased"})
"""After these nothing may be known of the address: the letter is forgotten once it is sent, or given up."""

log = logging.getLogger("portal.outbox")


def deliver() -> int:
    """Deliver a batch of waiting letters; return how many went out."""
    claimed = _claim()
    if not claimed:
        return 0
    delivered = 0
    try:
        with post() as carrier:
            for letter in claimed:
                delivered += _delivered(carrier, letter)
    except (OSError, smtplib.SMTPException) as trouble:
        log.warning("no mail server: %s", type(trouble).__name__)
        for letter in claimed:
            _failed(letter, trouble)
    return delivered


def _claim() -> list[Letter]:
    moment = clock.now()
    due = (
        select(Letter)
        .where(Letter.sent_at.is_(None), Letter.available_at <= moment, Letter.attempts <= len(PAUSES))
        .order_by(Letter.available_at, Letter.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    )
    with transaction() as session:
        letters = list(session.scalars(due))
        for letter in letters:
            letter.available_at = moment + LEASE
    return letters


def _delivered(carrier: Post, letter: Letter) -> bool:
    try:
        carrier.send(_message(letter))
    except (OSError, smtplib.SMTPException, ValueError) as trouble:  # ValueError: an address no server understands
        log.warning("letter %s failed: %s", letter.id, type(trouble).__name__)
        _failed(letter, trouble)
        return False
    with transaction() as session:
        if letter.event in LAST_LETTERS:
            session.execute(delete(Letter).where(Letter.id == letter.id))
            return True
        session.execute(
            update(Letter)
            .where(Letter.id == letter.id)
            .values(sent_at=clock.now(), attempts=Letter.attempts + 1, error="", body=links.hidden(letter.body))
        )
    return True


def _failed(letter: Letter, trouble: Exception) -> None:
    pause = PAUSES[min(letter.attempts, len(PAUSES) - 1)]
    with transaction() as session:
        if letter.event in LAST_LETTERS and letter.attempts >= len(PAUSES):
            session.execute(delete(Letter).where(Letter.id == letter.id))
            return
        session.execute(
            update(Letter)
            .where(Letter.id == letter.id, Letter.sent_at.is_(None))
            .values(
                available_at=clock.now() + pause,
                attempts=Letter.attempts + 1,
                error=f"{type(trouble).__name__}: {trouble}"[:500],
            )
        )


def _message(letter: Letter) -> EmailMessage:
    message = EmailMessage()
    message["From"] = f"{settings().company_name} <{settings().mail_from}>".replace("«", "").replace("»", "")
    message["To"] = contacts.ascii_email(letter.to)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.created_at)
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body)
    return message
