"""Who sees each page of both site maps."""

from collections.abc import Callable
from dataclasses import dataclass, field

from core.actor import Duty, Permission, Side
from tests.authorisation._world import World

P = Permission


@dataclass(frozen=True, kw_only=True)
class Screen:
    """Who sees a page."""

    permissions: frozenset[Permission] = frozenset()
    visitors: bool = False
    query: Callable[[World], dict[str, str]] = field(default=lambda _: {})
    only_owner: bool = False
    """The thing in the query belongs to one applicant: others of this portal are told there is no such thing."""
    only_organisations: bool = False
    """Applicants who are a single person have no such page."""
    pays: Duty | None = None
    """The page is there for who owes this, in the place of every other, and for nobody else."""
    needs_link: bool = False
    """Without a link from a letter there is nothing to see."""


def screen(
    *permissions: Permission,
    visitors: bool = False,
    own: bool = False,
    organisations: bool = False,
    pays: Duty | None = None,
    link: bool = False,
    **query: Callable[[World], str],
) -> Screen:
    """Show the page to whoever has one of *permissions*, or owes the duty it pays."""
    return Screen(
        permissions=frozenset(permissions),
        visitors=visitors,
        only_owner=own,
        only_organisations=organisations,
        pays=pays,
        needs_link=link,
        query=lambda world: {name: value(world) for name, value in query.items()},
    )


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
        "forgotten": screen(visitors=True),
        "password": screen(visitors=True, link=True),
        "confirm": screen(visitors=True, link=True),
        "link-over": screen(visitors=True),
        "people": screen(P.FOLLOW_OWN_APPLICATIONS, organisations=True),
        "first-password": screen(pays=Duty.NEW_PASSWORD),
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
        "open-account": screen(P.OPEN_ACCOUNTS, kind=lambda _: "person"),
        "employee": screen(P.MANAGE_EMPLOYEES, id=lambda world: str(world.ids["engineer"])),
        "deletions": screen(P.DECIDE_DELETIONS),
        "forgotten": screen(visitors=True),
        "password": screen(visitors=True, link=True),
        "confirm": screen(visitors=True, link=True),
        "link-over": screen(visitors=True),
        "first-password": screen(pays=Duty.NEW_PASSWORD),
        "second-factor": screen(pays=Duty.SECOND_FACTOR),
    },
}
"""Portal → address of the page → who sees it."""
