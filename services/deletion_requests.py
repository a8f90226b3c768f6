"""Requests to delete an account: asked for and withdrawn by the person, decided by the company (152-ФЗ, ст. 14, 21)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from core import clock
from core.actor import Actor, Permission, Seat, Side
from core.errors import Conflict
from core.settings import settings
from db.models import Application, Consent, DeletionRequest, User
from db.session import reading, transaction
from regulations.working_days import add_working_days
from services import journal, notifications

WORKING_DAYS = 10
"""Term of the answer (152-ФЗ, ст. 14, 20)."""
ERASED, WITHDRAWN = "erased", "withdrawn"
LAST_OWNER = (
    "Вы единственный владелец, а в кабинете работают и другие. Сначала сделайте владельцем кого-то из них "
    "на странице «Сотрудники» или закройте им доступ."
)
GOES = (
    "учётная запись: адрес почты, пароль, сеансы, запомненные браузеры",
    "данные профиля и история их изменений",
    "черновики и приложенные к ним файлы",
    "уведомления и письма, которые мы вам отправляли",
    "тексты и файлы отправок и обращений, не связанных с зарегистрированной заявкой",
)
"""What a deletion removes from an account without registered applications."""
STAYS = (
    ("отметки о согласиях: какое, когда и откуда дано", "чтобы доказать, что обработка была законной (152-ФЗ, ст. 9)"),
    ("номера, темы и даты обращений", "по ним компания отчитывается (приказ Минэнерго № 186)"),
    ("журнал действий: время, сетевой адрес, номера", "доказывает, кто что делал; имён в нём нет (152-ФЗ, ст. 19)"),
)
"""What stays of every account, and why."""
STAYS_OF_APPLICATIONS = (
    "зарегистрированные заявки, технические условия, документы о присоединении и данные заявителя в них",
    "их хранят бессрочно (ПП 861, п. 80)",
)
GOES_OF_MEMBER = (
    "ваша учётная запись: имя, адрес почты, пароль, сеансы, запомненные браузеры",
    "ваши черновики и приложенные к ним файлы",
    "письма, которые мы вам отправляли",
)
STAYS_OF_ORGANISATION = (
    "данные организации, её заявки, отправки и обращения",
    "они принадлежат организации, ими пользуются другие её сотрудники",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a deletion would remove and what would stay, and why."""

    goes: tuple[str, ...]
    stays: tuple[tuple[str, str], ...]
    """What, and why."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that waits for the company."""

    asked_at: datetime
    due_on: date


def mine(actor: Actor) -> Waiting | None:
    """Return the actor's own request, if one waits."""
    actor.must(Permission.FOLLOW_OWN_APPLICATIONS)
    with reading() as session:
        row = waiting_of(session, actor.user_id)
        return Waiting(row.asked_at, row.due_on) if row else None


def plan(actor: Actor) -> Plan:
    """Return what would become of the actor's data."""
    actor.must(Permission.FOLLOW_OWN_APPLICATIONS)
    with reading() as session:
        return plan_for(session, session.get_one(User, actor.user_id))


def ask(actor: Actor) -> Waiting:
    """Ask for the deletion of one's own account; asking again changes nothing.

    Raises ``Conflict`` for the last owner of an organisation in which others work.
    """
    actor.must(Permission.FOLLOW_OWN_APPLICATIONS)
    with transaction() as session:
        user = session.scalars(select(User).where(User.id == actor.user_id).with_for_update()).one()
        row = make(session, actor, user)
        return Waiting(row.asked_at, row.due_on)


def withdraw(actor: Actor) -> None:
    """Take the request back; without the consent to processing this is not possible."""
    actor.must(Permission.FOLLOW_OWN_APPLICATIONS)
    with transaction() as session:
        user = session.scalars(select(User).where(User.id == actor.user_id).with_for_update()).one()
        row = waiting_of(session, user.id)
        if row is None:
            raise Conflict("Запроса на удаление нет: отзывать нечего.")
        if _unconsented(session, user):
            raise Conflict(
                "Без согласия на обработку данных кабинет работать не может. Сначала дайте его снова "
                "на странице «Согласия»."
            )
        row.decided_at, row.decided_by_id, row.outcome = clock.now(), user.id, WITHDRAWN
        journal.record(session, actor, "deletion.withdrawn")
        address = f"{settings().public_url}/profile"
        notifications.post(session, user.email, "deletion_withdrawn", Side.PUBLIC, address)


def make(session: Session, actor: Actor, user: User) -> DeletionRequest:
    """Write the request of the locked *user*, or return the one that waits."""
    if (row := waiting_of(session, user.id)) is not None:
        return row
    if leaves_nobody_to_own(session, user):
        raise Conflict(LAST_OWNER)
    row = DeletionRequest(user_id=user.id, asked_at=clock.now(), due_on=add_working_days(clock.today(), WORKING_DAYS))
    session.add(row)
    journal.record(session, actor, "deletion.asked")
    address, due = f"{settings().public_url}/profile", f"{row.due_on:%d.%m.%Y}"
    notifications.post(session, user.email, "deletion_asked", Side.PUBLIC, address, due=due)
    return row


def waiting_of(session: Session, user_id: int) -> DeletionRequest | None:
    """Return the user's request that waits, if there is one."""
    query = select(DeletionRequest).where(DeletionRequest.user_id == user_id, DeletionRequest.decided_at.is_(None))
    return session.scalars(query).first()


def colleagues(session: Session, user: User) -> list[User]:
    """Return the others who may act for the same applicant."""
    query = select(User).where(User.consumer_id == user.consumer_id, User.id != user.id, User.active)
    return list(session.scalars(query.order_by(User.id)))


def leaves_nobody_to_own(session: Session, user: User) -> bool:
    """Tell whether the user is the only owner of an account in which others work."""
    others = colleagues(session, user)
    owned = any(other.seat == Seat.OWNER and other.password_hash for other in others)
    return bool(others) and user.seat == Seat.OWNER and not owned


def has_applications(session: Session, consumer_id: int | None) -> bool:
    """Tell whether the applicant has a registered application, of whatever age."""
    return bool(session.scalar(select(exists().where(Application.consumer_id == consumer_id))))


def plan_for(session: Session, user: User) -> Plan:
    """Return what a deletion would remove of the user's data, and what would stay."""
    if colleagues(session, user):
        return Plan(GOES_OF_MEMBER, (STAYS_OF_ORGANISATION, *STAYS))
    if has_applications(session, user.consumer_id):
        kept = "данные профиля и история их изменений"
        return Plan(tuple(entry for entry in GOES if entry != kept), (STAYS_OF_APPLICATIONS, *STAYS))
    return Plan(GOES, STAYS)


def _unconsented(session: Session, user: User) -> bool:
    given, revoked = session.execute(
        select(func.count(), func.count(Consent.revoked_at)).where(
            Consent.user_id == user.id, Consent.document == "pdn"
        )
    ).one()
    return given > 0 and given == revoked
