"""What «Скачать мои данные» tells, part by part, in Russian words and plain values."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from core import clock, storage
from core.actor import Actor, Seat
from core.errors import NotFound
from core.inspection import names
from db.models import (
    Appeal,
    AppealFile,
    AppealMessage,
    Application,
    Consent,
    Consumer,
    DeletionRequest,
    Document,
    Draft,
    DraftFile,
    File,
    JournalEntry,
    KnownBrowser,
    Letter,
    Notification,
    Submission,
    SubmissionFile,
    User,
    WebSession,
)
from forms._documents import document
from forms._form import Form
from forms._questions import questions, sounded
from forms.contact.appeal import NewAppeal
from forms.contact.reply import Reply
from regulations.applicants import ApplicantType
from services import (
    accounts,
    appeal_view,
    cards,
    drafts,
    forms,
    history,
    journal_view,
    links,
    profile,
    submissions,
)
from services.draft_keys import DraftKey

Told = dict[str, Any]
CLEAN = "clean"
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]')
"""Marks some systems allow in no file name, beside those nobody sees."""


class Shelf:
    """The files that go into the archive, each under a name of its own."""

    def __init__(self) -> None:
        self.files: list[tuple[str, Path]] = []
        self._taken: set[str] = set()

    def place(self, folder: str, row: File) -> Told:
        """Put the file into *folder* if it may be given out; tell what it is and where it lies."""
        told = {
            "имя": row.name,
            "размер, байт": row.size,
            "sha256": row.sha256,
            "когда принят": _moment(row.created_at),
        }
        if row.verdict != CLEAN:
            return {**told, "не выдан": "файл не прошёл проверку на вирусы"}
        try:
            path = storage.path(row.sha256)
        except NotFound:
            return {**told, "не выдан": "файла нет в хранилище, сообщите нам об этом"}
        name = self._free(folder, row.name)
        self.files.append((name, path))
        return {**told, "в архиве": name}

    def _free(self, folder: str, name: str) -> str:
        clean = _NOT_IN_NAMES.sub("_", names.shown(re.split(r"[/\\]", name)[-1])).strip(" .") or "файл"
        stem, dot, extension = clean.rpartition(".")
        stem, ending = (stem, f"{dot}{extension}") if stem else (clean, "")
        free, count = f"файлы/{folder}/{clean}", 1
        while free.casefold() in self._taken:  # two names that differ in case alone are one on some systems
            count += 1
            free = f"файлы/{folder}/{stem} ({count}){ending}"
        self._taken.add(free.casefold())
        return free


def everything(session: Session, actor: Actor, shelf: Shelf) -> Told:
    """Tell everything kept about the actor and their applicant; the files are put on the *shelf*."""
    user, consumer = session.get_one(User, actor.user_id), session.get_one(Consumer, actor.consumer_id)
    people = {row.id: row for row in session.scalars(select(User).where(User.consumer_id == consumer.id))}
    return {
        "выгружено": _moment(clock.now()),
        "учётная запись": _account(user),
        "профиль": dict(accounts.rows(consumer)) | {"тип": ApplicantType(consumer.kind).label},
        "изменения профиля": _changes(actor),
        "люди организации": _people(actor, consumer, people.values()),
        "согласия": _consents(session, user),
        "запросы на удаление": _deletions(session, user),
        "сеансы": _sessions(session, user),
        "запомненные браузеры": _browsers(session, user),
        "события": _events(session, user),
        "отправки": _submissions(session, consumer, people, shelf),
        "черновики": _drafts(session, user, shelf),
        "заявки": _applications(session, actor, shelf),
        "обращения": _appeals(session, consumer, shelf),
        "уведомления": _notices(session, consumer),
        "письма": _letters(session, user),
    }


def _account(user: User) -> Told:
    return {
        "регистрационный номер": user.account_no,
        "имя": user.name,
        "электронная почта": user.email,
        "почта подтверждена": _moment(user.email_confirmed_at),
        "место": Seat(user.seat).label if user.seat else None,
        "открыта": _moment(user.created_at),
        "второй фактор включён": _moment(user.totp_since),
    }


def _changes(actor: Actor) -> list[Told]:
    return [
        {"когда": _moment(entry.at), "кто": entry.by, "что": entry.label, "было": entry.was, "стало": entry.now}
        for entry in profile.changes(actor, limit=None)
    ]


def _people(actor: Actor, consumer: Consumer, people: Iterable[User]) -> list[Told]:
    if actor.seat is not Seat.OWNER or consumer.kind == ApplicantType.PERSON:
        return []  # a member has no need of colleagues' addresses
    return [
        {
            "имя": user.name,
            "место": Seat(user.seat).label if user.seat else None,
            "доступ открыт": user.active,
            "с": _moment(user.created_at),
        }
        for user in people
    ]


def _consents(session: Session, user: User) -> list[Told]:
    rows = session.scalars(select(Consent).where(Consent.user_id == user.id).order_by(Consent.id))
    return [
        {
            "документ": document(row.document).title,
            "редакция": row.document_version,
            "sha256 текста": row.sha256,
            "дано": _moment(row.given_at),
            "сетевой адрес": row.address,
            "браузер": row.device,
            "отозвано": _moment(row.revoked_at),
        }
        for row in rows
    ]


def _deletions(session: Session, user: User) -> list[Told]:
    rows = session.scalars(select(DeletionRequest).where(DeletionRequest.user_id == user.id))
    return [
        {"получен": _moment(row.asked_at), "ответим до": _day(row.due_on), "решено": _moment(row.decided_at)}
        for row in rows
    ]


def _sessions(session: Session, user: User) -> list[Told]:
    rows = session.scalars(select(WebSession).where(WebSession.user_id == user.id).order_by(WebSession.id.desc()))
    return [
        {
            "начат": _moment(row.created_at),
            "последнее действие": _moment(row.seen_at),
            "действует до": _moment(row.expires_at),
            "завершён": _moment(row.ended_at),
            "сетевой адрес": row.address,
            "браузер": row.device,
        }
        for row in rows
    ]


def _browsers(session: Session, user: User) -> list[Told]:
    rows = session.scalars(select(KnownBrowser).where(KnownBrowser.user_id == user.id))
    return [{"последний вход": _moment(row.seen_at)} for row in rows]


def _events(session: Session, user: User) -> list[Told]:
    rows = session.scalars(select(JournalEntry).where(JournalEntry.user_id == user.id).order_by(JournalEntry.id.desc()))
    return [
        {
            "когда": _moment(row.at),
            "что": history.WORDS.get(row.act, journal_view.WORDS.get(row.act, row.act)).format(object=row.object),
            "номер": row.object,
            "сетевой адрес": row.address,
        }
        for row in rows
    ]


def _submissions(session: Session, consumer: Consumer, people: dict[int, User], shelf: Shelf) -> list[Told]:
    query = select(Submission).where(Submission.consumer_id == consumer.id).order_by(Submission.id.desc())
    query = query.options(joinedload(Submission.copy), selectinload(Submission.files).joinedload(SubmissionFile.file))
    told = []
    for row in session.scalars(query):
        folder = f"отправки/{row.number}"
        told.append(
            {
                "номер": row.number,
                "форма": row.title,
                "отправлено": _moment(row.sent_at),
                "кто отправил": people[row.user_id].name if row.user_id in people else None,
                "состояние": submissions.STATUS_LABELS[row.status],
                "причина возврата": row.returned_reason or None,
                "ответы": _readable(row.readable),
                "файлы": [{"вопрос": sent.label, **shelf.place(folder, sent.file)} for sent in row.files],
                "копия": shelf.place(folder, row.copy) if row.copy else None,
            }
        )
    return told


def _readable(sections: Iterable[Any]) -> Told:
    return {section or "Ответы": {label: value for label, value in rows} for section, rows in sections}  # noqa: C416 - pairs are lists in JSON


def _drafts(session: Session, user: User, shelf: Shelf) -> list[Told]:
    query = select(Draft).where(Draft.user_id == user.id).order_by(Draft.id)
    query = query.options(selectinload(Draft.files).joinedload(DraftFile.file))
    told = []
    for row in session.scalars(query):
        form = _form_of(row)
        called = {question.name: question.label for question in questions(form)} if form else {}
        told.append(
            {
                "форма": form.title if form else row.form,
                "сохранён": _moment(row.saved_at),
                "ответы": {called.get(name, name): value for name, value in _answers(form, row.answers).items()},
                "файлы": [shelf.place("черновики", entry.file) for entry in row.files],
            }
        )
    return told


def _form_of(row: Draft) -> type[Form] | None:
    beginning, _, number = row.form.partition(".")
    if beginning == drafts.APPEAL:
        return Reply if number else NewAppeal
    return forms.declared().get(DraftKey.of(row.form).code)


def _answers(form: type[Form] | None, typed: Told) -> Told:
    if form is None:
        return typed
    sound, _ = sounded(form, typed)
    kinds = {question.name: question.kind for question in questions(form)}
    return {name: kinds[name].show(sound[name]) if name in sound else value for name, value in typed.items()}


def _applications(session: Session, actor: Actor, shelf: Shelf) -> list[Told]:
    numbers = select(Application.reg_no).where(Application.consumer_id == actor.consumer_id)
    told = []
    for reg_no in session.scalars(numbers.order_by(Application.id.desc())).all():
        card = cards.whole(actor, reg_no)
        told.append(
            {
                "рег. №": card.reg_no,
                "получена": _day(card.received_on),
                "зарегистрирована": _day(card.registered_on),
                "объект": card.object_name,
                "адрес объекта": card.object_address,
                "состояние": card.status_label,
                "пояснение": card.status_note or None,
                "технические данные": dict(card.facts),
                "даты": {label: _day(card.dates[name]) for name, (label, _) in cards.DATES.items()},
                "ход": {label: card.progress[name] or None for name, (label, _) in cards.PROGRESS.items()},
                "история": [
                    {"когда": _moment(event.at), "состояние": event.status_to or None, "что": event.text or None}
                    for event in card.events
                ],
                "документы": _documents(session, reg_no, shelf),
            }
        )
    return told


def _documents(session: Session, reg_no: str, shelf: Shelf) -> list[Told]:
    query = select(Document).join(Application, Application.id == Document.application_id)
    query = query.where(Application.reg_no == reg_no, Document.visible_to_consumer)
    query = query.order_by(Document.position, Document.id).options(joinedload(Document.file))
    return [
        {
            "документ": row.title,
            "номер": row.number or None,
            "дата": _day(row.dated),
            "размещён": _moment(row.placed_at),
            "файл": shelf.place(f"заявки/{reg_no.replace('/', '-')}", row.file),
        }
        for row in session.scalars(query)
    ]


def _appeals(session: Session, consumer: Consumer, shelf: Shelf) -> list[Told]:
    query = select(Appeal).where(Appeal.consumer_id == consumer.id).order_by(Appeal.id.desc())
    query = query.options(selectinload(Appeal.messages).selectinload(AppealMessage.files).joinedload(AppealFile.file))
    return [
        {
            "номер": row.number,
            "отправлено": _moment(row.sent_at),
            "состояние": appeal_view.STATUS_LABELS[row.status],
            "срок ответа": _day(row.due_on),
            "закрыто": _moment(row.closed_at),
            "сообщения": [
                {
                    "когда": _moment(message.at),
                    "от": "компания" if message.from_staff else "заявитель",
                    "текст": message.text,
                    "файлы": [shelf.place(f"обращения/{row.number}", entry.file) for entry in message.files],
                }
                for message in row.messages
            ],
        }
        for row in session.scalars(query)
    ]


def _notices(session: Session, consumer: Consumer) -> list[Told]:
    rows = session.scalars(
        select(Notification).where(Notification.consumer_id == consumer.id).order_by(Notification.id.desc())
    )
    return [{"когда": _moment(row.at), "что": row.text, "прочитано": _moment(row.read_at)} for row in rows]


def _letters(session: Session, user: User) -> list[Told]:
    rows = session.scalars(select(Letter).where(Letter.to == user.email).order_by(Letter.id.desc()))
    return [
        {
            "когда": _moment(row.created_at),
            "отправлено": _moment(row.sent_at),
            "тема": row.subject,
            "текст": links.hidden(row.body),
        }
        for row in rows
    ]


def _moment(value: datetime | None) -> str | None:
    return clock.local(value).isoformat(timespec="seconds") if value else None


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
