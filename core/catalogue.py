"""Discovery: a folder of declarations becomes a read-only mapping from file name to the one class it declares."""

import importlib
import inspect
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import TypeVar

Declared = TypeVar("Declared")
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")


class WrongDeclaration(RuntimeError):  # noqa: N818 - it is a file that is wrong, which stops the start
    """A file of declarations cannot be used; the message says which and why, for whoever wrote it."""


@cache
def catalogue(package: str, kind: type[Declared], own: Path | None = None) -> Mapping[str, type[Declared]]:
    """Return what the modules of *package*, and of the folder *own*, declare, by file name, in the order of names.

    The file name is the code of the declaration: in the address, in the row, in the journal. Names that begin with
    an underscore are machinery. A file with no declaration, or with two, stops the start; so does one in *own* that
    is called like something in *package*.
    """
    parent = importlib.import_module(package)
    folder = Path(inspect.getfile(parent)).parent
    found = {path.stem: path for path in folder.glob("[!_]*.py")}
    if own is not None:
        found |= {path.stem: path for path in _further(parent, folder, own)}
    return MappingProxyType({code: _declared(f"{package}.{code}", path, kind) for code, path in sorted(found.items())})


def _further(parent: ModuleType, folder: Path, own: Path) -> Iterator[Path]:
    taken = {path.stem for path in folder.iterdir()} - {"__init__"}
    for path in sorted(own.glob("*.py")):
        if path.stem in taken:
            raise WrongDeclaration(f"{path}: the portal has {path.stem} already, give the file another name")
        if path.stem.startswith("_"):
            continue
        if not _CODE.fullmatch(path.stem):
            raise WrongDeclaration(f"{path}: a name is up to 40 small Latin letters, digits and underscores")
        yield path
    if str(own) not in parent.__path__:
        parent.__path__.append(str(own))
        importlib.invalidate_caches()


def _declared(module_name: str, path: Path, kind: type[Declared]) -> type[Declared]:
    try:
        module = importlib.import_module(module_name)
    except Exception as fault:
        raise WrongDeclaration(f"{path}: cannot be read, {type(fault).__name__}: {fault}") from fault
    classes = [
        member
        for member in vars(module).values()
        if inspect.isclass(member) and issubclass(member, kind) and member.__module__ == module_name
    ]
    if len(classes) != 1:
        raise WrongDeclaration(f"{path} must declare exactly one {kind.__name__}, found {len(classes)}")
    return classes[0]
