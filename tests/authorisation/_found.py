"""What there is: functions, pages and routes, found by looking and not by a list."""

import inspect
import pkgutil
import runpy
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy.orm import Session
from starlette.routing import Route

import services
import ui
from core.actor import Actor, Side
from core.settings import ROOT
from tests.pages._visit import SCRIPTS
from ui import Screen
from web import edge

Function = Callable[..., Any]


@cache
def functions() -> dict[str, Function]:
    """Return the public functions of all modules of services by their names, the demo's aside."""
    return {
        f"{module.name}.{name}": found
        for module in pkgutil.iter_modules(services.__path__)
        if not module.ispkg
        for name, found in inspect.getmembers(import_module(f"services.{module.name}"), inspect.isfunction)
        if not name.startswith("_") and inspect.unwrap(found).__module__ == f"services.{module.name}"
    }


def first(function: Function) -> Any:
    """Return what the first parameter is declared to be."""
    return next((parameter.annotation for parameter in inspect.signature(function).parameters.values()), None)


def with_an_actor() -> set[str]:
    """Return the functions that somebody known calls."""
    return {name for name, function in functions().items() if first(function) is Actor}


def without_anybody() -> set[str]:
    """Return the functions that neither take an actor first nor belong to a transaction of their caller."""
    return {name for name, function in functions().items() if first(function) not in {Actor, Session}}


@cache
def screens(side: Side) -> tuple[Screen, ...]:
    """Return the site map of one portal, by running its entry."""
    maps: list[tuple[Screen, ...]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ui, f"serve_{side}", lambda found: maps.append(tuple(found)))
        runpy.run_path(str(ROOT / SCRIPTS[side]), run_name="__main__")
    [found] = maps
    return found


def routes(side: Side) -> Iterator[str]:
    """Return method and template of every route of one portal's edge."""
    found: list[Route] = (edge.public() if side is Side.PUBLIC else edge.staff())["routes"]
    for route in found:
        yield from (f"{method} {route.path}" for method in sorted(route.methods or ()) if method != "HEAD")
