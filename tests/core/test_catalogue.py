import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.catalogue import catalogue

DECLARATION = "class {name}(int): ...\n"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / f"declared_{uuid.uuid4().hex}"
    folder.mkdir()
    (folder / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    yield folder
    for name in [name for name in sys.modules if name.startswith(folder.name)]:
        del sys.modules[name]


def test_declarations_are_found_by_file_name_in_the_order_of_names(package: Path) -> None:
    (package / "pear.py").write_text(DECLARATION.format(name="Green"))
    (package / "apple.py").write_text(DECLARATION.format(name="Red"))

    found = catalogue(package.name, int)

    assert [(code, declared.__name__) for code, declared in found.items()] == [("apple", "Red"), ("pear", "Green")]


def test_names_with_an_underscore_and_imported_classes_are_no_declarations(package: Path) -> None:
    (package / "_machinery.py").write_text(DECLARATION.format(name="Root"))
    (package / "apple.py").write_text(f"from {package.name}._machinery import Root\n\nclass Red(Root): ...\n")

    found = catalogue(package.name, int)

    assert {code: declared.__name__ for code, declared in found.items()} == {"apple": "Red"}


@pytest.mark.parametrize("names", [(), ("Red", "Green")])
def test_a_file_with_no_declaration_or_with_two_stops_the_start(package: Path, names: tuple[str, ...]) -> None:
    (package / "apple.py").write_text("".join(DECLARATION.format(name=name) for name in names))

    with pytest.raises(RuntimeError, match=rf"apple\.py must declare exactly one int, found {len(names)}"):
        catalogue(package.name, int)


def test_a_catalogue_cannot_be_changed(package: Path) -> None:
    found = catalogue(package.name, int)

    with pytest.raises(TypeError, match="does not support item assignment"):
        found["apple"] = int  # type: ignore[index] # the point of the test
