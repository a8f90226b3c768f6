"""docs/asvs.md is held to the code: complete, and every test it names exists."""

import ast
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.settings import ROOT

PAGE = ROOT / "docs" / "asvs.md"
LEVELS_1_AND_2 = """
1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1 4.3:2 4.4:4
5.1:1 5.2:3 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2
8.1:2 8.2:3 8.3:1 8.4:1 11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1 12.1:3 12.2:2 12.3:4 13.1:1 13.2:5 13.3:2 13.4:5
14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7 16.1:1 16.2:5 16.3:4 16.4:3 16.5:3
"""
"""Section of version 5.0.0 → how many requirements of levels 1 and 2 it has; they are always its first."""
WHOLE_CHAPTERS = {"V9", "V10", "V17"}
"""Chapters that do not apply at all."""
STATUSES = ("met", "partly met", "not met", "not applicable")

ROW = re.compile(r"\| (V\d+(?:\.\d+\.\d+)?) \| ([123]) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
REASON = re.compile(r"(partly met|not met|not applicable): .{15,}")
COUNT = re.compile(r"\| ([123]) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One row of the table."""

    number: str
    level: str
    proof: str

    @property
    def status(self) -> str:
        """How it stands, by the word its proof begins with."""
        reason = REASON.match(self.proof)
        return reason[1] if reason else "met"


def rows() -> list[Requirement]:
    """Return every row."""
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| V")]
    matched = [ROW.fullmatch(line) for line in lines]
    assert [line for line, row in zip(lines, matched, strict=True) if row is None] == []
    return [Requirement(row[1], row[2], row[5]) for row in matched if row is not None]


@cache
def names_in(path: Path) -> frozenset[str]:
    """Return the names of the tests of a file."""
    if not path.exists():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_no_requirement_stands_twice() -> None:
    ids = [row.number for row in rows()]

    assert sorted(ids) == sorted(set(ids))


def test_every_requirement_of_levels_1_and_2_has_a_row() -> None:
    counted = [section.split(":") for section in LEVELS_1_AND_2.split()]
    wanted = {f"V{section}.{number}" for section, count in counted for number in range(1, int(count) + 1)}

    assert sorted((wanted | WHOLE_CHAPTERS) - {row.number for row in rows()}) == []


def test_every_test_the_table_names_exists() -> None:
    named = {(path, name) for row in rows() for path, name in TEST.findall(row.proof)}

    assert len(named) > 100
    assert sorted(f"{path}::{name}" for path, name in named if name not in names_in(ROOT / path)) == []


def test_every_row_has_a_proof_or_a_reason() -> None:
    assert [row.number for row in rows() if not (TEST.search(row.proof) or REASON.match(row.proof))] == []


def test_what_is_met_or_partly_met_names_a_test() -> None:
    proved = [row for row in rows() if row.status in {"met", "partly met"}]

    assert [row.number for row in proved if not TEST.search(row.proof)] == []


def test_nothing_is_pending() -> None:
    assert "pending" not in PAGE.read_text(encoding="utf-8").lower()


def test_the_counts_are_counted() -> None:
    told = {found[0]: [int(number) for number in found[1:]] for found in COUNT.findall(PAGE.read_text("utf-8"))}
    counted = Counter((row.level, row.status) for row in rows())

    assert told == {level: [counted[level, status] for status in STATUSES] for level in "123"}
