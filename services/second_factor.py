"""The second factor of a login: offered, confirmed by a first code, asked for after the right password, taken away.

The secret is kept sealed, the codes on paper are kept hashed; neither is ever written to a letter or to the journal.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from core import clock, sealed
from core import second_factor as codes
from core.actor import Actor, Duty, Permission, Side, Visitor
from core.errors import Conflict, Invalid, NotFound, Refusal, Throttled
from core.settings import settings
from core.tokens import keyed
from db.models import RecoveryCode, User
from db.session import reading, transaction
from services import journal, login, notifications, sessions, throttle

LIMIT = throttle.Limit(free=5, forgives=timedelta(minutes=5))
"""Of codes typed for one account; whoever types a right one begins anew."""
HALFWAY = timedelta(minutes=5)
"""How long a right password waits for its code."""
WRONG = (
    "Код не подходит, уже использован, либо попыток было слишком много. Дождитесь следующего кода в приложении, "
    "проверьте время на телефоне и попробуйте ещё раз."
)
LATE = "Вход не завершён вовремя. Введите логин и пароль ещё раз."
ON_ALREADY = "Второй фактор уже подключён. Чтобы сменить телефон, сначала отключите его."
NOT_OFFERED = "Сначала нажмите «Подключить» и добавьте ключ в приложение."
NOT_YOURSELF = (
    "Свой вход с кодом так не сбрасывают: отключите его паролем и кодом или попросите другого администратора."
)
NOT_ON = "Второй фактор не подключён."
ROLE_NEEDS_IT = "Ваша роль входит только со вторым фактором. Отключить его нельзя, можно сменить коды восстановления."


@dataclass(frozen=True, slots=True)
class State:
    """How somebody's second factor stands."""

    since: datetime | None
    """When it was confirmed; ``None`` while there is none."""
    codes_left: int
    """Recovery codes not used yet."""
    demanded: bool
    """Whether the role must have one."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A secret for the authenticator application, until it is confirmed by a first code."""

    secret: str
    """In groups of four, for typing."""
    picture: str
    """QR code, as a ``data:`` address."""


@dataclass(frozen=True, slots=True)
class Halfway:
    """A right password that waits for its code, in one browser, for a few minutes; no session yet."""

    user_id: int
    auth_version: int
    browser: str
    """Keyed hash of the browser's own cookie."""
    until: datetime


def state(actor: Actor) -> State:
    """Return how the actor's own second factor stands."""
    _must(actor)
    with reading() as session:
        user = session.get_one(User, actor.user_id)
        return State(user.totp_since, _left(session, user.id), actor.role in settings().with_second_factor)


def offer(actor: Actor, password: str = "") -> Offer:
    """Make a fresh secret and return it; raise ``Invalid`` unless *password* is the actor's.

    Whoever owes the second factor has typed the password a moment ago, and is not asked again.
    """
    _must(actor)
    if actor.duty is not Duty.SECOND_FACTOR:
        login.confirm(actor, password)
    secret = codes.new_secret()
    with transaction() as session:
        user = _locked(session, actor.user_id)
        if user.totp_since is not None:
            raise Conflict(ON_ALREADY)
        user.totp_secret = sealed.seal(secret, for_what=_belongs_to(user))
        return _offer(user, secret)


def offered(actor: Actor) -> Offer | None:
    """Return the secret that was made and is not confirmed yet."""
    _must(actor)
    with reading() as session:
        user = session.get_one(User, actor.user_id)
        return None if user.totp_since or not user.totp_secret else _offer(user, _secret(user))


def confirm(actor: Actor, code: str) -> tuple[str, ...]:
    """Switch the second factor on by a first *code*; return the recovery codes, which nobody will see again.

    The actor's other sessions are over. Raises ``Invalid`` if the code does not fit.
    """
    _must(actor)
    with transaction() as session:
        user = _locked(session, actor.user_id)
        if user.totp_since is not None:
            raise Conflict(ON_ALREADY)
        if not user.totp_secret:
            raise Conflict(NOT_OFFERED)
        step = codes.step_of(_secret(user), code, clock.now())
        if step is None:
            raise Invalid({"digits": "Код не подходит. Дождитесь следующего и проверьте время на телефоне."})
        user.totp_since, user.totp_step = clock.now(), step
        fresh = _fresh_codes(session, user)
        sessions.end_all(session, actor.user_id, but=actor.session_id)
        journal.record(session, actor, "second_factor.enrolled", str(user.id))
        notifications.post(session, user.email, "second_factor_on", Side(user.side), _security(user), name=user.name)
        return fresh


def required(user_id: int) -> bool:
    """Tell whether a password alone does not let this person in."""
    with reading() as session:
        return session.scalar(select(User.totp_since).where(User.id == user_id)) is not None


def halfway(user_id: int, visitor: Visitor) -> Halfway | None:
    """Return what waits for the code after a right password, or ``None`` if the person has no second factor."""
    with reading() as session:
        user = session.get_one(User, user_id)
        if user.totp_since is None:
            return None
        return Halfway(user.id, user.auth_version, keyed(visitor.browser), clock.now() + HALFWAY)


def finish(half: Halfway, code: str, visitor: Visitor) -> int:
    """Return the id of the person if *code* completes the login; raise ``Refusal`` if it does not.

    The password must not have changed meanwhile, and the browser must be the one it was typed in.
    """
    with reading() as session:
        user = session.get_one(User, half.user_id)
        stands = user.active and user.auth_version == half.auth_version
    if not stands or clock.now() >= half.until or keyed(visitor.browser) != half.browser:
        raise NotFound(LATE)
    check(half.user_id, code, visitor)
    return half.user_id


def check(user_id: int, code: str, visitor: Visitor) -> None:
    """Use up a code of the application or one from paper; raise ``Refusal`` if it does not fit or the pause is on."""
    with reading() as session:
        kept = session.scalar(select(RecoveryCode.code_hash).where(RecoveryCode.user_id == user_id).limit(1))
    on_paper = codes.hashed(code, codes.salt_of(kept)) if kept and codes.looks_like_recovery(code) else ""
    with transaction() as session:
        fits = _use(session, user_id, code, on_paper, visitor)
    if not fits:
        raise Throttled(WRONG) if fits is None else Refusal(WRONG)


def renew_codes(actor: Actor, code: str, visitor: Visitor) -> tuple[str, ...]:
    """Return fresh recovery codes; those before are worthless. Raises ``Refusal`` unless *code* fits."""
    _must(actor)
    if not required(actor.user_id):
        raise Conflict(NOT_ON)
    check(actor.user_id, code, visitor)
    with transaction() as session:
        user = _locked(session, actor.user_id)
        fresh = _fresh_codes(session, user)
        journal.record(session, actor, "recovery_codes.renewed", str(user.id))
        return fresh


def switch_off(actor: Actor, password: str, code: str, visitor: Visitor) -> None:
    """Take the actor's own second factor away; the other sessions are over. Raises ``Refusal`` unless both fit."""
    _must(actor)
    if actor.role in settings().with_second_factor:
        raise Conflict(ROLE_NEEDS_IT)
    if not required(actor.user_id):
        raise Conflict(NOT_ON)
    login.confirm(actor, password)
    check(actor.user_id, code, visitor)
    with transaction() as session:
        user = _locked(session, actor.user_id)
        _forget(session, user)
        sessions.end_all(session, actor.user_id, but=actor.session_id)
        journal.record(session, actor, "second_factor.switched_off", str(user.id))
        notifications.post(session, user.email, "second_factor_off", Side(user.side), _security(user), name=user.name)


def reset(actor: Actor, user_id: int) -> None:
    """Take the second factor of somebody who lost the telephone away, with all sessions; they are told by letter.

    An administrator does it for colleagues and never for themselves, whoever opens accounts for applicants for them.
    """
    actor.must(Permission.MANAGE_EMPLOYEES, Permission.OPEN_ACCOUNTS)
    with transaction() as session:
        user = session.get(User, user_id, with_for_update=True)
        if user is None:
            raise NotFound("Такой учётной записи нет.")
        actor.must(Permission.MANAGE_EMPLOYEES if user.side == Side.STAFF else Permission.OPEN_ACCOUNTS)
        if user.id == actor.user_id:  # their own takes the password and a code
            raise Conflict(NOT_YOURSELF)
        if not user.totp_secret:
            raise Conflict(NOT_ON)
        _forget(session, user)
        user.auth_version += 1
        journal.record(session, actor, "second_factor.reset", str(user.id))
        notifications.post(session, user.email, "second_factor_off", Side(user.side), _security(user), name=user.name)


def reset_of(actor: Actor, side: Side, email: str) -> None:
    """Do the same by the address of the account, for the command line."""
    actor.must(Permission.MANAGE_EMPLOYEES)
    with reading() as session:
        user_id = session.scalar(select(User.id).where(User.side == side, User.email == email.strip().lower()))
    reset(actor, user_id or 0)


def _must(actor: Actor) -> None:
    if actor.duty is not Duty.SECOND_FACTOR:
        actor.must(Permission.MANAGE_OWN_ACCOUNT)


def _locked(session: Session, user_id: int) -> User:
    return session.get_one(User, user_id, with_for_update=True)


def _use(session: Session, user_id: int, code: str, on_paper: str, visitor: Visitor) -> bool | None:
    # One guess after another: the row is locked until the guess is counted, so that many at once are no more than many.
    user = _locked(session, user_id)
    subject = throttle.subject("second factor", str(user_id))
    counted = {subject: LIMIT}
    if user.totp_since is None or throttle.must_wait(counted):
        return None
    if not (_use_step(user, code) or (on_paper and _use_paper(session, user, on_paper, visitor))):
        throttle.one_more(session, counted)
        journal.record(session, visitor, "second_factor.failed", user_id=user.id)
        return False
    throttle.forget(session, subject)
    return True


def _use_step(user: User, code: str) -> bool:
    step = codes.step_of(_secret(user), code, clock.now())
    if step is None or step <= user.totp_step:
        return False
    user.totp_step = step
    return True


def _use_paper(session: Session, user: User, on_paper: str, visitor: Visitor) -> bool:
    used = session.scalar(
        update(RecoveryCode)
        .where(RecoveryCode.user_id == user.id, RecoveryCode.code_hash == on_paper, RecoveryCode.used_at.is_(None))
        .values(used_at=clock.now())
        .returning(RecoveryCode.id)
    )
    if used is None:
        return False
    left = _left(session, user.id)
    journal.record(session, visitor, "recovery_code.used", user_id=user.id, left=left)
    notifications.post(
        session, user.email, "recovery_code_used", Side(user.side), _security(user), name=user.name, left=str(left)
    )
    return True


def _fresh_codes(session: Session, user: User) -> tuple[str, ...]:
    fresh, salt = codes.recovery_codes(), codes.fresh_salt()
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    session.add_all(RecoveryCode(user_id=user.id, code_hash=codes.hashed(code, salt)) for code in fresh)
    return fresh


def _forget(session: Session, user: User) -> None:
    user.totp_secret, user.totp_since, user.totp_step = "", None, 0
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))


def _left(session: Session, user_id: int) -> int:
    unused = select(func.count()).where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return session.scalar(unused) or 0


def _secret(user: User) -> str:
    return sealed.unseal(user.totp_secret, for_what=_belongs_to(user))


def _belongs_to(user: User) -> str:
    return f"second factor of {user.id}"


def _offer(user: User, secret: str) -> Offer:
    issuer = urlsplit(_portal(user)).netloc  # in Latin letters and short: a telephone reads a coarse picture better
    return Offer(codes.in_groups(secret), codes.picture(codes.address(secret, user.email, issuer)))


def _security(user: User) -> str:
    return f"{_portal(user)}/security"


def _portal(user: User) -> str:
    return settings().public_url if user.side == Side.PUBLIC else settings().staff_url
