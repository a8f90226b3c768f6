"""Every route of both edges × everybody there can be, with the cookie of a real session."""

import pytest

from core import cookies
from core.actor import Actor, Side
from tests import _people
from tests.authorisation import _found
from tests.authorisation._world import NOBODY, World
from tests.authorisation.of_routes import ONLY, ROUTES, Route
from tests.web._client import Browser

EVERY_ROUTE = [(side, route) for side in Side for route in (*ROUTES, *ONLY[side])]


@pytest.mark.parametrize("side", Side)
@pytest.mark.usefixtures("world")
def test_every_route_has_a_rule_and_every_rule_a_route(side: Side) -> None:
    assert sorted(set(_found.routes(side)) ^ {route for at, route in EVERY_ROUTE if at is side}) == []


@pytest.mark.parametrize(("side", "route"), EVERY_ROUTE)
def test_who_may_gets_the_answer_and_nobody_else(side: Side, route: str, world: World) -> None:
    rule, wrong = (ROUTES | ONLY[side])[route], {}
    everybody: dict[str, Actor | None] = {"visitor": None, **world.people}
    del everybody[NOBODY]  # an actor the tests make by hand: no session is theirs

    for who, actor in everybody.items():
        browser = came(side, actor)
        status = ask(browser, route, rule, world)
        if status != expected(side, rule, world, actor):
            wrong[who] = status

    assert wrong == {}


def came(side: Side, actor: Actor | None) -> Browser:
    """Return the browser of somebody; who belongs to the other portal shows the cookie of that one here."""
    if actor is None:
        return Browser(side)
    at_home = Browser(actor.side)
    at_home.log_in(actor)
    if actor.side is side:
        return at_home
    names = [(name(actor.side), name(side)) for name in (cookies.session_name, cookies.browser_name)]
    return Browser(side, jar={here: at_home.jar[there] for there, here in names})


def ask(browser: Browser, route: str, rule: Route, world: World) -> int:
    """Ask for it as our own page does; a way to look is one for the head too."""
    method, address = route.partition(" ")[0], rule.address(world)
    if method == "GET":
        status = browser.get(address).status
        assert browser.ask("HEAD", address, {}).status == status
        return status
    if method == "POST":
        return browser.post(address, rule.body).status
    assert method == "PUT", "no other method is known here"
    if rule.body is not None:
        return browser.type(address, rule.body).status
    return browser.put(address, "документ.pdf", _people.a_pdf()).status


def expected(side: Side, rule: Route, world: World, actor: Actor | None) -> int:
    """Return the status the rule promises."""
    if actor is None or actor.side is not side:
        return rule.visitor or rule.given
    return rule.given if rule.allowed(world, actor) else rule.refused
