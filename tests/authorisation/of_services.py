"""Who may call each service function that takes an actor."""

import uuid
from typing import Any

import pyotp

from core import clock
from core.actor import Duty, Permission, Role, Seat, Side
from core.settings import settings
from core.storage import Incoming
from forms._form import Form
from forms._questions import Question, check, questions
from forms.access.changed_password import ChangedPassword
from forms.access.first_password import FirstPassword
from forms.account.person import PersonAccount as NewAccount
from forms.contact.appeal import NewAppeal
from forms.contact.reply import Reply
from forms.desk.answer import Answer
from forms.desk.document import PlacedDocument
from forms.desk.unmask import UnmaskReason
from forms.other import OtherDocument
from forms.people.invitation import Invitation
from forms.tp_15 import ApplicationUpTo15
from regulations.applicants import ApplicantType
from services import drafts, profile
from services.draft_keys import DraftKey
from tests import _people
from tests.authorisation._rules import Rule, everybody, needs, owes
from tests.authorisation._world import COLLEAGUE, WITH_FACTOR, World
from workflows._documents import DocumentKind

P = Permission
K = DocumentKind
PLACED = {
    P.HANDLE_CONDITIONS: (
        K.TU, K.REMARKS_LIST, K.TU_ACT, K.METER_ACT, K.READINESS_NOTICE, K.CONNECTION_ACT,
    ),
    P.HANDLE_CONTRACT: (K.INVOICE, K.INSTRUCTION, K.FEE_CALC, K.CONTRACT_DRAFT, K.CONTRACT, K.AMENDMENT),
    P.CHECK_COMPLETENESS: (K.MISSING_NOTICE, K.ANNUL_NOTICE),
    P.ANSWER_APPEALS: (K.ANSWER,),
    P.WORK_ON_APPLICATIONS: (K.OTHER,),
}  # fmt: skip
"""Who places which document (domain.md 2.5)."""
NEW = {"password": "пять жёлтых опор", "password_again": "пять жёлтых опор"}
CHANGED = {"old_password": _people.PASSWORD, **NEW}
GUEST = {"name": "Гостев Пётр Ильич", "email": "gostev@example.org"}


def _profile_as_it_is(_: World) -> Form:
    return check(profile.FORMS[ApplicantType.PERSON], _people.valid_answers(profile.FORMS[ApplicantType.PERSON]))


def _an_incoming_file(_: World) -> Incoming:
    begun = Incoming()
    begun.write(_people.a_pdf("загружено"))
    return begun


def _code_now(world: World) -> str:
    return pyotp.TOTP(world.secret).at(clock.now())


def _card_key(world: World) -> str:
    return drafts.of_card(world.reg_no)


def _answer_key(world: World) -> str:
    return f"answer.{world.appeal}"


def _answer_question() -> Question:
    return next(question for question in questions(Answer) if question.accepts)


def _supply_key(world: World) -> str:
    return str(DraftKey("supply", world.reg_no))


def _card_question() -> Question:
    return next(question for question in questions(PlacedDocument) if question.accepts)


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
    "send_key": lambda _: str(uuid.uuid4()),
    "question": lambda _: _file_question(),
    "email": "new@example.org",
    "password": _people.PASSWORD,
    "role": Role.OPERATOR,
    "side": Side.PUBLIC,
    "visitor": _people.VISITOR,
    "consumer_id": lambda world: world.ids["owner's applicant"],
    "user_id": lambda world: world.ids["engineer"],
    "session_id": lambda world: world.session,
    "size": 1000,
}
"""Arguments by the name of the parameter."""

SERVICES: dict[str, Rule] = {
    "access.change_password": needs(P.MANAGE_OWN_ACCOUNT, card=lambda _: check(ChangedPassword, CHANGED)),
    "access.must_consent": owes(Duty.NEW_PASSWORD),
    "access.replace_temporary": owes(Duty.NEW_PASSWORD, answers=lambda _: _people.valid_answers(FirstPassword) | NEW),
    "access.set_password": needs(P.MANAGE_EMPLOYEES, email="maria@example.org"),
    "access.shut": needs(P.MANAGE_EMPLOYEES, email="maria@example.org"),
    "accounts.profile": needs(P.FOLLOW_OWN_APPLICATIONS),
    "appeal_view.count_waiting": needs(P.ANSWER_APPEALS),
    "appeal_view.queue": needs(P.ANSWER_APPEALS),
    "appeals.answer": needs(
        P.ANSWER_APPEALS, number=lambda world: world.appeal, version=lambda world: world.appeal_version
    ),
    "appeals.ask": needs(
        P.ANSWER_APPEALS, number=lambda world: world.appeal, version=lambda world: world.appeal_version
    ),
    "appeals.carry_over": needs(P.WRITE_APPEALS, own="number", number=lambda world: world.appeal),
    "appeals.close": needs(P.WRITE_APPEALS, own="number", number=lambda world: world.appeal),
    "appeals.draft_of": everybody("pure: makes a key of the actor's own"),
    "appeals.mine": needs(P.WRITE_APPEALS),
    "appeals.must_take_more": needs(P.WRITE_APPEALS, P.ANSWER_APPEALS, own="number", number=lambda world: world.appeal),
    "appeals.send": needs(P.WRITE_APPEALS, answers=lambda _: _people.valid_answers(NewAppeal)),
    "appeals.thread": needs(P.WRITE_APPEALS, P.ANSWER_APPEALS, own="number", number=lambda world: world.appeal),
    "appeals.write": needs(
        P.WRITE_APPEALS, own="number", number=lambda world: world.appeal, answers=lambda _: _people.valid_answers(Reply)
    ),
    "applicants.card": needs(P.FIND_APPLICANTS),
    "applicants.found": needs(P.FIND_APPLICANTS),
    "applicants.open_for": needs(P.OPEN_ACCOUNTS, consumer_id=lambda world: world.ids["applicant without an account"]),
    "applicants.open_new": needs(
        P.OPEN_ACCOUNTS,
        kind=ApplicantType.PERSON,
        answers=lambda _: (
            _people.valid_answers(NewAccount)
            | {"email": "new@example.org", "snils": "129-636-210 70", "inn": "574636707760"}
        ),
    ),
    "applicants.replace_password": needs(P.OPEN_ACCOUNTS, user_id=lambda world: world.ids["owner"]),
    "applications.assign": needs(P.CHECK_COMPLETENESS, P.HANDLE_CONDITIONS, P.HANDLE_CONTRACT),
    "applications.move, into work": needs(P.CHECK_COMPLETENESS, to="in_work"),
    "applications.move, to another company": needs(P.CLOSE_APPLICATIONS, to="not_ours", comment="Сети не наши."),
    "applications.register": needs(P.REGISTER_SUBMISSIONS, card=lambda _: _people.a_registration_card()),
    "applications.report_progress, of the contract": needs(P.HANDLE_CONTRACT, name="contract_progress"),
    "applications.report_progress, of the conditions": needs(P.HANDLE_CONDITIONS, name="tu_progress"),
    "applications.set_dates, of the contract": needs(
        P.HANDLE_CONTRACT, dates=lambda _: {"offer_sent_on": clock.today()}
    ),
    "applications.set_dates, of the works": needs(P.HANDLE_CONDITIONS, dates=lambda _: {"energized_on": clock.today()}),
    "cards.find": needs(P.SEE_APPLICATIONS),
    "cards.mine": needs(P.FOLLOW_OWN_APPLICATIONS),
    "cards.numbers_of_mine": needs(P.FOLLOW_OWN_APPLICATIONS),
    "cards.queue": needs(P.SEE_APPLICATIONS),
    "cards.whole": needs(P.FOLLOW_OWN_APPLICATIONS, P.SEE_APPLICATIONS, own="reg_no"),
    "consents.give": needs(P.FOLLOW_OWN_APPLICATIONS, code="informing"),
    "consents.mine": needs(P.FOLLOW_OWN_APPLICATIONS),
    "consents.revoke": needs(P.FOLLOW_OWN_APPLICATIONS, code="informing"),
    "consents.revoked": needs(P.DECIDE_DELETIONS),
    "deletion.erase": needs(P.DECIDE_DELETIONS, request_id=lambda world: world.ids["request"]),
    "deletion.waiting": needs(P.DECIDE_DELETIONS),
    "deletion_requests.ask": needs(P.FOLLOW_OWN_APPLICATIONS),
    "deletion_requests.mine": needs(P.FOLLOW_OWN_APPLICATIONS),
    "deletion_requests.plan": needs(P.FOLLOW_OWN_APPLICATIONS),
    "deletion_requests.withdraw": needs(P.FOLLOW_OWN_APPLICATIONS),
    "documents.kinds_for": everybody("tells only what the actor's own role may place"),
    **{
        f"documents.place, {kind.value}": needs(permission, kind=kind)
        for permission, kinds in PLACED.items()
        for kind in kinds
    },
    "drafts.attach": needs(P.FILE_APPLICATIONS),
    "drafts.attach, for a card": needs(P.WORK_ON_APPLICATIONS, key=_card_key, question=lambda _: _card_question()),
    "drafts.attach, to an answer": needs(P.ANSWER_APPEALS, key=_answer_key, question=lambda _: _answer_question()),
    "drafts.attached": needs(P.FILE_APPLICATIONS),
    "drafts.attached, to an answer": needs(P.ANSWER_APPEALS, key=_answer_key),
    "drafts.attached, for a card": needs(P.WORK_ON_APPLICATIONS, key=_card_key),
    "drafts.begun": needs(P.FILE_APPLICATIONS),
    "drafts.carry_over": needs(P.FILE_APPLICATIONS),
    "drafts.checked": needs(P.FILE_APPLICATIONS, form=NewAppeal, answers=lambda _: _people.valid_answers(NewAppeal)),
    "drafts.detach": needs(P.FILE_APPLICATIONS, public_id=lambda world: world.draft_file),
    "drafts.detach, for a card": needs(P.WORK_ON_APPLICATIONS, key=_card_key),
    "drafts.detach, from an answer": needs(P.ANSWER_APPEALS, key=_answer_key),
    "drafts.drop": needs(P.FILE_APPLICATIONS),
    "drafts.must_have_room": needs(P.FILE_APPLICATIONS),
    "drafts.must_have_room, for a card": needs(P.WORK_ON_APPLICATIONS, key=_card_key),
    "drafts.must_have_room, of an answer": needs(P.ANSWER_APPEALS, key=_answer_key),
    "drafts.mine": needs(P.FILE_APPLICATIONS),
    "drafts.settle": needs(P.FILE_APPLICATIONS, name="object_name", take=True),
    "autosave.keep": needs(P.FILE_APPLICATIONS, typed={"object_name": "дача"}, tab="a", base=0),
    "drafts.save": needs(P.FILE_APPLICATIONS, changed={"object_name": "дача"}),
    "employees.block": needs(P.MANAGE_EMPLOYEES),
    "employees.change_role": needs(P.MANAGE_EMPLOYEES),
    "employees.create": needs(P.MANAGE_EMPLOYEES, password="пять жёлтых опор"),
    "employees.everybody": needs(P.MANAGE_EMPLOYEES),
    "employees.invitation": needs(P.MANAGE_EMPLOYEES, user_id=lambda world: world.ids["invited"]),
    "employees.invite": needs(P.MANAGE_EMPLOYEES),
    "employees.one": needs(P.MANAGE_EMPLOYEES),
    "employees.reinvite": needs(P.MANAGE_EMPLOYEES, user_id=lambda world: world.ids["invited"]),
    "employees.unblock": needs(P.MANAGE_EMPLOYEES, user_id=lambda world: world.ids["blocked"]),
    "files.open_for": needs(P.FOLLOW_OWN_APPLICATIONS, P.SEE_APPLICATIONS, P.ANSWER_APPEALS, own="public_id"),
    "files.open_for, of a draft": needs(
        P.FOLLOW_OWN_APPLICATIONS,
        P.SEE_APPLICATIONS,
        P.ANSWER_APPEALS,
        own="public_id",
        personal=True,
        public_id=lambda world: world.draft_file,
    ),
    "files.reads_submissions": everybody("tells only what the actor's own role may read"),
    "forms.answered_appeals": needs(P.FILE_APPLICATIONS),
    "forms.applicant_type": needs(P.FILE_APPLICATIONS),
    "forms.at": needs(P.FILE_APPLICATIONS),
    "forms.at, of a card": needs(P.FILE_APPLICATIONS, own="key", key=_supply_key),
    "forms.available": needs(P.FILE_APPLICATIONS),
    "forms.fitting": needs(P.FILE_APPLICATIONS),
    "forms.form": needs(P.FILE_APPLICATIONS),
    "forms.of_card": needs(P.FILE_APPLICATIONS, own="reg_no"),
    "history.mine": needs(P.FOLLOW_OWN_APPLICATIONS),
    "identity.of_applicant": needs(P.UNMASK_IDENTITY, reason=UnmaskReason.VISIT),
    "identity.of_application": needs(P.UNMASK_IDENTITY, reason=UnmaskReason.VISIT),
    "identity.of_submission": needs(P.UNMASK_IDENTITY, reason=UnmaskReason.VISIT),
    "journal_view.newest": needs(P.SEE_JOURNAL),
    "login.confirm": needs(P.MANAGE_OWN_ACCOUNT),
    "my_data.export": needs(P.FOLLOW_OWN_APPLICATIONS),
    "my_data.must_be_allowed": needs(P.FOLLOW_OWN_APPLICATIONS),
    "notifications.mine": needs(P.FOLLOW_OWN_APPLICATIONS),
    "notifications.read": needs(P.FOLLOW_OWN_APPLICATIONS, link="appeal?no=26-000001"),
    "notifications.read_all": needs(P.FOLLOW_OWN_APPLICATIONS),
    "notifications.unread": needs(P.FOLLOW_OWN_APPLICATIONS),
    "own_email.change": needs(P.MANAGE_OWN_ACCOUNT),
    "own_email.mine": needs(P.MANAGE_OWN_ACCOUNT),
    "own_email.send_again": needs(P.MANAGE_OWN_ACCOUNT),
    "people.everybody": needs(P.FOLLOW_OWN_APPLICATIONS),
    "people.invite": needs(P.MANAGE_PEOPLE, given=lambda _: check(Invitation, GUEST)),
    "people.invite_again": needs(
        P.MANAGE_PEOPLE, own="user_id", whose="company, owner", user_id=lambda world: world.ids["guest"]
    ),
    "people.possible": everybody("tells only what kind of applicant the actor acts for"),
    "people.seat": needs(
        P.MANAGE_PEOPLE,
        own="user_id",
        whose="company, owner",
        user_id=lambda world: world.ids["member"],
        place=Seat.OWNER,
    ),
    "people.shut_out": needs(
        P.MANAGE_PEOPLE, own="user_id", whose="company, owner", user_id=lambda world: world.ids["member"]
    ),
    "printing.blank": needs(P.FILE_APPLICATIONS),
    "printing.preview": needs(P.FILE_APPLICATIONS, own="key", personal=True),
    "profile.change": needs(P.CHANGE_PROFILE, given=_profile_as_it_is, version=1),
    "profile.changes": needs(P.FOLLOW_OWN_APPLICATIONS),
    "profile.editable": needs(P.CHANGE_PROFILE),
    "registration.start": needs(P.REGISTER_SUBMISSIONS),
    "renewal.asks_code": needs(P.MANAGE_OWN_ACCOUNT),
    "renewal.renew": needs(P.MANAGE_OWN_ACCOUNT, code=""),
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
    "second_factor.confirm": needs(P.MANAGE_OWN_ACCOUNT, or_owes=Duty.SECOND_FACTOR, code=_code_now),
    "second_factor.offer": needs(P.MANAGE_OWN_ACCOUNT, or_owes=Duty.SECOND_FACTOR, password=_people.PASSWORD),
    "second_factor.offered": needs(P.MANAGE_OWN_ACCOUNT, or_owes=Duty.SECOND_FACTOR),
    "second_factor.renew_codes": needs(
        P.MANAGE_OWN_ACCOUNT, or_owes=Duty.SECOND_FACTOR, code=lambda world: world.paper
    ),
    "second_factor.reset, of a consumer": needs(
        P.OPEN_ACCOUNTS, user_id=lambda world: world.people[WITH_FACTOR].user_id
    ),
    "second_factor.reset, of an employee": needs(P.MANAGE_EMPLOYEES, user_id=lambda world: world.ids["with a factor"]),
    "second_factor.reset_of": needs(P.MANAGE_EMPLOYEES, side=Side.STAFF, email=COLLEAGUE),
    "second_factor.state": needs(P.MANAGE_OWN_ACCOUNT, or_owes=Duty.SECOND_FACTOR),
    "second_factor.switch_off": needs(P.MANAGE_OWN_ACCOUNT, or_owes=Duty.SECOND_FACTOR, code=lambda world: world.paper),
    "sessions.end": everybody("ends one's own session and no other"),
    "sessions.end_one": needs(P.MANAGE_OWN_ACCOUNT, own="session_id", personal=True),
    "sessions.end_others": needs(P.MANAGE_OWN_ACCOUNT),
    "sessions.mine": needs(P.MANAGE_OWN_ACCOUNT),
    "similar.begin": needs(P.FILE_APPLICATIONS, own="number", instead=True, number=lambda world: world.number),
    "similar.possible": needs(P.FILE_APPLICATIONS, code="tp_15"),
    "submissions.accept": needs(P.REGISTER_SUBMISSIONS, number=lambda world: world.letter),
    "submissions.count_waiting": needs(P.SEE_APPLICATIONS),
    "submissions.of_card": needs(P.FOLLOW_OWN_APPLICATIONS, P.SEE_APPLICATIONS),
    "submissions.mine": needs(P.FOLLOW_OWN_APPLICATIONS),
    "submissions.return_back": needs(P.REGISTER_SUBMISSIONS),
    "submissions.send": needs(
        P.FILE_APPLICATIONS,
        key="other",
        answers=lambda _: _people.valid_answers(OtherDocument),
    ),
    "submissions.sheet": needs(
        P.FOLLOW_OWN_APPLICATIONS, P.SEE_IDENTITY, P.REGISTER_SUBMISSIONS, P.WORK_ON_APPLICATIONS, own="number"
    ),
    "submissions.waiting": needs(P.REGISTER_SUBMISSIONS),
    "uploads.form_of": needs(P.FILE_APPLICATIONS),
    "uploads.owner": everybody("a keyed mark of the actor, and of nobody else"),
    "uploads.place": needs(P.FILE_APPLICATIONS, name=lambda _: _file_question().name),
    "uploads.place, of a scan": needs(P.FILE_APPLICATIONS, key="tp_15.scan", name="files"),
    "uploads.place, of a form about a card": needs(P.FILE_APPLICATIONS, own="key", key=_supply_key, name="documents"),
    "uploads.place, of an appeal": needs(P.WRITE_APPEALS, key="appeal", name="files"),
    "uploads.place, of a message": needs(
        P.WRITE_APPEALS, own="key", key=lambda world: f"appeal.{world.appeal}", name="files"
    ),
    "uploads.place, of an answer": needs(P.ANSWER_APPEALS, key=_answer_key, name="files"),
    "uploads.place, for a card": needs(P.WORK_ON_APPLICATIONS, key=_card_key, name="files"),
    "uploads.take": needs(P.FILE_APPLICATIONS, incoming=_an_incoming_file),
    "uploads.take, of an answer": needs(
        P.ANSWER_APPEALS, key=_answer_key, question=lambda _: _answer_question(), incoming=_an_incoming_file
    ),
    "uploads.take, for a card": needs(
        P.WORK_ON_APPLICATIONS, key=_card_key, question=lambda _: _card_question(), incoming=_an_incoming_file
    ),
    "views.note": everybody("notes that the actor has looked, after those who show it have asked", thing="001/26"),
}
"""Function, and after a comma the case → who may call it; see above."""
