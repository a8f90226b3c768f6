import re

import pytest

from core.actor import Visitor
from db.session import transaction
from services import human, throttle
from tests.conftest import Time

pytestmark = pytest.mark.usefixtures("database")

HERE = Visitor("192.0.2.7")
WORDS = {
    "два": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9, "одиннадцать": 11,
    "двенадцать": 12, "тринадцать": 13, "четырнадцать": 14, "пятнадцать": 15, "шестнадцать": 16, "семнадцать": 17,
    "восемнадцать": 18, "девятнадцать": 19,
}  # fmt: skip


def solved(riddle: human.Riddle) -> str:
    found = re.fullmatch(r"Сколько будет (\w+) (плюс|минус) (\w+)\?", riddle.text)
    assert found
    larger, smaller = WORDS[found[1]], WORDS[found[3]]
    return str(larger + smaller if found[2] == "плюс" else larger - smaller)


@pytest.fixture
def suspected(database: str) -> None:  # noqa: ARG001 - the database comes first
    """Let so much come from the address that a question is asked."""
    with transaction() as session:
        for _ in range(human.AFTER):
            throttle.one_more(session, {throttle.subject("letters", HERE.address): human.FORGIVES})


def passes(proof: human.Proof | None) -> bool:
    try:
        human.must_pass("letters", HERE, proof)
    except human.Unproven:
        return False
    return True


def test_nobody_is_asked_at_first_contact() -> None:
    assert not human.needed("letters", HERE)
    assert passes(None)


@pytest.mark.usefixtures("suspected")
def test_after_a_few_from_one_address_a_question_is_asked_there_and_only_there(time: Time) -> None:
    assert human.needed("letters", HERE)
    assert not passes(None)
    assert not human.needed("letters", Visitor("198.51.100.9"))
    assert not human.needed("something else", HERE)

    time.passes(minutes=10)

    assert not human.needed("letters", HERE)


@pytest.mark.usefixtures("suspected")
def test_every_question_is_in_russian_words_and_can_be_answered() -> None:
    for _ in range(40):
        riddle = human.riddle()
        assert not re.search(r"\d", riddle.text)
        assert passes(human.Proof(riddle.mark, f" {solved(riddle)}. "))


@pytest.mark.parametrize(
    ("answer", "number"), [("восемь", 8), ("Двадцать  Восемь", 28), ("десять", 10), ("двадцать", 20)]
)
def test_a_word_is_as_good_as_digits(answer: str, number: int) -> None:
    assert human._number(answer) == human._number(str(number)) == number  # noqa: SLF001 - what people type


@pytest.mark.usefixtures("suspected")
@pytest.mark.parametrize("answer", ["", "  ", "-1", "999999999999", "не знаю", "²", "٣"])
def test_a_wrong_answer_does_not_pass_and_uses_the_question_up(answer: str) -> None:
    riddle = human.riddle()

    assert not passes(human.Proof(riddle.mark, answer))
    if answer.strip():
        assert not passes(human.Proof(riddle.mark, solved(riddle)))


@pytest.mark.usefixtures("suspected")
def test_an_answer_passes_once() -> None:
    riddle = human.riddle()
    proof = human.Proof(riddle.mark, solved(riddle))

    assert passes(proof)
    assert not passes(proof)


@pytest.mark.usefixtures("suspected")
def test_a_question_is_not_kept_for_later(time: Time) -> None:
    riddle = human.riddle()
    time.passes(minutes=9)
    with transaction() as session:
        throttle.one_more(session, {throttle.subject("letters", HERE.address): throttle.Limit(3, human.LASTS * 100)})
    time.passes(minutes=1, seconds=1)

    assert not passes(human.Proof(riddle.mark, solved(riddle)))


@pytest.mark.usefixtures("suspected")
@pytest.mark.parametrize("mark", ["", "x", "x.y.z", "..", "a.99999999999.b"])
def test_a_made_up_question_is_none(mark: str) -> None:
    assert not passes(human.Proof(mark, "8"))


def test_the_mark_tells_nothing_of_the_answer() -> None:
    first, second = human.riddle(), human.riddle()

    assert first.mark != second.mark
    assert solved(first) not in first.mark.split(".")
    assert first.mark not in repr(first)
