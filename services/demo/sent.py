"""What was sent through the cabinet: forms behind the cards of the demo logins, and forms that wait."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from core import clock, storage
from db.models import Submission, SubmissionFile
from forms._connection import Connection
from forms._form import Form
from forms._questions import check, questions, readable
from forms.supply import Supply
from forms.tp_15 import ApplicationUpTo15
from regulations.applicants import ApplicantType, Procedure
from services import printing
from services.demo import days, objects
from services.demo.accounts import Applicant, Applicants
from services.demo.cases import Case
from services.demo.notices import Notices
from services.demo.papers import Press
from services.demo.rows import Rows
from services.files import Kept
from services.submissions import REGISTERED, WAITING

WAITING_COUNT = 13
"""Forms of strangers that wait for registration; one more is of a demo login."""
ATTACHED = {"passport_copy": "passport", "title_documents": "title", "documents": "title"}
"""Question to the specimen that answers it."""


def answers(applicant: Applicant, asked: Connection) -> dict[str, Any]:
    """Return what a natural person types into the application up to 15 kW."""
    facts, serial = applicant.who.facts, applicant.consumer_id
    names = ("last_name", "first_name", "middle_name", "snils", "address", "phone", "email")
    return {
        **{name: facts[name] for name in names},
        "passport_series": f"54{serial % 20:02d}",
        "passport_no": f"{100_000 + serial:06d}",
        "issued_by": "УМВД России по Орловской области",
        "issued_on": "2015-06-18",
        "birth_date": f"{1960 + serial % 40}-05-{1 + serial % 28:02d}",
        "birth_place": "г. Орёл",
        "reason": "more" if asked.power_existing_kw else "new",
        "object_name": asked.object_name,
        "object_address": asked.object_address,
        "cadastral_no": asked.cadastral_no,
        "household": True,
        "mining": False,
        "power_new_kw": f"{asked.power_new_kw:f}",
        "power_existing_kw": f"{asked.power_existing_kw:f}",
        "voltage": f"{asked.voltage_kv:f}",
        "consent": True,
        "truth": True,
    }


class Sent:
    """Writes submissions with their files and printed copies; numbers go by the year, in the order of writing."""

    def __init__(self, rows: Rows, press: Press, notices: Notices) -> None:
        self._rows, self._press, self._notices = rows, press, notices

    def behind(self, cases: list[tuple[Case, int]]) -> None:
        """Write the forms from which the cards (with their ids) of natural persons were registered."""
        for case, application_id in sorted(cases, key=lambda entry: entry[0].received_on):
            sent_at = days.at(case.received_on, 8 * 60)
            self._send(case.applicant, "tp_15", ApplicationUpTo15, answers(case.applicant, case.asked), sent_at,
                       application_id, REGISTERED)  # fmt: skip

    def waiting(self, rng: Random, applicants: Applicants, missing: list[tuple[Case, int]]) -> None:
        """Write the forms of the last days, which nobody has registered yet, and what was *missing* from some cards."""
        last = days.STORY[-1]
        for place in range(WAITING_COUNT - 1):
            sent_at = days.at(days.later(last, -1 if place < WAITING_COUNT // 2 else 0), 11 * 60 + place * 17)
            applicant = applicants.person(sent_at - timedelta(hours=2))
            while not (asked := objects.asked(rng, ApplicantType.PERSON)).household:
                pass
            self._send(applicant, "tp_15", ApplicationUpTo15, answers(applicant, asked), sent_at)
        for case, application_id in missing:
            typed = {"application": case.reg_no, "supplied": "Документ о праве на помещение, который вы просили."}
            self._send(case.applicant, "supply", Supply, typed, days.at(last, 16 * 60), application_id)

    def _send(
        self, applicant: Applicant, code: str, form: type[Form], typed: dict[str, Any], sent_at: datetime,
        application_id: int | None = None, status: str = WAITING,
    ) -> None:  # fmt: skip
        attached = self._attached(applicant, form, sent_at)
        sound = check(form, {**typed, **{name: (kept.public_id,) for name, _, _, kept in attached}})
        sent_on = clock.local(sent_at).date()
        number = f"{sent_on:%y}-{self._rows.following(f'submission {sent_on.year}'):06d}"
        facts = applicant.who.facts
        signer = printing.Signer(applicant.user_name, applicant.account_no, facts["email"], applicant.who.name)
        pdf = printing.copy(form, sound, number, sent_at, signer, [(label, kept) for _, label, _, kept in attached])
        assert applicant.user_id is not None  # only who has an account sends
        copy_id, _ = self._rows.file(storage.put([pdf]), f"{form.title}, {number}.pdf", applicant.user_id, sent_at)
        submission_id = self._rows.add(
            Submission,
            number=number,
            form=code,
            form_version=form.version(),
            title=form.title,
            consumer_id=applicant.consumer_id,
            user_id=applicant.user_id,
            send_key=self._rows.public_id(),
            answers=sound.model_dump(mode="json"),
            readable=readable(sound),
            sent_at=sent_at,
            register_by=sent_on + timedelta(days=1),
            status=status,
            copy_id=copy_id,
            application_id=application_id,
            version=1,
        )
        for name, label, file_id, _ in attached:
            self._rows.add(SubmissionFile, submission_id=submission_id, question=name, label=label, file_id=file_id)
        self._notices.tell(applicant, sent_at, "submission_received", f"sent?no={number}", number=number,
                           title=form.title, register_by=f"{sent_on + timedelta(days=1):%d.%m.%Y}")  # fmt: skip

    def _attached(self, applicant: Applicant, form: type[Form], moment: datetime) -> list[tuple[str, str, int, Kept]]:
        found = []
        assert applicant.user_id is not None  # only who has an account sends
        for question in questions(form):
            if question.accepts and question.name in ATTACHED:
                stored = self._press.common(ATTACHED[question.name], Procedure.SIMPLIFIED)
                name = f"{question.label}.pdf"
                found.append((question.name, question.label, *self._rows.file(stored, name, applicant.user_id, moment)))
        return found
