from datetime import date

import pytest

from regulations.appeals import ANSWER_DAYS, AppealKind, due_on


def test_every_kind_of_appeal_has_a_term() -> None:
    assert set(ANSWER_DAYS) == set(AppealKind)


@pytest.mark.parametrize(
    ("kind", "sent_on", "due"),
    [
        (AppealKind.QUESTION, date(2026, 3, 5), date(2026, 3, 20)),
        (AppealKind.FILES, date(2026, 3, 5), date(2026, 3, 20)),
        (AppealKind.PROPOSAL, date(2026, 3, 5), date(2026, 3, 20)),
        (AppealKind.COMPLAINT, date(2026, 3, 10), date(2026, 4, 9)),
        (AppealKind.VIOLATION, date(2026, 3, 4), date(2026, 3, 5)),
    ],
)
def test_the_term_is_counted_in_calendar_days_from_the_day_after(kind: AppealKind, sent_on: date, due: date) -> None:
    assert due_on(kind, sent_on) == due


@pytest.mark.parametrize(
    ("kind", "sent_on", "due"),
    [
        (AppealKind.VIOLATION, date(2026, 3, 6), date(2026, 3, 10)),  # the weekend, and a holiday after it
        (AppealKind.COMPLAINT, date(2026, 3, 5), date(2026, 4, 6)),
        (AppealKind.QUESTION, date(2025, 12, 20), date(2026, 1, 12)),
    ],
)
def test_a_term_that_ends_on_a_day_off_ends_on_the_next_working_day(kind: AppealKind, sent_on: date, due: date) -> None:
    assert due_on(kind, sent_on) == due
