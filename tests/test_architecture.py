"""The rules of the house that a reader of one file cannot see, kept true by reading the source."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from core.settings import ROOT

LAYERS = {
    "core": set[str](),
    "regulations": {"core"},
    "db": {"core"},
    "forms": {"core", "regulations"},
    "workflows": {"core", "regulations"},
    "exports": {"core", "db", "forms", "regulations", "workflows"},
    "services": {"core", "db", "exports", "forms", "regulations", "workflows"},
    "web": {"core", "services"},
    "ui": {"core", "forms", "services", "workflows"},
    "pages": {"core", "exports", "forms", "services", "ui", "workflows"},
    "public_app": {"ui", "web"},
    "staff_app": {"ui", "web"},
}
"""Layer: what it may import besides itself, the standard library and third parties."""
ENTRIES = {"manage", "benchmarks", "deploy", "tests"}
"""What may import every layer, and what no layer imports."""
AT_HOME = {
    "streamlit": {"ui", "pages", "public_app", "staff_app"},
    "sqlalchemy": {"db", "services", "exports"},
    "alembic": {"db"},
    "openpyxl": {"exports"},
    "starlette": {"web"},
    "typst": {"core"},
    "argon2": {"core"},
    "bcrypt": {"core"},
    "cryptography": {"core"},
    "magic": {"core"},
    "pyotp": {"core"},
    "segno": {"core"},
    "zxcvbn": {"core"},
    "stdnum": {"regulations"},
    "phonenumbers": {"regulations"},
    "email_validator": {"regulations"},
}
"""Third party: the only layers that know it."""
MODULES_OF_DECLARED = {"argon2", "magic", "pydantic_core", "stdnum"}
"""Modules that are called otherwise than the package that brings them."""
LONGEST_FILE, LONGEST_FUNCTION = 400, 60
"""In lines."""

_GENERATED = ROOT / "db" / "migrations"
_HOUSE = set(LAYERS) | ENTRIES
SOURCES = sorted(
    path
    for path in ROOT.rglob("*.py")
    if path.relative_to(ROOT).parts[0].removesuffix(".py") in _HOUSE and not path.is_relative_to(_GENERATED)
)
LAYERED = [path for path in SOURCES if path.relative_to(ROOT).parts[0].removesuffix(".py") in LAYERS]
LOCKS = sorted(ROOT.glob("requirements*.lock"))

_OPT_OUT = re.compile(r"#\s*(noqa|type:\s*ignore)")
_WITH_REASON = re.compile(r"# (noqa: [A-Z]+\d+(, ?[A-Z]+\d+)*|type: ignore\[[\w,-]+\])[ #-]{2,}\w")
_UNFINISHED = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK")) + r")\b")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def layer_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree(path)))


@cache
def imported(path: Path) -> frozenset[str]:
    names = {alias.name for node in nodes(path) if isinstance(node, ast.Import) for alias in node.names}
    modules = {node.module or "." for node in nodes(path) if isinstance(node, ast.ImportFrom)}
    return frozenset(name.partition(".")[0] for name in names | modules)


def lines(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{name_of(path)}:{number}", line


def test_every_top_package_has_a_place_in_the_table() -> None:
    packages = {path.parent.name for path in ROOT.glob("[!.]*/__init__.py")}

    assert packages <= _HOUSE


def test_imports_go_in_one_direction() -> None:
    wrong = {
        (name_of(path), name)
        for path in LAYERED
        for name in imported(path) & _HOUSE - LAYERS[layer_of(path)] - {layer_of(path)}
    }

    assert wrong == set()


def test_imports_are_absolute() -> None:
    relative = [name_of(path) for path in SOURCES if "" in imported(path)]

    assert relative == []


def test_a_third_party_is_known_only_where_it_is_at_home() -> None:
    wrong = {
        (name_of(path), name)
        for path in LAYERED
        for name in imported(path) & set(AT_HOME)
        if layer_of(path) not in AT_HOME[name]
    }

    assert wrong == set()


def test_openpyxl_is_known_to_one_file() -> None:
    assert [name_of(path) for path in LAYERED if "openpyxl" in imported(path)] == ["exports/_workbook.py"]


def test_packages_do_not_import_each_other_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for path in LAYERED:
        others = imported(path) & set(LAYERS) - {layer_of(path)}
        graph.setdefault(layer_of(path), set()).update(others)

    order = list(TopologicalSorter(graph).static_order())  # raises CycleError if there is a circle

    assert set(order) == set(graph)


def test_everything_imported_is_declared() -> None:
    wanted = [*_project()["dependencies"], "starlette"]  # which Streamlit brings
    declared = {re.split(r"[\[<>=]", name)[0].replace("-", "_") for name in wanted} | MODULES_OF_DECLARED
    known = declared | _HOUSE | set(sys.stdlib_module_names)

    strangers = {(name_of(path), name) for path in LAYERED for name in imported(path) - known}

    assert strangers == set()


def test_a_file_is_read_in_one_sitting() -> None:
    counted = [(name_of(path), len(path.read_text(encoding="utf-8").splitlines())) for path in SOURCES]

    assert [(name, count) for name, count in counted if count > LONGEST_FILE] == []


def test_a_function_is_seen_at_a_glance() -> None:
    functions = [
        (f"{name_of(path)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for path in SOURCES
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]

    assert [(name, count) for name, count in functions if count > LONGEST_FUNCTION] == []


def test_a_file_is_never_given_by_an_address_open_to_everybody() -> None:
    used = {(name_of(path), node.attr) for path in LAYERED for node in nodes(path) if isinstance(node, ast.Attribute)}

    assert [where for where, name in used if name == "download_button"] == []


def test_files_come_by_the_upload_route_and_never_through_streamlit() -> None:
    used = {(name_of(path), node.attr) for path in LAYERED for node in nodes(path) if isinstance(node, ast.Attribute)}
    ways = {"file_uploader", "camera_input", "audio_input", "chat_input"}

    assert [where for where, name in used if name in ways] == []


def test_text_from_outside_never_becomes_html() -> None:
    passed = {(name_of(path), node.arg) for path in LAYERED for node in nodes(path) if isinstance(node, ast.keyword)}

    assert [where for where, name in passed if name == "unsafe_allow_html"] == []


def test_sql_is_written_by_hand_only_in_the_condition_of_a_partial_index() -> None:
    by_hand = [f"{name_of(path)}:{call.lineno}" for path in LAYERED for call in _texts_of_sql(path)]

    assert by_hand == []


def test_nothing_is_left_unfinished() -> None:
    assert [where for where, line in lines(SOURCES) if _UNFINISHED.search(line)] == []


def test_every_lint_opt_out_says_why_on_its_line() -> None:
    others = [path for path in SOURCES if path != Path(__file__)]  # which speaks of them in its patterns

    silent = [where for where, line in lines(others) if _OPT_OUT.search(line) and not _WITH_REASON.search(line)]

    assert silent == []


def test_every_exception_of_the_linter_says_why() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    exceptions = [line for line in text.splitlines() if re.match(r'\s+"[A-Z]+\d*",|"\S+" = \["[A-Z]', line)]

    assert exceptions
    assert [line for line in exceptions if "# " not in line] == []


def test_the_lock_files_name_no_registry() -> None:
    assert LOCKS
    assert [where for where, line in lines(LOCKS) if re.search(r"://|--(extra-)?index|--find|--trusted", line)] == []


def test_every_locked_package_has_a_digest() -> None:
    packages = [entry for path in LOCKS for entry in re.split(r"\n(?=[a-z])", path.read_text(encoding="utf-8"))]

    assert [entry for entry in packages if "==" in entry and "--hash=sha256:" not in entry] == []


def test_streamlit_is_pinned() -> None:
    assert "streamlit==1.67.0" in _project()["dependencies"]
    assert [path for path in LOCKS if "\nstreamlit==1.67.0 " not in path.read_text(encoding="utf-8")] == []


def test_modules_classes_and_public_functions_have_a_docstring() -> None:
    silent = [
        f"{name_of(path)}:{getattr(node, 'name', '')}"
        for path in LAYERED
        for node in (tree(path), *tree(path).body)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and not getattr(node, "name", "").startswith("_")
        and not ast.get_docstring(node)
    ]

    assert silent == []


def _project() -> dict[str, list[str]]:
    project: dict[str, list[str]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project


def _texts_of_sql(path: Path) -> Iterator[ast.Call]:
    conditions = {
        id(node.value)
        for node in nodes(path)
        if isinstance(node, ast.keyword) and node.arg in {"sqlite_where", "postgresql_where"}
    }
    own_names = {
        alias.asname or alias.name
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy")
        for alias in node.names
        if alias.name == "text"
    }
    names = own_names | {"sa.text", "sqlalchemy.text"}
    calls = (node for node in nodes(path) if isinstance(node, ast.Call) and ast.unparse(node.func) in names)
    return (call for call in calls if id(call) not in conditions)
