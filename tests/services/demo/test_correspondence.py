from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import clock
from db.models import (
    Appeal,
    AppealMessage,
    Counter,
    Letter,
    Submission,
    User,
)
from forms._questions import check
from forms.tp_15 import ApplicationUpTo15
from services import appeal_view, appeals, applications, cards, outbox, sessions
from services.appeal_view import View
from services.demo import days
from services.demo.story import GUIDES_OWN
from tests._people import a_registration_card, an_employee
from tests.conftest import Time
from tests.services.demo._reading import who
from workflows._workflow import Ball


def test_forms_that_wait_are_sound_and_can_be_registered(session: Session) -> None:
    waiting = list(session.scalars(select(Submission).where(Submission.status == "waiting")))
    applications_sent = [row for row in waiting if row.form == "tp_15"]
    officer = an_employee("operator")

    for row in applications_sent:
        assert check(ApplicationUpTo15, {**row.answers}).model_dump(mode="json") == row.answers
        assert row.copy_id
        assert len(row.files) == 2
    reg_no = applications.register(officer, applications_sent[0].number, a_registration_card())

    assert 12 <= len(waiting) <= 15
    assert cards.whole(officer, reg_no).submission_no == applications_sent[0].number


def test_ivanovs_cards_have_the_forms_they_were_registered_from(session: Session) -> None:
    ivanov = who("ivanov@example.org")
    from_cabinet = [line.reg_no for line in cards.mine(ivanov) if line.reg_no != GUIDES_OWN]

    numbers_sent = [cards.whole(ivanov, reg_no).submission_no for reg_no in from_cabinet]
    last = session.scalar(select(Counter.last).where(Counter.series == f"submission {clock.today().year}"))

    assert all(numbers_sent)
    assert len(set(numbers_sent)) == 3
    assert last


def test_appeals_are_numbered_in_the_order_of_sending_and_answered_by_who_may(session: Session) -> None:
    found = list(session.scalars(select(Appeal).order_by(Appeal.id)))
    actors = {user.id: sessions.actor_of(user) for user in session.scalars(select(User))}
    messages: dict[int, list[AppealMessage]] = defaultdict(list)
    for message in session.scalars(select(AppealMessage).order_by(AppealMessage.id)):
        messages[message.appeal_id].append(message)

    assert [row.sent_at for row in found] == sorted(row.sent_at for row in found)
    for row in found:
        asked, *answers = messages[row.id]
        assert (asked.at, asked.user_id, asked.from_staff) == (row.sent_at, row.user_id, False)
        assert actors[row.user_id].consumer_id == row.consumer_id
        assert (row.status == "open") == (row.answered_at is None)
        assert bool(row.closed_at) == (row.status == "closed")
        assert all(entry.from_staff and entry.at > asked.at for entry in answers)
        assert row.answered_at is None or [entry.at for entry in answers] == [row.answered_at]
    assert {row.status for row in found} == {"open", "answered", "closed"}


def test_an_appeal_waits_for_either_side_in_the_demo(session: Session, time: Time) -> None:  # noqa: ARG001 - the demo is loaded
    time.is_now(days.at(days.LAST, 18 * 60))
    ivanov = who("ivanov@example.org")

    waiting, asked = appeals.mine(ivanov, limit=2)

    assert (waiting.ball, asked.ball) == (Ball.COMPANY, Ball.APPLICANT)
    assert [message.note for message in appeals.thread(ivanov, asked.number).messages] == ["", "Вопрос"]
    assert all(appeal_view.queue(an_employee("operator"), view) for view in View)


def test_no_letter_waits_to_be_delivered(session: Session) -> None:
    waiting = session.scalar(select(func.count()).select_from(Letter).where(Letter.sent_at.is_(None)))

    assert waiting == 0
    assert outbox.deliver() == 0
