import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from core import clock
from core.mail import Post
from db.models import Letter
from db.session import transaction
from services import outbox
from tests._kept import kept, the_only
from tests._together import at_once
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")


class Carrier:
    """A post that remembers what it took, and does *before* to each letter."""

    def __init__(self, before: Callable[[EmailMessage], None] = lambda _: None) -> None:
        self.before, self.taken = before, list[EmailMessage]()

    def send(self, letter: EmailMessage) -> None:
        """Take one letter."""
        self.before(letter)
        self.taken.append(letter)

    @contextmanager
    def opened(self) -> Iterator[Post]:
        """Open for a batch."""
        yield self

    def subjects(self) -> list[str]:
        """Return the subjects of what was taken, in order."""
        return [str(letter["Subject"]) for letter in self.taken]


def use(carrier: Carrier, monkeypatch: pytest.MonkeyPatch) -> Carrier:
    monkeypatch.setattr(outbox, "post", carrier.opened)
    return carrier


def write(*subjects: str, later: timedelta = timedelta()) -> None:
    moment = clock.now()
    with transaction() as session:
        for subject in subjects:
            session.add(
                Letter(
                    message_id=f"<{subject}@example.org>".replace(" ", "-"),
                    event="status_changed",
                    to="maria@example.org",
                    subject=subject,
                    body="Ваша заявка принята в работу.\n",
                    created_at=moment,
                    available_at=moment + later,
                )
            )


def fail_with(error: BaseException) -> Callable[[EmailMessage], None]:
    def fail(_: EmailMessage) -> None:
        raise error

    return fail


def test_a_letter_is_delivered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    carrier = use(Carrier(), monkeypatch)
    write("раз")

    assert [outbox.deliver(), outbox.deliver()] == [1, 0]

    assert carrier.subjects() == ["раз"]
    letter = the_only(Letter)
    assert (letter.sent_at is not None, letter.attempts, letter.error) == (True, 1, "")


def test_with_nothing_to_send_the_post_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed() -> None:
        raise AssertionError

    monkeypatch.setattr(outbox, "post", closed)

    assert outbox.deliver() == 0


def test_letters_leave_in_the_order_they_were_written(monkeypatch: pytest.MonkeyPatch, time: Time) -> None:
    carrier = use(Carrier(), monkeypatch)
    write("раз", "два")
    time.passes(seconds=1)
    write("три")

    outbox.deliver()

    assert carrier.subjects() == ["раз", "два", "три"]


def test_a_letter_for_later_waits(monkeypatch: pytest.MonkeyPatch, time: Time) -> None:
    carrier = use(Carrier(), monkeypatch)
    write("потом", later=timedelta(hours=1))

    outbox.deliver()
    assert carrier.subjects() == []
    time.passes(hours=1)
    outbox.deliver()
    assert carrier.subjects() == ["потом"]


def test_more_letters_than_one_batch_go_out_in_several(monkeypatch: pytest.MonkeyPatch) -> None:
    use(Carrier(), monkeypatch)
    write(*[f"письмо {number}" for number in range(outbox.BATCH + 3)])

    assert [outbox.deliver() for _ in range(3)] == [outbox.BATCH, 3, 0]


def test_a_letter_that_failed_is_tried_again_after_growing_pauses(monkeypatch: pytest.MonkeyPatch, time: Time) -> None:
    carrier = use(Carrier(fail_with(smtplib.SMTPServerDisconnected("gone"))), monkeypatch)
    write("раз")

    for pause in outbox.PAUSES:
        assert outbox.deliver() == 0
        assert the_only(Letter).available_at == time.now + pause
        time.passes(seconds=pause.total_seconds() - 1)
        attempts = the_only(Letter).attempts
        outbox.deliver()
        assert the_only(Letter).attempts == attempts
        time.passes(seconds=1)

    carrier.before = lambda _: None
    assert outbox.deliver() == 1
    assert (the_only(Letter).error, the_only(Letter).attempts) == ("", len(outbox.PAUSES) + 1)


def test_a_letter_that_cannot_be_delivered_waits_for_a_person(monkeypatch: pytest.MonkeyPatch, time: Time) -> None:
    use(Carrier(fail_with(smtplib.SMTPRecipientsRefused({}))), monkeypatch)
    write("раз")

    for _ in range(30):
        outbox.deliver()
        time.passes(days=1)

    letter = the_only(Letter)
    assert (letter.attempts, letter.sent_at) == (len(outbox.PAUSES) + 1, None)
    assert letter.error.startswith("SMTPRecipientsRefused")


def test_one_bad_letter_does_not_hold_up_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse_the_second(letter: EmailMessage) -> None:
        if letter["Subject"] == "два":
            raise smtplib.SMTPRecipientsRefused({})

    carrier = use(Carrier(refuse_the_second), monkeypatch)
    write("раз", "два", "три")

    assert outbox.deliver() == 2

    assert carrier.subjects() == ["раз", "три"]
    assert [letter.subject for letter in kept(Letter, Letter.sent_at.is_(None))] == ["два"]


def test_when_there_is_no_server_every_letter_waits(monkeypatch: pytest.MonkeyPatch, time: Time) -> None:
    @contextmanager
    def no_server() -> Iterator[Post]:
        raise ConnectionRefusedError("nobody listens")
        yield  # pragma: no cover

    monkeypatch.setattr(outbox, "post", no_server)
    write("раз", "два")

    assert outbox.deliver() == 0

    assert {letter.available_at - time.now for letter in kept(Letter)} == {outbox.PAUSES[0]}
    assert {letter.error for letter in kept(Letter)} == {"ConnectionRefusedError: nobody listens"}


def test_a_worker_that_died_leaves_its_letters_to_another(monkeypatch: pytest.MonkeyPatch, time: Time) -> None:
    use(Carrier(fail_with(KeyboardInterrupt())), monkeypatch)
    write("раз")
    with pytest.raises(KeyboardInterrupt):
        outbox.deliver()
    carrier = use(Carrier(), monkeypatch)

    assert outbox.deliver() == 0
    time.passes(seconds=outbox.LEASE.total_seconds())
    assert outbox.deliver() == 1
    assert carrier.subjects() == ["раз"]


def test_two_workers_never_send_one_letter_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    carrier = use(Carrier(), monkeypatch)
    subjects = [f"письмо {number}" for number in range(40)]
    write(*subjects)

    outcomes = at_once(*[outbox.deliver] * 4)

    assert sum(outcome for outcome in outcomes if isinstance(outcome, int)) == 40
    assert sorted(carrier.subjects()) == sorted(subjects)


def test_a_letter_in_russian_can_be_read_by_any_mail_program(own_data: Path, time: Time) -> None:
    time.is_now(datetime(2026, 3, 5, 9, 30, tzinfo=UTC))
    subject = "Заявка 001/26: размещён документ «Счёт для внесения платы за технологическое присоединение»"
    with transaction() as session:
        session.add(
            Letter(
                message_id="<0a1b@example.org>",
                event="document_placed",
                to="maria@example.org",
                subject=subject,
                body="Здравствуйте!\n\nСчёт на 105 000,10 ₽.\n",
                created_at=time.now,
                available_at=time.now,
            )
        )

    outbox.deliver()

    content = (own_data / "mail" / "0a1b.eml").read_bytes()
    read = message_from_bytes(content, policy=default)
    assert read["Subject"] == subject
    assert read["To"] == "maria@example.org"
    assert read["From"] == "АО Орелоблэнерго <portal@example.org>"
    assert read["Message-ID"] == "<0a1b@example.org>"
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["Date"].datetime == time.now
    assert read.get_content().splitlines() == ["Здравствуйте!", "", "Счёт на 105 000,10 ₽."]
    assert max(map(len, content.splitlines())) <= 998


def test_an_address_no_server_understands_holds_up_nobody_elses_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    write("первое", "второе")
    with transaction() as session:
        session.get_one(Letter, 1).to = "nobody at all"
    carrier = use(Carrier(), monkeypatch)

    assert outbox.deliver() == 1

    assert carrier.subjects() == ["второе"]
    assert [letter.attempts for letter in kept(Letter)] == [1, 1]


def test_letters_claimed_with_a_failing_one_lose_no_attempt_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    write("первое", "второе")
    use(Carrier(before=_interrupted), monkeypatch)

    with pytest.raises(KeyboardInterrupt):
        outbox.deliver()

    assert [letter.attempts for letter in kept(Letter)] == [0, 0]


def _interrupted(_: EmailMessage) -> None:
    raise KeyboardInterrupt
