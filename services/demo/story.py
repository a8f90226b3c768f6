"""The stream of applications, day by day, in the order of registration."""

from datetime import date, datetime, timedelta
from random import Random

from regulations import register_numbers
from regulations.applicants import ApplicantType
from services.demo import days, journeys, objects, wishes
from services.demo.accounts import Applicant, Applicants, Staff
from services.demo.cards import Office
from services.demo.cases import Case
from services.demo.correspondence import Correspondence
from services.demo.journeys import Leg
from services.demo.notices import Notices
from services.demo.objects import Nature
from services.demo.papers import Press
from services.demo.rows import Rows
from services.demo.sent import Sent
from services.demo.traces import Traces
from services.demo.wishes import Wish

GUIDES_OWN = "000/00"
"""Register number of the card the customer's guide shows."""
_CHANNELS = ("cabinet", "office", "post", "other")
_WITH_ACCOUNT, _WITHOUT = (92, 100, 100, 100), (0, 80, 91, 100)
"""Cumulative shares; together 55, 35, 5 and 5 % (domain.md 9.3)."""
_LATE_PAYERS = 0.1
_LARGE_KW = 150
_ACCOUNT_BEFORE = timedelta(days=4)
"""An account is opened so long before its first application is registered; a letter by post takes three."""
_HOME = "203.0.113."
"""Where consumers log in from: a network kept for examples (RFC 5737)."""


class Story:
    """Tells the whole story into rows."""

    def __init__(self, rng: Random, rows: Rows, password_hash: str) -> None:
        self._rng, self._rows, press = rng, rows, Press()
        staff = Staff(rows, password_hash)
        self._applicants = Applicants(rng, rows, password_hash)
        self._notices, self._traces = Notices(rows), Traces(rows)
        self._correspondence = Correspondence(rng, rows, staff, press, self._notices, self._traces)
        self._office = Office(rng, rows, staff, press, self._notices, self._traces)
        self._sent = Sent(rows, press, self._notices)
        self._staff = staff
        self._cast: dict[str, Applicant] = {}
        self._of_cast: dict[str, list[tuple[Case, int]]] = {}
        """Cards of the demo logins, with their ids."""

    def tell(self, applications: int) -> Applicant:
        """Tell of so many applications; return the first of the demo logins."""
        self._cast = self._applicants.named()
        self._write_guides_own()
        come = days.spread(applications)
        wanted, place = wishes.schedule(self._rng, come), 0
        for day, by_evening in zip(days.STORY, come, strict=True):
            self._correspondence.until(day)
            morning = place
            for place in range(morning, by_evening):
                part_of_day = (place - morning) / (by_evening - morning)
                self._write(day, part_of_day, wanted.get(place))
                self._rows.flush()
            place = by_evening
        self._finish()
        return self._cast["ivanov"]

    def _write(self, day: date, part_of_day: float, wish: Wish | None) -> None:
        applicant = self._applicant(days.at(day - _ACCOUNT_BEFORE, int(600 + 600 * part_of_day)), wish)
        asked = wish.asked if wish else objects.asked(self._rng, applicant.who.kind)
        nature = objects.nature(applicant.who.kind, asked)
        legs = wish.legs if wish else self._road(nature, large=asked.power_new_kw > _LARGE_KW)
        channel = self._channel(applicant)
        case = Case(
            reg_no=register_numbers.reg_no(self._rows.following(f"application {day.year}"), day.year),
            applicant=applicant,
            asked=asked,
            nature=nature,
            steps=journeys.walked(self._rng, legs, day),
            channel=channel,
            received_on=day - timedelta(days=self._rng.randint(0, 3 if channel == "post" else 1)),
            late_payer=wish is None and self._rng.random() < _LATE_PAYERS,
        )
        application_id = self._office.write(case)
        self._correspondence.consider(case, application_id)
        for name, played in self._cast.items():
            if applicant is played:
                self._of_cast.setdefault(name, []).append((case, application_id))

    def _applicant(self, moment: datetime, wish: Wish | None) -> Applicant:
        if wish is None:
            return self._applicants.coming(moment)
        if wish.owner:
            return self._cast[wish.owner]
        company = wish.kind is ApplicantType.COMPANY
        return self._applicants.company(moment) if company else self._applicants.person(moment)

    def _road(self, nature: Nature, *, large: bool) -> tuple[Leg, ...]:
        turn = journeys.turn(self._rng, large=large)
        return journeys.road(turn, simplified=nature.simplified, inspected=nature.inspected)

    def _channel(self, applicant: Applicant) -> str:
        if applicant.named:
            return _CHANNELS[0]
        weights = _WITHOUT if applicant.user_id is None else _WITH_ACCOUNT
        return self._rng.choices(_CHANNELS, cum_weights=weights)[0]

    def _write_guides_own(self) -> None:
        asked, steps = wishes.guides_own()
        ivanov = self._cast["ivanov"]
        self._office.write(
            Case(
                reg_no=GUIDES_OWN,
                applicant=ivanov,
                asked=asked,
                nature=objects.nature(ivanov.who.kind, asked),
                steps=steps,
                channel="office",
                received_on=steps[0].on,
                offered_at="in_work",
            )
        )

    def _finish(self) -> None:
        of_ivanov, of_petrov = self._of_cast["ivanov"], self._of_cast.get("petrov", [])
        self._correspondence.finish(*of_ivanov[-1])
        self._sent.behind(of_ivanov)
        missing = [(case, row_id) for case, row_id in of_petrov if case.steps[-1].to == "missing_docs"]
        self._sent.waiting(self._rng, self._applicants, missing)
        self._traces.logins(self._rng, self._staff.everybody(), "192.0.2.")
        named = [applicant.user_id for applicant in self._cast.values() if applicant.user_id is not None]
        self._traces.logins(self._rng, named, _HOME)
        self._notices.finish()
        self._traces.finish()
        self._rows.finish()
