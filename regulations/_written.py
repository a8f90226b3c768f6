"""What a person has written, freed of the marks that carry no meaning."""

import unicodedata

_SEPARATORS = frozenset({"Zs", "Zl", "Zp", "Pd", "Cc", "Cf"})
"""Unicode categories of blanks of every width, dashes, line ends and invisible marks."""


def is_separator(mark: str) -> bool:
    """Tell whether one character only separates others: a blank, a dash, a dot or an invisible mark."""
    return unicodedata.category(mark) in _SEPARATORS or mark in ".−"


def visible(text: str) -> str:
    """Return *text* without the marks nobody sees: zero-width blanks, soft hyphens, marks of direction."""
    return "".join(mark for mark in text if unicodedata.category(mark) != "Cf")


def compact(text: str) -> str:
    """Return *text* without separators, its full-width letters and digits made ordinary."""
    return "".join(mark for mark in unicodedata.normalize("NFKC", text) if not is_separator(mark))


def digits(text: str, count: int, what: str) -> str:
    """Return the *count* digits of *text*; raise ``ValueError`` that names *what* (accusative, Russian) if not so."""
    bare = compact(text)
    if not bare:
        raise ValueError(f"Укажите {what}.")
    if not (bare.isascii() and bare.isdigit()):
        raise ValueError(f"Проверьте {what}: допустимы только цифры.")
    if len(bare) != count:
        raise ValueError(f"Проверьте {what}: цифр должно быть {count}, а введено {len(bare)}.")
    return bare


def uneven_digits(text: str, count: int, what: str) -> str:
    """Do as ``digits`` does, and refuse one digit repeated: such a number is typed to get past the check."""
    bare = digits(text, count, what)
    if len(set(bare)) == 1:
        raise ValueError(f"Проверьте {what}: номера из одинаковых цифр не бывает.")
    return bare
