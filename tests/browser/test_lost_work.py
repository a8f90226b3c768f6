"""The campaign of faults in small: every fault once, nothing lost, and a loss would be seen."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks import lost_work
from benchmarks._kept import Attached, Kept, Work
from benchmarks._portal import Portal, serving, within
from forms.other import OtherDocument

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def shaken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """Serve a portal that may be killed."""
    with serving(tmp_path_factory.mktemp("shaken"), applications=60) as portal:
        yield portal


def test_no_fault_loses_or_doubles_what_was_typed_and_attached(shaken: Portal, chromium: Browser) -> None:
    with within(shaken):
        told = lost_work.campaign(shaken, chromium, runs=len(lost_work.KINDS), seed=1, tell=False)

    counts = told.counts
    assert told.failures == []
    assert dict(told.runs) == dict.fromkeys(lost_work.KINDS, 1)
    assert counts["answers"] > 0
    assert counts["files"] > 0
    assert counts["sent"] == 1
    assert told.held
    assert "| all | 7 |" in lost_work.report(told)


def test_what_is_not_kept_is_reported(shaken: Portal) -> None:
    kept = Kept(shaken.data)
    [(user_id,)] = kept.rows("SELECT id FROM users WHERE email = 'ivanov@example.org'")
    work = Work(OtherDocument, "other", user_id)
    work.give("purpose", "этого никто не вводил", time.monotonic())
    work.both["purpose"] = ("одно", "другое")
    work.files.append(Attached("documents", "нет такого.pdf", "0" * 64, accepted=True))

    found = kept.check(work)

    assert found.counts["lost"] == 4
    assert "этого никто не вводил" in found.troubles[0]


def test_only_what_was_typed_just_before_a_fault_may_be_missing(shaken: Portal) -> None:
    kept = Kept(shaken.data)
    young, old = Work(OtherDocument, "other", 0), Work(OtherDocument, "other", 0)
    for work, before in ((young, 1.9), (old, 2.1)):
        work.give("purpose", "на бегу", 100.0)
        work.faults.append(100.0 + before)

    assert kept.check(young).counts == {"answers": 1, "young": 1, "asked about": 0}
    assert kept.check(old).counts == {"answers": 1, "lost": 1, "asked about": 0}


def test_a_form_sent_twice_is_reported(shaken: Portal) -> None:
    kept = Kept(shaken.data)
    [(user_id, form, times)] = kept.rows(
        "SELECT user_id, form, count(*) FROM submissions GROUP BY user_id, form ORDER BY count(*) DESC LIMIT 1"
    )
    assert times > 1, "the demo has somebody who sent one form again"

    found = kept.check(Work(OtherDocument, form, user_id, sendings=1))

    assert found.counts["doubled"] >= 1  # beside it what else of this person is there more than once


def test_a_file_whose_content_is_gone_is_reported(shaken: Portal, tmp_path: Path) -> None:
    kept = Kept(shaken.data)
    user_id, sha256 = kept.rows("SELECT user_id, sha256 FROM files ORDER BY id LIMIT 1")[0]
    content = shaken.data / "files" / sha256[:2] / sha256
    aside = content.rename(tmp_path / sha256)

    found = kept.check(Work(OtherDocument, "other", user_id))

    aside.rename(content)
    assert found.counts["lost"] >= 1
    assert sha256 in found.troubles[0]
