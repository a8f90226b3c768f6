from decimal import Decimal
from typing import Annotated, Any

import pytest
from pydantic import Field

from core.errors import Invalid
from core.labelled import Labelled
from forms import _rows
from forms._form import Form, Group, rule
from forms._kinds import Month, Power, Repeats, Section, ShownIf, SomeOf, YesNo
from forms._questions import check, questions, readable, readable_so_far, sounded, with_defaults


class Paper(Labelled):
    """What may be asked for."""

    CONDITIONS = "conditions", "технические условия"
    ACT = "act", "акт"
    OTHER = "other", "иное"


class Stage(Group):
    """One stage."""

    start: Annotated[Month, Field(title="Ввод")] = ""
    power_kw: Annotated[Power, Field(title="Мощность", gt=0)]
    spare: Annotated[YesNo, Field(title="Есть запас?")] = False
    spare_kw: Annotated[Power, Field(title="Запас"), ShownIf(spare=True, needed=True)] = Decimal(0)

    @rule("spare_kw")
    def _spare_is_a_part(self) -> str:
        return "Запас больше мощности этапа." if self.spare_kw > self.power_kw else ""


class Staged(Form):
    """Что вводится по этапам."""

    title = "Этапы"
    source = "ПП 861, п. 9"

    by_stages: Annotated[YesNo, Section("Этапы"), Field(title="По этапам?")] = False
    stages: Annotated[
        tuple[Stage, ...],
        Field(title="Этапы"),
        Repeats("Этап", at_least=1, at_most=3),
        ShownIf(by_stages=True, needed=True),
    ] = ()
    papers: Annotated[tuple[Paper, ...], SomeOf, Field(title="Бумаги")] = ()
    other: Annotated[str, Field(title="Какие"), ShownIf(papers="other", needed=True)] = ""

    @rule("stages")
    def _together(self) -> str:
        return "Вместе больше 100 кВт." if sum(stage.power_kw for stage in self.stages) > 100 else ""


TWO: dict[str, Any] = {
    "by_stages": True,
    "stages": ["b", "a"],
    "stages.a.power_kw": "10,5",
    "stages.b.power_kw": "20",
    "stages.b.start": "3.2027",
}


def remarks(typed: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        check(Staged, typed)
    return refused.value.remarks


def test_rows_stand_in_the_order_they_were_put_in() -> None:
    made = check(Staged, TWO)

    assert [stage.power_kw for stage in made.stages] == [Decimal(20), Decimal("10.5")]
    assert made.stages[0].start == "03.2027"


def test_every_row_is_read_by_people() -> None:
    assert readable(check(Staged, TWO)) == [
        [
            "Этапы",
            [
                ["По этапам?", "да"],
                ["Этап 1", "Ввод: 03.2027; Мощность: 20 кВт; Есть запас?: нет"],
                ["Этап 2", "Мощность: 10,5 кВт; Есть запас?: нет"],
            ],
        ]
    ]


def test_what_was_sent_can_be_checked_again_and_be_taken_apart_again() -> None:
    made = check(Staged, TWO)
    sent = made.model_dump(mode="json")

    assert check(Staged, sent) == made
    assert check(Staged, _rows.flat(sent)) == made


def test_a_group_has_as_many_rows_as_it_must_have_before_anybody_types() -> None:
    assert with_defaults(Staged, {"by_stages": True})["stages"] == ["0"]
    assert remarks({"by_stages": True}) == {"stages.0.power_kw": "Заполните это поле."}


def test_a_remark_names_the_question_of_the_row() -> None:
    wrong = TWO | {"stages.a.power_kw": "много", "stages.b.spare": True, "stages.b.spare_kw": "30"}

    assert set(remarks(wrong)) == {"stages.a.power_kw", "stages.b.spare_kw"}


def test_a_hidden_question_of_a_row_cannot_be_forged() -> None:
    made = check(Staged, TWO | {"stages.a.spare_kw": "7"})

    assert made.stages[1].spare_kw == 0


def test_a_rule_over_the_rows_waits_until_all_are_sound() -> None:
    too_much = TWO | {"stages.a.power_kw": "90"}

    assert remarks(too_much) == {"stages": "Вместе больше 100 кВт."}
    assert set(remarks(too_much | {"stages.b.start": "когда-нибудь"})) == {"stages.b.start"}


def test_there_are_no_more_rows_than_may_be() -> None:
    many = {"by_stages": True, "stages": ["1", "2", "3", "4"]} | {f"stages.{n}.power_kw": "1" for n in "1234"}

    assert remarks(many) == {"stages": "Можно указать не больше 3. Удалите лишнее."}


def test_a_hidden_group_is_left_out_whatever_was_typed_into_it() -> None:
    assert check(Staged, TWO | {"by_stages": False}).stages == ()


def test_answers_of_rows_nobody_named_are_left_out() -> None:
    assert "stages.z.power_kw" not in with_defaults(Staged, TWO | {"stages.z.power_kw": "5"})


def test_several_are_chosen_and_may_ask_for_more() -> None:
    assert remarks({"papers": ["act", "other"]}) == {"other": "Заполните это поле."}
    assert readable(check(Staged, {"papers": ["act", "conditions"]}))[0][1][1] == ["Бумаги", "акт, технические условия"]
    assert check(Staged, {"papers": ["act"], "other": "лишнее"}).other == ""


def test_what_is_unsound_yet_is_read_as_it_was_typed() -> None:
    typed = TWO | {"papers": ["act"], "stages.a.power_kw": "много"}

    told = dict(readable_so_far(Staged, typed)[0][1])

    assert told["Бумаги"] == "акт"
    assert told["Этап 1"].startswith("Ввод: 03.2027; Мощность: 20 кВт")


def test_rows_know_their_questions() -> None:
    group = next(question for question in questions(Staged) if question.name == "stages")

    assert group.row is Stage
    assert group.repeats
    assert sounded(Stage, {"power_kw": "5"})[0]["power_kw"] == 5
