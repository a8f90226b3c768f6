"""How a form is written once it is sent: its row, its files, the printed copy, and what becomes of it."""

from datetime import timedelta

from sqlalchemy.orm import Session

from core import clock, storage
from core.actor import Actor
from core.errors import Conflict, Invalid, NotFound
from db.models import Consumer, Draft, File, Submission, SubmissionFile, User
from forms._appeal import AppealForm
from forms._form import Form
from forms._kinds import Widget
from forms._questions import Question, questions, readable
from services import appeals, consents, drafts, files, forms, journal, notifications, numbers, printing
from services.forms import Place, Things
from workflows._sendings import Sending

WAITING, ACCEPTED = Sending.WAITING.value, Sending.ACCEPTED.value
"""How it stands at first: somebody has to register or accept it, or nobody has."""


def written(session: Session, actor: Actor, place: Place, sound: Form, send_key: str) -> tuple[Submission, Things]:
    """Write what was filled in at *place* in the caller's transaction; return its row and what it is about.

    Raises ``Invalid`` or ``Conflict`` if it makes no sense any more for what it is about.
    """
    consents.must_sign(session, actor)
    about = _about(session, actor, place, sound)
    row = _submission(session, actor, place.declared, sound, send_key)
    row.application_id = about.application.id if about.application else None
    row.appeal_id = about.appeal.id if about.appeal else None
    used = drafts.kept(session, actor, str(place.key))
    row.files = [
        SubmissionFile(question=question.name, label=question.label, file_id=file.id, file=file)
        for question, file in _draft_files(used, sound)
    ]
    _freeze(session, actor, place.declared, sound, row)
    if used is not None:
        attached = [entry.file_id for entry in used.files]
        session.delete(used)
        files.release(session, attached)  # one under a question hidden at last belongs to nothing now
    journal.record(session, actor, "submission.sent", row.number, form=row.form)
    if issubclass(place.declared, AppealForm):
        _open_appeal(session, actor, place.declared, sound, row)
    elif place.declared.settled:
        row.status = ACCEPTED
    else:
        _tell_received(session, row)
    return row, about


def _open_appeal(session: Session, actor: Actor, form: type[AppealForm], sound: Form, row: Submission) -> None:
    # A scan says what it is in the file itself.
    said = sound.said() if isinstance(sound, AppealForm) else getattr(sound, "comment", "")
    appeal = appeals.opened(
        session,
        actor,
        topic=form.appeal_topic,
        kind=form.appeal_kind,
        text=said or f"{form.title}: отправлено файлом.",
        application_id=row.application_id,
        file_ids=[entry.file_id for entry in row.files],
        send_key=row.send_key,
    )
    row.status, row.appeal_id = ACCEPTED, appeal.id


def _about(session: Session, actor: Actor, place: Place, sound: Form) -> Things:
    given = {name: place.key.given.get(name) or getattr(sound, name, "") for name in ("application", "appeal")}
    chosen = next((name for name, number in given.items() if number and name not in place.key.given), "")
    try:
        about = forms.things(session, actor, place.declared, **given, lock=True)
    except NotFound as missing:
        raise Invalid({chosen: f"{missing} Выберите из списка."}) from missing
    if about.closed and chosen:
        raise Invalid({chosen: about.closed})
    about.must_be_open()
    return about


def _tell_received(session: Session, row: Submission) -> None:
    link, day = f"sent?no={row.number}", f"{row.register_by:%d.%m.%Y}"
    notifications.tell(
        session, row.consumer_id, "submission_received", link, number=row.number, title=row.title, register_by=day
    )


def _submission(session: Session, actor: Actor, declared: type[Form], sound: Form, send_key: str) -> Submission:
    moment = clock.now()
    day = clock.local(moment).date()
    row = Submission(
        number=f"{day:%y}-{numbers.following(session, f'submission {day.year}'):06d}",
        form=declared.code(),
        form_version=declared.version(),
        title=declared.title,
        consumer_id=actor.consumer_id,
        user_id=actor.user_id,
        send_key=send_key,
        answers=sound.model_dump(mode="json"),
        readable=readable(sound),
        sent_at=moment,
        register_by=day + timedelta(days=1),
        status=WAITING,
    )
    session.add(row)
    return row


def _freeze(session: Session, actor: Actor, declared: type[Form], sound: Form, row: Submission) -> None:
    user, applicant = session.get_one(User, actor.user_id), session.get_one(Consumer, actor.consumer_id)
    signer = printing.Signer(user.name, user.account_no or "", user.email, applicant.name)
    attached = [(entry.label, files.as_kept(entry.file)) for entry in row.files]
    pdf = printing.copy(declared, sound, row.number, row.sent_at, signer, attached)
    printed = files.Accepted(f"{row.title}, {row.number}.pdf", "application/pdf", storage.put([pdf]))
    row.copy_id = files.keep(session, actor, printed).id


def _draft_files(used: Draft | None, sound: Form) -> list[tuple[Question, File]]:
    by_id = {entry.file.public_id: entry.file for entry in used.files} if used else {}
    asked = [question for question in questions(type(sound)) if question.kind.widget is Widget.FILES]
    try:
        return [(question, by_id[file_id]) for question in asked for file_id in getattr(sound, question.name)]
    except KeyError as gone:
        raise Conflict("Файлы изменились, пока форма отправлялась. Проверьте их и отправьте ещё раз.") from gone
