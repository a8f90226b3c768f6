"""Appeals and their answers, numbered in the order of sending."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count
from random import Random

from core import clock
from core.actor import Permission
from db.models import Appeal, AppealFile, AppealMessage
from forms.contact.appeal import AnswerBy
from regulations.appeals import ANSWER_DAYS, AppealKind, due_on
from regulations.applicants import Procedure
from services.appeal_view import ANSWERED, CLOSED, OPEN
from services.demo import days
from services.demo.accounts import Staff
from services.demo.cases import Case
from services.demo.notices import Notices
from services.demo.papers import Press
from services.demo.rows import Rows
from services.demo.texts import ALWAYS, APPEALS, QUESTION, Said
from services.demo.traces import Traces

_SHARE = 0.32
"""Appeals to cards of applicants with an account: with domain.md 9.3, 140 to 600."""
_ANSWERED_LATE = 0.06
_FORGOTTEN, _LATELY = 0.2, timedelta(days=60)
"""Of the appeals sent so shortly before the end, some were not answered at all."""
_ASKED = 0.4
"""Of those not answered, what an employee has asked about first."""
_CLOSED = 0.5
"""Of those answered, what the applicant has closed."""
_END = days.LAST


@dataclass(frozen=True, slots=True)
class _Planned:
    case: Case
    application_id: int
    sent_at: datetime
    said: Said
    about_card: bool
    asked: bool | None = None
    """Whether an employee asks something instead of answering; ``None``: chance decides what becomes of it."""
    number: str = ""


class Correspondence:
    """Appeals on their way: planned with a card, written when their day has come."""

    def __init__(self, rng: Random, rows: Rows, staff: Staff, press: Press, notices: Notices, traces: Traces) -> None:
        self._rng, self._rows, self._staff, self._press, self._notices = rng, rows, staff, press, notices
        self._traces = traces
        self._planned: list[tuple[datetime, int, _Planned]] = []
        self._order = count()

    def consider(self, case: Case, application_id: int) -> None:
        """Perhaps plan an appeal of this applicant; the demo logins always have something to ask."""
        if case.applicant.user_id is None or not (case.applicant.named or self._rng.random() < _SHARE):
            return
        step = self._rng.choice([step for step in case.steps if step.to in APPEALS])
        own = self._rng.random() < 0.8  # noqa: PLR2004 - a share
        said = self._rng.choice(APPEALS[step.to] if own else ALWAYS)
        sent_at = days.at(step.on + timedelta(days=self._rng.randint(0, 6)), 17 * 60 + self._rng.randint(0, 240))
        if sent_at < days.at(_END, 24 * 60):
            planned = _Planned(case, application_id, sent_at, said, own)
            heappush(self._planned, (sent_at, next(self._order), planned))

    def until(self, day: date) -> None:
        """Write the appeals sent before *day*."""
        while self._planned and self._planned[0][0] < days.at(day, 0):
            self._write(heappop(self._planned)[2])

    def finish(self, case: Case, application_id: int) -> None:
        """Write the rest; on the last day this applicant writes twice, so that an appeal waits for either side."""
        _, branches, _, sold = ALWAYS
        for minute, said, asked in ((8 * 60, branches, True), (9 * 60, sold, False)):
            sent_at = days.at(_END, minute)
            planned = _Planned(case, application_id, sent_at, said, about_card=False, asked=asked)
            heappush(self._planned, (sent_at, next(self._order), planned))
        self.until(_END + timedelta(days=1))

    def _write(self, planned: _Planned) -> None:
        applicant, sent_at, (topic, kind, text, answer) = planned.case.applicant, planned.sent_at, planned.said
        sent_on = clock.local(sent_at).date()
        answered_at = self._answered_at(sent_at, ANSWER_DAYS[kind]) if planned.asked is None else None
        closed_at = self._closed_at(answered_at) if answered_at else None
        due = due_on(kind, sent_on)
        number = f"{sent_on:%y}-{self._rows.following(f'appeal {sent_on.year}'):06d}"
        planned = replace(planned, number=number)
        appeal_id = self._rows.add(
            Appeal,
            number=number,
            send_key=self._rows.public_id(),
            consumer_id=applicant.consumer_id,
            user_id=applicant.user_id,
            application_id=planned.application_id if planned.about_card else None,
            topic=topic.value,
            kind=kind.value,
            answer_by=AnswerBy.CABINET.value,
            sent_at=sent_at,
            due_on=due,
            status=CLOSED if closed_at else ANSWERED if answered_at else OPEN,
            answered_at=answered_at,
            closed_at=closed_at,
            version=1,
        )
        told = partial(self._notices.tell, applicant, link=f"appeal?no={number}", number=number, due=f"{due:%d.%m.%Y}")
        self._message(planned, appeal_id, sent_at, "appeal.sent", text, attach=kind is AppealKind.FILES)
        told(sent_at, "appeal_received")
        if answered_at:
            self._message(planned, appeal_id, answered_at, "appeal.answered", answer)
            told(answered_at, "appeal_answered")
        elif (asked_at := self._asked_at(planned)) is not None:
            self._message(planned, appeal_id, asked_at, "appeal.asked", QUESTION)
            told(asked_at, "appeal_asked")
        if closed_at:
            self._traces.note(closed_at, applicant.user_id, "", "appeal.closed", number)
            told(closed_at, "appeal_closed")

    def _answered_at(self, sent_at: datetime, term: int) -> datetime | None:
        chance = self._rng.random()
        took = term + self._rng.randint(1, 5) if chance < _ANSWERED_LATE else self._rng.randint(1, max(1, term - 2))
        day = days.worked_from(clock.local(sent_at).date() + timedelta(days=took))
        moment = days.at(day, 9 * 60 + self._rng.randint(0, 400))
        forgotten = days.at(_END, 0) - sent_at < _LATELY and chance > 1 - _FORGOTTEN
        return None if forgotten or day > _END else moment

    def _asked_at(self, planned: _Planned) -> datetime | None:
        """Return when an employee asked something instead of answering, if one did."""
        if planned.asked is not None:
            return planned.sent_at + timedelta(hours=3) if planned.asked else None
        day = days.worked_from(clock.local(planned.sent_at).date() + timedelta(days=1))
        asks = self._rng.random() < _ASKED
        return days.at(day, 9 * 60 + self._rng.randint(0, 400)) if asks and day <= _END else None

    def _closed_at(self, answered_at: datetime) -> datetime | None:
        """Return when the applicant found the question settled and said so, if they did."""
        moment = answered_at + timedelta(days=self._rng.randint(0, 4), minutes=self._rng.randint(30, 300))
        return moment if self._rng.random() < _CLOSED and moment < days.at(_END, 24 * 60) else None

    def _message(
        self, planned: _Planned, appeal_id: int, moment: datetime, act: str, text: str, *, attach: bool = False
    ) -> None:
        asked, applicant, by_staff = planned.case.asked, planned.case.applicant, act != "appeal.sent"
        said = text.format(
            reg_no=planned.case.reg_no, address=asked.object_address, town=asked.object_address.rpartition(", д.")[0]
        )
        assert applicant.user_id is not None  # only who has an account writes
        user_id = self._staff.who(self._rng, Permission.ANSWER_APPEALS) if by_staff else applicant.user_id
        message_id = self._rows.add(
            AppealMessage, appeal_id=appeal_id, at=moment, user_id=user_id, from_staff=by_staff, text=said
        )
        self._traces.note(moment, user_id, "", act, planned.number, message=message_id)
        if attach:
            stored = self._press.common("payment", Procedure.SIMPLIFIED)
            file_id, _ = self._rows.file(stored, "Платёжное поручение.pdf", user_id, moment)
            self._rows.add(AppealFile, message_id=message_id, file_id=file_id)
