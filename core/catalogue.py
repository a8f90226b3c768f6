"""Discovery: a folder of declarations becomes a read-only mapping from file name to the one class it declares."""

import importlib
import inspect
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

Declared = TypeVar("Declared")


@cache
def catalogue(package: str, kind: type[Declared]) -> Mapping[str, type[Declared]]:
    """Return what the modules of *package* declare, by file name, in the order of names.

    The file name is the code of the declaration: in the address, in the row, in the journal. Names that begin with
    an underscore are machinery. A file with no declaration, or with two, stops the start.
    """
    parent = importlib.import_module(package)
    folder = Path(inspect.getfile(parent)).parent
    found = {path.stem: _declared(f"{package}.{path.stem}", kind) for path in sorted(folder.glob("[!_]*.py"))}
    return MappingProxyType(found)


def _declared(module_name: str, kind: type[Declared]) -> type[Declared]:
    module = importlib.import_module(module_name)
    classes = [
        member
        for member in vars(module).values()
        if inspect.isclass(member) and issubclass(member, kind) and member.__module__ == module_name
    ]
    if len(classes) != 1:
        raise RuntimeError(f"{module_name} must declare exactly one {kind.__name__}, found {len(classes)}")
    return classes[0]
