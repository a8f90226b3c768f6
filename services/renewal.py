"""A new session in place of one that is about to end: the password is asked again, the page stays."""

from sqlalchemy import select

from core.actor import Actor, Permission, Visitor
from core.errors import Forbidden
from db.models import User
from db.session import reading
from services import login, second_factor, sessions
from services.sessions import Opened


def asks_code(actor: Actor) -> bool:
    """Tell whether the actor's second factor is asked beside the password."""
    actor.must(Permission.MANAGE_OWN_ACCOUNT)
    return second_factor.required(actor.user_id)


def renew(actor: Actor, password: str, code: str, visitor: Visitor) -> Opened:
    """Open a new session of the actor as a login does; the present one ends when the browser has the new cookie.

    Raises ``Refusal`` in the words of the login, and is slowed down like it.
    """
    actor.must(Permission.MANAGE_OWN_ACCOUNT)
    with reading() as session:
        email = session.scalars(select(User.email).where(User.id == actor.user_id)).one()
    if login.check(actor.side, email, password, visitor) != actor.user_id:
        raise Forbidden
    if asks_code(actor):
        second_factor.check(actor.user_id, code, visitor)
    return sessions.begin(actor.user_id, visitor)
