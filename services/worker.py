"""The background worker: delivers what waits in the outbox."""

import logging
from threading import Event

from services import outbox

IDLE_SECONDS = 2.0
log = logging.getLogger("portal.worker")


def work(stop: Event) -> None:
    """Deliver letters until *stop* is set; a fault is logged and does not end the worker."""
    while not stop.is_set():
        try:
            busy = outbox.deliver()
        except Exception:
            log.exception("the worker goes on after a fault")
            busy = 0
        if not busy:
            stop.wait(IDLE_SECONDS)
