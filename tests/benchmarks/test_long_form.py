import json
import sqlite3
from contextlib import closing
from pathlib import Path

from benchmarks import long_form as benchmark
from forms._catalogue import declared
from forms._questions import questions


def test_changes_of_a_long_form_are_timed_beside_a_bare_page_of_as_many_widgets(tmp_path: Path) -> None:
    figures = benchmark.measured(tmp_path, changes=2, applications=30)

    assert {place: len(taken) for place, taken in figures.taken.items()} == dict.fromkeys(benchmark.PLACES, 2)
    assert figures.widgets[benchmark.PAGE] == figures.widgets[benchmark.BARE] > 100
    assert figures.widgets[benchmark.STEPS] == 10
    assert all(0.001 < seconds < 60 for taken in figures.taken.values() for seconds in taken)
    told = benchmark.report(figures)
    print(told)  # noqa: T201 - figures of a busy machine: told, not judged
    assert f"| {benchmark.PAGE} | 104 | 2 | {figures.median_ms(benchmark.PAGE):.0f} |" in told
    assert kept(tmp_path, "long_in_steps")["object_5"] == "садовый дом"  # typed by the benchmark, as a person types
    assert kept(tmp_path, "long_on_a_page")["phone_1"] == "+7 (910) 123-45-68"


def test_the_form_has_a_hundred_questions_with_conditions_rules_a_group_and_a_sum(own_forms: Path) -> None:
    benchmark.put_forms(own_forms)

    for code in benchmark.CODES.values():
        asked = questions(declared()[code])
        assert len(asked) >= 100
        assert sum(question.shown_if is not None for question in asked) == 20
        assert [question.name for question in asked if question.row is not None] == ["stages"]
        assert [question.name for question in asked if question.kind.widget == "computed"] == ["power_total"]


def kept(folder: Path, form: str) -> dict[str, str]:
    """Return the answers in the draft of a form."""
    path = folder / "data" / "portal.sqlite3"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        [(answers,)] = database.execute("SELECT answers FROM drafts WHERE form = ?", (form,)).fetchall()
    read: dict[str, str] = json.loads(answers)
    return read
