"""The dates of the card, as employees correct them."""

from datetime import timedelta

import pytest

from core import clock
from core.errors import Invalid
from forms._questions import check, questions
from forms.desk.dates import Dates
from services.cards import DATES


def test_the_questions_are_the_dates_of_the_card_in_its_own_words_and_order() -> None:
    asked = [(question.name, question.label) for question in questions(Dates)]

    assert asked == [(name, label) for name, (label, _) in DATES.items()]


def test_a_date_may_be_taken_away() -> None:
    assert check(Dates, {"energized_on": None}).energized_on is None


def test_a_date_in_the_future_is_refused() -> None:
    tomorrow = clock.today() + timedelta(days=1)

    with pytest.raises(Invalid) as refused:
        check(Dates, {"energized_on": tomorrow.isoformat()})

    assert refused.value.remarks == {"energized_on": "Дата не может быть в будущем."}
