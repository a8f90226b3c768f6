from decimal import Decimal
from typing import Annotated, Any

import pytest
from pydantic import Field, computed_field

from core.errors import Invalid
from core.labelled import Labelled
from forms._form import Form, rule
from forms._kinds import (
    Accepts,
    Attachments,
    Computed,
    Consent,
    Flag,
    Line,
    MaybePastDate,
    NewPassword,
    OneOf,
    Power,
    Section,
    ShownIf,
    Widget,
    YesNo,
)
from forms._questions import check, facts, questions, readable, sounded, with_defaults


class Fruit(Labelled):
    """What grows on trees."""

    APPLE = "apple", "яблоко"
    PEAR = "pear", "груша"
    OTHER = "other", "иное"


class Basket(Form):
    """What is in the basket."""

    title = "Корзина"
    source = "ПП 861, п. 9"
    sections = ("Кто", "Что")

    fruit: Annotated[Fruit, OneOf, Section("Что"), Field(title="Плод", description="Один.")]
    what: Annotated[Line, Field(title="Какой именно", min_length=3), ShownIf(fruit="other", needed=True)] = ""
    weight_kw: Annotated[Power, Field(title="Сила", gt=0)]
    extra_kw: Annotated[Power, Field(title="Ещё")] = Decimal(0)
    ripe: Annotated[YesNo, Field(title="Спелый?")]
    proof: Annotated[
        Attachments,
        Field(title="Снимок"),
        ShownIf(fruit=("apple", "pear"), needed=True),
        Accepts("ПП 861, п. 10 «г»", at_most=2),
    ] = ()
    washed: Annotated[Flag, Field(title="Вымыт")] = False
    name: Annotated[Line, Section("Кто"), Field(title="Имя")]
    secret: Annotated[NewPassword, Field(title="Пароль")] = "не скажу никому"
    picked_on: Annotated[MaybePastDate, Field(title="Собран")] = None
    agreed: Annotated[Consent, Field(title="Согласен")]

    @computed_field(title="Всего", json_schema_extra={"after": "extra_kw"})  # type: ignore[prop-decorator] # pydantic's own advice
    @property
    def total_kw(self) -> Annotated[Decimal, Computed]:
        """Both together, in kW."""
        return self.weight_kw + self.extra_kw

    @rule("weight_kw")
    def _light(self) -> str:
        return "Слишком сильно." if self.total_kw > 15 else ""

    @rule("name")
    def _honest(self) -> str:
        return "Имя не плод." if self.name == self.fruit.label else ""


SOUND: dict[str, Any] = {
    "fruit": "apple",
    "weight_kw": "7,5",
    "ripe": False,
    "proof": ("file-1",),
    "name": "Мария",
    "agreed": True,
}


def remarks(**changes: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        check(Basket, SOUND | changes)
    return refused.value.remarks


def test_questions_stand_in_the_order_of_sections_and_the_computed_after_its_parts() -> None:
    names = [question.name for question in questions(Basket)]

    assert names == [
        "name", "secret", "picked_on", "agreed",
        "fruit", "what", "weight_kw", "extra_kw", "total_kw", "ripe", "proof", "washed",
    ]  # fmt: skip


def test_a_question_knows_what_whoever_draws_it_needs() -> None:
    asked = {question.name: question for question in questions(Basket)}

    assert (asked["fruit"].label, asked["fruit"].hint, asked["fruit"].section) == ("Плод", "Один.", "Что")
    assert asked["fruit"].choices == tuple(Fruit)
    assert asked["name"].max_length == 200
    assert asked["secret"].kind.widget is Widget.PASSWORD
    assert asked["total_kw"].kind.widget is Widget.COMPUTED
    assert asked["proof"].accepts == Accepts("ПП 861, п. 10 «г»", at_most=2)
    assert [name for name, question in asked.items() if question.required] == [
        "name",
        "agreed",
        "fruit",
        "weight_kw",
        "ripe",
    ]
    assert (asked["extra_kw"].default, asked["fruit"].default) == ("0", None)


def test_sound_answers_become_the_form() -> None:
    filled = check(Basket, SOUND)

    assert filled.fruit is Fruit.APPLE
    assert filled.total_kw == Decimal("7.5")
    assert filled.proof == ("file-1",)
    assert (filled.washed, filled.picked_on, filled.what) == (False, None, "")


def test_everything_that_is_missing_is_told_at_once_in_the_order_of_the_form() -> None:
    with pytest.raises(Invalid) as refused:
        check(Basket, {})

    assert list(refused.value.remarks) == ["name", "agreed", "fruit", "weight_kw", "ripe"]
    assert all(sentence.endswith(".") for sentence in refused.value.remarks.values())


@pytest.mark.parametrize("blank", ["", "   ", None])
def test_blanks_are_no_answer(blank: object) -> None:
    assert list(remarks(name=blank)) == ["name"]


def test_a_mark_no_database_keeps_is_dropped() -> None:
    assert check(Basket, SOUND | {"name": "Ма\0рия"}).name == "Мария"
    assert list(remarks(name="\0")) == ["name"]


def test_no_is_an_answer_and_an_unticked_consent_is_none() -> None:
    assert check(Basket, SOUND | {"ripe": False}).ripe is False
    assert list(remarks(agreed=False)) == ["agreed"]


def test_a_flag_may_stay_unticked() -> None:
    assert check(Basket, SOUND | {"washed": False}).washed is False
    assert check(Basket, SOUND | {"washed": True}).washed is True


def test_a_hidden_question_is_not_asked_and_its_stale_answer_is_dropped() -> None:
    filled = check(Basket, SOUND | {"what": "x"})

    assert filled.what == ""


def test_a_question_that_appears_must_be_answered() -> None:
    assert list(remarks(fruit="other", proof=())) == ["what"]
    assert check(Basket, SOUND | {"fruit": "other", "what": "слива", "proof": ()}).what == "слива"


def test_a_file_is_needed_only_while_its_question_is_shown() -> None:
    assert list(remarks(proof=())) == ["proof"]
    assert check(Basket, SOUND | {"fruit": "other", "what": "слива", "proof": ("file-1",)}).proof == ()


def test_more_files_than_a_question_takes_are_refused() -> None:
    assert remarks(proof=("1", "2", "3")) == {"proof": "Можно приложить не больше 2 файлов. Удалите лишние."}


def test_a_computed_answer_is_never_taken_from_outside() -> None:
    assert check(Basket, SOUND | {"total_kw": "99"}).total_kw == Decimal("7.5")


def test_what_was_not_asked_is_not_taken() -> None:
    assert check(Basket, SOUND | {"is_admin": True}) == check(Basket, SOUND)


def test_unsound_answers_and_broken_rules_are_told_together() -> None:
    found = remarks(weight_kw="20", ripe="когда-нибудь", name="яблоко")

    assert list(found) == ["name", "weight_kw", "ripe"]
    assert found["weight_kw"] == "Слишком сильно."


def test_an_answer_has_one_remark_and_its_own_comes_first() -> None:
    found = remarks(weight_kw="-20")

    assert found == {"weight_kw": "Число не может быть меньше 0."}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"fruit": "stone"}, "Выберите один из вариантов."),
        ({"fruit": "other", "what": "я", "proof": ()}, "Слишком коротко: нужно не меньше 3 знаков."),
        ({"name": "ы" * 201}, "Слишком длинно: не больше 200 знаков."),
        ({"weight_kw": "много"}, "Введите число, например 15 или 7,5."),
        ({"weight_kw": "7,1234"}, "Не больше 3 знаков после запятой."),
        ({"weight_kw": "200000"}, "Число не может быть больше 100000."),
        ({"weight_kw": "NaN"}, "Введите число, например 15 или 7,5."),
        ({"picked_on": "вчера"}, "Введите дату как 05.11.2026."),
        ({"ripe": "может быть"}, "Выберите «да» или «нет»."),
        ({"name": 5}, "Проверьте ответ: он не подходит к вопросу."),
        ({"secret": "1234"}, "Пароль короче 10 знаков. Добавьте ещё слово."),
    ],
)
def test_every_remark_is_russian_and_says_what_to_do(changes: dict[str, Any], sentence: str) -> None:
    assert list(remarks(**changes).values()) == [sentence]


def test_defaults_stand_in_until_somebody_answers() -> None:
    assert with_defaults(Basket, {"extra_kw": "3"})["extra_kw"] == "3"
    assert with_defaults(Basket, {})["extra_kw"] == "0"


def test_what_holds_is_told_apart_from_what_does_not() -> None:
    sound, wrong = sounded(Basket, SOUND | {"name": ""})

    assert list(wrong) == ["name"]
    assert sound["weight_kw"] == Decimal("7.5")
    assert sound["extra_kw"] == Decimal(0)


def test_a_form_reads_by_section_as_people_say_it() -> None:
    told = readable(check(Basket, SOUND | {"extra_kw": "0,5", "picked_on": "2026-03-05"}))

    assert [section for section, _ in told] == ["Кто", "Что"]
    assert told[0][1] == [["Имя", "Мария"], ["Собран", "05.03.2026"], ["Согласен", "да"]]
    assert told[1][1][:4] == [["Плод", "яблоко"], ["Сила", "7,5 кВт"], ["Ещё", "0,5 кВт"], ["Всего", "8 кВт"]]
    assert told[1][1][4:] == [["Спелый?", "нет"], ["Вымыт", "нет"]]


def test_a_password_is_never_read_out() -> None:
    told = str(readable(check(Basket, SOUND | {"secret": "тайна за семью печатями"})))

    assert "тайна" not in told


@pytest.mark.parametrize(
    ("typed", "total"),
    [({"weight_kw": "7", "extra_kw": "0,5"}, "7,5"), ({"weight_kw": "7"}, "7"), ({}, ""), ({"weight_kw": "семь"}, "")],
)
def test_a_computed_answer_is_told_as_soon_as_it_can_be(typed: dict[str, Any], total: str) -> None:
    assert facts(Basket, typed) == {"total_kw": total}


def test_a_computed_answer_waits_for_an_unsound_part_even_if_it_has_a_default() -> None:
    assert facts(Basket, {"weight_kw": "7", "extra_kw": "сколько-то"}) == {"total_kw": ""}


def test_a_rule_waits_for_an_unsound_answer_even_if_it_has_a_default() -> None:
    assert list(remarks(weight_kw="15,5", extra_kw="сколько-то")) == ["extra_kw"]


class Chain(Form):
    """Одно зависит от другого."""

    title, source = "Цепочка", "проба"

    first: Annotated[YesNo, Field(title="Первый")]
    second: Annotated[YesNo, Field(title="Второй"), ShownIf(first=True)] = False
    third: Annotated[Line, Field(title="Третий"), ShownIf(second=True, needed=True)] = ""


def test_what_hangs_on_a_hidden_question_is_hidden_with_it() -> None:
    stale = {"first": False, "second": True}

    assert with_defaults(Chain, stale) == {"first": False}
    assert check(Chain, stale | {"third": "старое"}).third == ""
