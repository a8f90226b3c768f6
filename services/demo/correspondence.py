"""Appeals and their answers, numbered in the order of sending."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random

from core import clock
from core.actor import Permission
from db.models import Appeal, AppealFile, AppealMessage
from forms.contact.appeal import AnswerBy, AppealKind
from regulations.applicants import Procedure
from services.appeals import ANSWER_DAYS, ANSWERED, OPEN, USUAL_DAYS
from services.demo import days
from services.demo.accounts import Staff
from services.demo.cases import Case
from services.demo.notices import Notices
from services.demo.papers import Press
from services.demo.rows import Rows
from services.demo.texts import ALWAYS, APPEALS, Said
from services.demo.traces import Traces

_SHARE = 0.32
"""Appeals to cards of applicants with an account: with domain.md 9.3, 140 to 600."""
_ANSWERED_LATE = 0.06
_FORGOTTEN, _LATELY = 0.2, timedelta(days=60)
"""Of the appeals sent so shortly before the end, some were not answered at all."""
_END = days.LAST


@dataclass(frozen=True, slots=True)
class _Planned:
    case: Case
    application_id: int
    sent_at: datetime
    said: Said
    about_card: bool
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

    def finish(self) -> None:
        """Write the rest."""
        self.until(_END + timedelta(days=1))

    def _write(self, planned: _Planned) -> None:
        applicant, sent_at, (topic, kind, text, answer) = planned.case.applicant, planned.sent_at, planned.said
        sent_on = clock.local(sent_at).date()
        term = ANSWER_DAYS.get(kind, USUAL_DAYS)
        answered_at = self._answered_at(sent_at, term)
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
            due_on=sent_on + timedelta(days=term),
            status=ANSWERED if answered_at else OPEN,
            answered_at=answered_at,
            version=1,
        )
        facts = {"number": number, "due": f"{sent_on + timedelta(days=term):%d.%m.%Y}"}
        self._message(planned, appeal_id, sent_at, text, attach=kind is AppealKind.FILES)
        self._notices.tell(applicant, sent_at, "appeal_received", f"appeal?no={number}", **facts)
        if answered_at:
            self._message(planned, appeal_id, answered_at, answer, by_staff=True)
            self._notices.tell(applicant, answered_at, "appeal_answered", f"appeal?no={number}", **facts)

    def _answered_at(self, sent_at: datetime, term: int) -> datetime | None:
        chance = self._rng.random()
        took = term + self._rng.randint(1, 5) if chance < _ANSWERED_LATE else self._rng.randint(1, max(1, term - 2))
        day = days.worked_from(clock.local(sent_at).date() + timedelta(days=took))
        moment = days.at(day, 9 * 60 + self._rng.randint(0, 400))
        forgotten = days.at(_END, 0) - sent_at < _LATELY and chance > 1 - _FORGOTTEN
        return None if forgotten or day > _END else moment

    def _message(
        self, planned: _Planned, appeal_id: int, moment: datetime, text: str, *, by_staff: bool = False,
        attach: bool = False,
    ) -> None:  # fmt: skip
        asked, applicant = planned.case.asked, planned.case.applicant
        said = text.format(
            reg_no=planned.case.reg_no, address=asked.object_address, town=asked.object_address.rpartition(", д.")[0]
        )
        assert applicant.user_id is not None  # only who has an account writes
        user_id = self._staff.who(self._rng, Permission.ANSWER_APPEALS) if by_staff else applicant.user_id
        message_id = self._rows.add(
            AppealMessage, appeal_id=appeal_id, at=moment, user_id=user_id, from_staff=by_staff, text=said
        )
        act = "appeal.answered" if by_staff else "appeal.sent"
        self._traces.note(moment, user_id, "", act, planned.number)
        if attach:
            stored = self._press.common("payment", Procedure.SIMPLIFIED)
            file_id, _ = self._rows.file(stored, "Платёжное поручение.pdf", user_id, moment)
            self._rows.add(AppealFile, message_id=message_id, file_id=file_id)
