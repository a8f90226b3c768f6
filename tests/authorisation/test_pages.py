"""Every page of both site maps × everybody there can be, visited through the entry."""

from pathlib import Path

import pytest
from streamlit.navigation.page import StreamlitPage

from core import cookies
from core.actor import Actor, Side
from core.settings import ROOT
from tests.authorisation import _found
from tests.authorisation._world import NOBODY, World
from tests.authorisation.of_pages import PAGES, Screen
from tests.pages._visit import visit, words
from ui import session
from ui.shell import PAYS

EVERY_PAGE = [(side, url) for side in Side for url in PAGES[side]]
REFUSAL = 'class="p-refusal"'


@pytest.mark.parametrize("side", Side)
def test_every_page_has_a_rule_and_every_rule_a_page(side: Side) -> None:
    assert {screen.url for screen in _found.screens(side)} == set(PAGES[side])


@pytest.mark.parametrize(("side", "url"), EVERY_PAGE)
def test_who_may_sees_the_page_and_nobody_else(
    side: Side, url: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []
    run = StreamlitPage.run

    def noted(page: StreamlitPage) -> None:
        ran.append(str(Path(str(page._page)).relative_to(ROOT)))  # noqa: SLF001 - which script it is, it tells nobody
        run(page)

    monkeypatch.setattr(StreamlitPage, "run", noted)
    rule, wrong = PAGES[side][url], {}
    followed = world.links[rule.link] if rule.link else ""
    cookie = session._cookie  # noqa: SLF001 - a visit of a test carries no cookies
    jar = {cookies.link_name(side): followed}
    monkeypatch.setattr(session, "_cookie", lambda name: jar.get(name) or cookie(name))
    everybody: dict[str, Actor | None] = {"visitor": None, **world.people}
    del everybody[NOBODY]  # an actor the tests make by hand: no session is theirs

    for who, actor in everybody.items():
        ran.clear()
        page = visit(side, actor, url, **rule.query(world))
        assert not page.exception, who
        got = outcome(side, url, [script for script in ran if script.startswith("pages/")], words(page))
        if got not in expected(side, rule, world, actor):
            wrong[who] = got

    assert wrong == {}


def expected(side: Side, rule: Screen, world: World, actor: Actor | None) -> set[str]:
    """Return what may come of a visit."""
    if actor is None or actor.side is not side:
        return {"shown"} if rule.visitors else {"login"}
    if actor.duty is not None:
        return {"shown"} if rule.duty is actor.duty else {PAYS[actor.duty]}
    return _expected_of_who_owes_nothing(rule, world, actor)


def _expected_of_who_owes_nothing(rule: Screen, world: World, actor: Actor) -> set[str]:
    if rule.visitors:
        return {"shown", "elsewhere"}  # a page for those nobody knows may lead those it knows on
    if rule.duty is not None or rule.hidden(world, actor):
        return {"elsewhere"}
    if not any(permission in actor.permissions for permission in rule.permissions):
        return {"refused", "elsewhere"}
    if rule.only_owner and actor.consumer_id != world.owner.consumer_id:
        return {"refused"}
    return {"shown"}


def outcome(side: Side, url: str, ran: list[str], said: str) -> str:
    """Return what came of a visit: which script ran, and whether it ended in a refusal."""
    if ran == [f"pages/{side}/login.py"]:
        return "login"
    screens = _found.screens(side)
    if len(ran) == 1 and ran[0] in {screen.path for screen in screens if screen.url == url}:
        return "refused" if REFUSAL in said else "shown"
    paid = [screen.url for screen in screens if [screen.path] == ran and screen.url in PAYS.values()]
    return paid[0] if paid and REFUSAL not in said else "elsewhere"
