"""The catalogue of forms, as each applicant sees it, and the places in which they are filled in."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core import clock
from core.actor import Actor, Permission
from core.errors import Conflict, NotFound
from db.models import Appeal, Application, Consumer, Submission, User
from db.session import reading
from forms._catalogue import declared, known, of_version, versions
from forms._form import Form, Mode, Need
from forms._identity import identity_labels, plain_files
from forms._kinds import Widget
from forms._questions import Question, questions
from forms._scan import Scan
from regulations.applicants import ApplicantType
from services.draft_keys import DraftKey
from workflows.connection import Connection as Workflow

ONE_YEAR = timedelta(days=365)
"""How often a form that is sent once is sent again where it is about nothing."""
LONG_WORD = 4
"""In letters; the last two of a longer one are taken for its ending."""
NO_SUCH_FORM = "Такой формы нет. Выберите форму на главной странице."

__all__ = [
    "applicant_type", "available", "declared", "form", "identity_labels", "known", "of_version", "plain_files",
    "versions",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offered:
    """A form on the main page, or on the card of an application."""

    code: str
    title: str
    summary: str
    need: Need
    modes: tuple[Mode, ...]
    """In the order of the enumeration."""
    deed: str
    """What one does by sending it."""
    about: str
    """Register number of the application whose card offers it; empty on the main page."""
    later: str
    """When it can be opened, for it belongs to an application and none is so far; empty if it can be now."""
    words: str
    """All that is said of it, and other words people have for it."""

    def target(self, mode: Mode) -> str:
        """Return the page and query where it is used so; a blank is no page, and has its own address."""
        by_hand = mode is Mode.SEND and self.modes != (Mode.SEND,)
        return DraftKey(self.code, self.about, scan=by_hand).target


@dataclass(frozen=True, slots=True)
class Fitting:
    """An application a form can be about."""

    reg_no: str
    object_name: str
    object_address: str
    status_label: str


@dataclass(frozen=True, slots=True)
class Things:
    """What a form is about, as rows, and whether it makes sense now."""

    application: Application | None
    appeal: Appeal | None
    closed: str
    """Why it cannot be sent now, in a sentence; empty if it can."""

    @property
    def reg_no(self) -> str:
        """Register number of the application; empty if it is about none."""
        return self.application.reg_no if self.application else ""

    @property
    def appeal_no(self) -> str:
        """Number of the appeal; empty if it is about none."""
        return self.appeal.number if self.appeal else ""

    def must_be_open(self) -> None:
        """Raise ``Conflict`` if it cannot be sent now."""
        _must_be_open(self.closed)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form is filled in: what is asked, what it is about, and whether it can be sent."""

    key: DraftKey
    declared: type[Form]
    form: type[Form]
    """What is asked: the form itself, or the scan of it."""
    thing: str
    """What it is about, as people read it; empty if about nothing."""
    closed: str
    """Why it cannot be sent now, in a sentence; empty if it can."""

    def must_be_open(self) -> None:
        """Raise ``Conflict`` if it cannot be sent now."""
        _must_be_open(self.closed)


def available(actor: Actor) -> list[Offered]:
    """Return the forms for this type of applicant, grouped by need; in a group those for few applicants come first."""
    actor.must(Permission.FILE_APPLICATIONS)
    with reading() as session:
        kind = _kind(session, actor)
        statuses = set(session.scalars(_own(actor, Application.status).distinct()))
    order = list(Need)
    mine = sorted(_for(kind), key=lambda e: (order.index(e[1].need), len(e[1].for_applicants), e[1].title))
    return [_offered(code, form, _later(form, statuses)) for code, form in mine]


def sought(offered: Sequence[Offered], text: str) -> list[Offered]:
    """Return those *offered* of which the most words of *text* are said, endings aside; all if it says nothing."""
    stems = [_stem(word) for word in _plain_words(text)]
    hits = [sum(any(word.startswith(stem) for word in _plain_words(form.words)) for stem in stems) for form in offered]
    best = max(hits, default=0)
    return [form for form, count in zip(offered, hits, strict=True) if count == best and (best or not stems)]


def of_card(actor: Actor, reg_no: str) -> list[Offered]:
    """Return the forms that make sense for one's own application as it stands, what is awaited first.

    After it the most particular: what makes sense in fewer statuses is what people look for in this one. What has
    consequences to be confirmed stands last.
    """
    actor.must(Permission.FILE_APPLICATIONS)
    with reading() as session:
        row = _application(session, actor, reg_no)
        possible = [
            (code, form)
            for code, form in _for(_kind(session, actor))
            if _asks(form, Widget.OWN_APPLICATION) and not _closed(session, actor, form, row, None)
        ]
    awaited = Workflow.status(row.status).asks
    possible.sort(
        key=lambda entry: (entry[0] != awaited, _confirmed(entry[1]), len(entry[1].statuses or Workflow.statuses))
    )
    return [_offered(code, form, about=reg_no) for code, form in possible]


def fitting(actor: Actor, code: str) -> list[Fitting]:
    """Return one's own applications the form *code* can be about now, newest first."""
    actor.must(Permission.FILE_APPLICATIONS)
    form = declared().get(code)
    if form is None or not _asks(form, Widget.OWN_APPLICATION):
        return []
    query = _own(actor, Application).order_by(Application.registered_on.desc(), Application.id.desc()).limit(100)
    if form.statuses:
        query = query.where(Application.status.in_(form.statuses))
    with reading() as session:
        return [
            Fitting(row.reg_no, row.object_name, row.object_address, _status_label(row))
            for row in session.scalars(query)
        ]


def answered_appeals(actor: Actor, code: str) -> list[str]:
    """Return the numbers of one's own answered appeals the form *code* can be about, newest first."""
    actor.must(Permission.FILE_APPLICATIONS)
    form = declared().get(code)
    if form is None or not _asks(form, Widget.OWN_APPEAL):
        return []
    query = select(Appeal.number).where(Appeal.consumer_id == actor.consumer_id, Appeal.answered_at.is_not(None))
    with reading() as session:
        return list(session.scalars(query.order_by(Appeal.id.desc()).limit(100)))


def form(actor: Actor, code: str, mode: Mode = Mode.FILL) -> type[Form]:
    """Return the form *code* if this applicant may use it so, else raise ``NotFound``."""
    actor.must(Permission.FILE_APPLICATIONS)
    found = declared().get(code)
    if found is None or mode not in found.modes or applicant_type(actor) not in found.for_applicants:
        raise NotFound(NO_SUCH_FORM)
    return found


def at(actor: Actor, key: str) -> Place:
    """Return the place whose draft is called *key*, a ``DraftKey``: one's own form about one's own thing.

    Raises ``NotFound`` if there is no such form or thing for this applicant; a form that makes no sense now is closed.
    """
    actor.must(Permission.FILE_APPLICATIONS)
    told = DraftKey.of(key)
    found = declared().get(told.code)
    alone = found is not None and found.modes == {Mode.SEND}
    if str(told) != key or (told.scan and alone):
        raise NotFound(NO_SUCH_FORM)
    found = form(actor, told.code, Mode.SEND if told.scan or alone else Mode.FILL)
    with reading() as session:
        about = things(session, actor, found, told.application, told.appeal)
        thing = _thing(about)
    return Place(told, found, Scan if told.scan else found, thing, about.closed)


def things(
    session: Session, actor: Actor, form: type[Form], application: str, appeal: str, *, lock: bool = False
) -> Things:
    """Return what *form* is about; raise ``NotFound`` for what is not the actor's own, or not for this form.

    With *lock* the application stays as it is until the transaction ends, and nobody sends twice what is sent once.
    """
    if lock and form.once:
        session.execute(select(User.id).where(User.id == actor.user_id).with_for_update())
    if (application and not _asks(form, Widget.OWN_APPLICATION)) or (appeal and not _asks(form, Widget.OWN_APPEAL)):
        raise NotFound(NO_SUCH_FORM)
    row = _application(session, actor, application, lock=lock) if application else None
    asked = _appeal(session, actor, appeal) if appeal else None
    return Things(row, asked, _closed(session, actor, form, row, asked))


def belongs(form: type[Form]) -> bool:
    """Tell whether *form* cannot do without an application."""
    question = _asks(form, Widget.OWN_APPLICATION)
    return question is not None and question.required


def applicant_type(actor: Actor) -> ApplicantType:
    """Return what kind of applicant the actor acts for."""
    actor.must(Permission.FILE_APPLICATIONS)
    with reading() as session:
        return _kind(session, actor)


def _plain_words(text: str) -> list[str]:
    return re.findall(r"\w{2,}", text.lower().replace("ё", "е"))


def _stem(word: str) -> str:
    return word[:-2] if len(word) > LONG_WORD else word


def _must_be_open(closed: str) -> None:
    if closed:
        raise Conflict(f"{closed} Введённое сохранено в черновике.")


def _kind(session: Session, actor: Actor) -> ApplicantType:
    return ApplicantType(session.get_one(Consumer, actor.consumer_id).kind)


def _for(kind: ApplicantType) -> Iterable[tuple[str, type[Form]]]:
    return ((code, form) for code, form in declared().items() if kind in form.for_applicants)


def _offered(code: str, form: type[Form], later: str = "", *, about: str = "") -> Offered:
    return Offered(
        code=code,
        title=form.title,
        summary=(form.__doc__ or "").strip(),
        need=form.need,
        modes=tuple(mode for mode in Mode if mode in form.modes),
        deed=form.deed or form.title,
        about=about,
        later=later,
        words=" ".join((form.title, form.__doc__ or "", form.deed, form.need.label, form.words)),
    )


def _later(form: type[Form], statuses: set[str]) -> str:
    ready = not belongs(form) or (statuses & form.statuses if form.statuses else statuses)
    return "" if ready else f"Откроется из карточки заявки, когда {form.when}."


def _confirmed(form: type[Form]) -> bool:
    return any(question.required and question.kind.widget is Widget.TICK for question in questions(form))


def _asks(form: type[Form], widget: Widget) -> Question | None:
    return next((question for question in questions(form) if question.kind.widget is widget), None)


def _own(actor: Actor, what: Any) -> Select[Any]:
    return select(what).where(Application.consumer_id == actor.consumer_id)


def _application(session: Session, actor: Actor, reg_no: str, *, lock: bool = False) -> Application:
    query = _own(actor, Application).where(Application.reg_no == reg_no)
    found: Application | None = session.scalars(query.with_for_update() if lock else query).one_or_none()
    if found is None:
        raise NotFound(f"Заявка {reg_no} не найдена. Проверьте номер.")
    return found


def _appeal(session: Session, actor: Actor, number: str) -> Appeal:
    query = select(Appeal).where(Appeal.number == number, Appeal.consumer_id == actor.consumer_id)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound(f"Обращение {number} не найдено.")
    return found


def _closed(
    session: Session, actor: Actor, form: type[Form], application: Application | None, appeal: Appeal | None
) -> str:
    if application is None and belongs(form):
        return "Выберите заявку, о которой речь."
    if application is not None and form.statuses and application.status not in form.statuses:
        status = _status_label(application)
        return f"Заявка {application.reg_no} сейчас в статусе «{status}». Эту форму отправляют, когда {form.when}."
    if appeal is not None and appeal.answered_at is None:
        return f"На обращение {appeal.number} мы ещё не ответили."
    if form.once and (sent := _sent_once(session, actor, form, application, appeal)):
        return f"Вы уже отправили эту форму {clock.local(sent.sent_at):%d.%m.%Y}, номер {sent.number}. Спасибо!"
    return ""


def _sent_once(
    session: Session, actor: Actor, form: type[Form], application: Application | None, appeal: Appeal | None
) -> Submission | None:
    query = select(Submission).where(
        Submission.consumer_id == actor.consumer_id,
        Submission.user_id == actor.user_id,
        Submission.form == form.code(),
        Submission.application_id == (application.id if application else None),
        Submission.appeal_id == (appeal.id if appeal else None),
    )
    if application is None and appeal is None:
        query = query.where(Submission.sent_at > clock.now() - ONE_YEAR)
    return session.scalars(query.order_by(Submission.id.desc()).limit(1)).one_or_none()


def _thing(about: Things) -> str:
    if (row := about.application) is not None:
        return f"Заявка {row.reg_no}: {row.object_name}, {row.object_address}"
    return f"Обращение {about.appeal.number}" if about.appeal is not None else ""


def _status_label(row: Application) -> str:
    return Workflow.status(row.status).called(row.procedure)
