"""Who may call each service function that takes an actor."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core import clock
from core.actor import Actor, Duty, Permission, Role, Side
from core.settings import settings
from forms._questions import Question, questions
from forms.contact.appeal import NewAppeal
from forms.other import OtherDocument
from forms.tp_15 import ApplicationUpTo15
from tests import _people
from workflows._documents import DocumentKind

P = Permission
Given = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Who may call a service function, and with what it is called."""

    permissions: frozenset[Permission] = frozenset()
    duty: Duty | None = None
    why_everybody: str = ""
    own: str = ""
    needs_no_success: str = ""
    given: Given = field(default_factory=dict)

    def allows(self, actor: Actor) -> bool:
        """Tell whether the actor must get past ``Forbidden``."""
        if self.why_everybody:
            return True
        if self.duty is not None:
            return actor.duty is self.duty
        return any(permission in actor.permissions for permission in self.permissions)


def needs(*permissions: Permission, own: str = "", needs_no_success: str = "", **given: Any) -> Rule:
    """Allow whoever has one of *permissions*."""
    assert permissions
    return Rule(permissions=frozenset(permissions), own=own, needs_no_success=needs_no_success, given=given)


def owes(duty: Duty, **given: Any) -> Rule:
    """Allow whoever must do this first."""
    return Rule(duty=duty, given=given)


def everybody(why: str, **given: Any) -> Rule:
    """Allow everybody who is known, because *why*."""
    assert why
    return Rule(why_everybody=why, given=given)


def _file_question() -> Question:
    return next(question for question in questions(ApplicationUpTo15) if question.accepts)


USUAL: dict[str, Any] = {
    "reg_no": lambda world: world.reg_no,
    "version": lambda world: world.version,
    "number": lambda world: world.number,
    "public_id": lambda world: world.file,
    "key": lambda world: world.draft,
    "form": ApplicationUpTo15,
    "code": "tp_15",
    "answers": lambda _: _people.valid_answers(ApplicationUpTo15),
    "name": "документ.pdf",
    "content": lambda _: _people.a_pdf(),
    "text": "Договор направлен вам почтой.",
    "reason": "Нет подписи на последней странице.",
    "send_key": "a key of this sending",
    "question": lambda _: _file_question(),
    "email": "new@example.org",
    "password": _people.PASSWORD,
    "role": Role.OPERATOR,
    "side": Side.PUBLIC,
}
"""Arguments by the name of the parameter."""

SERVICES: dict[str, Rule] = {
    "access.set_password": needs(P.MANAGE_EMPLOYEES, email="maria@example.org"),
    "access.shut": needs(P.MANAGE_EMPLOYEES, email="maria@example.org"),
    "accounts.profile": needs(P.FOLLOW_OWN_APPLICATIONS),
    "appeals.answer": needs(
        P.ANSWER_APPEALS, number=lambda world: world.appeal, version=lambda world: world.appeal_version
    ),
    "appeals.mine": needs(P.WRITE_APPEALS),
    "appeals.send": needs(P.WRITE_APPEALS, answers=lambda _: _people.valid_answers(NewAppeal)),
    "appeals.thread": needs(P.WRITE_APPEALS, P.ANSWER_APPEALS, own="number", number=lambda world: world.appeal),
    "appeals.waiting": needs(P.ANSWER_APPEALS),
    "applications.assign": needs(P.CHECK_COMPLETENESS, P.HANDLE_CONDITIONS, P.HANDLE_CONTRACT),
    "applications.move": needs(P.CHECK_COMPLETENESS, to="in_work"),
    "applications.register": needs(P.REGISTER_SUBMISSIONS, card=lambda _: _people.a_registration_card()),
    "applications.report_progress": needs(P.HANDLE_CONTRACT, name="contract_progress"),
    "applications.set_dates": needs(P.HANDLE_CONTRACT, dates=lambda _: {"offer_sent_on": clock.today()}),
    "cards.find": needs(P.SEE_APPLICATIONS),
    "cards.mine": needs(P.FOLLOW_OWN_APPLICATIONS),
    "cards.numbers_of_mine": needs(P.FOLLOW_OWN_APPLICATIONS),
    "cards.queue": needs(P.SEE_APPLICATIONS),
    "cards.whole": needs(P.FOLLOW_OWN_APPLICATIONS, P.SEE_APPLICATIONS, own="reg_no"),
    "documents.kinds_for": everybody("tells only what the actor's own role may place"),
    "documents.place": needs(P.HANDLE_CONTRACT, kind=DocumentKind.INVOICE),
    "drafts.attach": needs(P.FILE_APPLICATIONS),
    "drafts.begun": needs(P.FILE_APPLICATIONS),
    "drafts.checked": needs(P.FILE_APPLICATIONS, form=NewAppeal, answers=lambda _: _people.valid_answers(NewAppeal)),
    "drafts.detach": needs(P.FILE_APPLICATIONS, public_id=lambda world: world.draft_file),
    "drafts.drop": needs(P.FILE_APPLICATIONS),
    "drafts.mine": needs(P.FILE_APPLICATIONS),
    "drafts.save": needs(P.FILE_APPLICATIONS, changed={"object_name": "дача"}),
    "employees.create": needs(P.MANAGE_EMPLOYEES),
    "employees.everybody": needs(P.MANAGE_EMPLOYEES),
    "files.open_for": needs(P.FOLLOW_OWN_APPLICATIONS, P.SEE_APPLICATIONS, P.ANSWER_APPEALS, own="public_id"),
    "files.reads_submissions": everybody("tells only what the actor's own role may read"),
    "forms.applicant_type": needs(P.FILE_APPLICATIONS),
    "forms.available": needs(P.FILE_APPLICATIONS),
    "forms.form": needs(P.FILE_APPLICATIONS),
    "history.mine": needs(P.FOLLOW_OWN_APPLICATIONS),
    "journal_view.newest": needs(P.SEE_JOURNAL),
    "notifications.mine": needs(P.FOLLOW_OWN_APPLICATIONS),
    "notifications.read_all": needs(P.FOLLOW_OWN_APPLICATIONS),
    "notifications.unread": needs(P.FOLLOW_OWN_APPLICATIONS),
    "printing.blank": needs(P.FILE_APPLICATIONS),
    "registration.start": needs(P.REGISTER_SUBMISSIONS),
    "reports.asked": needs(P.SEE_REPORTS, code="applications_by_status"),
    "reports.available": needs(P.SEE_REPORTS),
    "reports.defaults": needs(P.SEE_REPORTS, code="applications_by_status"),
    "reports.export": needs(P.SEE_REPORTS, code="applications_by_status"),
    "reports.preview": needs(P.SEE_REPORTS, code="applications_by_status", answers=lambda _: {}),
    "reports.write": needs(
        P.SEE_REPORTS,
        code="applications_register",
        answers=lambda _: {},
        path=lambda _: settings().data_dir / "matrix.xlsx",
    ),
    "sessions.end": everybody("ends one's own session and no other"),
    "submissions.accept": needs(P.REGISTER_SUBMISSIONS, number=lambda world: world.letter),
    "submissions.count_waiting": needs(P.SEE_APPLICATIONS),
    "submissions.mine": needs(P.FOLLOW_OWN_APPLICATIONS),
    "submissions.return_back": needs(P.REGISTER_SUBMISSIONS),
    "submissions.send": needs(
        P.FILE_APPLICATIONS,
        form=OtherDocument,
        code="other",
        key="other",
        answers=lambda _: _people.valid_answers(OtherDocument),
    ),
    "submissions.sheet": needs(P.FOLLOW_OWN_APPLICATIONS, P.SEE_IDENTITY, P.REGISTER_SUBMISSIONS, own="number"),
    "submissions.waiting": needs(P.REGISTER_SUBMISSIONS),
}
"""Function → who may call it; see above."""
