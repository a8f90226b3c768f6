import logging
from threading import Event

import pytest

from services import files, outbox, quarantine, recovery, sessions, worker


@pytest.fixture(autouse=True)
def rescans(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Gather the times the scanner was asked again."""
    moments = list[float]()
    monkeypatch.setattr(quarantine, "rescan", lambda: moments.append(0.0))
    return moments


@pytest.fixture(autouse=True)
def _nobody_forgot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody have asked for a new password."""
    monkeypatch.setattr(recovery, "answer", lambda: 0)


def test_the_worker_delivers_until_it_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, delivered = Event(), list[int]()

    def deliver() -> int:
        delivered.append(1)
        if len(delivered) == 3:
            stop.set()
        return 1

    monkeypatch.setattr(outbox, "deliver", deliver)

    worker.work(stop)

    assert len(delivered) == 3


def test_a_fault_is_logged_and_the_worker_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop, attempts = Event(), list[int]()

    def deliver() -> int:
        attempts.append(1)
        if len(attempts) == 1:
            raise ZeroDivisionError
        stop.set()
        return 0

    monkeypatch.setattr(worker, "IDLE_SECONDS", 0.0)
    monkeypatch.setattr(outbox, "deliver", deliver)
    with caplog.at_level(logging.ERROR):
        worker.work(stop)

    assert len(attempts) == 2
    assert "goes on after a fault" in caplog.text


def test_store_and_sessions_are_swept_once_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, seconds, sweeps = Event(), [0.0], list[float]()

    def deliver() -> int:
        seconds[0] += 600
        if seconds[0] >= 2.5 * worker.SWEEP_SECONDS:
            stop.set()
        return 1

    monkeypatch.setattr(worker, "monotonic", lambda: seconds[0])
    monkeypatch.setattr(outbox, "deliver", deliver)
    monkeypatch.setattr(files, "sweep", lambda: sweeps.append(seconds[0]))
    monkeypatch.setattr(sessions, "sweep", lambda: sweeps.append(seconds[0]))

    worker.work(stop)

    assert sweeps == [600.0, 600.0, 4200.0, 4200.0, 7800.0, 7800.0]


def test_the_scanner_is_asked_again_every_half_a_minute(monkeypatch: pytest.MonkeyPatch, rescans: list[float]) -> None:
    stop, seconds = Event(), [0.0]

    def deliver() -> int:
        seconds[0] += 20
        if seconds[0] >= 100:
            stop.set()
        return 1

    monkeypatch.setattr(worker, "monotonic", lambda: seconds[0])
    monkeypatch.setattr(recovery, "answer", lambda: 0)
    monkeypatch.setattr(outbox, "deliver", deliver)
    monkeypatch.setattr(files, "sweep", lambda: 0)
    monkeypatch.setattr(sessions, "sweep", lambda: 0)
    monkeypatch.setattr(quarantine, "rescan", lambda: rescans.append(seconds[0]))

    worker.work(stop)

    assert rescans == [20.0, 60.0, 100.0]


def test_requests_for_a_new_password_are_answered_as_they_come_and_letters_go_out_even_if_that_fails(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stop, done = Event(), list[str]()

    def deliver() -> int:
        done.append("delivered")
        return 0

    def answer() -> int:
        done.append("answered")
        if done.count("answered") == 1:
            raise ZeroDivisionError
        stop.set()
        return 1

    monkeypatch.setattr(worker, "IDLE_SECONDS", 0.0)
    monkeypatch.setattr(files, "sweep", lambda: None)
    monkeypatch.setattr(sessions, "sweep", lambda: None)
    monkeypatch.setattr(outbox, "deliver", deliver)
    monkeypatch.setattr(recovery, "answer", answer)
    with caplog.at_level(logging.ERROR):
        worker.work(stop)

    assert done == ["delivered", "answered"] * 2
