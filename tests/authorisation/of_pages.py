"""Who sees each page of both site maps."""

from collections.abc import Callable
from dataclasses import dataclass, field

from core.actor import Actor, Duty, Permission, Side
from tests.authorisation._world import World

P = Permission


@dataclass(frozen=True, kw_only=True)
class Screen:
    """Who sees a page."""

    permissions: frozenset[Permission] = frozenset()
    visitors: bool = False
    duty: Duty | None = None
    """Shown to whoever owes this, and to nobody else."""
    hidden: Callable[[World, Actor], bool] = field(default=lambda *_: False)
    """Who has no such page although they have the permission."""
    link: str = ""
    """Which link of a letter the browser has followed."""
    query: Callable[[World], dict[str, str]] = field(default=lambda _: {})
    only_owner: bool = False
    """The thing in the query belongs to one applicant: others of this portal are told there is no such thing."""


def screen(
    *permissions: Permission,
    visitors: bool = False,
    own: bool = False,
    hidden: Callable[[World, Actor], bool] = lambda *_: False,
    link: str = "",
    **query: Callable[[World], str],
) -> Screen:
    """Show the page to whoever has one of *permissions*."""
    return Screen(
        permissions=frozenset(permissions),
        visitors=visitors,
        only_owner=own,
        hidden=hidden,
        link=link,
        query=lambda world: {name: value(world) for name, value in query.items()},
    )


def pays(duty: Duty) -> Screen:
    """Show the page to whoever must do this first, at every address, and never to anybody else."""
    return Screen(duty=duty)


def _alone(world: World, actor: Actor) -> bool:
    """Tell whether the actor is a natural person, whose account is theirs alone."""
    return actor.consumer_id == world.owner.consumer_id


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
        "people": screen(P.FOLLOW_OWN_APPLICATIONS, hidden=_alone),
        "forgotten": screen(visitors=True),
        "help": screen(visitors=True),
        "password": screen(visitors=True, link="consumer's password"),
        "confirm": screen(visitors=True, link="consumer's address"),
        "link-over": screen(visitors=True),
        "first-password": pays(Duty.NEW_PASSWORD),
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
        "consumers": screen(P.FIND_APPLICANTS),
        "consumer": screen(P.FIND_APPLICANTS, id=lambda world: str(world.ids["owner's applicant"])),
        "open-account": screen(P.OPEN_ACCOUNTS),
        "deletions": screen(P.DECIDE_DELETIONS),
        "employee": screen(P.MANAGE_EMPLOYEES, id=lambda world: str(world.ids["engineer"])),
        "forgotten": screen(visitors=True),
        "password": screen(visitors=True, link="employee's password"),
        "confirm": screen(visitors=True, link="employee's address"),
        "link-over": screen(visitors=True),
        "first-password": pays(Duty.NEW_PASSWORD),
        "second-factor": pays(Duty.SECOND_FACTOR),
    },
}
"""Portal → address of the page → who sees it."""
