"""Who may do what: one line for each public service function that takes an actor, each page and each route.

The tests of this folder find the functions, pages and routes themselves and fail with the name of each that has no line
here, and with each line of something that is gone. To add one:

* **A service function** ``services/x.py: f(actor, …)`` gets ``"x.f": needs(P.THE_PERMISSION)`` in ``SERVICES``; several
  permissions mean that one of them is enough. Who has one of them must get past ``Forbidden`` (a result, ``NotFound``,
  ``Invalid`` and ``Conflict`` all count as past), everybody else must be refused with it, and somebody must have
  succeeded. Arguments come from ``USUAL`` by the name of the parameter; what is unusual is given:
  ``needs(P.X, number=lambda world: world.letter, text="…")``. A callable is asked for the value with the world.
  ``own="number"`` says that the parameter names a thing of the applicant: for others it must be ``NotFound``.
  ``needs_no_success="why"`` is for a function whose success cannot be prepared here.
* A function that pays a duty (``actor.must_owe``): ``owes(Duty.X, …)``.
* A function everybody known may call, about nothing but themselves: ``everybody("why")``.
* A function without an actor, because nobody is known yet or nobody acts: ``NOBODY_ACTS`` with the reason. Helpers
  whose first parameter is a database session need no line: they are called by functions that have asked already.
* **A page** gets a line in ``PAGES``: ``screen(P.THE_PERMISSION)``, with the query it needs to be drawn without a
  refusal; ``screen(visitors=True)`` where nobody need be known.
* **A route** gets ``"METHOD /path"`` in ``ROUTES`` (of both portals, or in ``ONLY``): the address to ask for, who gets
  ``200`` (or *given*), what the other people of this portal get, and what visitors get.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from core import clock
from core.actor import Actor, Duty, Permission, Role, Side
from core.settings import settings
from forms._questions import Question, questions
from forms.contact.appeal import NewAppeal
from forms.other import OtherDocument
from forms.tp_15 import ApplicationUpTo15
from services import reports
from tests import _people
from tests.authorisation._world import World
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

NOBODY_ACTS: dict[str, str] = {
    "accounts.full_name": "pure: puts a name together",
    "accounts.register": "whoever registers is not known yet",
    "accounts.register_answers": "whoever registers is not known yet",
    "accounts.rows": "pure: shows a row its caller may read",
    "files.accepted": "looks at bytes, keeps them under their own digest",
    "files.as_kept": "pure: shows a row its caller may read",
    "files.checked_type": "pure: looks at bytes",
    "files.safe_name": "pure: cleans a name",
    "files.sweep": "the worker's: removes what nothing names",
    "forms.declared": "the forms there are are no secret",
    "forms.identity_files": "names of questions are no secret",
    "forms.identity_labels": "names of questions are no secret",
    "cards.statuses": "the statuses there are are no secret",
    "letters.codes": "the letters there are are no secret",
    "letters.written": "pure: fills a text in",
    "links.hidden": "pure: hides a token in a text",
    "links.look": "whoever follows a link of a letter is known by its token alone",
    "login.check": "whoever logs in is not known yet",
    "outbox.deliver": "the worker's: sends what was written",
    "printing.copy": "pure: prints what its caller has just accepted",
    "readiness.address": "tells an operator of the machine what is wrong with it",
    "readiness.database": "tells an operator of the machine what is wrong with it",
    "readiness.mail": "tells an operator of the machine what is wrong with it",
    "readiness.storage": "tells an operator of the machine what is wrong with it",
    "readiness.troubles": "tells an operator of the machine what is wrong with it",
    "reports.declared": "the reports there are are no secret",
    "sessions.actor_of": "makes the actor out of the row that was recognised",
    "sessions.begin": "called once a password has been recognised",
    "sessions.browser_mark": "pure: a keyed hash",
    "sessions.by_id": "finds out who it is",
    "sessions.by_token": "finds out who it is",
    "sessions.redeem": "finds out who it is, by a ticket",
    "sessions.same_browser": "pure: compares keyed hashes",
    "submissions.is_application": "pure: tells what a row is",
    "texts.consents": "the texts are for everybody",
    "texts.page": "the texts are for everybody",
    "throttle.must_wait": "counts visitors",
    "throttle.subject": "pure: a keyed hash",
    "worker.work": "the worker's own loop",
}
"""Functions of services without an actor, and why none is needed."""


@dataclass(frozen=True, kw_only=True)
class Screen:
    """Who sees a page."""

    permissions: frozenset[Permission] = frozenset()
    visitors: bool = False
    query: Callable[[World], dict[str, str]] = field(default=lambda _: {})
    only_owner: bool = False
    """The thing in the query belongs to one applicant: others of this portal are told there is no such thing."""


def screen(
    *permissions: Permission, visitors: bool = False, own: bool = False, **query: Callable[[World], str]
) -> Screen:
    """Show the page to whoever has one of *permissions*."""
    return Screen(
        permissions=frozenset(permissions),
        visitors=visitors,
        only_owner=own,
        query=lambda world: {name: value(world) for name, value in query.items()},
    )


PAGES: dict[Side, dict[str, Screen]] = {
    Side.PUBLIC: {
        "": screen(P.FOLLOW_OWN_APPLICATIONS),
        "applications": screen(P.FOLLOW_OWN_APPLICATIONS),
        "notifications": screen(P.FOLLOW_OWN_APPLICATIONS),
        "profile": screen(P.FOLLOW_OWN_APPLICATIONS),
        "appeals": screen(P.WRITE_APPEALS),
        "security": screen(P.MANAGE_OWN_ACCOUNT),
        "consents": screen(P.FOLLOW_OWN_APPLICATIONS),
        "history": screen(P.FOLLOW_OWN_APPLICATIONS),
        "application": screen(P.FOLLOW_OWN_APPLICATIONS, own=True, no=lambda world: world.reg_no),
        "sent": screen(P.FOLLOW_OWN_APPLICATIONS, own=True, no=lambda world: world.number),
        "fill": screen(P.FILE_APPLICATIONS, form=lambda _: "tp_150"),
        "send": screen(P.FILE_APPLICATIONS, form=lambda _: "tp_150"),
        "appeal": screen(P.WRITE_APPEALS, own=True, no=lambda world: world.appeal),
        "register": screen(visitors=True),
        "forgotten": screen(visitors=True),
    },
    Side.STAFF: {
        "": screen(P.SEE_APPLICATIONS, P.MANAGE_EMPLOYEES),
        "submissions": screen(P.REGISTER_SUBMISSIONS),
        "appeals": screen(P.ANSWER_APPEALS),
        "reports": screen(P.SEE_REPORTS),
        "application": screen(P.SEE_APPLICATIONS, no=lambda world: world.reg_no),
        "submission": screen(P.REGISTER_SUBMISSIONS, P.SEE_IDENTITY, no=lambda world: world.number),
        "appeal": screen(P.ANSWER_APPEALS, no=lambda world: world.appeal),
        "security": screen(P.MANAGE_OWN_ACCOUNT),
        "journal": screen(P.SEE_JOURNAL),
    },
}
"""Portal → address of the page → who sees it."""

Allowed = Callable[[World, Actor], bool]


@dataclass(frozen=True, kw_only=True)
class Route:
    """Who gets what of a route."""

    address: Callable[[World], str]
    allowed: Allowed
    given: int = 200
    refused: int = 404
    """For people of this portal who may not."""
    visitor: int = 0
    """For those nobody knows; 0: the same as *given*."""
    body: object = None


def to_all(address: str, given: int = 200, body: object = None) -> Route:
    """Give it to everybody, known or not."""
    return Route(address=lambda _: address, allowed=lambda *_: True, given=given, body=body)


def with_(*permissions: Permission) -> Allowed:
    """Allow whoever has one of *permissions*."""
    return lambda _, actor: any(permission in actor.permissions for permission in permissions)


def _owner_or(*permissions: Permission) -> Allowed:
    return lambda world, actor: (
        actor == world.owner
        or (actor.side is Side.STAFF and any(permission in actor.permissions for permission in permissions))
    )


def _file(world: World) -> str:
    return f"/files/{world.file}"


ROUTES: dict[str, Route] = {
    "GET /healthz": to_all("/healthz"),
    "GET /readyz": to_all("/readyz"),
    "GET /ui/{name}": to_all("/ui/portal.css"),
    "GET /favicon.png": to_all("/favicon.png"),
    "GET /auth/session": to_all("/auth/session"),
    "POST /auth/session": to_all("/auth/session", 401, {"ticket": "of nobody"}),
    "POST /auth/logout": to_all("/auth/logout", body={}),
    "GET /link/{token}": to_all("/link/of-nobody", 303),
    "GET /documents/{code}": to_all("/documents/pdn"),
    "GET /files/{public_id}": Route(address=_file, allowed=_owner_or(P.SEE_IDENTITY), visitor=303),
}
"""Method and template → who gets what, at both portals."""

ONLY: dict[Side, dict[str, Route]] = {
    Side.PUBLIC: {
        "GET /blanks/{code}": Route(
            address=lambda _: "/blanks/tp_150", allowed=with_(P.FILE_APPLICATIONS), visitor=303
        ),
    },
    Side.STAFF: {
        "GET /exports/{code}": Route(
            address=lambda _: "/exports/applications_by_status",
            allowed=lambda _, actor: (
                P.SEE_REPORTS in actor.permissions and actor.role in reports.declared()["applications_by_status"].roles
            ),
            visitor=303,
        ),
    },
}
"""The same for what one portal has alone."""
