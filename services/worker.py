"""The background worker: answers forgotten passwords, delivers letters, scans files, hourly sweeps what is over."""

import logging
from threading import Event
from time import monotonic

from services import files, outbox, quarantine, recovery, sessions

IDLE_SECONDS = 2.0
SWEEP_SECONDS = 3600.0
RESCAN_SECONDS = 30.0
log = logging.getLogger("portal.worker")


def work(stop: Event) -> None:
    """Answer, deliver, scan and sweep until *stop* is set; a fault is logged and does not end the worker."""
    sweep_at = rescan_at = monotonic()
    while not stop.is_set():
        try:
            busy = outbox.deliver() + recovery.answer()  # letters first: they go out whatever becomes of the rest
            if monotonic() >= rescan_at:
                rescan_at = monotonic() + RESCAN_SECONDS
                quarantine.rescan()
            if monotonic() >= sweep_at:
                sweep_at = monotonic() + SWEEP_SECONDS
                files.sweep()
                sessions.sweep()
        except Exception:
            log.exception("the worker goes on after a fault")
            busy = 0
        if not busy:
            stop.wait(IDLE_SECONDS)
