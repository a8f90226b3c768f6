"""The documentation is held to the code."""

import re
from pathlib import Path

import pytest

from core.settings import ROOT, Settings
from forms import _kinds

PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")])


def settings_rows() -> list[str]:
    """Return the rows of the table of settings, as docs/settings.md must have them."""
    rows = []
    for name, field in Settings.model_fields.items():
        default = "" if name in {"data_dir", "secret", "smtp_url"} else f"`{field.default}`" if field.default else ""
        if name == "data_dir":
            default = "`var`"
        rows.append(f"| `PORTAL_{name.upper()}` | {default} | {field.description} |")
    return rows


def test_every_setting_is_documented_as_it_is() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")

    assert [row for row in page.splitlines() if row.startswith("| `PORTAL_")] == settings_rows()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_a_page_links_to_is_there(page: Path) -> None:
    targets = re.findall(r"]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))

    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_readme_names_every_folder_of_the_tree() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    folders = [path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests"]

    assert [folder for folder in folders if f"{folder}/" not in readme] == []


def test_the_commands_of_the_readme_are_those_of_the_makefile_and_of_ci() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert "make run" in readme
    assert "make test" in readme
    assert "\nrun:" in makefile
    assert "\ntest:" in makefile
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_kind_of_answer_is_in_the_guide_to_forms() -> None:
    page = (ROOT / "docs" / "forms.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(\w+)`", "".join(row for row in page.splitlines() if row.startswith("| `"))))
    kinds = {name for name, kind in vars(_kinds).items() if _is_kind(name, kind)}

    assert kinds - told == set()
    assert {name for name in told if name[0].isupper() and name not in {"MM", "YYYY", "Accepts", "Labelled"}} <= kinds


def _is_kind(name: str, kind: object) -> bool:
    annotated = any(isinstance(entry, _kinds.Kind) for entry in getattr(kind, "__metadata__", ()))
    return not name.startswith("_") and (annotated or isinstance(kind, _kinds.Kind))
