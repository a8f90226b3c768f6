"""Every page of both site maps × everybody there can be, visited through the entry."""

from pathlib import Path

import pytest
from streamlit.navigation.page import StreamlitPage

from core.actor import Actor, Side
from core.settings import ROOT
from tests.authorisation import _found
from tests.authorisation._world import NOBODY, World
from tests.authorisation.of_pages import PAGES, Screen
from tests.pages._visit import visit, words

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
    everybody: dict[str, Actor | None] = {"visitor": None, **world.people}
    del everybody[NOBODY]  # an actor the tests make by hand: no session is theirs

    for who, actor in everybody.items():
        ran.clear()
        page = visit(side, actor, url, **rule.query(world))
        got = outcome(side, url, [script for script in ran if script.startswith("pages/")], words(page))
        assert not page.exception, who
        if got not in expected(side, rule, world, actor):
            wrong[who] = got

    assert wrong == {}


def expected(side: Side, rule: Screen, world: World, actor: Actor | None) -> set[str]:
    """Return what may come of a visit."""
    if actor is None or actor.side is not side:
        seen = "shown" if rule.visitors else "login"
        return {"refused"} if rule.needs_link else {seen}
    if actor.duty is not None:
        return {"shown"} if rule.pays is actor.duty else {f"paying {actor.duty}"}
    if rule.pays is not None or (rule.only_organisations and actor == world.owner):
        return {"elsewhere"}
    if rule.visitors:
        # A page for those nobody knows may lead those it knows on.
        return {"refused"} if rule.needs_link else {"shown", "elsewhere"}
    if not any(permission in actor.permissions for permission in rule.permissions):
        return {"refused", "elsewhere"}
    foreign = rule.only_owner and actor.consumer_id != world.owner.consumer_id
    return {"refused"} if foreign else {"shown"}


def outcome(side: Side, url: str, ran: list[str], said: str) -> str:
    """Return what came of a visit: which script ran, and whether it ended in a refusal."""
    if ran == [f"pages/{side}/login.py"]:
        return "login"
    paths = {screen.path: rule.pays for screen in _found.screens(side) if (rule := PAGES[side][screen.url]).pays}
    asked = {screen.path for screen in _found.screens(side) if screen.url == url}
    if len(ran) == 1 and ran[0] in paths and ran[0] not in asked:
        return f"paying {paths[ran[0]]}"
    if len(ran) != 1 or ran[0] not in asked:
        return "elsewhere"
    return "refused" if REFUSAL in said else "shown"
