"""Consents: what somebody agreed to, in which wording; revoking one and giving it again (domain.md section 5)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import clock
from core.actor import Actor, Permission, Side, Visitor
from core.errors import Conflict, NotFound
from core.settings import settings
from db.models import Consent, User
from db.session import reading, transaction
from forms._documents import document
from forms.registration._card import CONSENTS
from services import deletion_requests, journal, notifications

PROCESSING, TRANSFER, INFORMING, SIGNATURE = "pdn", "pdn_transfer", "informing", "simple_signature"
REVOKING = {
    PROCESSING: (
        "Это начинает удаление учётной записи: мы рассмотрим его за 10 рабочих дней и напишем вам. До этого кабинет "
        "открыт. По зарегистрированным заявкам и заключённым договорам обработка продолжится: этого требует закон "
        "(152-ФЗ, ст. 6, ч. 1, п. 5)."
    ),
    TRANSFER: (
        "Новые данные поставщику, системному оператору и банку мы передавать перестанем. Что передано по действующим "
        "договорам, останется у них: без этого вам не подадут напряжение (ПП 861, п. 107)."
    ),
    INFORMING: (
        "Перестанем присылать необязательные письма: о получении отправки и обращения, о ходе работ. Письма, которых "
        "требует закон, и письма о входе и пароле останутся. В «Уведомлениях» по-прежнему будет всё."
    ),
    SIGNATURE: (
        "Отправлять формы через кабинет будет нельзя, только на бумаге. Отправленное раньше остаётся в силе. "
        "Заявки, документы и обращения по-прежнему видны здесь."
    ),
}
"""What revoking a consent means; a document that is not here cannot be revoked by itself."""
STANDING = {
    "pdn_policy": "Это отметка об ознакомлении: отозвать её нельзя, она ничего не разрешает.",
    "truth": "Это подтверждение сведений, которые вы уже сообщили: отозвать его нельзя, но сведения можно исправить.",
    "cabinet_rules": "Действует, пока есть учётная запись. Чтобы отказаться, удалите учётную запись.",
}
"""Why a document cannot be revoked by itself."""
NO_SIGNATURE = (
    "Вы отказались от соглашения о простой электронной подписи, поэтому отправить форму через кабинет нельзя. "
    "Примите его снова на странице «Согласия» или принесите заявку на бумаге. Введённое сохранено в черновике."
)
WORDINGS_APART = "С тех пор принята новая редакция. Ту, на которую вы соглашались, пришлём по обращению."


@dataclass(frozen=True, slots=True)
class Given:
    """A document one is asked to agree to, and the newest consent to it."""

    code: str
    title: str
    version: str
    """Of the wording agreed to; empty if it never was."""
    given_at: datetime | None
    address: str
    """Network address it was given from."""
    revoked_at: datetime | None
    same_wording: bool
    """Whether the wording agreed to is the one in force."""
    newest: str
    """Version of the wording in force."""
    revoking: str
    """What revoking means; empty if it cannot be revoked."""
    standing: str
    """Why it cannot be revoked; empty if it can be."""

    @property
    def live(self) -> bool:
        """Whether the consent was given and not revoked."""
        return self.given_at is not None and self.revoked_at is None


def mine(actor: Actor) -> list[Given]:
    """Return every document one is asked to agree to, with one's own newest consent to it."""
    actor.must(Permission.FOLLOW_OWN_APPLICATIONS)
    query = select(Consent).where(Consent.user_id == actor.user_id).order_by(Consent.id)
    with reading() as session:
        newest = {row.document: row for row in session.scalars(query)}
    return [_given(code, newest.get(code)) for code in CONSENTS.values()]


def unread(actor: Actor) -> bool:
    """Tell whether there are documents the actor has never been asked about, as somebody invited has not."""
    return any(given.given_at is None for given in mine(actor))


def give(actor: Actor, code: str, visitor: Visitor) -> None:
    """Agree to the wording in force of the document *code*; where one agrees already, nothing happens."""
    actor.must(Permission.FOLLOW_OWN_APPLICATIONS)
    if code not in CONSENTS.values():
        raise NotFound
    with transaction() as session:
        newest, wording = _newest(session, actor, code), document(code)
        if newest is not None and newest.revoked_at is None and newest.sha256 == wording.sha256:
            return
        keep(session, actor.user_id, code, visitor)
        journal.record(session, actor, "consent.given", code, wording=wording.version)


def revoke(actor: Actor, code: str) -> None:
    """Take a consent back; the person gets a letter that says what follows.

    Without the consent to processing the account must be deleted: the request for it is made at once.
    """
    actor.must(Permission.FOLLOW_OWN_APPLICATIONS)
    if code not in REVOKING:
        raise Conflict("Этот документ отозвать нельзя: он действует, пока есть учётная запись.")
    with transaction() as session:
        user = session.scalars(select(User).where(User.id == actor.user_id).with_for_update()).one()
        newest = _newest(session, actor, code)
        if newest is None or newest.revoked_at is not None:
            raise Conflict("Это согласие уже отозвано.")
        if code == PROCESSING:
            deletion_requests.make(session, actor, user)
        live = select(Consent).where(
            Consent.user_id == actor.user_id, Consent.document == code, Consent.revoked_at.is_(None)
        )
        for row in session.scalars(live):
            row.revoked_at = clock.now()
        journal.record(session, actor, "consent.revoked", code, wording=newest.document_version)
        address = f"{settings().public_url}/consents"
        title, meaning = document(code).title, REVOKING[code]
        notifications.post(
            session, user.email, "consent_revoked", Side.PUBLIC, address, title=title, meaning=meaning
        )  # fmt: skip


def must_sign(session: Session, actor: Actor) -> None:
    """Raise ``Conflict`` if the actor took the agreement about the simple signature back."""
    newest = _newest(session, actor, SIGNATURE)
    if newest is not None and newest.revoked_at is not None:
        raise Conflict(NO_SIGNATURE)


def keep(session: Session, user_id: int, code: str, visitor: Visitor) -> None:
    """Record that the user agrees to the wording in force, and from where."""
    shown = document(code)
    session.add(
        Consent(
            user_id=user_id,
            document=code,
            document_version=shown.version,
            sha256=shown.sha256,
            given_at=clock.now(),
            address=visitor.address,
            device=visitor.device[:255],
        )
    )


@dataclass(frozen=True, slots=True)
class Revoked:
    """A consent taken back, as employees read it."""

    account_no: str
    applicant: str
    title: str
    revoked_at: datetime


def revoked(actor: Actor, *, limit: int = 50) -> list[Revoked]:
    """Return the consents taken back, newest first: whoever passes data on must know."""
    actor.must(Permission.DECIDE_DELETIONS)
    query = (
        select(Consent, User)
        .join(User, User.id == Consent.user_id)
        .where(Consent.revoked_at.is_not(None), User.active)
        .order_by(Consent.revoked_at.desc(), Consent.id.desc())
        .limit(limit)
    )
    with reading() as session:
        return [
            Revoked(user.account_no or "", user.name, document(row.document).title, row.revoked_at)
            for row, user in session.execute(query)
            if row.revoked_at
        ]


def _newest(session: Session, actor: Actor, code: str) -> Consent | None:
    query = select(Consent).where(Consent.user_id == actor.user_id, Consent.document == code)
    return session.scalars(query.order_by(Consent.id.desc()).limit(1)).first()


def _given(code: str, row: Consent | None) -> Given:
    wording = document(code)
    return Given(
        code=code,
        title=wording.title,
        version=row.document_version if row else "",
        given_at=row.given_at if row else None,
        address=row.address if row else "",
        revoked_at=row.revoked_at if row else None,
        same_wording=row is None or row.sha256 == wording.sha256,
        newest=wording.version,
        revoking=REVOKING.get(code, ""),
        standing=STANDING.get(code, ""),
    )
