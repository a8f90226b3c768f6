from datetime import UTC, date, datetime

import pytest

from core.errors import Invalid
from exports._parameters import Band, DateBy, Period, StatusChoice
from forms._questions import check, questions, readable
from forms.desk.card import VoltageClass
from tests.conftest import Time
from workflows.connection import Connection


def test_a_period_begins_as_the_current_year_by_registration(time: Time) -> None:
    time.is_now(datetime(2026, 12, 31, 20, 59, tzinfo=UTC))

    assert check(Period, {}) == Period(since=date(2026, 1, 1), until=date(2026, 12, 31), by=DateBy.REGISTERED)


def test_the_current_year_is_that_of_the_company_and_of_the_moment(time: Time) -> None:
    check(Period, {})
    time.is_now(datetime(2026, 12, 31, 21, 0, tzinfo=UTC))

    assert check(Period, {}).since == date(2027, 1, 1)


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        check(Period, {"since": "2026-05-02", "until": "2026-05-01"})

    assert refused.value.remarks == {"until": "Конец периода раньше его начала. Исправьте одну из дат."}


def test_a_beginning_after_the_current_year_is_refused_when_no_end_is_given(time: Time) -> None:
    time.is_now(datetime(2026, 6, 1, tzinfo=UTC))

    with pytest.raises(Invalid) as refused:
        check(Period, {"since": "2027-01-01"})

    assert list(refused.value.remarks) == ["until"]


def test_a_period_of_one_day_is_sound() -> None:
    assert check(Period, {"since": "2026-05-02", "until": "2026-05-02"}).since == date(2026, 5, 2)


@pytest.mark.parametrize(
    ("question", "answer", "remark"),
    [
        ("since", "вчера", "Введите дату как 05.11.2026."),
        ("until", "2026-02-30", "Введите дату как 05.11.2026."),
        ("by", "changed_at", "Выберите один из вариантов."),
        ("status", "nowhere", "Выберите один из вариантов."),
        ("band", "huge", "Выберите один из вариантов."),
        ("voltage", "1000", "Выберите один из вариантов."),
    ],
)
def test_every_unsound_answer_has_a_russian_remark(question: str, answer: str, remark: str) -> None:
    with pytest.raises(Invalid) as refused:
        check(Period, {question: answer})

    assert refused.value.remarks == {question: remark}


def test_questions_have_russian_labels_and_choices() -> None:
    asked = {question.name: question for question in questions(Period)}

    assert [question.label for question in asked.values()] == [
        "С",
        "По",
        "По какой дате отбирать",
        "Статус",
        "Максимальная мощность",
        "Напряжение",
    ]
    assert not any(question.required for question in asked.values())
    assert [choice.label for choice in asked["by"].choices] == [
        "по дате регистрации",
        "по дате поступления",
        "по дате заключения договора",
        "по дате подачи напряжения",
    ]
    assert asked["voltage"].choices == tuple(VoltageClass)


def test_every_status_can_be_chosen_in_the_order_of_the_road() -> None:
    assert [choice.value for choice in StatusChoice] == list(Connection.statuses)
    assert [choice.label for choice in StatusChoice] == [status.label for status in Connection.statuses.values()]


def test_answers_are_read_as_people_read_them() -> None:
    given = check(Period, {"since": "2026-01-01", "until": "2026-03-31", "status": "in_work", "band": Band.UP_TO_15})

    assert readable(given) == [
        ["Период", [["С", "01.01.2026"], ["По", "31.03.2026"], ["По какой дате отбирать", "по дате регистрации"]]],
        ["Отбор", [["Статус", "Принята в работу"], ["Максимальная мощность", "до 15 кВт включительно"]]],
    ]
