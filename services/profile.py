"""The profile of an applicant: where its facts are shown, who changed what, and changing them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from core import clock
from core.actor import Actor, Permission
from core.errors import Conflict, Invalid, NotFound
from db.models import Application, Consumer, ProfileChange, Submission, User
from db.session import reading, transaction
from forms._form import Form
from forms._kinds import Widget
from forms._questions import Question, questions
from forms.profile.company import CompanyProfile
from forms.profile.entrepreneur import EntrepreneurProfile
from forms.profile.person import PersonProfile
from regulations.applicants import ApplicantType
from services import accounts, journal, notifications

FORMS: dict[ApplicantType, type[Form]] = {
    ApplicantType.PERSON: PersonProfile,
    ApplicantType.COMPANY: CompanyProfile,
    ApplicantType.ENTREPRENEUR: EntrepreneurProfile,
}
IDENTIFIERS = frozenset({"snils", "inn", "ogrn", "ogrn_date"})
"""They say who the account belongs to: once something was sent under them, only an employee corrects them."""
LOCKED = "После первой отправки этот номер меняет только сотрудник. Напишите нам через «Обращение»."
_EVERYWHERE = "в карточках заявок, в новых формах, договорах и счетах"
WHERE = {
    "Полное наименование": _EVERYWHERE,
    "Фамилия, имя, отчество": _EVERYWHERE,
    "Сокращённое наименование": "в списках у сотрудников компании",
    "СНИЛС": "в новых формах; целиком его видят только сотрудники, которым он нужен",
    "ИНН": "в новых формах, договорах и счетах",
    "ОГРН": "в новых формах и договорах",
    "ОГРНИП": "в новых формах и договорах",
    "Дата внесения в реестр": "в карточках заявок и новых формах",
    "КПП": "в новых формах, договорах и счетах",
    "Место нахождения": "в новых формах и договорах",
    "Адрес регистрации": "в новых формах и договорах",
    "Почтовый адрес": "сюда придут бумажные письма",
    "Контактное лицо": "в карточках заявок: с ним свяжется сотрудник",
    "Мобильный телефон": "в карточках заявок и новых формах: по нему позвонят об осмотре",
    "Электронная почта": "в карточках заявок и новых формах",
}
"""Where each fact of the profile is shown, in a few words."""
MOST_CHANGES = 50
"""Lines of the history on the page."""


@dataclass(frozen=True, slots=True)
class Editable:
    """The facts as the form begins with them, and what of it may be changed now."""

    form: type[Form]
    start: dict[str, Any]
    """As people type it."""
    open: tuple[str, ...]
    """Questions that may be answered anew."""
    locked: tuple[str, ...]
    """Labels of those an employee alone corrects by now."""
    version: int


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that somebody changed."""

    at: datetime
    by: str
    label: str
    was: str
    now: str


def editable(actor: Actor) -> Editable:
    """Return what the owner of the account may change in the profile."""
    actor.must(Permission.CHANGE_PROFILE)
    with reading() as session:
        row = session.get_one(Consumer, actor.consumer_id)
        form, locked = FORMS[ApplicantType(row.kind)], _locked(session, row)
        asked = questions(form)
        return Editable(
            form=form,
            start={question.name: _typed(question, getattr(row, question.name)) for question in asked},
            open=tuple(question.name for question in asked if question.name not in locked),
            locked=tuple(short(question.label) for question in asked if question.name in locked),
            version=row.version,
        )


def changes(actor: Actor, *, limit: int | None = MOST_CHANGES) -> list[Change]:
    """Return what was changed in the profile, newest first; with no *limit* all of it."""
    actor.must(Permission.FOLLOW_OWN_APPLICATIONS)
    query = (
        select(ProfileChange, User.name, Consumer.kind)
        .join(User, User.id == ProfileChange.user_id)
        .join(Consumer, Consumer.id == ProfileChange.consumer_id)
        .where(ProfileChange.consumer_id == actor.consumer_id)
        .order_by(ProfileChange.id.desc())
        .limit(limit)
    )
    with reading() as session:
        return [
            Change(row.at, by, labels(ApplicantType(kind)).get(row.name, row.name), row.was, row.now)
            for row, by, kind in session.execute(query)
        ]


def change(actor: Actor, given: Form, *, version: int) -> int:
    """Keep the facts that differ from those kept; return how many do.

    Raises ``Conflict`` with the name of whoever changed the profile since *version*, and ``Invalid`` for an identifier
    under which something was sent.
    """
    actor.must(Permission.CHANGE_PROFILE)
    with transaction() as session:
        row = session.scalars(select(Consumer).where(Consumer.id == actor.consumer_id).with_for_update()).one()
        kind = ApplicantType(row.kind)
        if type(given) is not FORMS[kind]:
            raise NotFound
        if row.version != version:
            raise Conflict(_changed_meanwhile(session, row))
        asked = {question.name: question for question in questions(type(given))}
        changed = [name for name in asked if getattr(row, name) != getattr(given, name)]
        if remarks := dict.fromkeys(_locked(session, row) & set(changed), LOCKED):
            raise Invalid(remarks)
        if changed:
            _keep(session, actor, row, given, [asked[name] for name in changed])
        return len(changed)


def labels(kind: ApplicantType) -> dict[str, str]:
    """Return what each fact is called in the profile of this type of applicant."""
    return {question.name: short(question.label) for question in questions(FORMS[kind])}


def short(label: str) -> str:
    """Return the label of a question without its explanations."""
    return re.split(r" \(|, если|:", label)[0]


def _keep(session: Session, actor: Actor, row: Consumer, given: Form, changed: Iterable[Question]) -> None:
    moment, was_called, named = clock.now(), row.name, []
    for question in changed:
        was, now = getattr(row, question.name), getattr(given, question.name)
        setattr(row, question.name, now)
        named.append(question)
        session.add(
            ProfileChange(
                consumer_id=row.id,
                user_id=actor.user_id,
                at=moment,
                name=question.name,
                was=question.kind.show(was),
                now=question.kind.show(now),
            )
        )
    row.name = accounts.full_name(given)
    if row.name != was_called and row.kind != ApplicantType.COMPANY:  # who logs in is the applicant
        for user in session.scalars(select(User).where(User.consumer_id == row.id, User.name == was_called)):
            user.name = row.name
    what = ", ".join(short(question.label) for question in named)
    journal.record(session, actor, "profile.changed", names=[question.name for question in named])
    notifications.tell(session, row.id, "profile_changed", "profile", what=what)


def _locked(session: Session, row: Consumer) -> frozenset[str]:
    sent = exists().where(Submission.consumer_id == row.id) | exists().where(Application.consumer_id == row.id)
    if not session.scalar(select(sent)):
        return frozenset()
    return frozenset(name for name in IDENTIFIERS if getattr(row, name, None))  # one not given yet may still be


def _changed_meanwhile(session: Session, row: Consumer) -> str:
    newest = select(ProfileChange, User.name).join(User, User.id == ProfileChange.user_id)
    newest = newest.where(ProfileChange.consumer_id == row.id).order_by(ProfileChange.id.desc())
    found = session.execute(newest.limit(1)).first()
    by = found[1] if found else "сотрудник компании"
    return (
        f"Данные тем временем изменил другой человек: {by}. Посмотрите внизу, что изменилось, и нажмите ещё раз: "
        "введённое вами сохранено в форме."
    )


def _typed(question: Question, value: Any) -> Any:
    return question.kind.show(value) if question.kind.widget is Widget.LINE else value
