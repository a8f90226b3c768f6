import pytest

from core import passwords, strength
from core.strength import Strength

GOOD = "длинная фраза из слов"


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "Demo-portal-2026",
        "φράση από λέξεις",
        "一二三四五六七八九十",
        "🦊 лиса и 🐻 медведь",
        "  края важны  ",
        "x7#kQ!92mz",
    ],
)
def test_any_alphabet_will_do(password: str) -> None:
    assert strength.refusal(password) == ""


@pytest.mark.parametrize(("length", "taken"), [(9, False), (10, True), (128, True), (129, False), (100_000, False)])
def test_ten_to_a_hundred_and_twenty_eight_characters(length: int, taken: bool) -> None:  # noqa: FBT001 - a table
    password = ("Кит, 7 лун! " * 10_000)[:length]

    assert (strength.refusal(password) == "") is taken


def test_a_letter_sent_in_two_parts_is_one_character() -> None:
    composed = "ёёёййё ёж ёё"

    assert len(passwords.spelled(composed.replace("ё", "е\u0308").replace("й", "и\u0306"))) == len(composed)


@pytest.mark.parametrize(
    "common",
    ["1234567890", "qwertyuiop", "password123", "йцукенгшщз", "Gfhjkm123456", "парольпароль", "Пароль123456",
     "parol123456", "P@ssw0rd2024", "1qaz2wsx3edc", "фывапролдж", "приветпривет", "абвгдежзиклм", "электричество",
     "Орелоблэнерго2026", "oreloblenergo", "слово слово"],
)  # fmt: skip
def test_what_is_guessed_first_is_refused_on_every_layout_and_in_latin_letters(common: str) -> None:
    assert strength.refusal(common) == strength.EASY
    assert strength.strength(common) is Strength.WEAK


@pytest.mark.parametrize(
    "password",
    [
        "sokolova-i-more",
        "Соколова у моря",
        "cjrjkjdf и море",
        "море и SOKOLOVA",
        "Анна и тихое море",
        "у моря 570042173",
    ],
)
def test_what_everybody_knows_of_the_person_has_no_place_in_it(password: str) -> None:
    about = ("sokolova@example.org", "Соколова Анна Ильинична", "57-004217-3")

    assert strength.refusal(password, *about) == strength.ABOUT_YOU
    assert strength.refusal(password) == ""


def test_a_short_name_inside_another_word_is_no_name() -> None:
    assert strength.refusal("саванна и слоны в тумане", "Анна Ли") == ""


def test_the_form_of_a_company_says_nothing_about_it() -> None:
    assert strength.refusal("общество любителей чая", "Общество с ограниченной ответственностью «Ёлка»") == ""


def test_a_mark_no_keyboard_has_is_refused() -> None:
    assert strength.refusal("длинная\0фраза из слов") == strength.NOT_TYPED


@pytest.mark.parametrize(
    ("password", "label"),
    [("парольпароль", "слабый"), ("solnyshko2020", "сносный"), ("надёжная фраза", "хороший"), (GOOD, "отличный")],
)
def test_the_strength_is_told_in_a_word(password: str, label: str) -> None:
    assert strength.strength(password).label == label


def test_the_worst_that_can_be_typed_is_looked_at_in_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def look(text: str, **_: object) -> dict[str, int]:
        looked.append(text)
        return {"score": 4}

    monkeypatch.setattr(strength, "zxcvbn", look)
    strength.refusal("4@8({[<369&#1!|0$5+7%2" * 5)

    assert looked
    assert max(len(text) for text in looked) == strength.LOOKED_AT
    assert max(len(set(text) & set("4@8({[<369&#1!|0$5+7%2")) for text in looked) == 6
