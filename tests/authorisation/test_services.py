"""Every service function that takes an actor × everybody there can be, executed on a database."""

import inspect
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from core.actor import Actor, Permission, Role, Seat
from core.errors import Forbidden, NotFound, Refusal
from core.storage import Incoming
from tests.authorisation import _world
from tests.authorisation._found import functions, with_an_actor, without_anybody
from tests.authorisation._rules import Rule
from tests.authorisation._world import NOBODY, World
from tests.authorisation.of_nobody import NOBODY_ACTS
from tests.authorisation.of_services import PLACED, SERVICES, USUAL
from workflows._documents import DocumentKind

PAST = "past"
"""Allowed: whatever came then was no matter of rights."""
OWN = [name for name, rule in SERVICES.items() if rule.own]


def test_every_function_with_an_actor_has_a_rule_and_every_rule_a_function() -> None:
    assert sorted(with_an_actor() ^ {of(name) for name in SERVICES}) == []
    assert sorted(kind for kinds in PLACED.values() for kind in kinds) == sorted(DocumentKind)


def test_every_function_without_an_actor_says_why_it_needs_none() -> None:
    assert sorted(without_anybody() ^ set(NOBODY_ACTS)) == []
    assert [name for name, why in NOBODY_ACTS.items() if not why] == []


def test_the_world_has_everybody_there_can_be(world: World) -> None:
    assert {actor.role for actor in world.people.values()} >= set(Role)
    assert {actor.seat for actor in world.people.values()} >= set(Seat)
    assert {permission for actor in world.people.values() for permission in actor.permissions} == set(Permission)
    assert [name for name, actor in world.people.items() if actor.duty and actor.permissions] == []


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_who_may_gets_past_and_nobody_else(name: str, world: World, own_data: Path) -> None:
    rule, outcomes, succeeded = SERVICES[name], {}, False

    for who, actor in world.people.items():
        world.put(own_data)
        outcomes[who], success = called(name, rule, world, actor)
        succeeded = succeeded or success

    assert outcomes == {who: PAST if rule.allows(actor) else "forbidden" for who, actor in world.people.items()}
    assert succeeded or rule.needs_no_success, "nobody has succeeded: the arguments are not plausible"


@pytest.mark.parametrize("name", OWN)
def test_a_strangers_thing_is_not_found(name: str, world: World) -> None:
    rule, outcomes = SERVICES[name], {}
    owner = world.people[rule.whose]
    strangers = {who: actor for who, actor in world.people.items() if rule.strange(owner, actor)}
    assert rule.own in arguments(name, rule, world)
    assert strangers

    for who, actor in strangers.items():  # before the owner: what is used up is found by nobody
        with pytest.raises(Refusal) as refused:
            functions()[of(name)](actor, **arguments(name, rule, world))
        outcomes[who] = refused.type

    assert outcomes == dict.fromkeys(strangers, NotFound)
    functions()[of(name)](owner, **arguments(name, rule, world))


@pytest.mark.usefixtures("postgresql_database")
def test_on_postgresql_one_who_may_gets_past_and_one_who_may_not_is_refused(own_data: Path) -> None:
    with _world.roles_with_second_factor():
        world = _world.build(own_data)
        wrong = {}
        for name, rule in SERVICES.items():
            for allowed in (False, True):  # who may comes last: the world is not made anew between
                who = next((who for who, actor in world.people.items() if rule.allows(actor) is allowed), None)
                if who is not None and called(name, rule, world, world.people[who])[0] != (
                    PAST if allowed else "forbidden"
                ):
                    wrong[name] = who

    assert wrong == {}


def test_the_matrix_notices_a_function_that_forgets_to_ask(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Actor, "must", lambda *_: None)

    outcome, _ = called("journal_view.newest", SERVICES["journal_view.newest"], world, world.people[NOBODY])

    assert outcome == PAST


def of(name: str) -> str:
    """Return the function a rule is about: the case of it follows a comma."""
    return name.partition(",")[0]


def called(name: str, rule: Rule, world: World, actor: Actor) -> tuple[str, bool]:
    """Call the function as *actor*; return whether it was forbidden, and whether it succeeded."""
    given = arguments(name, rule, world)
    try:
        functions()[of(name)](actor, **given)
    except Forbidden:
        return "forbidden", False
    except Refusal:
        return PAST, False
    finally:
        for value in given.values():
            if isinstance(value, Incoming):
                value.drop()
    return PAST, True


def arguments(name: str, rule: Rule, world: World) -> Mapping[str, Any]:
    """Return what the function is called with beside the actor."""
    _, *others = inspect.signature(functions()[of(name)]).parameters.values()
    needed = [parameter.name for parameter in others if parameter.default is inspect.Parameter.empty]
    given = {**{name: USUAL[name] for name in needed if name not in rule.given}, **rule.given}
    return {key: value(world) if inspect.isfunction(value) else value for key, value in given.items()}
