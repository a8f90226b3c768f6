"""How hard a password is to guess: its strength in a word, and the reason why it may not be chosen.

zxcvbn knows English words, names, dates, keyboard walks and 30 000 common passwords. What people here choose is looked
at the way those who guess do: as typed, as typed on the Latin layout, and in Latin letters.
"""

import re
import unicodedata
from collections.abc import Iterator
from threading import BoundedSemaphore

from zxcvbn import zxcvbn
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from core import passwords
from core.labelled import Labelled
from core.settings import settings

LOOKED_AT = 24
"""Characters zxcvbn reads: the rest can only make a password stronger, and the time it takes grows with each."""
FEWEST_MARKS = 5
"""Different characters a password needs."""
LONG_WORD = 5
"""A word about the person of so many letters is looked for anywhere, a shorter one only as a word of its own."""
SHORTEST_WORD = 3

EASY = "Такой пароль легко угадать: он из тех, что пробуют первыми. Возьмите несколько слов, не связанных между собой."
FEW_MARKS = "Такой пароль легко угадать: в нём слишком мало разных знаков. Придумайте другой."
ABOUT_YOU = "Такой пароль легко угадать: в нём есть имя, адрес почты или номер. Придумайте другой."
NOT_TYPED = "В пароле есть знак, который нельзя набрать на клавиатуре. Наберите пароль заново."

_COMMON = frozenset(FREQUENCY_LISTS["passwords"])
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё"
_ON_LATIN_KEYS = str.maketrans(
    _RUSSIAN + _RUSSIAN.upper(), "qwertyuiop[]asdfghjkl;'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~"
)
_IN_LATIN = {
    **dict(zip("абвгдеёзийклмнопрстуфхцыэ", "abvgdeeziiklmnoprstufhcye", strict=True)),
    "ж": "zh", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
}  # fmt: skip
_TRANSLITERATED = str.maketrans(_IN_LATIN | {key.upper(): value.capitalize() for key, value in _IN_LATIN.items()})
_LEET = frozenset("4@8({[<369&#1!|0$5+7%2")
_MOST_LEET = 6
"""Different signs that may stand for letters: zxcvbn tries them in all combinations."""
_HOUSE = ("портал", "кабинет", "орел", "орелоблэнерго", "энерго", "электро", "пароль", "привет", "россия", "любовь")
"""What one thinks of first here; words of the company's name are added."""
_OF_EVERYBODY = frozenset(
    ("общество", "ограниченной", "ответственностью", "акционерное", "индивидуальный", "предприниматель")
)
"""Words of the names of organisations that say nothing about this one."""
_RUSSIAN_WORD = re.compile(r"[а-яё]{3,}")
_POWERS = (3, 6, 8, 10)
"""Powers of ten of guesses at which zxcvbn's score grows by one."""
_POWER_OF_WORD, _POWER_OF_MARK = 4, 1.5
"""Of ten: how many guesses a word of ten thousand and a mark beside it cost."""
_ONE_AT_A_TIME = BoundedSemaphore(1)


class Strength(Labelled):
    """How hard a password is to guess, as it is told while it is being chosen."""

    WEAK = "weak", "слабый"
    FAIR = "fair", "сносный"
    GOOD = "good", "хороший"
    EXCELLENT = "excellent", "отличный"


_BY_SCORE = (Strength.WEAK, Strength.WEAK, Strength.FAIR, Strength.GOOD, Strength.EXCELLENT)


def strength(password: str, *about: str) -> Strength:
    """Return how hard *password* is to guess for who knows what it is *about*: names, an address, a number."""
    if refusal(password, *about):
        return Strength.WEAK
    return _BY_SCORE[_score(passwords.spelled(password), about)]


def refusal(password: str, *about: str) -> str:
    """Return why *password* may not be chosen, in a sentence; empty if it may."""
    return next(_remarks(password, about), "")


def _remarks(password: str, about: tuple[str, ...]) -> Iterator[str]:
    chosen = passwords.spelled(password[: 2 * passwords.MAX_LENGTH])  # so that nothing below works on a page of text
    if len(chosen) > passwords.MAX_LENGTH:
        yield f"Пароль длиннее {passwords.MAX_LENGTH} знаков. Сократите его."
    if len(chosen) < passwords.MIN_LENGTH:
        yield f"Пароль короче {passwords.MIN_LENGTH} знаков. Добавьте ещё слово."
    if any(unicodedata.category(mark) in {"Cc", "Cs"} for mark in chosen):
        yield NOT_TYPED
    if len(set(chosen)) < FEWEST_MARKS:
        yield FEW_MARKS
    if any(_speaks_of(chosen, word) for word in _words(about)):
        yield ABOUT_YOU
    if any(form.lower() in _COMMON for form in _forms(chosen)) or _BY_SCORE[_score(chosen, about)] is Strength.WEAK:
        yield EASY


def _score(chosen: str, about: tuple[str, ...]) -> int:
    known = [form for word in (*_words(about), *_house()) for form in _forms(word)]
    with _ONE_AT_A_TIME:
        scores: list[int] = [zxcvbn(_bounded(form), user_inputs=known)["score"] for form in _forms(chosen)]
    return min(*scores, _score_of_words(chosen))


def _score_of_words(chosen: str) -> int:
    # To zxcvbn a Russian word is a row of random signs: who guesses takes it from a dictionary.
    words = _RUSSIAN_WORD.findall(text := chosen.casefold())
    others = sum(not mark.isspace() for mark in _RUSSIAN_WORD.sub("", text))
    power = _POWER_OF_WORD * len(set(words)) + _POWER_OF_MARK * others
    return sum(power >= bound for bound in _POWERS) if words else len(_POWERS)


def _bounded(text: str) -> str:
    kept = set(sorted({mark for mark in text if mark in _LEET})[:_MOST_LEET])
    return "".join("·" if mark in _LEET and mark not in kept else mark for mark in text[:LOOKED_AT])


def _forms(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((text, text.translate(_ON_LATIN_KEYS), text.translate(_TRANSLITERATED))))


def _house() -> tuple[str, ...]:
    return (*_HOUSE, *_words((settings().company_name,)))


def _words(about: tuple[str, ...]) -> Iterator[str]:
    for text in about:
        told = passwords.spelled(text).casefold().partition("@")[0]
        digits = "".join(mark for mark in told if mark.isdigit())
        found = {told, digits, *re.split(r"[\W_]+", told)}
        yield from (word for word in found - _OF_EVERYBODY if len(word) >= SHORTEST_WORD)


def _speaks_of(chosen: str, word: str) -> bool:
    if word.isdigit():
        return len(word) >= LONG_WORD and word in "".join(mark for mark in chosen if mark.isdigit())
    for form in _forms(chosen.casefold()):
        for name in _forms(word):
            if (name in form) if len(name) >= LONG_WORD else (name in re.split(r"[\W\d_]+", form)):
                return True
    return False
